"""How many scores a minute get their three reasons in words, on one core, and are they those of exact TreeSHAP?

The demo shop's features, models as `analyze` fits them and, for the worst case, 400 boosted trees of depth 5, 6 and 8. Processor time of
`Reasoner.texts` from feature rows to text, with a new reasoner each time, so that its tables are paid for. Beside it XGBoost's own TreeSHAP
(``pred_contribs``) and, where the ways of a forest are cut, TreeSHAP leaf by leaf with none cut. Path attribution alone (Saabas 2014;
``approx_contribs``), which would be cheap, stands beside to say what exactness buys. ``python -m benchmarks.reasons``
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import xgboost
from benchmarks.simulator_record import record

from footfall.analysis.asked import Plan, plan
from footfall.dataset.dataset import Bools, Dataset, Floats
from footfall.dataset.events import build as build_dataset
from footfall.engines.duckdb import Engine
from footfall.events.log import EventLog
from footfall.events.read import read
from footfall.features.batch import build
from footfall.models import boosting
from footfall.models.budget import BUDGETS
from footfall.models.classification import classifiers
from footfall.models.family import Family, Rows
from footfall.models.fitted import Fitted
from footfall.models.preparation import blocks, tidy
from footfall.models.regression import regressors
from footfall.models.training import Training
from footfall.scoring.contributions import Contributor
from footfall.scoring.reasons import Reasoner, reasoner
from footfall.scoring.trees import LEAF, Ensemble, Tree, ensemble
from footfall.sessions.batch import cut
from footfall.settings import Settings
from footfall.simulate.shop import simulate

HEADLINE = (
    ("rows a minute, XGBoost of 400 trees of depth 6", "models/xgboost, 400 trees of depth 6/rows_a_minute"),
    ("XGBoost's own TreeSHAP, without words", "models/xgboost, 400 trees of depth 6/xgboost_own_treeshap_rows_a_minute_without_words"),
    ("greatest difference", "models/xgboost, 400 trees of depth 6/greatest_difference_exact"),
)

SEED = 553
SETTINGS = Settings(threads=1, seed=SEED, effort="quick")
"""Quick is 150,000 rows of a data set; the models below are those of standard effort."""
BUDGET = BUDGETS["standard"]
ROWS = 100_000
FEW = 4_000
"""Rows on which XGBoost's own TreeSHAP is timed and compared."""
FEWER = 200
"""Rows on which a forest is explained leaf by leaf."""
ONE = 20
"""Single rows whose time is averaged."""
DEEP: Mapping[str, int] = {"xgboost, 400 trees of depth 5": 5, "xgboost, 400 trees of depth 6": 6, "xgboost, 400 trees of depth 8": 8}


def main(visitors: int) -> None:
    with tempfile.TemporaryDirectory() as folder, Engine(threads=1) as engine:
        asked, (sessions, revenue) = data_sets(engine, Path(folder) / "shop.parquet", visitors)
    buyers, spenders = training_of(sessions), training_of(revenue)
    kinds = {family.name: family for family in classifiers(BUDGET)}
    amounts = {family.name: family for family in regressors(BUDGET, zero_heavy=True)}
    tried: dict[str, tuple[Training, Dataset, Family, dict[str, Any], bool]] = {
        "logistic regression": (buyers, sessions, kinds["logistic_regression"], {}, True),
        "random forest": (buyers, sessions, kinds["random_forest"], {}, True),
        "xgboost": (buyers, sessions, kinds["xgboost"], {}, True),
        **{name: (buyers, sessions, kinds["xgboost"], {"max_depth": depth}, False) for name, depth in DEEP.items()},
        "two-part model": (spenders, revenue, amounts["two_part"], {}, True),
    }
    found = {}
    for name, (training, dataset, family, given, stopped) in tried.items():
        model = fitted(training, dataset, family, given, stopped=stopped)
        found[name] = measured(partial(prepared, model, training, family, dataset, asked), dataset)
        print(name, found[name], flush=True)
    record("reasons", {"bar_rows_a_minute": ROWS, "features": len(buyers.columns), "rows": ROWS, "models": found})


