"""Bad input of the kind that is no fault of a row: purchases that come too late or all at once, one visitor who is half the shop, two
currencies, refunds, a horizon longer than the data. Is each told, with what to do?
"""

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.events.reading import settings

from footfall.analysis.asked import plan
from footfall.analysis.audit import audit
from footfall.cli.program import run
from footfall.dataset.dataset import Dataset
from footfall.dataset.events import build as build_dataset
from footfall.engines.duckdb import Engine
from footfall.evaluation.lopsided import lopsided
from footfall.evaluation.result import Finding
from footfall.events.log import EventLog
from footfall.events.read import read
from footfall.explore.overview import explore
from footfall.features.batch import build as build_features
from footfall.models.shortage import censored
from footfall.models.training import learnable
from footfall.sessions.batch import Visits, cut

HEADER = "visitor_id,us,type,item_id,price,order_id,value,currency\n"
START = 1_700_006_400
"""2023-11-15 00:00:00 UTC."""
DAY = 86_400
ORDERS = '[source]\nkind = "orders"\n[columns]\nvisitor_id = "visitor_id"\nus = { column = "us", unit = "us" }\ntype = "type"\n'
ORDERS += 'order_id = "order_id"\nvalue = "value"\n'
Buys = Callable[[int], bool]


def event(visitor: str, at: int, type: str = "view_item", order: str = "", value: str = "", currency: str = "", item: str = "i") -> str:
    return f"{visitor},{(START + at) * 1_000_000},{type},{item},5,{order},{value},{currency}\n"


def shop(sessions: int = 600, *, buys: Buys = lambda n: False, who: Callable[[int], str] = lambda n: f"v{n % 90}", days: float = 20) -> str:
    """Return sessions of three clicks, spread over the days; those that buy end with a purchase."""
    rows = [HEADER]
    for n in range(sessions):
        at = int(n * days * DAY / sessions)
        rows += [event(who(n), at + 60 * k, item=f"i{(n + k) % 7}") for k in range(3)]
        rows += [event(who(n), at + 240, "purchase", f"o{n}", str(20 + n % 9))] if buys(n) else []
    return "".join(rows)


def put(folder: Path, text: str) -> Path:
    path = folder / "events.csv"
    path.write_text(text)
    return path


def visits_of(folder: Path, text: str, engine: Engine, schema: str = "") -> Visits:
    toml = folder / "schema.toml"
    toml.write_text(schema)
    log = read(put(folder, text), engine=engine, settings=settings(), schema=toml if schema else None)
    assert isinstance(log, EventLog)
    return cut(log, settings())


def dataset_of(visits: Visits, target: str) -> Dataset:
    asked = plan(visits, settings(), target)
    build_features(visits, asked.features)
    return build_dataset(visits, asked.features, asked.targets[0], settings())


def seen(found: tuple[Finding, ...], column: str) -> Finding:
    (one,) = (each for each in found if each.column == column)
    return one


def typed(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, dict[str, Any]]:
    code = run([*map(str, arguments), "--json"])
    said = capsys.readouterr()
    found: dict[str, Any] = json.loads(said.err if code and not said.out else said.out)
    return code, found


@pytest.fixture
def engine() -> Engine:
    return Engine(threads=1, memory="500MB")


def test_no_purchases_in_the_training_window(tmp_path: Path, engine: Engine) -> None:
    with engine:
        reason = learnable(dataset_of(visits_of(tmp_path, shop(buys=lambda n: n >= 420 and n % 2 == 0), engine), "converts_session"))
    assert reason is not None
    assert reason.startswith("The train part has 0 positive and ")
    assert "The time from 2023-11-15 to 2023-11-26 (train) has none of them, other parts have" in reason
    assert "take a longer period, or set test_from or the shares" in reason


def test_all_purchases_in_one_day(tmp_path: Path, engine: Engine) -> None:
    with engine:
        visits = visits_of(tmp_path, shop(buys=lambda n: 300 <= n < 330), engine)
        found = seen(lopsided(visits), "(purchases)")
        reason = learnable(dataset_of(visits, "converts_session"))
    assert (found.severity, found.evidence) == ("warn", "30 purchases on 1 of 20 days")
    assert found.finding.startswith("All 30 purchases lie on one day, 2023-11-25, of 20: ")
    assert reason is not None
    assert "All positive rows lie on one day, 2023-11-25, so no split in time can learn from some and test on others" in reason


def test_purchases_on_two_days_are_not_told(tmp_path: Path, engine: Engine) -> None:
    with engine:
        assert lopsided(visits_of(tmp_path, shop(buys=lambda n: 300 <= n < 331), engine)) == ()


def test_no_purchase_at_all_is_a_source_without_purchases(tmp_path: Path, engine: Engine) -> None:
    with engine:
        asked = plan(visits_of(tmp_path, shop(), engine), settings(), None)
    assert {target.name: reason for target, reason in asked.refused}["converts_session"] == "The source has no purchases."


