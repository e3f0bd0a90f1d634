"""How good are Footfall's classifiers on `uci-468`, next to AutoML tools, plain boosting, a random forest and a rule of one line?

scikit-learn's GroupShuffleSplit (a fifth tests) on groups of exact duplicates (numbered as they come), seeds 0 to 9, natural prevalence,
with and without `PageValues`; differences are paired by split. Footfall is `models.classification.fit_classifiers` at standard effort: of
the rows that do not test, eleven sixteenths train, three tune, two calibrate. The peers' figures are those that
`benchmarks.uci_468_peers` last measured. ``python -m benchmarks.uci_468`` (``--seeds 1`` to try it)
"""

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd
from benchmarks.simulator_record import RESULTS, record
from scipy.stats import t
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.model_selection import GroupShuffleSplit

from footfall.dataset.dataset import Dataset, Floats
from footfall.dataset.table import from_table
from footfall.engines.duckdb import Engine
from footfall.evaluation.metrics import binary_metrics
from footfall.events.log import SessionTable
from footfall.events.read import read
from footfall.measures.splits import group_folds
from footfall.models.classification import fit_classifiers
from footfall.settings import Settings

HEADLINE = (
    ("with PageValues, ROC AUC", "with_page_values/footfall/roc_auc"),
    ("AutoGluon (boosted trees only, 120 s)", "with_page_values/autogluon/roc_auc"),
    ("FLAML (60 s)", "with_page_values/flaml/roc_auc"),
    ("gain over a plain histogram boosting (95 %)", "with_page_values/gain/roc_auc over hist_gradient_boosting"),
    ("the one-line rule", "with_page_values/one_rule/roc_auc"),
    ("average precision", "with_page_values/footfall/average_precision"),
    ("calibration error", "with_page_values/footfall/ece"),
    ("of a perfectly calibrated model", "with_page_values/footfall/ece_floor"),
    ("without PageValues, ROC AUC", "without_page_values/footfall/roc_auc"),
    ("AutoGluon (boosted trees only, 120 s)", "without_page_values/autogluon/roc_auc"),
    ("FLAML (60 s)", "without_page_values/flaml/roc_auc"),
)

NAME = "uci-468"
PEERS = ("autogluon", "flaml")
METRICS = ("roc_auc", "average_precision", "brier", "ece")
Line = dict[str, float]


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--seeds", type=int, default=10)
    seeds = options.parse_args().seeds
    found: dict[str, object] = {}
    for variant, dataset in variants().items():
        lines = [measured(dataset, seed) | peers(variant, seed) for seed in range(seeds)]
        found[variant] = {name: mean([line[name] for line in lines]) for name in lines[0]} | compared(lines)
    record(NAME, {**found, "seeds": seeds})


def variants() -> dict[str, Dataset]:
    """Return the data sets of both variants, their parts still as the settings make them."""
    with Engine() as engine:
        table = read(NAME, engine=engine, settings=Settings())
        if not isinstance(table, SessionTable):
            raise TypeError(f"{NAME} is a session table")
        whole = from_table(table, Settings())
    return {"with_page_values": whole, "without_page_values": whole.without("PageValues")}


def split(dataset: Dataset, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows that teach and the rows that test."""
    group, _ = pd.factorize(dataset.group)
    teach, test = next(GroupShuffleSplit(n_splits=1, test_size=0.2, random_state=seed).split(dataset.label, groups=group))
    return teach, test


def measured(dataset: Dataset, seed: int) -> dict[str, Line]:
    """Return the figures of every model on one split."""
    teach, test = split(dataset, seed)
    scores = dict(footfall(dataset, teach, test, seed)) | dict(plain(dataset, teach, test, seed))
    return {name: figures(dataset.label[test], score, seconds, seed) for name, (score, seconds) in scores.items()}


def peers(variant: str, seed: int) -> dict[str, Line]:
    """Return the peers' figures on one split, where they are on record."""
    path = RESULTS / f"{NAME}-peers.json"
    lines = json.loads(path.read_text())[variant] if path.exists() else {}
    return {tool: lines[tool][seed] for tool in PEERS if len(lines.get(tool, [])) > seed}


def footfall(dataset: Dataset, teach: np.ndarray, test: np.ndarray, seed: int) -> Iterator[tuple[str, tuple[Floats, float]]]:
    """Yield the champion and the one-line rule, each with the seconds of the whole fit."""
    part = np.full(len(dataset), "test", dtype=object)
    part[teach] = np.array(["train"] * 11 + ["tune"] * 3 + ["calibrate"] * 2, dtype=object)[
        group_folds(dataset.group[teach], 16, seed=seed)
    ]
    clock = time.perf_counter()
    fit = fit_classifiers(replace(dataset, part=part), effort="standard", seed=seed)
    champion = fit.best.predict(dataset.features.iloc[test])
    seconds = time.perf_counter() - clock
    yield "footfall", (champion, seconds)
    yield "one_rule", (fit.model("one_rule").predict(dataset.features.iloc[test]), fit.model("one_rule").seconds)


def plain(dataset: Dataset, teach: np.ndarray, test: np.ndarray, seed: int) -> Iterator[tuple[str, tuple[Floats, float]]]:
    """Yield scikit-learn's histogram boosting with its defaults, and a random forest of 300 trees with leaves of three rows."""
    categories = {name: dataset.features[name].astype("category") for name in dataset.categorical}
    features = dataset.features.assign(**categories)
    codes = features.assign(**{name: column.cat.codes for name, column in categories.items()})
    boosting = HistGradientBoostingClassifier(categorical_features="from_dtype", random_state=seed)
    forest = RandomForestClassifier(300, min_samples_leaf=3, n_jobs=2, random_state=seed)
    for name, model, table in (("hist_gradient_boosting", boosting, features), ("random_forest", forest, codes)):
        clock = time.perf_counter()
        model.fit(table.iloc[teach], dataset.label[teach])
        yield name, (model.predict_proba(table.iloc[test])[:, 1], time.perf_counter() - clock)


def figures(label: Floats, score: Floats, seconds: float, seed: int) -> Line:
    """Return the figures of one model on one split."""
    metrics = binary_metrics(label, score, 0.5, seed=seed)
    return {name: float(metrics[name] or 0.0) for name in (*METRICS, "ece_floor", "accuracy", "f1")} | {"seconds": seconds}


def mean(lines: list[Line]) -> Line:
    """Return the mean of each figure over the splits."""
    return {name: round(float(np.mean([line[name] for line in lines])), 4) for name in lines[0]}


def compared(lines: list[dict[str, Line]]) -> dict[str, object]:
    """Return Footfall's paired gains over the others: mean, and the 95 % interval of the mean over splits.

    The variance of the mean is corrected for splits that share rows: 1/n + test/train in place of 1/n (Nadeau & Bengio, Machine Learning
    52, 2003), with Student's t of n - 1 degrees of freedom.
    """
    gains: dict[str, object] = {}
    for other in lines[0]:
        if other == "footfall" or len(lines) < 2:
            continue
        for metric in ("roc_auc", "average_precision"):
            gap = np.array([line["footfall"][metric] - line[other][metric] for line in lines])
            half = float(t.ppf(0.975, len(gap) - 1) * np.sqrt((1 / len(gap) + 0.25) * gap.var(ddof=1)))
            centre = float(gap.mean())
            gains[f"{metric} over {other}"] = [round(value, 4) for value in (centre, centre - half, centre + half)]
    return {"gain": gains}


if __name__ == "__main__":
    main()
