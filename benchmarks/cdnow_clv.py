"""What will each customer of CDNOW be worth, next to BG/NBD with Gamma-Gamma?

The classic protocol: everything is learnt from the first 39 weeks (1997-01-01 to 1997-09-30), and the next 39 weeks' orders and their value
are foretold for all 23,570 customers. The file that Footfall reads is cut off there, so that nothing later can be seen. Footfall's forecast
is the repeat-buying model's expectation (`models.repeat_buying`) times what boosted trees (Tweedie deviance), from Footfall's features at
weekly cut-offs, say the next 13 weeks hold for each expected order; the longer horizon comes from the first part alone. One number a
customer serves all figures; they are given once more scaled to the peer's total, since a lower level alone lessens the absolute error of
amounts that are mostly zero. The peer's are taken where ``make bench-peers`` has made its virtual environment; else they are left as
they stand in the results. ``python -m benchmarks.cdnow_clv``
"""

import json
import subprocess
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pandas as pd
from benchmarks.simulator_record import RESULTS, record

from footfall.aggregates import count, total
from footfall.analysis.asked import known_columns
from footfall.dataset.dataset import Dataset, Floats, Part
from footfall.dataset.events import build
from footfall.dataset.split import split_at_random
from footfall.engines.duckdb import Engine
from footfall.evaluation.metrics import amount_metrics
from footfall.events.library import locate
from footfall.events.log import EventLog
from footfall.events.read import read
from footfall.events.sources.cdnow import SOURCE
from footfall.expr import event
from footfall.features.batch import build as build_features
from footfall.features.catalog import catalogue
from footfall.measures.bootstrap import Resamples, interval
from footfall.measures.ranking import Ranking, normalised_gini
from footfall.models.boosting import boost_regressor
from footfall.models.calibration import level
from footfall.models.family import Machine, Rows
from footfall.models.preparation import constant_columns, preparation, tidy
from footfall.models.repeat_buying import BgNbd, Past
from footfall.models.training import known_in
from footfall.sessions.batch import cut
from footfall.settings import Settings
from footfall.targets.target import Question, Target

PYTHON = Path(".peers/clv/bin/python")
LAST_DAY, WEEKS = "1997-09-30", 39
LEARNT_WEEKS = 13
ALWAYS = 7 * WEEKS + 7
ROWS = 80_000
ROUNDS = 600
SEED = 553
SETTINGS = Settings(effort="thorough", seed=SEED)
MACHINE = Machine(SEED, 1)
TARGETS = {
    "value": Target(
        Question("value_13_weeks", "amount", "currency", "Order value within 13 weeks."),
        total(event.revenue_micros), asked="weekly", days=7 * LEARNT_WEEKS, active_days=ALWAYS,
    ),
    "orders": Target(
        Question("orders_13_weeks", "amount", "orders", "Days with an order within 13 weeks."),
        count(), where=event.click == 1, asked="weekly", days=7 * LEARNT_WEEKS, active_days=ALWAYS,
    ),
}  # fmt: skip
Line = dict[str, float]


@dataclass(frozen=True, slots=True)
class Orders:
    """The order lines: `lines` as they stand in the file, the first one its head, and `frame` of ``customer, date, value``."""

    lines: list[str]
    frame: pd.DataFrame

    @classmethod
    def read(cls) -> "Orders":
        """Read the published file."""
        piece = locate(SOURCE)
        data = piece.path.read_bytes() if piece.member is None else ZipFile(piece.path).read(piece.member)
        lines = data.decode().splitlines()
        frame = pd.DataFrame([line.split() for line in lines[1:]], columns=["customer", "date", "discs", "value"])
        dated = frame.assign(date=pd.to_datetime(frame["date"], format="%Y%m%d"), value=frame["value"].astype(np.float64))
        return cls(lines, dated[["customer", "date", "value"]])

    def first(self) -> "Orders":
        """Return the orders up to the last day that may be learnt from."""
        seen = (self.frame["date"] <= LAST_DAY).to_numpy()
        return Orders([self.lines[0], *(line for line, old in zip(self.lines[1:], seen, strict=True) if old)], self.frame[seen])

    def after(self) -> pd.DataFrame:
        """Return ``orders`` (days with one) and ``value`` of the weeks after it, of every customer by name."""
        later = self.frame[self.frame["date"] > LAST_DAY]
        days = later.groupby(["customer", "date"], as_index=False)["value"].sum().groupby("customer")["value"]
        found = pd.DataFrame({"orders": days.size(), "value": days.sum()})
        return found.reindex(sorted(self.frame["customer"].unique()), fill_value=0.0).astype(np.float64)


