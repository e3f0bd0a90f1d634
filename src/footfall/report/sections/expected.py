"""What is expected of each group? Sums with their intervals, how often such intervals held, and those of whom most is expected."""

from footfall.report.blocks import Block, Column, Listing, Table, Words
from footfall.report.charts import Axis, Bars, Series
from footfall.report.expected import Expected, ExpectedGroup
from footfall.report.numbers import COUNT, NONE, PERCENT, PRICE_UNITS, RATE, Unit, money, range_of

__all__ = ["expected_blocks", "expected_chart", "top_table"]

CALLED = {
    "segment": "segment", "rfm": "RFM group", "channel": "channel", "country": "country", "device": "device", "visitor": "visitor",
}  # fmt: skip
WHOLE_FROM = 100.0
"""Sums of at least this are written without decimals."""


def expected_blocks(found: Expected) -> tuple[Block, ...]:
    """Return everything about what is expected: the total, the groups, how far to trust them, and the list."""
    groups: tuple[Block, ...] = (expected_chart(found), group_table(found)) if found.groups else ()
    named_one = any(each.visitor_id or each.session_id for each in found.top)
    people: tuple[Block, ...] = (top_table(found),) if named_one else ()
    return (Words(total_words(found)), *groups, Words(held_words(found), quiet=True), *people, Listing(found.notes))


def named(found: Expected) -> str:
    """Return what the amount is called; revenue only where the data has some."""
    return "revenue" if found.unit == "currency" else "value considered" if found.proxy else found.target


def unit_of(found: Expected, *, whole: bool) -> Unit:
    """Return how amounts are written."""
    if found.unit == "currency":
        return money(found.currency, whole=whole)
    after = f" {found.unit}" if found.unit and found.unit != found.target else ""  # a column is its own unit: said once
    before = PRICE_UNITS if found.unit == "price units" else Unit(",.2f", after=after, axis=",~g")
    return Unit(",.0f", after=before.after, axis=",~g") if whole else before


def sum_unit(found: Expected) -> Unit:
    """Return how sums are written."""
    return unit_of(found, whole=found.total.sum >= WHOLE_FROM)


def span(group: ExpectedGroup, unit: Unit) -> str:
    """Return the interval of a group's sum; a dash where there is none."""
    return NONE if group.low is None or group.high is None else range_of(unit, (group.low, group.high))


def total_words(found: Expected) -> str:
    """Return what is expected of all."""
    unit, total = sum_unit(found), found.total
    said = f"The {COUNT.write(total.rows)} {found.of}s are expected to come to {unit.write(total.sum)} of {named(found)} together"
    ends = "" if total.low is None else f" ({PERCENT.write(found.level)} interval: {span(total, unit)})"
    return f"{said}{ends}, {unit_of(found, whole=False).write(total.mean)} each."


def expected_chart(found: Expected) -> Bars:
    """Return the groups' sums with their intervals."""
    unit, first = sum_unit(found), found.groups[0]
    known = first.low is not None
    ends = f" ({span(first, unit)})" if known else ""
    reading = f"Each bar is the {named(found)} expected of all {found.of}s of a {CALLED[found.by]} together"
    reading += f"; the line is the interval that is to hold {PERCENT.write(found.level)} of such sums." if known else "."
    bars = Series(
        f"Expected {named(found)}", tuple(each.sum for each in found.groups),
        low=tuple(each.low for each in found.groups) if known else (), high=tuple(each.high for each in found.groups) if known else (),
    )  # fmt: skip
    return Bars(
        id=f"expected-{found.target.replace('_', '-')}-{found.by}",
        title=f"Most {named(found)} is expected of “{first.name}”: {unit.write(first.sum)}{ends}", reading=reading,
        labels=tuple(each.name for each in found.groups), series=(bars,), value=Axis(f"Expected {named(found)}", unit),
        name=CALLED[found.by].capitalize() if found.by != "rfm" else CALLED[found.by], wide=True,
    )  # fmt: skip


def group_table(found: Expected) -> Table:
    """Return the groups in figures."""
    unit, single = sum_unit(found), unit_of(found, whole=False)
    known = any(each.came is not None for each in found.groups)
    titles = (f"{found.of.capitalize()}s", "Expected together", "Interval", "Expected each", *(("Came each, test part",) if known else ()))
    rows = tuple(
        (each.name, COUNT.write(each.rows), unit.write(each.sum), span(each, unit), single.write(each.mean),
         *((single.write(each.came),) if known else ()))
        for each in (*found.groups, found.total)
    )  # fmt: skip
    head = CALLED[found.by]
    columns = (Column(head if head.startswith("RFM") else head.capitalize(), number=False), *(Column(title) for title in titles))
    note = "Intervals are of the sums. They are not sums of the intervals of single amounts, and do not add up to that of all."
    return Table(f"Expected {named(found)} by {head}", columns, rows, marked=frozenset({len(found.groups)}), note=note)


def held_words(found: Expected) -> str:
    """Return how often such intervals held."""
    if found.held is None:
        return "How often such intervals hold could not be checked."
    held = found.held
    return (
        f"Checked on the test part: intervals drawn from one random half of it held {RATE.write(held.share)} of "
        f"{COUNT.write(held.checks)} sums of the other half ({held.splits} halves, not independent of each other); "
        f"{PERCENT.write(found.level)} were asked. What changes from the test part to the days ahead is not in them."
    )


def top_table(found: Expected) -> Table:
    """Return those of whom most is expected, each with the interval of that single amount."""
    unit = unit_of(found, whole=False)
    who = "Visitor" if any(each.visitor_id is not None for each in found.top) else "Visit"
    heads = (
        Column(who, number=False),
        Column("Expected"),
        Column("Interval"),
        Column("Segment", number=False),
        Column("Why", number=False),
    )
    rows = tuple(
        (each.visitor_id or each.session_id or NONE, unit.write(each.value),
         NONE if each.low is None or each.high is None else range_of(unit, (each.low, each.high)), each.segment or NONE,
         "; ".join(each.reasons) or NONE)
        for each in found.top
    )  # fmt: skip
    when = "" if found.of == "visitor" else ", as of the click that was scored"
    note = f"Each interval is to hold nine in ten of such single amounts{when}; they must not be added up."
    return Table(f"Most {named(found)} expected", heads, rows, note=note)
