"""Does the model still hold, at a glance and in figures?

The page of a comparison, in the look of the report: the verdicts, then for each target what came true, what has moved, and every figure.
It computes nothing.
"""

from datetime import UTC, datetime
from pathlib import Path

from footfall.errors import SourceError
from footfall.evaluation.advice import Verdict, change
from footfall.evaluation.comparison import Compared, Comparison, FeatureDrift
from footfall.measures.drift import LARGE, WATCH
from footfall.measures.realised import Estimate, Realised
from footfall.report.blocks import Banner, Block, Card, Cards, Column, Drawn, Fact, Facts, Listing, More, Part, Section, Table, Words
from footfall.report.charts import Axis, Bars, Guide, Lines, Points, Series
from footfall.report.html import render_page, write_whole
from footfall.report.numbers import COUNT, NONE, NUMBER, PERCENT, RATE, SCORE, Unit, period
from footfall.report.words import plain, target_title

__all__ = ["monitoring_sections", "write_page"]

INDEX = Unit(",.2f")
SHOWN = 12
"""Features in the chart; all are in the table."""
SAID: dict[Verdict, tuple[str, str]] = {
    "keep": ("Keep", "Go on using the model, and compare again with the next data."),
    "recalibrate": (
        "Recalibrate",
        "The order of the scores is good; their level is not. Run the analysis again to set it, before amounts are planned.",
    ),
    "retrain": ("Train again", "Run the analysis again on data that holds the new period, and do not act on the old scores meanwhile."),
    "cannot be told": ("Cannot be told", "Compare again with more, or longer, new data."),
}
BASES = {"outcomes": "by outcomes", "drift": "by drift alone", "nothing": ""}
READ_INDEX = (
    f"The population stability index measures how far a column's values have moved: below {WATCH} hardly, from {LARGE} far. Chance alone "
    "stays below the grey bar in 95 of 100 cases."
)
RULE = (
    """The old side is the test part of the analysis: the newest rows that its models did not learn from. A visit counts once in what has \
moved, at one of its clicks. Visits of one visitor are alike, which all intervals and tests allow for.""",
    """Outcomes decide where they are known of at least 100 visits of each kind. Train again: the order of the scores fell by more than \
0.02 of ROC AUC (0.04 of normalised Gini) and by more than chance. Recalibrate: observed over expected lies more than a tenth from 1, \
or the calibration slope outside 0.8 to 1.25, by more than chance, and the test part shows the same or differs by \
more than chance. Until then drift decides: a feature that holds nothing any more, or scores that have moved far, by \
more than chance.""",
    "Drift says that the visits are others, not that the scores are wrong; outcomes say whether they are.",
)


def write_page(found: Compared, path: Path, *, version: str) -> None:
    """Write the page, whole or not at all.

    Raises
    ------
    SourceError
        When it cannot be written.
    """
    title, under = f"Does it still hold? {found.new}", f"compared with {found.old}"
    try:
        write_whole(render_page(title, under, monitoring_sections(found), version=version, seed=found.seed), path)
    except OSError as error:
        raise SourceError(
            f"{path} cannot be written: {error.strerror or error}.", remedy="Free some space or choose another --out."
        ) from error


def monitoring_sections(found: Compared) -> tuple[Section, ...]:
    """Return the verdicts, a section a target, and how it was compared."""
    notes = tuple(Banner("caution", "Note", note) for note in found.notes)
    cards = Cards(tuple(card(each) for each in found.targets))
    verdicts = Section("verdicts", "Do the models still hold?", "Verdicts", "", (Part("One verdict a target", (*notes, cards)),))
    return (verdicts, *(target_section(place, each) for place, each in enumerate(found.targets)), method())


def card(each: Comparison) -> Card:
    """Return a target's verdict."""
    said, action = SAID[each.advice.verdict]
    tag = " · ".join(
        part for part in (target_title(each.question), "proxy" if each.question.proxy else "", BASES[each.advice.basis]) if part
    )
    reasons = tuple(plain(reason).replace("(-", "(\N{MINUS SIGN}") for reason in each.advice.reasons)
    return Card(said, tag, (), reasons, action, "")