def data_sets(engine: Engine, path: Path, visitors: int) -> tuple[Plan, tuple[Dataset, Dataset]]:
    """Return what the demo shop is asked in a session, with the declarations."""
    simulate(visitors=visitors, days=90, seed=SEED, out=path, dirt=True)
    log = read(path, engine=engine, settings=SETTINGS)
    assert isinstance(log, EventLog)
    visits = cut(log, SETTINGS)
    asked = plan(visits, SETTINGS, None)
    build(visits, asked.features)
    targets = {target.name: target for target in asked.targets}
    one, other = (build_dataset(visits, asked.features, targets[name], SETTINGS) for name in ("converts_session", "revenue_session"))
    return asked, (one, other)


def training_of(dataset: Dataset) -> Training:
    return Training.of(dataset, effort="standard", seed=SEED, threads=1)


def fitted(training: Training, dataset: Dataset, family: Family, given: dict[str, Any], *, stopped: bool) -> Fitted:
    """Fit a family's default; without early stopping where all rounds are wanted, and on fewer rows then, to keep the benchmark short."""
    parameters = {name: values[0] for name, values in family.choices.items()} | given
    rows = training.train(family)
    if stopped:
        model, chosen = family.fit(parameters, rows, training.tune(family), training.machine)
    else:
        few = slice(0, BUDGET.light.rows)
        rows = Rows(rows.matrix[few], rows.label[few], rows.weight[few])
        model, chosen = boosting.boost_classifier(parameters, rows, None, training.machine, rounds=BUDGET.boosted_trees)
    return Fitted(family.name, family.label, dataset.question.kind, training.pipeline(family, model), parameters=chosen)


def prepared(model: Fitted, training: Training, family: Family, dataset: Dataset, asked: Plan) -> Reasoner:
    """Return a new reasoner of a model."""
    found = reasoner(model, training.background(family), dataset.question, declarations=asked.features, currency="EUR")
    assert found is not None
    return found


def measured(make: Callable[[], Reasoner], dataset: Dataset) -> dict[str, object]:
    """Time a model's reasons and hold its contributions to exact ones."""
    features = dataset.features.iloc[np.random.default_rng(SEED).permutation(len(dataset))[:ROWS]].reset_index(drop=True)
    explain = make()
    seconds, texts = timed(lambda: explain.texts(features))
    assert texts["reason_1"].notna().mean() > 0.99
    one, _ = timed(lambda: [explain.of_row(features.iloc[[row]]) for row in range(ONE)])
    found: dict[str, object] = {
        "rows_a_minute": round(len(features) / seconds * 60),
        "milliseconds_for_one_row": round(one / ONE * 1_000, 1),
    }
    return found | compared(explain.contributor, features)


def compared(explain: Contributor, features: pd.DataFrame) -> dict[str, object]:
    """Return how near the contributions are to exact TreeSHAP, and what XGBoost's own would have cost."""
    estimator = explain.model.pipeline["model"]
    if isinstance(estimator, xgboost.XGBModel):
        few = features.iloc[:FEW]
        ours, matrix, owner = explain(few).values, matrix_of(explain, few), owners(explain)
        booster, data = estimator.get_booster(), xgboost.DMatrix(matrix, nthread=1)
        booster.set_param({"nthread": 1})
        seconds, exact = timed(lambda: booster.predict(data, pred_contribs=True)[:, :-1] @ owner)
        cheap = booster.predict(data, pred_contribs=True, approx_contribs=True)[:, :-1] @ owner
        return {
            "trees": booster.num_boosted_rounds(),
            "xgboost_own_treeshap_rows_a_minute_without_words": round(FEW / seconds * 60),
            **agreement("exact", ours, exact),
            **agreement("path attribution alone against exact", cheap, exact),
        }
    trees = ensemble(estimator)
    if trees is None or len(trees.trees) < 2:
        return {}
    few = features.iloc[:FEWER]
    ours, matrix, owner = explain(few).values, matrix_of(explain, few), owners(explain)
    exact = leaf_by_leaf(trees, matrix) @ owner
    return {
        "trees": len(trees.trees),
        **agreement("exact", ours, exact),
        **agreement("path attribution alone against exact", along_the_way(trees, matrix) @ owner, exact),
    }


