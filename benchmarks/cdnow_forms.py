"""Which form of forecast of a customer's value does best, chosen inside the first 39 weeks of CDNOW?

Every form learns from the first 26 weeks (to 1997-07-01) and foretells weeks 27 to 39; the one with the highest normalised Gini of value is
taken, as Footfall chooses among models of amounts that are mostly zero. What came after 1997-09-30 is not read here. The forms all
begin at the repeat-buying model's expectation (`models.repeat_buying`), and differ in what they make of an expected order:

- ``trees_13``, ``trees_8``: boosted trees (Tweedie deviance), from Footfall's features at weekly cut-offs, say what the next 13 (or 8)
  weeks hold for each expected order;
- ``direct_13``: boosted trees foretell 13 weeks' value itself, the expectation being one of their features, stretched by its growth;
- ``spend_13``: the customer's mean order so far, drawn towards everybody's;
- ``blend_13``: the geometric mean of ``trees_13`` and ``spend_13``.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from benchmarks.cdnow_orders import Orders

from footfall.aggregates import count, total
from footfall.analysis.asked import known_columns
from footfall.dataset.dataset import Bools, Dataset, Floats, Part
from footfall.dataset.events import build
from footfall.dataset.split import split_at_random
from footfall.engines.duckdb import Engine
from footfall.evaluation.metrics import amount_metrics
from footfall.events.log import EventLog
from footfall.events.read import read
from footfall.expr import event
from footfall.features.batch import build as build_features
from footfall.features.catalog import catalogue
from footfall.models.boosting import boost_regressor
from footfall.models.calibration import level
from footfall.models.family import Machine, Rows
from footfall.models.preparation import constant_columns, preparation, tidy
from footfall.models.repeat_buying import BgNbd, Past
from footfall.models.training import known_in
from footfall.sessions.batch import cut
from footfall.settings import Settings
from footfall.targets.target import Question, Target

__all__ = ["FORMS", "choose", "forecasts"]

HALF_WAY, LOOKED_AT_WEEKS = "1997-07-01", 13
FORMS = ("trees_13", "trees_8", "direct_13", "spend_13", "blend_13")
PULLS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
"""Orders that everybody's mean counts for, of which the one with the least squared error is taken."""
ROWS, ROUNDS, SEED = 80_000, 600, 553
SETTINGS = Settings(effort="thorough", seed=SEED)
MACHINE = Machine(SEED, 1)
CHOSEN = {"max_depth": 5, "learning_rate": 0.05, "min_child_weight": 20, "subsample": 0.7, "colsample_bytree": 0.6}
PARTS: tuple[Part, ...] = ("train", "tune", "calibrate")


@dataclass(frozen=True, slots=True)
class Learnt:
    """Rows at weekly cut-offs, with what the repeat-buying model expects of each: orders within the horizon that is learnt, and within
    the one that is asked. `now` marks the latest cut-off, one row a customer; `means` is each customer's mean amount an order so far.
    """

    dataset: Dataset
    now: Bools
    past: Past
    near: Floats
    far: Floats
    means: Floats

    def of(self, *parts: Part) -> Bools:
        """Return the rows of these parts whose label is known."""
        found: Bools = np.any([known_in(self.dataset, part) for part in parts], axis=0)
        return found


def choose(orders: Orders, place: Path) -> dict[str, object]:
    """Return the name of the form that is `taken`, and how every form did on weeks 27 to 39; `orders` end with week 39."""
    truth = orders.after(HALF_WAY)["value"]
    real = truth.to_numpy(np.float64)
    found, _ = forecasts(orders.until(HALF_WAY), FORMS, "value", LOOKED_AT_WEEKS, place)
    lines: list[dict[str, str | float]] = []
    for name in FORMS:
        metrics = amount_metrics(real, found[name].reindex(truth.index).to_numpy(np.float64))
        lines.append({"form": name, **{each: round(float(metrics[each] or 0.0), 4) for each in ("gini", "mae", "rmse", "bias")}})
    taken = max(lines, key=lambda line: line["gini"])["form"]
    return {"taken": taken, "learnt_until": HALF_WAY, "weeks_ahead": LOOKED_AT_WEEKS, "customers": len(truth), "forms": lines}


def forecasts(orders: Orders, forms: Sequence[str], what: str, ahead: int, place: Path) -> tuple[pd.DataFrame, float]:
    """Return the forecast of each form by customer, and the seconds that they took.

    Parameters
    ----------
    orders
        All that may be learnt from.
    what
        ``value`` or ``orders``.
    ahead
        Weeks that are asked.
    """
    clock = time.perf_counter()
    parts = [part for name in forms for part in (("trees_13", "spend_13") if name == "blend_13" else (name,))]
    found: dict[str, pd.Series] = {}
    with Engine() as engine:
        log = read([str(orders.save(place / "orders.txt"))], engine=engine, settings=SETTINGS)
        if not isinstance(log, EventLog):
            raise TypeError("an order list is read as events")
        visits = cut(log, SETTINGS)
        features = catalogue(known_columns(visits), clock=visits.source.precision)
        build_features(visits, features)
        for weeks in sorted({int(name.split("_")[1]) for name in parts}):
            learnt = learn(build(visits, features, target(what, weeks), SETTINGS), what, weeks, ahead)
            found |= {name: one(learnt, name.split("_")[0]) for name in dict.fromkeys(parts) if name.endswith(f"_{weeks}")}
    if "blend_13" in forms:
        found["blend_13"] = (found["trees_13"] * found["spend_13"]).pow(0.5)
    return pd.DataFrame({name: found[name] for name in forms}), time.perf_counter() - clock


