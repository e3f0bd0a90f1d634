"""What do a target's curves look like? Its charts: leaderboard, gain, early prediction, drivers, and the analyst's curves."""

from footfall.evaluation.result import Driver, TargetResult
from footfall.report.blocks import Column, Drawn, Table
from footfall.report.charts import Axis, Bars, Dots, Guide, Histogram, Lines, Points, Series
from footfall.report.numbers import COUNT, NONE, NUMBER, PERCENT, RATE, SCORE, TIMES, Unit, range_of
from footfall.report.theme import Tone
from footfall.report.words import model_title, plain, target_title

__all__ = [
    "amount_calibration",
    "binary_curves",
    "driver_chart",
    "drivers_table",
    "early_chart",
    "early_precision_chart",
    "gain_chart",
    "leader_chart",
    "score_chart",
]

DRIVERS = 12
LOSS = Unit(".3f")
ARROWS = {"raises": "↑", "lowers": "↓", "mixed": "↕"}
TONES: dict[str, Tone] = {"raises": "main", "lowers": "second", "mixed": "quiet"}


def named(result: TargetResult, chart: str) -> str:
    """Return the id of a target's chart."""
    safe = "".join(letter if letter.isalnum() else "-" for letter in result.question.name.lower())
    return f"{safe}-{chart}"


def leader_chart(result: TargetResult) -> Dots:
    """Return the models by their headline metric, with intervals; baselines grey."""
    metric, title = ("roc_auc", "ROC AUC") if result.question.kind == "binary" else ("gini", "Normalised Gini")
    ranked = sorted(
        (model for model in result.models if model.metrics.get(metric) is not None), key=lambda model: -(model.metrics[metric] or 0.0)
    )
    values = [model.metrics[metric] or 0.0 for model in ranked]
    ends = [model.interval.get(metric, (value, value)) for model, value in zip(ranked, values, strict=True)]
    tones: list[Tone] = ["quiet" if model.baseline else "main" if model.name == result.champion else "second" for model in ranked]
    chosen = next((model_title(model.label) for model in ranked if model.name == result.champion), "")
    return Dots(
        id=named(result, "models"), title=f"{chosen} was chosen, before the test part was looked at",
        reading=(
            "Dots farther right order the cases better; the line through each is its 95% interval. Blue is the chosen model, "
            "orange the others, grey the "
            "baselines that any model must beat."
        ),
        labels=tuple(model_title(model.label) for model in ranked), values=tuple(values), low=tuple(low for low, _ in ends),
        high=tuple(high for _, high in ends),
        value=Axis(f"{title} on the test part", SCORE), name="Model", tones=tuple(tones),
        guides=(("chance", 0.5 if metric == "roc_auc" else 0.0),),
    )  # fmt: skip


def gain_chart(result: TargetResult) -> Lines | None:
    """Return how much is found by going down the list of scores."""
    if not result.curves.lift:
        return None
    deciles = result.curves.lift
    what = "those that do" if result.question.kind == "binary" else "the amount"
    return Lines(
        id=named(result, "gain"), title=f"The best-scored tenth holds {PERCENT.write(deciles[0].gain)} of {what}",
        reading=(
            f"Going down the list from the highest score: the share of {what} found by then. The dotted line is a list in random "
            "order."
        ),
        lines=(Points("Found", (0.0, *(each.decile / 10 for each in deciles)), (0.0, *(each.gain for each in deciles)), dots=True),),
        guides=(Guide("Random order", (0.0, 0.0), (1.0, 1.0)),),
        x=Axis("Share of the list", PERCENT, (0.0, 1.02)), y=Axis(f"Share of {what} found", PERCENT, (0.0, 1.04)),
    )  # fmt: skip


def early_chart(result: TargetResult) -> Lines | None:
    """Return how early it is known: ROC AUC by click."""
    points = [point for point in result.early if point.roc_auc is not None]
    if len(points) < 2:
        return None
    first, last = points[0], points[-1]
    ends = [point.interval.get("roc_auc") for point in points]
    clicks = tuple(float(point.click) for point in points)
    lowest = min([0.5, *(point.roc_auc or 0.5 for point in points), *(end[0] for end in ends if end)])
    return Lines(
        id=named(result, "early"),
        title=f"ROC AUC is {SCORE.write(first.roc_auc)} at click {first.click} and {SCORE.write(last.roc_auc)} at click {last.click}",
        reading=(
            "How well the cases are ordered, knowing only the clicks so far; 0.5 is chance. The band is the 95% interval. At "
            f"click {first.click} there are "
            f"{COUNT.write(first.n)} cases (base rate {RATE.write(first.base_rate)}), at click {last.click} {COUNT.write(last.n)} "
            f"({RATE.write(last.base_rate)})."
        ),
        lines=(
            Points("ROC AUC", clicks, tuple(point.roc_auc for point in points), dots=True,
                   low=tuple(end[0] if end else None for end in ends), high=tuple(end[1] if end else None for end in ends)),
        ),
        guides=(Guide("Chance", (clicks[0], 0.5), (clicks[-1], 0.5)),),
        x=Axis("Click of the session", COUNT), y=Axis("ROC AUC", SCORE, (lowest - 0.03, 1.0)), counts=tuple(point.n for point in points),
    )  # fmt: skip


