"""Do predicted amounts add up, and do their intervals hold?

Models as `footfall analyze` fits and chooses them at standard effort, on `cdnow` (`revenue_28d`) and on simulated shops of three seeds that
nothing was tuned on (`revenue_session` and `revenue_28d`, 90 days): normalised Gini, total bias with its 95 % interval, the coverage of
the 90 % intervals on the test part, by fifth of the predicted amount and of buyers, with the mean width; and beside each bar the figure
that has to reach it. The bias of the three shops together stands beside them, since one shop has too few orders to tell.
``python -m benchmarks.revenue``, or ``python -m benchmarks.revenue cdnow 11`` for cdnow and the shop of seed 11 alone.
"""

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.simulator_record import RESULTS, record

from footfall.analysis.asked import plan
from footfall.analysis.summary import coverage_record
from footfall.dataset.dataset import Dataset
from footfall.dataset.events import build
from footfall.engines.duckdb import Engine
from footfall.evaluation.coverage import coverage
from footfall.evaluation.intervals import amount_draws, intervals
from footfall.evaluation.metrics import amount_metrics
from footfall.events.log import EventLog
from footfall.events.read import read
from footfall.features.batch import build as build_features
from footfall.measures.bootstrap import Resamples
from footfall.models.regression import fit_regressors
from footfall.models.training import labelled
from footfall.sessions.batch import cut
from footfall.settings import Settings
from footfall.simulate.shop import simulate

HEADLINE = (
    ("total bias on cdnow, four weeks ahead (the bar: 0.05)", "cdnow/revenue_28d/bars/bias/found"),
    ("of buyers held there (asked: 0.9)", "cdnow/revenue_28d/bars/held_of_buyers/found"),
    ("total bias on three simulated shops together, this visit (95 %)", "shops_together/revenue_session/bias"),
    ("four weeks ahead (95 %)", "shops_together/revenue_28d/bias"),
)

SEEDS = (11, 12, 13)
VISITORS, DAYS = 20_000, 90
TARGETS = ("revenue_session", "revenue_28d")
KEPT = ("gini", "bias", "r2", "mae", "rmse")
BIAS, HELD, AT_MOST, FEW_ZEROS = 0.05, 0.88, 0.92, 0.12
"""The bars: total bias either way; share held in every fifth and of buyers; and at most, where zeros are rarer than that."""
SETTINGS = Settings()
RESAMPLES = 500
Figures = dict[str, Any]


def main(asked: tuple[str, ...]) -> None:
    path = RESULTS / "revenue.json"
    found: dict[str, Figures] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    for name in asked:
        if name == "cdnow":
            found[name] = measured(name, ("revenue_28d",))
        else:
            with tempfile.TemporaryDirectory() as folder:
                shop = Path(folder) / "shop.parquet"
                simulate(visitors=VISITORS, days=DAYS, seed=int(name), out=shop)
                found[f"shop_{name}"] = measured(str(shop), TARGETS)
        shops = [found[f"shop_{seed}"] for seed in SEEDS if f"shop_{seed}" in found]
        together = {target: pooled([shop[target] for shop in shops]) for target in TARGETS} if shops else {}
        kept = {each: found[each] for each in ("cdnow", *(f"shop_{seed}" for seed in SEEDS)) if each in found}
        record("revenue", {**kept, "shops_together": together})


def measured(source: str, targets: tuple[str, ...]) -> Figures:
    """Return the figures of each target of a source."""
    with Engine() as engine:
        log = read(source, engine=engine, settings=SETTINGS)
        if not isinstance(log, EventLog):
            raise TypeError("revenue is asked of events")
        visits = cut(log, SETTINGS)
        asked = plan(visits, SETTINGS, None)
        build_features(visits, asked.features)
        found = [target for target in asked.targets if target.name in targets]
        return {target.name: figures(build(visits, asked.features, target, SETTINGS)) for target in found}


def figures(dataset: Dataset) -> Figures:
    """Return the champion's figures on the test part, every bar beside its own."""
    clock = time.perf_counter()
    fit = fit_regressors(dataset, effort=SETTINGS.effort, seed=SETTINGS.seed)
    seconds = time.perf_counter() - clock
    test = labelled(dataset, "test")
    predicted = fit.best.predict(test.features)
    drawn = Resamples.of(test.group, resamples=RESAMPLES, seed=SETTINGS.seed)
    metrics = amount_metrics(test.label, predicted)
    ends = intervals(amount_draws(test.label, {"best": predicted}, drawn)["best"])
    held = coverage(test.label, predicted, fit.best.intervals, drawn)
    told: Figures = {} if held is None else coverage_record(held)
    totals = drawn.totals(np.column_stack([predicted, test.label]))
    return {
        "champion": fit.champion,
        "bars": bars(float(metrics["bias"] or 0.0), told),
        **{name: metrics[name] for name in KEPT},
        "interval": {name: ends[name] for name in KEPT},
        "total": {"foretold": float(predicted.sum()), "real": float(test.label.sum()), "spread": spread(totals)},
        "coverage": told,
        "test_rows": len(test),
        "test_groups_that_buy": len(np.unique(test.group[test.label > 0])),
        "split": dict(dataset.split),
        "seconds": round(seconds, 1),
    }


def bars(bias: float, told: Figures) -> Figures:
    """Return each bar, the figure beside it, and whether it was reached."""
    found: Figures = {"bias": {"at_most": BIAS, "found": round(bias, 4), "reached": abs(bias) <= BIAS}}
    if not told:
        return found
    fifths = list(told["fifths"].values())
    shares = {"held_in_the_least_fifth": min(fifth["share"] for fifth in fifths), "held_of_buyers": told["buyers"]["share"]}
    found |= {name: {"at_least": HELD, "found": round(share, 4), "reached": share >= HELD} for name, share in shares.items()}
    tight = [fifth["share"] for fifth in fifths if fifth["zeros"] < FEW_ZEROS]
    if tight:
        found["held_where_zeros_are_rare"] = {"at_most": AT_MOST, "found": round(max(tight), 4), "reached": max(tight) <= AT_MOST}
    return found


def spread(totals: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> float:
    """Return the standard deviation over resamples of the total foretold less the real one: how far chance alone may move it."""
    return float(np.std(totals[:, 0] - totals[:, 1]))


def pooled(shops: list[Figures]) -> Figures:
    """Return the bias of the totals of several shops, and its 95 % interval from the spread of each (they are independent)."""
    foretold, real = (sum(shop["total"][name] for shop in shops) for name in ("foretold", "real"))
    half = 1.96 * float(np.sqrt(sum(shop["total"]["spread"] ** 2 for shop in shops))) / real
    bias = foretold / real - 1
    return {"shops": len(shops), "bars": bars(bias, {}), "bias": [round(each, 4) for each in (bias, bias - half, bias + half)]}


if __name__ == "__main__":
    main(tuple(sys.argv[1:]) or ("cdnow", *(str(seed) for seed in SEEDS)))