def target_section(place: int, each: Comparison) -> Section:
    """Return everything about one target."""
    name = f"target-{place + 1}"
    lead = f"{each.model}, on {COUNT.write(each.units)} visits or rows"
    lead += f" from {days(each)}." if each.since_us else "."
    true: tuple[Block, ...] = (Facts(facts(each)), *levels(name, each), More("The figures", (figures(each),)))
    moved: tuple[Block, ...] = (*drift_charts(name, each), More("Every feature", (features_table(each),)))
    parts = [Part("Did it come true?", true), Part("What has moved?", moved)]
    if each.notes:
        parts.append(Part("Notes", (Listing(each.notes),)))
    return Section(name, target_title(each.question), target_title(each.question), lead, tuple(parts))


def days(each: Comparison) -> str:
    """Return the new cut-offs' period in words."""
    first, last = (datetime.fromtimestamp(us / 1_000_000, tz=UTC).date().isoformat() for us in (each.since_us, each.until_us))
    return period(first, last)


def facts(each: Comparison) -> tuple[Fact, ...]:
    """Return the key figures, each beside what it was."""
    binary, now, before = each.question.kind == "binary", each.now, each.before
    order = "ROC AUC" if binary else "normalised Gini"
    found = [Fact(value(now.order, SCORE), order, f"in the test part {value(before.order, SCORE)}")]
    found.append(Fact(value(now.ratio, NUMBER), "observed over expected", f"in the test part {value(before.ratio, NUMBER)}"))
    if binary:
        found.append(Fact(value(now.slope, NUMBER), "calibration slope", f"in the test part {value(before.slope, NUMBER)}"))
    score = NONE if each.score is None else INDEX.write(each.score.index)
    chance = "" if each.score is None else f"chance stays below {INDEX.write(each.score.chance)}"
    return (*found, Fact(score, "score's stability index", chance))


def levels(name: str, each: Comparison) -> tuple[Drawn, ...]:
    """Return what was foretold against what came, now and in the test part; nothing where no outcome is known."""
    if not each.now.levels:
        return ()
    unit = PERCENT if each.question.kind == "binary" else Unit(NUMBER.spec, axis=NUMBER.axis)
    every = (*each.now.levels, *each.before.levels)
    right = max(level.predicted for level in every) * 1.05 or 1.0
    top = max(max(level.predicted, level.observed.high) for level in every) * 1.05 or 1.0
    return (
        Lines(
            id=f"{name}-levels", title="What was foretold against what came",
            reading=(
                "Each dot is an equal number of cases by score; on the dotted line, what was foretold is what came. The band is the 95% "
                "interval of the new data; grey is the test part."
            ),
            lines=(curve("New data", each.now), Points("Test part", *points(each.before), tone="quiet", dots=True)),
            guides=(Guide("Foretold = came", (0.0, 0.0), (right, right)),),
            x=Axis("Foretold", unit, (0.0, right)), y=Axis("Came", unit, (0.0, top)), square=True,
        ),
    )  # fmt: skip


def curve(name: str, found: Realised) -> Points:
    """Return a reliability curve with its band."""
    ends = [level.observed for level in found.levels]
    return Points(name, *points(found), low=tuple(end.low for end in ends), high=tuple(end.high for end in ends), dots=True)


def points(found: Realised) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return foretold and came of each level."""
    return tuple(level.predicted for level in found.levels), tuple(level.observed.value for level in found.levels)


def drift_charts(name: str, each: Comparison) -> tuple[Drawn, ...]:
    """Return the scores then and now, and the features that have moved most."""
    return (*scores(name, each), *moved(name, each))


def scores(name: str, each: Comparison) -> tuple[Drawn, ...]:
    """Return the share of cases in each tenth of the test part's scores."""
    if each.score_now is None or not each.score_before.cuts:
        return ()
    unit = RATE if each.question.kind == "binary" else NUMBER
    cuts = each.score_before.cuts
    labels = (f"to {unit.write(cuts[0])}", *(f"to {unit.write(cut)}" for cut in cuts[1:]), f"above {unit.write(cuts[-1])}")
    return (
        Bars(
            id=f"{name}-scores", title="The scores, then and now",
            reading="The test part's scores cut into ten parts of about equal size: how large a share lies in each, then and now.",
            labels=labels, lying=False,
            series=(
                Series("Test part", each.score_before.shares[: len(labels)], tone="quiet"),
                Series("New data", each.score_now.shares[: len(labels)]),
            ),
            value=Axis("Share of cases", PERCENT), name="Score",
        ),
    )  # fmt: skip


