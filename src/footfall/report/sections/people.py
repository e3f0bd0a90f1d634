"""Who are they? The segments: their names, what sets them apart, how far they can be trusted, how they were found; RFM beside them."""

from footfall.models.candidate import AlgorithmScore
from footfall.report.blocks import Banner, Block, Card, Cards, Column, Fact, Listing, More, Part, Section, Table, Words
from footfall.report.charts import Axis, Bars, Cloud, Heat, Series
from footfall.report.content import Content
from footfall.report.numbers import COUNT, NUMBER, PERCENT, PRICE_UNITS, RATE, SCORE, Unit, money, of_feature
from footfall.report.sections.customers import customers_parts
from footfall.report.segments import Profile, ProfileValue, Segments
from footfall.report.words import plain, plural

__all__ = ["choices_table", "people_section", "profile_chart"]

APART = Unit("+.1f")
MOST_FEATURES = 10
TRUST = {"stable": "of 1", "doubtful": "in doubt", "unstable": "not stable", None: "of 1"}
RULE = (
    "The number of groups, 3 to 8, is the one with the greatest product of silhouette and stability among those of which each group holds "
    "3% of the sample or more and comes out again."
)


def people_section(content: Content) -> Section:
    """Return the section of the segments."""
    segments = content.segments
    if segments.not_asked is not None or not segments.profiles:
        reason = segments.not_asked or "No segments were found."
        nothing = Part("Not asked", (Banner("caution", "Not asked", reason),))
        return Section("people", "Who they are", "Who they are", "No segments.", (nothing, *customers_parts(content)))
    count, unit = len(segments.profiles), money(content.source.currency) if content.source.has_revenue else PRICE_UNITS
    by = "how often, how lately and for how much they bought" if segments.unit == "customer" else "what they did, not by what came of it"
    lead = f"{count} segments of {segments.unit}s, grouped by {by}."
    cards = Cards(tuple(card(profile, unit, segments.unit) for profile in segments.profiles))
    parts = (
        Part("The segments", (*cautions(segments), size_chart(segments), cards, *asides(segments))),
        Part("What sets them apart", apart(segments)),
        *customers_parts(content),
        Part("How they were found", found(segments)),
    )
    return Section("people", "Who they are", "Who they are", lead, parts)


def cautions(segments: Segments) -> tuple[Banner, ...]:
    """Return the warning of segments that would come out differently, where there are any."""
    shaky = [profile.name for profile in segments.profiles if profile.trust == "unstable"]
    if not shaky:
        return ()
    what = f"If the data were drawn again, {'this' if len(shaky) == 1 else 'these'} would come out differently: {', '.join(shaky)}."
    return (Banner("caution", "Not stable", f"{what} Do not plan a campaign on {'it' if len(shaky) == 1 else 'them'} alone."),)


def asides(segments: Segments) -> tuple[Words, ...]:
    """Return what is not final about the segments."""
    if segments.unit == "customer":
        return (Words("A customer's segment is as of their latest order, not of the end of the data.", quiet=True),)
    count = segments.provisional
    if not count:
        return ()
    what = f"{COUNT.write(count)} {plural(count, 'session')} {plural(count, 'was', 'were')} still open at the end of the data"
    return (Words(f"{what}: their segment is as of their last event and may still change.", quiet=True),)


def size_chart(segments: Segments) -> Bars:
    """Return the segments' sizes, and beside them what they bring where there is revenue."""
    profiles = segments.profiles
    top = max(profiles, key=lambda profile: profile.share)
    brings = any(profile.revenue_share is not None for profile in profiles)
    size = Series(f"{segments.unit}s".capitalize(), tuple(profile.share for profile in profiles))
    revenue = Series("Revenue", tuple(profile.revenue_share for profile in profiles), tone="second")
    return Bars(
        id="segment-sizes", title=f"“{top.name}” is the largest segment, with {PERCENT.write(top.share)}",
        reading=f"Each bar is the share of all {segments.unit}s in a segment" + (", and of all revenue." if brings else "."),
        labels=tuple(profile.name for profile in profiles), series=(size, revenue) if brings else (size,),
        value=Axis(f"Share of {segments.unit}s" + " and of revenue" * brings, RATE), name="Segment", wide=True,
    )  # fmt: skip


def card(profile: Profile, money_unit: Unit, whose: str) -> Card:
    """Return a segment's card."""
    facts = []
    if profile.conversion_rate is not None:
        facts.append(Fact(RATE.write(profile.conversion_rate), "buy"))
    if profile.revenue_share is not None:
        facts.append(Fact(PERCENT.write(profile.revenue_share), "of revenue"))
    if profile.stability is not None:
        facts.append(Fact(NUMBER.write(profile.stability), "stability", TRUST[profile.trust]))
    strongest = sorted(profile.features, key=lambda each: (-abs(each.z), each.feature))[:3]
    points = tuple(point(each, of_feature(each.unit, money_unit)) for each in strongest)
    tag = f"{PERCENT.write(profile.share)}, {COUNT.write(profile.count)} {plural(profile.count, whose)}"
    return Card(profile.name, tag, tuple(facts), points, profile.action, profile.why)


def point(value: ProfileValue, unit: Unit) -> str:
    """Return what sets a segment apart, one feature."""
    how = finer(unit, max(abs(value.mean), abs(value.overall)))
    return f"{plain(value.feature)}: {how.write(value.mean)} (all: {how.write(value.overall)})"


