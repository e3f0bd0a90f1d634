"""How often does `footfall compare` raise a false alarm, and how often does it see what has changed?

Shops whose visitors are dealt out into groups of the very same process. A model learns from one group and is compared with each other group
on the days of its test part: as it is (any verdict but *keep* is a false alarm, unless all groups together show that the model's level is
off from the start, a case of its own, where *recalibrate* is right), with half of the buying sessions bereft of their order
(*recalibrate* is right), and with the orders dealt out to sessions at random (*retrain* is right). Every group learns in turn. It is also
counted how often the index of scores and of features passes what chance should stay below in 95 of 100 cases.

Run from the checkout's root: ``python -m benchmarks.compare`` (some five minutes on two cores).
"""

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from benchmarks.simulator_record import record

from footfall.dataset.dataset import Dataset, Floats
from footfall.dataset.events import build as build_dataset
from footfall.dataset.scored import ScoredRows
from footfall.engines.duckdb import Engine
from footfall.evaluation.advice import LEVEL, SLOPES
from footfall.evaluation.comparison import Comparison, compared
from footfall.events.log import EventLog
from footfall.events.read import read
from footfall.features.batch import build as build_features
from footfall.features.catalog import FEATURES
from footfall.measures.realised import Realised, realised
from footfall.models.classification import fit_classifiers
from footfall.models.fitted import Fitted
from footfall.models.reference import reference_of
from footfall.models.training import labelled
from footfall.scoring.outcomes import scored_rows
from footfall.sessions.batch import cut
from footfall.settings import Settings
from footfall.simulate.shop import simulate
from footfall.targets.catalog import CONVERTS_SESSION

HEADLINE = (
    ("comparisons of each case", "comparisons_of_each_case"),
    ("false alarms", "false_alarms"),
    ("half the orders gone, recalibrate", "verdicts/half_the_orders/recalibrate, by outcomes"),
    ("orders dealt out at random, retrain", "verdicts/orders_at_random/retrain, by outcomes"),
)

SEEDS = (11, 12)
GROUPS, VISITORS, DAYS = 4, 3_500, 60
SETTINGS = Settings(effort="thorough", threads=2, train_share=0.40, tune_share=0.1, calibrate_share=0.1)


def main() -> None:
    found = [each for seed in SEEDS for each in comparisons(seed)]
    unchanged = [comparison for case, comparison in found if case.startswith("unchanged")]
    features = [each for comparison in unchanged for each in comparison.features]
    scores = [comparison.score for comparison in unchanged if comparison.score is not None]
    verdicts: dict[str, Counter[str]] = {}
    for case, comparison in found:
        verdicts.setdefault(case, Counter())[f"{comparison.advice.verdict}, by {comparison.advice.basis}"] += 1
    record("compare", {
        "target": CONVERTS_SESSION.name,
        "models": len(SEEDS) * GROUPS,
        "comparisons_of_each_case": len(unchanged),
        "positives_median": int(np.median([each.now.positives for each in unchanged])),
        "false_alarms": sum(each.advice.verdict != "keep" for case, each in found if case == "unchanged"),
        "verdicts": {case: dict(counted) for case, counted in verdicts.items()},
        "score_index_above_chance": round(float(np.mean([each.index > each.chance for each in scores])), 3),
        "feature_index_above_chance": round(float(np.mean([each.drift.index > each.drift.chance for each in features])), 3),
        "features_called_moved": round(float(np.mean([each.size != "none" for each in features])), 4),
    })  # fmt: skip


def comparisons(seed: int) -> Iterator[tuple[str, Comparison]]:
    """Yield every case of every pair of groups of one shop."""
    dataset = shop(seed)
    group = pd.factorize(dataset.ids["visitor_id"])[0] % GROUPS
    for learning in range(GROUPS):
        own = dataset.where(group == learning)
        model = fit_classifiers(own, effort="quick", seed=seed, threads=2).best
        test = labelled(own, "test")
        every = labelled(dataset, "test")
        truth = realised(rows_of(model, every, every.label), binary=True, seed=seed)
        kept = reference_of(rows_of(model, test, test.label), model.columns, binary=True, seed=seed)
        for other in (number for number in range(GROUPS) if number != learning):
            new = labelled(dataset.where(group == other), "test")
            for case, label in outcomes(new, seed * 100 + learning * 10 + other).items():
                found = compared(dataset.question, model.label, kept, rows_of(model, new, label), docs={}, seed=seed)
                print(seed, learning, other, case, found.advice.verdict, found.advice.reasons[0], flush=True)
                yield f"{case}, off from the start" if case == "unchanged" and off(truth) else case, found


def off(truth: Realised) -> bool:
    """Return whether the level of a model is off by more than the rule bears, by the rows of all groups."""
    ratio, slope = truth.ratio, truth.slope
    return (ratio is not None and abs(ratio.value - 1) > LEVEL) or (slope is not None and not SLOPES[0] <= slope.value <= SLOPES[1])


def shop(seed: int) -> Dataset:
    """Return the cut-offs of a simulated shop."""
    with tempfile.TemporaryDirectory() as folder, Engine(threads=2) as engine:
        path = Path(folder) / "shop.parquet"
        simulate(visitors=GROUPS * VISITORS, days=DAYS, seed=seed, out=path)
        log = read(path, engine=engine, settings=SETTINGS)
        assert isinstance(log, EventLog)
        visits = cut(log, SETTINGS)
        features = FEATURES.keep(engine.columns("visits"))
        build_features(visits, features)
        return build_dataset(visits, features, CONVERTS_SESSION, SETTINGS)


def outcomes(new: Dataset, seed: int) -> dict[str, Floats]:
    """Return the outcomes of each case, shape (n,): by session, as purchases are."""
    rng = np.random.default_rng(seed)
    _, session = np.unique(new.group, return_inverse=True)
    bought = np.bincount(session, weights=new.label) > 0
    kept = rng.random(len(bought)) < 0.5
    number = pd.Series(session).groupby(session).cumcount().to_numpy(np.int64)
    buys, last = rng.permutation(bought), rng.integers(0, np.bincount(session))
    anywhere = (buys[session] & (number <= last[session])).astype(np.float64)
    return {"unchanged": new.label, "half_the_orders": new.label * kept[session], "orders_at_random": anywhere}


def rows_of(model: Fitted, part: Dataset, label: Floats) -> ScoredRows:
    """Return scored cut-offs."""
    return scored_rows(part.features, model.predict(part.features), label, part.ids["visitor_id"], part.group, CONVERTS_SESSION)


if __name__ == "__main__":
    main()
