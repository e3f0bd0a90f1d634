"""Do the figures of ``summary.json`` follow from ``predictions/``?

A second, independent computation: it imports nothing of Footfall and uses the definitions in the plainest form. As a script it prints the
greatest difference: ``python tests/analysis/recompute.py DIR``.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Array = NDArray[np.float64]


def roc_auc(label: Array, score: Array) -> float:
    """Mann-Whitney: mean rank of the positives, ties in the middle."""
    ranks = pd.Series(score).rank(method="average").to_numpy()
    positives = label == 1
    p, n = positives.sum(), (~positives).sum()
    return float((ranks[positives].sum() - p * (p + 1) / 2) / (p * n))


def average_precision(label: Array, score: Array) -> float:
    """Sum over distinct thresholds of the gain in recall times the precision there."""
    table = pd.DataFrame({"score": score, "hit": label, "one": 1.0}).groupby("score").sum().sort_index(ascending=False).cumsum()
    recall = table["hit"] / label.sum()
    return float((recall.diff().fillna(recall.iloc[0]) * table["hit"] / table["one"]).sum())


def top_tenth(amount: Array, score: Array) -> float:
    """Lift of the best tenth: share of the outcome in it over a tenth, linear inside ties."""
    table = pd.DataFrame({"score": score, "hit": amount, "one": 1.0}).groupby("score").sum().sort_index(ascending=False).cumsum()
    reach = 0.1 * len(amount)
    found = np.interp(reach, [0.0, *table["one"]], [0.0, *table["hit"]])
    return float(found / amount.sum() / 0.1)


def bins_of(score: Array, bins: int = 15) -> NDArray[np.int64]:
    """Sorted rows cut into equal numbers; equal scores go where their middle row falls."""
    order = np.sort(score)
    position = {}
    for value in np.unique(score):
        first, last = np.searchsorted(order, value, "left"), np.searchsorted(order, value, "right") - 1
        position[value] = (first + last) // 2
    ends = np.cumsum([len(part) for part in np.array_split(np.arange(len(score)), bins)])
    return np.array([int(np.searchsorted(ends, position[value], side="right")) for value in score])


def calibration_error(label: Array, score: Array) -> float:
    """Mean over rows of |mean score - mean label| of their bin."""
    table = pd.DataFrame({"bin": bins_of(score), "score": score, "label": label}).groupby("bin")
    return float(((table["score"].mean() - table["label"].mean()).abs() * table.size()).sum() / len(score))


def calibration_floor(score: Array, seed: int, draws: int = 100) -> float:
    """The same error for labels drawn from the scores."""
    rng = np.random.default_rng(seed)
    of_row = bins_of(score)
    order = np.argsort(of_row, kind="stable")
    ranked, bins = score[order], of_row[order]
    errors = []
    for _ in range(draws):
        drawn = (rng.random(len(ranked)) < ranked).astype(float)
        errors.append(pd.Series(ranked - drawn).groupby(bins).sum().abs().sum() / len(score))
    return float(np.mean(errors))


def gini(amount: Array, score: Array) -> float | None:
    """Normalised Gini: area between gain curve and diagonal, by score over by amount."""

    def area(by: Array) -> float:
        table = pd.DataFrame({"by": by, "amount": amount, "one": 1.0}).groupby("by").sum().sort_index(ascending=False).cumsum()
        x, y = np.array([0.0, *table["one"]]) / len(amount), np.array([0.0, *table["amount"]]) / amount.sum()
        return float(np.trapezoid(y, x)) - 0.5

    possible = area(amount)
    return None if possible <= 1e-12 else area(score) / possible


def profit(frame: pd.DataFrame, called: NDArray[np.bool_], settings: dict[str, Any]) -> float | None:
    """What acting once on each visit, at its first called click, brings less its cost; None where the settings do not say."""
    value, cost, effect = (settings[name] for name in ("conversion_value", "action_cost", "action_effect"))
    if None in (value, cost, effect):
        return None
    acted = frame[called]
    if frame["session_id"].notna().any():
        acted = acted.sort_values("click").drop_duplicates(["visitor_id", "session_id"])
    return float((value * effect * acted["label"] - cost).sum())


def binary(label: Array, score: Array, threshold: float, seed: int) -> dict[str, float | None]:
    """Every metric of a yes-or-no target."""
    called = score >= threshold
    hits = float((called & (label == 1)).sum())
    precision = hits / called.sum() if called.any() else None
    recall = hits / label.sum()
    wrong = float(called.sum() + label.sum())
    return {
        "accuracy": float((called == (label == 1)).mean()),
        "precision": precision,
        "recall": recall,
        "f1": 2 * hits / wrong if wrong else None,
        "roc_auc": roc_auc(label, score),
        "average_precision": average_precision(label, score),
        "brier": float(((score - label) ** 2).mean()),
        "ece": calibration_error(label, score),
        "ece_floor": calibration_floor(score, seed),
        "lift": top_tenth(label, score),
    }


def amounts(label: Array, score: Array) -> dict[str, float | None]:
    """Every metric of an amount."""
    return {
        "rmse": float(np.sqrt(((score - label) ** 2).mean())),
        "mae": float(np.abs(score - label).mean()),
        "r2": float(1 - ((score - label) ** 2).sum() / ((label - label.mean()) ** 2).sum()),
        "gini": gini(label, score),
        "bias": float(score.sum() / label.sum() - 1),
    }


def pairs(folder: Path) -> Iterator[tuple[str, float | None, float | None]]:
    """Yield (which figure, in the summary, recomputed)."""
    summary: dict[str, Any] = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    for name, target in summary["targets"].items():
        if target["not_asked"] is not None:
            continue
        frame = pd.read_parquet(folder / "predictions" / f"{name}.parquet")
        label = frame["label"].to_numpy(float)
        if target["kind"] == "binary":
            yield f"{name} base_rate", target["base_rate"], float(label.mean())
        for model, told in target["models"].items():
            score = frame[model].to_numpy(float)
            found = binary(label, score, told["threshold"], summary["seed"]) if target["kind"] == "binary" else amounts(label, score)
            if name == "converts_session":
                found["profit"] = profit(frame, score >= told["threshold"], summary["settings"])
            yield from ((f"{name} {model} {metric}", told[metric], value) for metric, value in found.items())
        for point in target["early"]:
            rows = frame[frame["click"] == point["click"]]
            score, own = rows[target["champion"]].to_numpy(float), rows["label"].to_numpy(float)
            yield f"{name} click {point['click']} n", point["n"], len(rows)
            yield f"{name} click {point['click']} base_rate", point["base_rate"], float(own.mean())
            yield f"{name} click {point['click']} roc_auc", point["roc_auc"], roc_auc(own, score)
            yield f"{name} click {point['click']} average_precision", point["average_precision"], average_precision(own, score)


def differences(folder: Path) -> list[tuple[str, float]]:
    """Return the figures with their absolute differences, greatest first; a figure that only one side has differs infinitely."""
    found = []
    for figure, told, again in pairs(folder):
        if told is None or again is None:
            found.append((figure, 0.0 if told is again else float("inf")))
        else:
            found.append((figure, abs(told - again)))
    return sorted(found, key=lambda each: -each[1])


if __name__ == "__main__":
    worst = differences(Path(sys.argv[1]))
    print(f"{len(worst)} figures; greatest difference {worst[0][1]:.2e} ({worst[0][0]})")
    raise SystemExit(0 if worst[0][1] <= 1e-9 else 1)