def main() -> None:
    orders = Orders.read()
    truth = orders.after()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        ours, took = footfall(orders.first(), place)
        theirs = peer(orders.first(), place)
    found: dict[str, object] = {"customers": len(truth), "last_day": LAST_DAY, "weeks_ahead": WEEKS}
    for name in TARGETS:
        real, mine = truth[name].to_numpy(np.float64), ours.reindex(truth.index)[name].to_numpy(np.float64)
        lines: dict[str, object] = {"footfall": figures(real, mine, took[name])}
        if theirs is None:
            lines |= kept(name)
        else:
            expected, seconds = theirs
            other = expected.reindex(truth.index)[name].to_numpy(np.float64)
            lines |= {"bg_nbd_gamma_gamma": figures(real, other, seconds), "difference": differences(real, mine, other)}
            level_with = mine * other.sum() / mine.sum()
            lines["at_the_peers_total"] = {**figures(real, level_with, took[name]), "difference": differences(real, level_with, other)}
        found[name] = {"real_total": round(float(real.sum()), 2), **lines}
    record("cdnow_clv", found)


def footfall(orders: Orders, place: Path) -> tuple[pd.DataFrame, Line]:
    """Return Footfall's ``value`` and ``orders`` by customer, and the seconds of each, reading and features in both."""
    source = place / "first.txt"
    source.write_text("\n".join(orders.lines) + "\n", encoding="utf-8")
    clock = time.perf_counter()
    found, took = {}, {}
    with Engine() as engine:
        log = read([str(source)], engine=engine, settings=SETTINGS)
        if not isinstance(log, EventLog):
            raise TypeError("an order list is read as events")
        visits = cut(log, SETTINGS)
        features = catalogue(known_columns(visits), clock=visits.source.precision)
        build_features(visits, features)
        shared = time.perf_counter() - clock
        for name, target in TARGETS.items():
            clock = time.perf_counter()
            found[name] = forecast(build(visits, features, target, SETTINGS))
            took[name] = shared + time.perf_counter() - clock
    return pd.DataFrame(found), took


def forecast(dataset: Dataset) -> pd.Series:
    """Return the forecast at the last cut-off by customer, learnt from earlier ones; customers are parted at random."""
    parted = replace(dataset, part=split_at_random(dataset.group, SETTINGS).part)
    parts: tuple[Part, ...] = ("train", "tune", "calibrate")
    latest = (dataset.ids["cut_off_us"] == dataset.ids["cut_off_us"].max()).to_numpy()
    chosen_rows = latest | np.any([known_in(parted, part, most=ROWS, seed=SEED) for part in parts], axis=0)
    dataset, now = parted.where(chosen_rows), latest[chosen_rows]
    past = past_of(dataset.features)
    model = BgNbd.fit(Past(past.again[now], past.recency[now], past.age[now]))
    near, far = model.expected(LEARNT_WEEKS, past), model.expected(WEEKS, past)
    known = {"expected_orders": near, "orders_again": past.again, "recency_weeks": past.recency, "age_weeks": past.age}
    whole = replace(dataset, features=dataset.features.assign(**known))
    kept = {part: known_in(whole, part) for part in parts}
    columns = [str(name) for name in whole.features if name not in constant_columns(whole.features, kept["train"])]
    features = tidy(whole.features, columns)
    prepare = preparation(features[kept["train"]], "raw").fit(features[kept["train"]])

    def rows(part: Part) -> Rows:
        """Amounts for each expected order, weighing as many as are expected."""
        mask, expected = kept[part], near[kept[part]]
        return Rows(prepare.transform(features[mask]), whole.label[mask] / expected, expected / expected.mean())

    chosen = {"max_depth": 5, "learning_rate": 0.05, "min_child_weight": 20, "subsample": 0.7, "colsample_bytree": 0.6}
    trees, _ = boost_regressor(
        chosen, rows("train"), rows("tune"), MACHINE, rounds=ROUNDS, objective="reg:tweedie", metric="tweedie-nloglik@1.5"
    )
    held = kept["tune"] | kept["calibrate"]
    scale = level(whole.label[held], near[held] * trees.predict(prepare.transform(features[held])))
    ahead = far[now] * trees.predict(prepare.transform(features[now])) * (1.0 if scale is None else scale.factor)
    return pd.Series(ahead, index=dataset.ids["visitor_id"][now].to_numpy())