def early_precision_chart(result: TargetResult) -> Lines | None:
    """Return average precision by click, beside the base rate that it is to be compared with."""
    points = [point for point in result.early if point.average_precision is not None]
    if len(points) < 2:
        return None
    clicks, ends = tuple(float(point.click) for point in points), [point.interval.get("average_precision") for point in points]
    return Lines(
        id=named(result, "early-precision"), title="Average precision by click, beside the base rate",
        reading="The farther the blue line lies above the grey one, the more is known at that click. The band is the 95% interval.",
        lines=(
            Points("Average precision", clicks, tuple(point.average_precision for point in points), dots=True,
                   low=tuple(end[0] if end else None for end in ends), high=tuple(end[1] if end else None for end in ends)),
            Points("Base rate", clicks, tuple(point.base_rate for point in points), tone="quiet"),
        ),
        x=Axis("Click of the session", COUNT), y=Axis("Average precision", SCORE),
    )  # fmt: skip


def driver_chart(result: TargetResult) -> Dots | None:
    """Return what the champion's answer hangs on."""
    drivers = result.drivers[:DRIVERS]
    if not drivers:
        return None
    metric = "ROC AUC" if result.question.kind == "binary" else "normalised Gini"
    return Dots(
        id=named(result, "drivers"), title=f"“{plain(drivers[0].feature)}” matters most",
        reading=(
            f"How much {metric} is lost when one feature is shuffled; the line is a 95% interval. ↑ (blue): more of it raises the "
            "score; ↓ (orange): lowers it; "
            f"↕ (grey): either. {meaning(drivers[0])}"
        ),
        labels=tuple(f"{ARROWS[each.direction]} {plain(each.feature)}" for each in drivers),
        values=tuple(each.importance for each in drivers), low=tuple(each.low for each in drivers),
        high=tuple(each.high for each in drivers),
        value=Axis(f"Loss of {metric} without it", LOSS), name="Feature", tones=tuple(TONES[each.direction] for each in drivers),
        guides=(("no loss", 0.0),),
    )  # fmt: skip


def drivers_table(result: TargetResult) -> tuple[Table, ...]:
    """Return what each driver means and does, in words; nothing where there are none."""
    if not result.drivers:
        return ()
    heads = (Column("Feature", number=False), Column("What it is", number=False), Column("More of it", number=False), Column("Loss"))
    ways = {"raises": "raises the score", "lowers": "lowers the score", "mixed": "either"}
    rows = tuple(
        (plain(each.feature), each.doc or NONE, ways[each.direction],
         f"{LOSS.write(each.importance)}\n{range_of(LOSS, (each.low, each.high))}")
        for each in result.drivers[:DRIVERS]
    )  # fmt: skip
    metric = "ROC AUC" if result.question.kind == "binary" else "normalised Gini"
    note = f"Loss: of {metric} when the feature is shuffled; under it, its 95% interval."
    return (Table("What the score hangs on", heads, rows, note=note),)


def meaning(driver: Driver) -> str:
    """Return what the first driver is."""
    return f"“{plain(driver.feature)}”: {driver.doc}" if driver.doc else ""


def binary_curves(result: TargetResult) -> list[Drawn]:
    """Return ROC, precision-recall, calibration, lift by decile and the histogram of scores of the champion."""
    curves = result.curves
    found: list[Drawn] = []
    if curves.true_positive_rate:
        found += [roc_chart(result), precision_recall_chart(result)]
    if curves.calibration:
        found.append(calibration_chart(result, PERCENT, "Predicted probability", "Observed share"))
    if curves.lift:
        found.append(lift_chart(result))
    if curves.score_histogram:
        found.append(score_chart(result))
    return found


