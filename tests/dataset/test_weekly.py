"""Is an amount told rates and a yes-or-no question totals, both as of the cut-off?"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from footfall.analysis.asked import known_columns
from footfall.dataset.events import build, feature_rows
from footfall.dataset.weekly import IDLE, declared_names, known
from footfall.engines.duckdb import Engine
from footfall.events.log import EventLog
from footfall.events.read import read
from footfall.features.batch import build as build_features
from footfall.features.catalog import catalogue
from footfall.sessions.batch import cut
from footfall.settings import Settings
from footfall.targets.catalog import TARGETS

FEATURES = catalogue(["visitor_id", "session_id", "us", "type", "click", "revenue_micros", "order_id", "visit_gap_us"], clock="day")


def names(*, weekly: bool, kind: str | None = None) -> list[str]:
    return [each.name for each in known(FEATURES, weekly=weekly, kind=kind)]  # type: ignore[arg-type]


def test_inside_a_visit_nothing_changes() -> None:
    assert names(weekly=False) == list(FEATURES.names)
    assert names(weekly=False, kind="amount") == list(FEATURES.names)


def test_amounts_get_rates_questions_totals_and_scoring_both() -> None:
    totals, rates = {"revenue_so_far", "sessions_so_far"}, {"revenue_so_far_per_day", "sessions_so_far_per_day"}
    amount, binary, both = names(weekly=True, kind="amount"), names(weekly=True, kind="binary"), names(weekly=True)
    assert rates <= set(amount)
    assert not totals & set(amount)
    assert totals <= set(binary)
    assert not rates & set(binary)
    assert set(both) == set(amount) | set(binary)
    assert amount[-1] == binary[-1] == both[-1] == IDLE
    assert {"days_known", "days_since_last_visit"} <= set(amount)
    assert declared_names(["sessions_so_far_per_day"]) == ["sessions_so_far"]


def test_without_the_days_known_there_are_no_rates() -> None:
    young = type(FEATURES)(tuple(each for each in FEATURES if each.name != "days_known"))
    assert not any(each.name.endswith("_per_day") for each in known(young, weekly=True, kind="amount"))


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    days = {"a": (1, 4, 20, 60), "b": (2, 30), "c": (3, 50, 80)}
    lines = [f" {who} {pd.Timestamp('1997-01-01') + pd.Timedelta(days=day):%Y%m%d} 1 {10 + day}.00" for who in days for day in days[who]]
    path = tmp_path / "orders.txt"
    path.write_text("\n".join([" customer_id  date number_of_cds  dollar_value", *lines]) + "\n")
    return path


def test_a_rate_is_the_total_over_the_days_known_at_the_cut_off(orders: Path) -> None:
    with Engine(threads=1) as engine:
        log = read([str(orders)], engine=engine, settings=Settings(threads=1))
        assert isinstance(log, EventLog)
        visits = cut(log, Settings(threads=1))
        features = catalogue(known_columns(visits), clock=visits.source.precision)
        build_features(visits, features)
        target = next(each for each in TARGETS if each.name == "revenue_28d")
        dataset = build(visits, features, target, Settings(threads=1))
        engine.run("CREATE TABLE chosen AS SELECT ord, us + 86400000000 AS cut_off_us, us AS start_us FROM visits")
        _, inputs = feature_rows(visits, features, "chosen", idle=True)
    found = dataset.features
    first = {who: pd.Timestamp("1997-01-01") + pd.Timedelta(days=day) for who, day in (("a", 1), ("b", 2), ("c", 3))}
    age = (pd.to_datetime(dataset.ids["cut_off_us"], unit="us") - dataset.ids["visitor_id"].map(first)).dt.days
    assert np.allclose(found["days_known"] + found["idle_days"], age)
    assert np.allclose(inputs["revenue_so_far_per_day"], inputs["revenue_so_far"] / (inputs["days_known"] + 1 + 28))
    late = dataset.ids["visitor_id"].eq("b") & (dataset.ids["cut_off_us"] > pd.Timestamp("1997-02-01").value // 1000)
    assert late.any()
    assert np.allclose(found["revenue_so_far_per_day"][late], 52.0 / (age[late] + 28))
    assert "each day known" in dataset.docs["revenue_so_far_per_day"]