def past_of(features: pd.DataFrame) -> Past:
    """Return what the repeat-buying model knows, in weeks, from Footfall's features at each cut-off."""
    known = features["days_known"] + features["idle_days"]
    visits = (features["sessions_so_far_per_day"] * (known + 28)).round()
    return Past(*(column.to_numpy(np.float64) for column in (visits - 1, features["days_known"] / 7, known / 7)))


def peer(orders: Orders, place: Path) -> tuple[pd.DataFrame, float] | None:
    """Return what the peer expects of each customer, and its seconds; None where its virtual environment is not there."""
    if not PYTHON.exists():
        return None
    orders.frame.to_csv(place / "orders.csv", index=False)
    out = place / "peer.csv"
    command = [str(PYTHON), "benchmarks/peers/clv.py", str(place / "orders.csv"), LAST_DAY, str(WEEKS), str(out)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    found = pd.read_csv(out, dtype={"customer": "str"}).set_index("customer")
    return found, float(json.loads(out.with_suffix(".json").read_text())["seconds"])


def figures(real: Floats, expected: Floats, seconds: float) -> Line:
    """Return the figures of one forecast."""
    metrics = {name: round(float(value or 0.0), 4) for name, value in amount_metrics(real, expected).items()}
    return {**metrics, "total": round(float(expected.sum()), 2), "seconds": round(seconds, 1)}


def differences(real: Floats, mine: Floats, other: Floats) -> dict[str, list[float]]:
    """Return Footfall's figure less the peer's, with the 95 % interval of a bootstrap over customers that both share."""
    perfect, rankings = Ranking.of(real, real), (Ranking.of(real, mine), Ranking.of(real, other))

    def gap(weight: Floats) -> tuple[float, float]:
        error = float(np.average(np.abs(mine - real) - np.abs(other - real), weights=weight))
        ginis = [normalised_gini(ranking, perfect, weight) or 0.0 for ranking in rankings]
        return error, ginis[0] - ginis[1]

    drawn = [gap(weight) for weight in Resamples.of(np.arange(len(real)), resamples=500, seed=SEED).weights()]
    found = {}
    for name, value, draws in zip(("mae", "gini"), gap(np.ones(len(real))), zip(*drawn, strict=True), strict=True):
        low, high = interval(draws) or (value, value)
        found[name] = [round(value, 4), round(low, 4), round(high, 4)]
    return found


def kept(name: str) -> dict[str, object]:
    """Return the peer's figures as they stand in the results."""
    path = RESULTS / "cdnow_clv.json"
    then = json.loads(path.read_text()).get(name, {}) if path.exists() else {}
    return {key: then[key] for key in ("bg_nbd_gamma_gamma", "difference", "at_the_peers_total") if key in then}


if __name__ == "__main__":
    main()