def target(what: str, weeks: int) -> Target:
    """Return what is asked of all customers at weekly cut-offs."""
    always = 7 * 39 + 7
    if what == "value":
        asked = Question(f"value_{weeks}_weeks", "amount", "currency", f"Order value within {weeks} weeks.")
        return Target(asked, total(event.revenue_micros), asked="weekly", days=7 * weeks, active_days=always)
    asked = Question(f"orders_{weeks}_weeks", "amount", "orders", f"Days with an order within {weeks} weeks.")
    return Target(asked, count(), where=event.click == 1, asked="weekly", days=7 * weeks, active_days=always)


def learn(dataset: Dataset, what: str, weeks: int, ahead: int) -> Learnt:
    """Part customers at random, draw the rows, fit the repeat-buying model as of the latest cut-off and ask it of every row."""
    parted = replace(dataset, part=split_at_random(dataset.group, SETTINGS).part)
    latest = (dataset.ids["cut_off_us"] == dataset.ids["cut_off_us"].max()).to_numpy()
    kept = latest | np.any([known_in(parted, part, most=ROWS, seed=SEED) for part in PARTS], axis=0)
    rows, now = parted.where(kept), latest[kept]
    past, known = past_of(rows.features), rows.features["days_known"] + rows.features["idle_days"]
    model = BgNbd.fit(Past(past.again[now], past.recency[now], past.age[now]))
    near, far = model.expected(weeks, past), model.expected(ahead, past)
    spent = (rows.features["revenue_so_far_per_day"] * (known + 28)).to_numpy(np.float64)
    told = {"expected_orders": near, "orders_again": past.again, "recency_weeks": past.recency, "age_weeks": past.age}
    whole = replace(rows, features=rows.features.assign(**told))
    return Learnt(whole, now, past, near, far, spent / (past.again + 1) if what == "value" else np.ones(len(near)))


def past_of(features: pd.DataFrame) -> Past:
    """Return what the repeat-buying model knows, in weeks, from Footfall's features at each cut-off."""
    known = features["days_known"] + features["idle_days"]
    visits = (features["sessions_so_far_per_day"] * (known + 28)).round()
    return Past(*(column.to_numpy(np.float64) for column in (visits - 1, features["days_known"] / 7, known / 7)))


def one(learnt: Learnt, how: str) -> pd.Series:
    """Return one form's forecast by customer, brought to the level of the rows that it has not learnt from."""
    each = spend(learnt) if how == "spend" else trees(learnt, for_each_order=how == "trees")
    held = learnt.of("tune", "calibrate")
    scale = level(learnt.dataset.label[held], (learnt.near * each)[held])
    ahead = (learnt.far * each)[learnt.now] * (1.0 if scale is None else scale.factor)
    return pd.Series(ahead, index=learnt.dataset.ids["visitor_id"][learnt.now].to_numpy())


def spend(learnt: Learnt) -> Floats:
    """Return each customer's mean order, drawn towards everybody's by as many orders as the training rows bear out, shape (n,)."""
    train, orders = learnt.of("train"), learnt.past.again + 1
    everybody = float(np.average(learnt.means[train], weights=orders[train]))

    def drawn(pull: float) -> Floats:
        return (pull * everybody + orders * learnt.means) / (pull + orders)

    def missed(pull: float) -> float:
        return float(np.mean((learnt.dataset.label[train] - (learnt.near * drawn(pull))[train]) ** 2))

    return drawn(min(PULLS, key=missed))


def trees(learnt: Learnt, *, for_each_order: bool) -> Floats:
    """Return what boosted trees say each expected order holds, shape (n,)."""
    dataset, train = learnt.dataset, learnt.of("train")
    columns = [str(name) for name in dataset.features if name not in constant_columns(dataset.features, train)]
    features = tidy(dataset.features, columns)
    prepare = preparation(features[train], "raw").fit(features[train])
    matrix = prepare.transform(features)
    orders = learnt.near if for_each_order else np.ones(len(learnt.near))

    def rows(part: Part) -> Rows:
        """Amounts for each expected order, weighing as many as are expected."""
        mask = learnt.of(part)
        return Rows(matrix[mask], dataset.label[mask] / orders[mask], orders[mask] / orders[mask].mean())

    model, _ = boost_regressor(
        CHOSEN, rows("train"), rows("tune"), MACHINE, rounds=ROUNDS, objective="reg:tweedie", metric="tweedie-nloglik@1.5"
    )
    found: Floats = np.asarray(model.predict(matrix), dtype=np.float64) * orders / learnt.near
    return found
