"""Do sequence models beat boosted trees at saying what a session will do, and what do they cost?

On `uci-553` (test from 2008-07-15; `FOOTFALL_DATA` must name its folder) and on a simulated shop, for every yes-or-no target of sessions: a
GRU and a causal Transformer that read the events alone, and the same with the features of the row beside them; XGBoost on the same parts;
and the average of all that read features (half its weight to the trees). Each is trained at standard effort by itself, chosen and stopped
on the tune part, calibrated on the calibrate part and measured on the test part, once; the gain over XGBoost has a paired interval, by
sessions. Seconds are of the wall clock and of the processor, of which training uses one at a time. ``python -m benchmarks.deep`` measures
everything (`make setup-deep` first); ``python -m benchmarks.deep uci-553 continues`` one target, and leaves the other results as they are.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
from benchmarks.simulator_record import RESULTS, record

from footfall.analysis.asked import plan
from footfall.dataset.dataset import Dataset, Floats
from footfall.dataset.events import build as build_dataset
from footfall.engines.duckdb import Engine
from footfall.evaluation.intervals import binary_draws, difference
from footfall.evaluation.metrics import binary_metrics
from footfall.events.log import EventLog
from footfall.events.read import read
from footfall.features.batch import build as build_features
from footfall.measures.bootstrap import Resamples
from footfall.models.budget import BUDGETS
from footfall.models.calibration import calibrator
from footfall.models.classification import classifiers
from footfall.models.family import Family, Rows
from footfall.models.sequence import SequenceModel
from footfall.models.training import Training, labelled
from footfall.sessions.batch import cut
from footfall.settings import Effort, Settings
from footfall.simulate.shop import simulate

HEADLINE = (
    ("uci-553, continues, ROC AUC of XGBoost", "uci-553/continues/models/XGBoost/roc_auc"),
    ("of a GRU with the features", "uci-553/continues/models/GRU, with features/roc_auc"),
    ("of a GRU of events alone", "uci-553/continues/models/GRU, events alone/roc_auc"),
    ("simulated shop, XGBoost", "simulated/converts_session/models/XGBoost/roc_auc"),
    ("GRU with the features", "simulated/converts_session/models/GRU, with features/roc_auc"),
    ("average of trees and networks", "simulated/converts_session/models/average/roc_auc"),
    ("processor seconds of all models of uci-553", "processor_seconds_of_all_models/uci-553"),
    ("of the simulated shop", "processor_seconds_of_all_models/simulated"),
)
SEED = 553
EFFORT: Effort = "standard"
VISITORS, DAYS = 40_000, 90
RESAMPLES = 200
TARGETS = {"uci-553": ("continues", "premium_ahead", "sale_ahead"), "simulated": ("converts_session",)}
SETTINGS = {
    "uci-553": Settings(seed=SEED, deep=True, test_from="2008-07-15"),
    "simulated": Settings(seed=SEED, deep=True),
}
READS = {"with features": True, "events alone": False}
SHOWN = ("roc_auc", "average_precision", "ece", "ece_floor", "brier")


def main(name: str | None, target: str | None) -> None:
    names = [name] if name is not None else list(TARGETS)
    for each in names:
        for one, dataset, truth in datasets(each, target):
            keep(each, one, compared(dataset, truth))


def keep(name: str, target: str, found: dict[str, object]) -> None:
    """Put one target's figures into the result file."""
    path = RESULTS / "deep.json"
    known = json.loads(path.read_text()) if path.exists() else {}
    told = {each: known.get(each, {}) for each in TARGETS}
    told[name] = {**told[name], target: found}
    clocks = {
        f"{clock}_of_all_models": {
            each: round(sum(model[clock] for one in targets.values() for model in one["models"].values()), 1)
            for each, targets in told.items()
        }
        for clock in ("seconds", "processor_seconds")
    }
    record("deep", {"effort": EFFORT, **clocks, **told})


def datasets(name: str, target: str | None) -> Iterator[tuple[str, Dataset, Floats | None]]:
    """Yield the targets of a data set; of a simulated one with the true chance of each test row."""
    with source(name) as (path, truth), Engine(threads=2) as engine:
        log = read(path, engine=engine, settings=SETTINGS[name])
        assert isinstance(log, EventLog)
        visits = cut(log, SETTINGS[name])
        asked = plan(visits, SETTINGS[name], None)
        build_features(visits, asked.features)
        for each in asked.targets:
            if each.name in TARGETS[name] and target in (None, each.name):
                dataset = build_dataset(visits, asked.features, each, SETTINGS[name])
                yield each.name, dataset, None if truth is None else chances(engine, truth, dataset)


@contextmanager
def source(name: str) -> Iterator[tuple[str | Path, Path | None]]:
    """Give what is read, and where the truth about it lies."""
    if name != "simulated":
        yield name, None
        return
    with tempfile.TemporaryDirectory() as folder:
        shop = simulate(visitors=VISITORS, days=DAYS, seed=SEED, out=Path(folder) / "shop.parquet")
        yield shop.events_path, shop.truth_path


def chances(engine: Engine, truth: Path, dataset: Dataset) -> Floats:
    """Return the true chance at each test row."""
    asked = labelled(dataset, "test").ids["event_id"]
    p = engine.frame(f"SELECT event_id, p FROM '{truth}'").set_index("event_id")["p"]
    return p.reindex(asked).to_numpy(np.float64)