def test_one_visitor_with_half_of_all_events(tmp_path: Path, engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    half = shop(buys=lambda n: n % 5 == 0, who=lambda n: "till-7@shop" if n % 2 else f"v{n % 90}")
    with caplog.at_level(logging.INFO), engine:
        found = seen(lopsided(visits_of(tmp_path, half, engine)), "(visitors)")
    assert found.severity == "warn"
    assert found.finding.startswith("One visitor has 50% of all events and 50% of all sessions.")
    assert "the 46 visitors are worth about 4 of equal size: intervals drawn by visitor become wide" in found.finding
    assert "till-7@shop" not in caplog.text + found.finding + found.evidence + found.remedy


def test_visitors_of_like_size_are_not_told(tmp_path: Path, engine: Engine) -> None:
    with engine:
        assert lopsided(visits_of(tmp_path, shop(buys=lambda n: n % 5 == 0), engine)) == ()


def test_the_audit_of_a_log_says_it(tmp_path: Path) -> None:
    half = shop(buys=lambda n: n % 5 == 0, who=lambda n: "till" if n % 2 else f"v{n % 90}")
    found = audit(put(tmp_path, half), settings=settings(threads=1))
    assert [(each.column, each.severity) for each in found] == [("(visitors)", "warn")]


def test_revenue_in_two_currencies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = event("a", 0, "purchase", "o1", "100", "PLN") + event("b", 60, "purchase", "o2", "30", "EUR") + event("b", 90, currency="EUR")
    path, out = put(tmp_path, HEADER + rows), tmp_path / "out.parquet"
    code, said = typed(capsys, "ingest", path, "--out", out)
    assert code == 2
    assert said["error"]["what"].startswith("The amounts are in 2 currencies: EUR in 2 rows, PLN in 1 rows.")
    assert "[rates]" in said["error"]["remedy"]
    assert not out.exists()
    code, said = typed(capsys, "ingest", path, "--out", out, "--currency", "EUR", "--rates", "PLN=0.23")
    assert (code, said["currency"]) == (0, "EUR")
    assert "Amounts of 1 rows in PLN were converted to EUR, one PLN being 0.23 EUR as the settings say." in said["notes"]


def test_a_purchase_that_is_given_back_stays_a_purchase_and_its_refund_stands_beside(tmp_path: Path, engine: Engine) -> None:
    back = "".join(
        [
            event("a", 0), event("a", 60, "purchase", "x1", "20"), event("a", 120, "refund", "x1", "20"), event("a", 180),
            event("b", 0), event("b", 60, "purchase", "x2", "30"), event("b", 120, "refund", "x2", "-12"), event("b", 180),
            event("c", 0), event("c", 60, "purchase", "x3", "7"), event("c", 120, "refund", "x3"), event("d", 0, "refund", "x0", "50"),
            event("e", 25 * DAY),
        ]
    ).replace(",5,x3,,", ",,x3,,")  # fmt: skip
    with engine:
        visits = visits_of(tmp_path, HEADER + back, engine)
        seen = explore(visits).overview
        money, bought = dataset_of(visits, "revenue_session"), dataset_of(visits, "converts_session")
    assert (seen.revenue, seen.refunds, seen.net_revenue, seen.conversions) == (57.0, 89.0, -32.0, 3)
    assert seen.money() == {"gross": 57.0, "refunds": 89.0, "net": -32.0}
    known = ~np.isnan(money.label)
    assert sorted(money.label[known & (money.label != 0)]) == [7.0, 20.0, 30.0]
    assert (money.label[known] >= 0).all()
    assert set(bought.label[~np.isnan(bought.label)]) == {0.0, 1.0}


def orders(days: int) -> str:
    """Return an order list: each of 120 customers orders about once in nine days."""
    rows = [HEADER]
    for n in range(120):
        rows += [event(f"c{n}", day * DAY, "purchase", f"o{n}-{day}", str(10 + (n + day) % 13)) for day in range(n % 9, days, 9)]
    return "".join(rows)


def test_a_horizon_longer_than_the_data(tmp_path: Path, engine: Engine) -> None:
    with engine:
        dataset = dataset_of(visits_of(tmp_path, orders(10), engine, ORDERS), "revenue_28d")
    assert len(dataset) > 100
    assert np.isnan(dataset.label).all()
    reason = str(learnable(dataset))
    assert (
        "no row whose label is known. It asks of the 28 days after each cut-off, and the data spans 10 days; at least 63 days are "
        in reason
    )
    assert reason.endswith("An answer whose horizon passes the end of the data is unknown, never 0.")
    (said,) = censored(dataset)
    n = f"{len(dataset):,}"
    assert said == f"{n} of {n} answers, whose 28 days pass the end of the data, are unknown: left out, never taken for 0."


@pytest.mark.parametrize(("days", "enough"), [(61, False), (70, True), (150, True)])
def test_as_many_days_as_it_says_are_enough(days: int, enough: bool, tmp_path: Path, engine: Engine) -> None:
    with engine:
        dataset = dataset_of(visits_of(tmp_path, orders(days), engine, ORDERS), "revenue_28d")
    reason = learnable(dataset)
    assert (reason is None) is enough, reason
    assert 0 < np.isnan(dataset.label).sum() < len(dataset)
    assert enough or "at least 63 days are needed" in str(reason)


def test_the_whole_job_on_ten_days_of_orders_states_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "schema.toml").write_text(ORDERS)
    out = tmp_path / "out"
    path = put(tmp_path, orders(10))
    code, said = typed(capsys, "analyze", path, "--out", out, "--schema", tmp_path / "schema.toml", "--effort", "quick")
    assert code == 0
    asked = {name: target["not_asked"] for name, target in said["targets"].items()}
    assert "at least 63 days are needed" in asked["revenue_28d"]
    assert said["targets"]["revenue_28d"]["split"]["horizon_days"] == 28
    assert "at least 63 days are needed" in (out / "report.html").read_text(encoding="utf-8")
    assert said["revenue"]["net"] == said["revenue"]["gross"] > 0 == said["revenue"]["refunds"]