def agreement(name: str, ours: Floats, exact: Floats) -> dict[str, object]:
    """Return the greatest difference, against the spread of the exact values, and how often the top three features are the same."""
    first, second = (np.argsort(-np.abs(values), axis=1, kind="stable")[:, :3] for values in (ours, exact))
    same = np.array([len(set(one) & set(other)) for one, other in zip(first, second, strict=True)])
    words = name.replace(" ", "_")
    return {
        f"greatest_difference_{words}": float(f"{np.abs(ours - exact).max() / np.abs(exact).max():.2g}"),
        f"same_first_{words}": round(float(np.mean(first[:, 0] == second[:, 0])), 4),
        f"top_three_shared_{words}": round(float(same.mean() / 3), 4),
    }


def matrix_of(explain: Contributor, features: pd.DataFrame) -> Floats:
    """Return the prepared rows."""
    return np.asarray(explain.model.pipeline["prepare"].transform(tidy(features, explain.model.columns)), dtype=np.float64)


def owners(explain: Contributor) -> Floats:
    """Return which column belongs to which feature, shape (m, features), as ones."""
    place = {name: number for number, name in enumerate(explain.model.columns)}
    found = blocks(explain.model.pipeline["prepare"])
    ones = np.zeros((sum(len(columns) for columns in found.values()), len(place)))
    for name, columns in found.items():
        ones[columns, place[name]] = 1.0
    return ones


def leaf_by_leaf(trees: Ensemble, matrix: Floats) -> Floats:
    """Return exact TreeSHAP, shape (n, m), without tables and without a limit on depth: the formula of `scoring.shapley` row by row."""
    columns, found = trees.columns(matrix), np.zeros(matrix.shape)
    for tree in trees.trees:
        walk(tree, 0, {}, columns, found)
    return found


def walk(tree: Tree, node: int, way: dict[int, tuple[float, Bools]], columns: Any, found: Floats) -> None:
    """Follow every way to its leaf; `way` holds each column's share of training rows and which rows keep its conditions."""
    column = int(tree.column[node])
    if column == LEAF:
        add_leaf(float(tree.value[node]), way, found)
        return
    left = tree.goes_left(node, columns)
    for child, kept in ((int(tree.left[node]), left), (int(tree.right[node]), ~left)):
        share, held = way.get(column, (1.0, np.ones(len(found), dtype=np.bool_)))
        walk(tree, child, {**way, column: (share * float(tree.cover[child] / tree.cover[node]), held & kept)}, columns, found)


def add_leaf(value: float, way: dict[int, tuple[float, Bools]], found: Floats) -> None:
    if not way:
        return
    at, weights = np.polynomial.legendre.leggauss((len(way) + 1) // 2)
    points = (at + 1) / 2
    factors = [(1 - points) * share + points * held[:, None] for share, held in way.values()]
    product = np.prod(factors, axis=0) * weights / 2
    for (column, (share, held)), factor in zip(way.items(), factors, strict=True):
        found[:, column] += value * (held - share) * (product / factor).sum(axis=1)


def along_the_way(trees: Ensemble, matrix: Floats) -> Floats:
    """Return path attribution alone, shape (n, m)."""
    columns, found = trees.columns(matrix), np.zeros(matrix.shape)
    for tree in trees.trees:
        waiting = [(0, np.arange(len(matrix)))]
        while waiting:
            node, rows = waiting.pop()
            if tree.column[node] == LEAF or not len(rows):
                continue
            left = tree.goes_left(node, columns[:, rows])
            for child, part in ((int(tree.left[node]), rows[left]), (int(tree.right[node]), rows[~left])):
                found[part, tree.column[node]] += tree.value[child] - tree.value[node]
                waiting.append((child, part))
    return found


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the processor seconds of some work, and what came of it."""
    clock = time.process_time()
    done = work()
    return time.process_time() - clock, done


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=20_000)
    main(parser.parse_args().visitors)