def roc_chart(result: TargetResult) -> Lines:
    """Return the receiver operating characteristic."""
    curves = result.curves
    return Lines(
        id=named(result, "roc"), title=f"ROC curve: {target_title(result.question)}",
        reading=(
            "Each point is a threshold: of those that do, the share found; of those that do not, the share called by mistake. Nearer "
            "the top left is better."
        ),
        lines=(Points("Chosen model", curves.false_positive_rate, curves.true_positive_rate),),
        guides=(Guide("Chance", (0.0, 0.0), (1.0, 1.0)),),
        x=Axis("False positive rate", PERCENT, (0.0, 1.0)), y=Axis("True positive rate", PERCENT, (0.0, 1.02)), square=True,
    )  # fmt: skip


def precision_recall_chart(result: TargetResult) -> Lines:
    """Return precision against recall, with the base rate to compare with."""
    curves, base = result.curves, result.base_rate or 0.0
    return Lines(
        id=named(result, "precision-recall"), title=f"Precision and recall: {target_title(result.question)}",
        reading="Each point is a threshold: the share found, and how many of those called are right. The dotted line is calling everybody.",
        lines=(Points("Chosen model", curves.recall, curves.precision),),
        guides=(Guide("Base rate", (0.0, base), (1.0, base)),),
        x=Axis("Recall", PERCENT, (0.0, 1.0)), y=Axis("Precision", PERCENT, (0.0, 1.02)), square=True,
    )  # fmt: skip


def calibration_chart(result: TargetResult, unit: Unit, predicted: str, observed: str) -> Lines:
    """Return what was observed against what was predicted, bin by bin."""
    bins = sorted(result.curves.calibration, key=lambda each: each.predicted)
    right = max(each.predicted for each in bins) * 1.05 or 1.0
    top = max(max(each.predicted, each.high) for each in bins) * 1.05 or 1.0
    return Lines(
        id=named(result, "calibration"), title="What was predicted against what happened",
        reading=(
            f"Each dot is {how_many([each.count for each in bins])} cases; on the dotted line, what was predicted is what happened. The "
            "band is the 95% interval."
        ),
        lines=(Points("Observed", tuple(each.predicted for each in bins), tuple(each.observed for each in bins), dots=True,
                      low=tuple(each.low for each in bins), high=tuple(each.high for each in bins)),),
        guides=(Guide("Predicted = observed", (0.0, 0.0), (right, right)),),
        x=Axis(predicted, unit, (0.0, right)), y=Axis(observed, unit, (0.0, top)), square=True,
        counts=tuple(each.count for each in bins),
    )  # fmt: skip


def how_many(counts: list[int]) -> str:
    """Return the number of cases of each bin, once where all are alike.

    >>> how_many([200, 200]), how_many([100, 1_200])
    ('200', '100 to 1,200')
    """
    low, high = COUNT.write(min(counts)), COUNT.write(max(counts))
    return low if low == high else f"{low} to {high}"


def amount_calibration(result: TargetResult, unit: Unit) -> Lines | None:
    """Return the mean amount against the mean prediction, by decile of the prediction."""
    whole = Unit(NUMBER.spec, unit.before, unit.after, NUMBER.axis)
    return calibration_chart(result, whole, "Mean predicted", "Mean of what happened") if result.curves.calibration else None


def lift_chart(result: TargetResult) -> Bars:
    """Return the lift of each tenth of the list."""
    deciles = result.curves.lift
    return Bars(
        id=named(result, "lift"), title=f"The best-scored tenth does so {TIMES.write(deciles[0].lift)} as often as the average",
        reading="The list from the highest to the lowest score in ten equal parts: how often each does, against the average of 1×.",
        labels=tuple(str(each.decile) for each in deciles), series=(Series("Lift", tuple(each.lift for each in deciles)),),
        value=Axis("Lift against the average", TIMES), name="Tenth of the list, best first", lying=False,
    )  # fmt: skip


def score_chart(result: TargetResult) -> Histogram:
    """Return how the scores of both classes are spread, each as a share of its class."""
    bars = result.curves.score_histogram
    no, yes = sum(bar[2] for bar in bars) or 1, sum(bar[3] for bar in bars) or 1
    return Histogram(
        id=named(result, "scores"), title="Scores of those that do and of those that do not",
        reading="The share of each group by its score. The less the two overlap, the better the scores tell them apart.",
        edges=(*(bar[0] for bar in bars), bars[-1][1]),
        series=(Series("Do not", tuple(bar[2] / no for bar in bars), tone="quiet"), Series("Do", tuple(bar[3] / yes for bar in bars))),
        over=Axis("Score", PERCENT if bars[-1][1] > 0.25 else RATE), value=Axis("Share of the group", RATE),
    )  # fmt: skip