def compared(dataset: Dataset, truth: Floats | None) -> dict[str, object]:
    """Return every model's figures on the test part."""
    training = Training.of(dataset, effort=EFFORT, seed=SEED, threads=1)
    families = {family.name: family for family in classifiers(BUDGETS[EFFORT], sequences=True)}
    test = labelled(dataset, "test")
    scores: dict[str, Floats] = {}
    costs: dict[str, dict[str, object]] = {}
    held_out: dict[str, Floats] = {}
    for name, family, features in asked_models(families):
        held_out[name], scores[name], costs[name] = fitted(training, family, test, features=features)
        print(name, costs[name], round(binary_metrics(test.label, scores[name], 0.5, seed=SEED)["roc_auc"] or 0, 4), flush=True)
    calibrate = labelled(dataset, "calibrate").label
    both = [name for name in scores if name.endswith("with features")]
    scores["average"] = calibrated(calibrate, average(held_out, both), average(scores, both))
    costs["average"] = {"seconds": 0.0, "processor_seconds": 0.0, "parameters": "XGBoost and both sequence models with features"}
    return figures(test, scores, costs, truth)


def average(scores: dict[str, Floats], others: list[str]) -> Floats:
    """Return the mean of the log-odds, half of it XGBoost's."""
    return sigmoid((logit(scores["XGBoost"]) + np.mean([logit(scores[name]) for name in others], axis=0)) / 2)


def asked_models(families: dict[str, Family]) -> Iterator[tuple[str, Family, bool]]:
    """Yield what is trained: its name, its family and whether it reads features."""
    yield "XGBoost", families["xgboost"], True
    for kind, family in (("GRU", families["sequence_gru"]), ("Transformer", families["sequence_transformer"])):
        for what, features in READS.items():
            yield f"{kind}, {what}", family, features


def fitted(training: Training, family: Family, test: Dataset, *, features: bool) -> tuple[Floats, Floats, dict[str, object]]:
    """Train one model; return its calibrated scores of the calibrate and of the test part, and what it cost."""

    def reads(rows: Rows) -> Rows:
        return rows if features else replace(rows, matrix=rows.matrix[:, :0])

    train, tune, held_out = (reads(rows) for rows in (training.train(family), training.tune(family), training.calibrate(family)))
    asked = reads(training.rows(family.shape, test))
    wall, processor = time.perf_counter(), time.process_time()
    if family.cost == "sequence":
        first = {name: values[0] for name, values in family.choices.items()}
        estimator, parameters = family.fit(first, train, tune, training.machine)
    else:
        (best,) = training.fit([family], loss=lambda model, rows: loss(rows.label, chance(model, rows)))
        estimator, parameters = best.estimator, best.parameters
    cost: dict[str, object] = {
        "seconds": round(time.perf_counter() - wall, 1),
        "processor_seconds": round(time.process_time() - processor, 1),
        "rows": len(train.label),
        "parameters": dict(parameters),
    }
    raw = chance(estimator, held_out)
    return calibrated(held_out.label, raw, raw), calibrated(held_out.label, raw, chance(estimator, asked)), cost


def figures(test: Dataset, scores: dict[str, Floats], costs: dict[str, dict[str, object]], truth: Floats | None) -> dict[str, object]:
    """Return the metrics of every model, and its gain over XGBoost with a paired interval."""
    thresholds = dict.fromkeys(scores, 0.5)
    draws = binary_draws(test.label, scores, thresholds, Resamples.of(test.group, resamples=RESAMPLES, seed=SEED))
    metrics = {name: binary_metrics(test.label, score, 0.5, seed=SEED) for name, score in scores.items()}
    models = {}
    for name, measured in metrics.items():
        shown = {metric: round(cast(float, measured[metric]), 5) for metric in SHOWN}
        ends = difference(draws[name], draws["XGBoost"], "roc_auc")
        gain = cast(float, measured["roc_auc"]) - cast(float, metrics["XGBoost"]["roc_auc"])
        beside = (
            {} if name == "XGBoost" or ends is None else {"gain_over_xgboost": round(gain, 5), "interval": [round(end, 5) for end in ends]}
        )
        models[name] = {**shown, **beside, **costs[name]}
    known: dict[str, object] = {"test_rows": len(test), "base_rate": round(float(test.label.mean()), 5)}
    if truth is not None:
        of = binary_metrics(test.label, truth, 0.5, seed=SEED)
        known["truth"] = {metric: round(cast(float, of[metric]), 5) for metric in SHOWN}
    return {**known, "models": models}


def chance(estimator: Any, rows: Rows) -> Floats:
    matrix = (
        rows.matrix if not isinstance(estimator, SequenceModel) or rows.history is None else estimator.joined(rows.matrix, rows.history)
    )
    return np.asarray(estimator.predict_proba(matrix)[:, 1], dtype=np.float64)


def loss(label: Floats, score: Floats) -> float:
    return float(-np.mean(np.log(np.clip(np.where(label > 0, score, 1 - score), 1e-7, 1))))


def calibrated(label: Floats, raw: Floats, score: Floats) -> Floats:
    curve = calibrator(label, raw)
    return score if curve is None else curve(score)


def logit(score: Floats) -> Floats:
    return cast(Floats, np.log(score) - np.log1p(-score))


def sigmoid(value: Floats) -> Floats:
    return 1.0 / (1.0 + np.exp(-value))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", nargs="?", choices=list(TARGETS))
    parser.add_argument("target", nargs="?")
    given = parser.parse_args()
    main(given.name, given.target)