def moved(name: str, each: Comparison) -> tuple[Drawn, ...]:
    """Return the features that have moved most, beside what chance gives."""
    shown = [feature for feature in each.features if not feature.short][:SHOWN]
    if not shown:
        return ()
    far = len(each.moved)
    return (
        Bars(
            id=f"{name}-features", title=f"{far} of {len(each.features)} features have moved far" if far else "No feature has moved far",
            reading=READ_INDEX, labels=tuple(plain(feature.name) for feature in shown),
            series=(
                Series("Stability index", tuple(feature.drift.index for feature in shown)),
                Series("Chance stays below", tuple(feature.drift.chance for feature in shown), tone="quiet"),
            ),
            value=Axis("Population stability index", INDEX), name="Feature",
        ),
    )  # fmt: skip


def figures(each: Comparison) -> Table:
    """Return every figure of both sides."""
    binary = each.question.kind == "binary"
    amount = RATE if binary else NUMBER
    before, now = each.before, each.now
    rows = [
        ("Rows with a known outcome", COUNT.write(before.rows), COUNT.write(now.rows)),
        ("Visits or rows among them", COUNT.write(before.units), COUNT.write(now.units)),
        ("With an outcome", COUNT.write(before.positives), COUNT.write(now.positives)),
        ("Observed", amount.write(before.observed), amount.write(now.observed) if now.rows else NONE),
        ("Expected", amount.write(before.expected), amount.write(now.expected) if now.rows else NONE),
        ("Observed over expected", ranged(before.ratio, NUMBER), ranged(now.ratio, NUMBER)),
        ("ROC AUC" if binary else "Normalised Gini", ranged(before.order, SCORE), ranged(now.order, SCORE)),
    ]
    if binary:
        rows += [
            ("Calibration intercept", ranged(before.intercept, NUMBER), ranged(now.intercept, NUMBER)),
            ("Calibration slope", ranged(before.slope, NUMBER), ranged(now.slope, NUMBER)),
            ("Calibration error, one row a visit", SCORE.write(before.error), SCORE.write(now.error)),
            ("What chance would give", SCORE.write(before.floor), SCORE.write(now.floor)),
        ]
    else:
        rows.append(("Bias", RATE.write(before.bias), RATE.write(now.bias)))
    difference = change(before.order, now.order)
    note = "" if difference is None else f"Change of the order: {ranged(difference, Unit('+.3f'))}."
    return Table("Then and now", (Column("Figure", number=False), Column("Test part"), Column("New data")), tuple(rows), note=note)


def features_table(each: Comparison) -> Table:
    """Return every feature."""
    heads = (
        Column("Feature", number=False), Column("Stability index"), Column("Chance stays below"), Column("Adjusted p"),
        Column("Missing then"), Column("Missing now"), Column("Moved", number=False),
    )  # fmt: skip
    marked = frozenset(place for place, feature in enumerate(each.features) if feature.size == "large")
    note = "Tested by chi-square on the same bins; p-values adjusted for the number of features (Benjamini and Hochberg 1995)."
    return Table("Features, the most moved first", heads, tuple(feature_row(feature) for feature in each.features), marked, note)


def feature_row(feature: FeatureDrift) -> tuple[str, ...]:
    """Return one feature's line."""
    drift, size = feature.drift, "not judged: too short a history" if feature.short else {"none": NONE}.get(feature.size, feature.size)
    return (
        plain(feature.name), INDEX.write(drift.index), INDEX.write(drift.chance), SCORE.write(feature.adjusted),
        PERCENT.write(feature.missing_before), PERCENT.write(feature.missing), size,
    )  # fmt: skip


def method() -> Section:
    """Return how it was compared, in short."""
    return Section("method", "How this was compared", "Method", "", (Part("The rule", tuple(Words(text) for text in RULE)),))


def value(estimate: Estimate | None, unit: Unit) -> str:
    """Return a figure without its interval."""
    return NONE if estimate is None else unit.write(estimate.value)


def ranged(estimate: Estimate | None, unit: Unit) -> str:
    """Return a figure with its interval."""
    return NONE if estimate is None else f"{unit.write(estimate.value)} ({unit.write(estimate.low)} to {unit.write(estimate.high)})"
