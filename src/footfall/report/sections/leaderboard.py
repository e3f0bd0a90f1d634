"""How do the models compare, in figures?"""

from footfall.evaluation.result import ModelResult, TargetResult
from footfall.report.blocks import Column, Table
from footfall.report.numbers import COUNT, RATE, SCORE, TIMES, Unit
from footfall.report.words import METRICS, model_title, plain

__all__ = ["decision_table", "early_table", "leaderboard", "parameters_table"]

BINARY = ("roc_auc", "average_precision", "lift", "brier", "ece")
DECISION = ("accuracy", "f1", "precision", "recall")
AMOUNT = ("gini", "rmse", "mae", "r2", "bias")
RATES = ("precision", "recall", "accuracy", "bias")
READING = {
    "binary": (
        "Under a figure, its 95% interval by cluster bootstrap. ROC AUC 0.5 is chance, 1 perfect; average precision is to be "
        "compared with the base rate; Brier score and "
        "calibration error are better when smaller, and under the calibration error stands what chance alone would give a "
        "perfectly calibrated model. Where rows have a time and some are left to calibrate on, the chosen model (unless it is a sequence "
        "model) was fitted again on train and tune, so it has learnt from more rows than those it stands beside."
    ),
    "amount": (
        "Under a figure, its 95% interval by cluster bootstrap. Normalised Gini says how well amounts are ordered (0 chance, 1 "
        "perfect); RMSE and MAE are in the amount's "
        "unit; bias is the sum of predictions over the sum of real amounts, less 1."
    ),
}

DECIDING = (
    "Each model says yes from its threshold on, which was set without the test part. Precision: of those called, the share that do; "
    "recall: of those that do, the share called; F1 is the harmonic mean of the two. Where few do, accuracy is high for anyone who says "
    "no to all."
)


def leaderboard(result: TargetResult, unit: Unit | None) -> Table:
    """Return every model with its metrics on the test part; `unit` is of an amount's errors, and of a profit."""
    names = BINARY if result.question.kind == "binary" else AMOUNT
    heads = (Column("Model", number=False), *(Column(METRICS[name]) for name in names))
    rows = tuple((said(model, result), *(cell(model, name, unit) for name in names)) for model in result.models)
    return Table("All models on the test part", heads, rows, marked=chosen(result), note=READING[result.question.kind])


def decision_table(result: TargetResult, unit: Unit | None) -> Table:
    """Return how often each model is right when its own threshold decides; `unit` is of a profit."""
    names = (*DECISION, "profit") if any(model.metrics.get("profit") is not None for model in result.models) else DECISION
    heads = (Column("Model", number=False), Column("Threshold"), *(Column(METRICS[name]) for name in names))
    rows = tuple(
        (said(model, result), SCORE.write(model.threshold), *(cell(model, name, unit) for name in names)) for model in result.models
    )
    return Table("All models where their threshold decides", heads, rows, marked=chosen(result), note=DECIDING)


def chosen(result: TargetResult) -> frozenset[int]:
    """Return the place of the chosen model."""
    return frozenset(at for at, model in enumerate(result.models) if model.name == result.champion)


def early_table(result: TargetResult) -> Table:
    """Return the early-prediction curve in figures."""
    heads = (Column("Click", number=False), *(Column(title) for title in ("Cases", "Base rate", "ROC AUC", "Average precision")))
    rows = tuple(
        (str(point.click), COUNT.write(point.n), RATE.write(point.base_rate), between(point.roc_auc, point.interval.get("roc_auc")),
         between(point.average_precision, point.interval.get("average_precision")))
        for point in result.early
    )  # fmt: skip
    return Table("How early it is known, click by click", heads, rows, note="Under a figure, its 95% interval.")


def between(value: float | None, ends: tuple[float, float] | None) -> str:
    """Return a metric with its interval."""
    return f"{SCORE.write(value)}\n{ends_of(SCORE, ends)}" if ends is not None else SCORE.write(value)


def ends_of(unit: Unit, ends: tuple[float, float]) -> str:
    """Return an interval in as little room as a table has."""
    return f"{unit.write(ends[0])} – {unit.write(ends[1])}"


def said(model: ModelResult, result: TargetResult) -> str:
    """Return a model's name with what it is."""
    title = model_title(model.label)
    if model.name == result.champion:
        return f"{title} (chosen)"
    return f"{title} (baseline)" if model.baseline and "baseline" not in title.lower() else title


def cell(model: ModelResult, name: str, unit: Unit | None) -> str:
    """Return one metric, with its interval where there is one."""
    how = RATE if name in RATES else TIMES if name == "lift" else unit if unit is not None and name in ("rmse", "mae", "profit") else SCORE
    ends = model.interval.get(name)
    value = how.write(model.metrics.get(name))
    if name == "ece" and model.metrics.get("ece_floor") is not None:
        return f"{value}\nchance {how.write(model.metrics['ece_floor'])}"
    return f"{value}\n{ends_of(how, ends)}" if ends is not None and how.write(ends[0]) != how.write(ends[1]) else value


def parameters_table(result: TargetResult) -> Table:
    """Return the tuned parameters of each model."""
    heads = (Column("Model", number=False), Column("Parameters", number=False))
    rows = tuple((model_title(model.label), written(model)) for model in result.models if model.parameters)
    return Table("Parameters, tuned without the test part", heads, rows)


def written(model: ModelResult) -> str:
    """Return a model's parameters as text."""
    found = (
        f"{plain(name)} {value:g}" if isinstance(value, float) else f"{plain(name)} {value}" for name, value in model.parameters.items()
    )
    return ", ".join(found)
