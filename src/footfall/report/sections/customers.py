"""Which customers bought lately, often and for much? The RFM groups: what they bring, what to do, and who is in which."""

from footfall.report.blocks import Column, Listing, More, Part, Table, Words
from footfall.report.charts import Axis, Bars, Heat, Series
from footfall.report.content import Content
from footfall.report.numbers import COUNT, NONE, PERCENT, RATE, Unit, day, money
from footfall.report.rfm import RfmGroup, RfmScore, RfmSegments

__all__ = ["customers_parts"]

TITLE = "Customers by recency, frequency and value"


def customers_parts(content: Content) -> tuple[Part, ...]:
    """Return the part of the RFM groups; none where nobody buys, and the reason where customers could not be scored."""
    rfm = content.segments.rfm
    if rfm.groups:
        unit = money(content.source.currency, whole=True)
        more = More("Who is in which group", (rules(rfm), scores(rfm, unit), *((Listing(rfm.notes),) if rfm.notes else ())))
        return (Part(TITLE, (lead(rfm), shares(rfm), *beside(content), table(rfm, unit), more)),)
    if rfm.not_asked and content.source.has_purchases and content.source.kind != "session_table":
        return (Part(TITLE, (Words(f"Not asked. {rfm.not_asked}"),)),)
    return ()


def lead(rfm: RfmSegments) -> Words:
    """Return what is looked at, and what that cannot say."""
    when = f" as of {day(rfm.as_of)}" if rfm.as_of else ""
    return Words(
        f"{COUNT.write(rfm.customers)} customers{when}, compared by how lately (R), how often (F) and for how much (M) they bought. "
        "This looks back; who will buy is what the scores say."
    )


def shares(rfm: RfmSegments) -> Bars:
    """Return each group's share of customers beside its share of revenue."""
    customers = Series("Customers", tuple(each.share for each in rfm.groups))
    revenue = Series("Revenue", tuple(each.revenue_share for each in rfm.groups), tone="second")
    known = any(each.revenue_share is not None for each in rfm.groups)
    return Bars(
        id="rfm-groups", title=headline(rfm),
        reading="Each pair of bars is a group: its share of all customers, and of all revenue." if known
        else "Each bar is a group: its share of all customers.",
        labels=tuple(each.name for each in rfm.groups), series=(customers, revenue) if known else (customers,),
        value=Axis("Share of customers and of revenue" if known else "Share of customers", RATE), name="Group", wide=True,
    )  # fmt: skip


def headline(rfm: RfmSegments) -> str:
    """Return what the shares say: the group that brings most beyond its size, or the largest."""
    if all(each.revenue_share is None for each in rfm.groups):
        top = max(rfm.groups, key=lambda each: each.share)
        return f"“{top.name}” is the largest group, with {PERCENT.write(top.share)} of customers"
    top = max(rfm.groups, key=lambda each: (each.revenue_share or 0.0) - each.share)
    return f"“{top.name}” are {PERCENT.write(top.share)} of customers and bring {PERCENT.write(top.revenue_share)} of revenue"


def beside(content: Content) -> tuple[Heat, ...]:
    """Return how the groups lie in the learnt segments."""
    rfm, segments = content.segments.rfm, content.segments
    names = tuple(profile.name for profile in segments.profiles)
    rows = [each for each in rfm.groups if each.segments]
    if not names or not rows:
        return ()
    whose = "customers" if segments.unit == "customer" else "visits"
    return (
        Heat(
            id="rfm-segments", title="Where each group's customers are among the learnt segments",
            reading=f"Read along a row: the share of the group's {whose} in each segment above.",
            rows=tuple(each.name for each in rows), columns=names,
            values=tuple(tuple(each.segments.get(name, 0.0) for name in names) for each in rows),
            unit=PERCENT, name=f"Share of {whose}", over="segment", wide=True,
        ),
    )  # fmt: skip


def table(rfm: RfmSegments, unit: Unit) -> Table:
    """Return what each group brings, and what to do about it."""
    known = any(each.revenue_share is not None for each in rfm.groups)
    heads = ("Customers", *(("Of revenue",) if known else ()), "Latest order", "Orders", *(("Worth each",) if known else ()))
    columns = (Column("Group", number=False), *(Column(name) for name in heads), Column("What to do", number=False))
    rows = tuple(line(each, unit, known=known) for each in rfm.groups)
    medians = "Latest order, orders and worth" if known else "Latest order and orders"
    return Table("What they bring, and what to do", columns, rows, note=f"{medians} are medians of the group.")


def line(group: RfmGroup, unit: Unit, *, known: bool) -> tuple[str, ...]:
    """Return one group as a row; without revenue where none is known."""
    brings = (RATE.write(group.revenue_share),) if known else ()
    worth = (unit.write(group.revenue_each),) if known else ()
    bought = (days_ago(group.recency_days), COUNT.write(group.orders))
    return (group.name, COUNT.write(group.count), *brings, *bought, *worth, f"{group.action}\n{group.why}")


def days_ago(days: float) -> str:
    """Return how long ago something was.

    >>> days_ago(1.0), days_ago(12.0)
    ('1 day ago', '12 days ago')
    """
    return f"{COUNT.write(days)} {'day' if round(days) == 1 else 'days'} ago"


def rules(rfm: RfmSegments) -> Table:
    """Return the scores that make each group."""
    rows = tuple((each.name, each.rule, RATE.write(each.share)) for each in rfm.groups)
    note = "Of several rules that fit, the first counts. Groups that nobody is in are left out."
    return Table(
        "Groups by their scores",
        (Column("Group", number=False), Column("Scores", number=False), Column("Share of customers")),
        rows,
        note=note,
    )


def scores(rfm: RfmSegments, unit: Unit) -> Table:
    """Return what each score stands for."""
    columns = (Column("Score", number=False), Column("R: days since the latest order"), Column("F: orders"), Column("M: worth"))
    note = "Each score is about a fifth of customers. Equal customers get equal scores, so some scores may stay empty."
    return Table("What a score stands for", columns, tuple(score_line(each, unit) for each in reversed(rfm.scores)), note=note)


def score_line(score: RfmScore, unit: Unit) -> tuple[str, ...]:
    """Return one score as a row."""
    return (str(score.score), span(score.recency_days, COUNT), span(score.orders, COUNT), span(score.revenue, unit))


def span(limits: tuple[float, float] | None, unit: Unit) -> str:
    """Return limits as text, once where both are written alike."""
    if limits is None:
        return NONE
    low, high = (unit.write(value) for value in limits)
    return low if low == high else f"{low} to {high}"