def finer(unit: Unit, greatest: float) -> Unit:
    """Return the unit with more decimals where the values are too small for one.

    >>> finer(Unit(",.1f"), 0.02).write(0.005), finer(Unit(",.1f"), 3.0).write(0.5)
    ('0.005', '0.5')
    """
    return unit if unit.spec != ",.1f" or greatest >= 1 else Unit(",.2f" if greatest >= 0.1 else ",.3f", unit.before, unit.after)


def apart(segments: Segments) -> tuple[Block, ...]:
    """Return the profiles as a grid and the map of the segments."""
    names = ranked_features(segments)
    z = {profile.segment: {each.feature: each.z for each in profile.features} for profile in segments.profiles}
    grid = Heat(
        id="segment-profiles", title="How each segment differs from the average",
        reading="Standard deviations above (+) or below (−) the mean of all: beyond 1 is much. Read down a column for one segment.",
        rows=tuple(plain(name) for name in names), columns=tuple(profile.name for profile in segments.profiles),
        values=tuple(tuple(z[profile.segment].get(name) for profile in segments.profiles) for name in names),
        unit=APART, name="Standard deviations from the mean", over="segment", wide=True, both_ways=True,
    )  # fmt: skip
    return (grid, cloud(segments)) if segments.coordinates else (grid,)


def profile_chart(segments: Segments, profile: Profile) -> Bars:
    """Return what sets one segment apart from the average, feature by feature; the report has the grid of all instead."""
    strongest = sorted(profile.features, key=lambda each: (-abs(each.z), each.feature))[:MOST_FEATURES]
    most = " and ".join(f"{plain(each.feature)} ({APART.write(each.z)})" for each in strongest[:2])
    return Bars(
        id=f"segment-profile-{max(profile.segment, 0)}",
        title=f"What sets “{profile.name}” apart: {most}" if most else f"Nothing sets “{profile.name}” apart",
        reading=(
            f"Each bar is how far the segment's mean lies from the mean of all {segments.unit}s, in standard deviations of all: to the "
            "right above it, to the left below it; beyond 1 is much. What differs most comes first."
        ),
        labels=tuple(plain(each.feature) for each in strongest),
        series=(Series("Standard deviations from the mean", tuple(each.z for each in strongest)),),
        value=Axis("Standard deviations from the mean", APART), name="Feature", wide=True,
        tones=tuple("main" if each.z >= 0 else "second" for each in strongest),
    )  # fmt: skip


def ranked_features(segments: Segments) -> list[str]:
    """Return the features that differ most between segments, most first."""
    most: dict[str, float] = {}
    for profile in segments.profiles:
        for each in profile.features:
            most[each.feature] = max(most.get(each.feature, 0.0), abs(each.z))
    return sorted(most, key=lambda name: (-most[name], name))[:MOST_FEATURES]


def cloud(segments: Segments) -> Cloud:
    """Return the map."""
    groups = []
    for profile in segments.profiles:
        inside = [(x, y) for x, y, segment in segments.coordinates if segment == profile.segment]
        groups.append((profile.name, tuple(x for x, _ in inside), tuple(y for _, y in inside)))
    return Cloud(
        id="segment-map", title="The segments on a map",
        reading=(
            f"Each point is one {segments.unit} of a sample; points near each other behaved alike. The two directions (principal "
            "components) have no unit."
        ),
        groups=tuple(groups), wide=True,
    )  # fmt: skip


def found(segments: Segments) -> tuple[Block, ...]:
    """Return the algorithms side by side, and why one was chosen."""
    said = tuple(f"{each.label}: {each.note}" for each in segments.algorithms if each.note)
    chosen = frozenset(at for at, each in enumerate(segments.algorithms) if each.name == segments.champion)
    more = More("All algorithms", (choices_table(segments.algorithms, chosen), *((Listing(said),) if said else ())))
    rule = (Words(RULE, quiet=True),) if len(segments.algorithms) > 1 else ()
    blocks: tuple[Block, ...] = (Words(segments.reason), *rule, more)
    return (*blocks, Listing(tuple(segments.notes))) if segments.notes else blocks


def choices_table(scores: tuple[AlgorithmScore, ...], chosen: frozenset[int] = frozenset()) -> Table:
    """Return the figures of several groupings side by side; those at the places `chosen` stand out."""
    names = ("Segments", "Silhouette", "Davies-Bouldin", "Within sum of squares", "Stability", "Balance", "Noise", "Sample")
    heads = (Column("Algorithm", number=False), *(Column(name) for name in names))
    rows = tuple(
        (each.label, COUNT.write(each.k), SCORE.write(each.silhouette), SCORE.write(each.davies_bouldin), COUNT.write(each.wcss),
         SCORE.write(each.stability), NUMBER.write(each.balance), PERCENT.write(each.noise_share),
         COUNT.write(each.sample) if each.sample else "all")
        for each in scores
    )  # fmt: skip
    draws = sorted({each.resamples for each in scores if each.resamples})
    over = f"over {' or '.join(map(str, draws))} bootstrap samples" if draws else "over bootstrap samples"
    note = (
        f"Silhouette (−1 to 1), stability (adjusted Rand index {over}) and balance (how even the sizes are, 0 to 1) are better when "
        "higher, Davies-Bouldin when lower."
    )
    return Table("Algorithms", heads, rows, marked=chosen, note=note)
