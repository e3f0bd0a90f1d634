"""Do amounts in several currencies become one by the shop's own rates, and never without them?"""

from pathlib import Path

import pytest
from tests.events.reading import CANONICAL, column, event, read_log, settings, values

from footfall.engines.duckdb import Engine
from footfall.errors import DataError, UsageError, Where
from footfall.events.log import EventLog
from footfall.events.read import read, write

PLN = event(at=1, price="10", currency="PLN") + event(at=2, type="purchase", order_id="o", value="100", currency="PLN")
EUR = event(at=3, price="3", currency="EUR") + event(at=4, type="refund", order_id="o", value="7", currency="eur")
RATES = {"PLN": 0.25, "USD": 0.9}


def test_amounts_are_converted_at_the_rate_and_it_is_told(tmp_path: Path, engine: Engine) -> None:
    log = read_log(CANONICAL + PLN + EUR, tmp_path, engine, currency="EUR", rates=RATES)
    assert values(log, "price, value, revenue, currency") == [
        (2.5, None, None, "EUR"), (None, 25.0, 25.0, "EUR"), (3.0, None, None, "EUR"), (None, 7.0, None, "EUR"),
    ]  # fmt: skip
    assert log.source.currency == "EUR"
    assert "Amounts of 2 rows in PLN were converted to EUR, one PLN being 0.25 EUR as the settings say." in log.source.notes


def test_a_single_other_currency_is_converted_too(tmp_path: Path, engine: Engine) -> None:
    log = read_log(CANONICAL + PLN, tmp_path, engine, currency="EUR", rates=RATES)
    assert (log.source.currency, column(log, "revenue")) == ("EUR", [None, 25.0])


def test_amounts_without_a_currency_are_taken_as_the_shops_own_and_told(tmp_path: Path, engine: Engine) -> None:
    log = read_log(CANONICAL + PLN + event(at=9, price="4"), tmp_path, engine, currency="EUR", rates=RATES)
    assert column(log, "price") == [2.5, None, 4.0]
    assert "1 rows with amounts name no currency and were taken as EUR." in log.source.notes


def test_a_currency_without_a_rate_is_refused_with_its_place(tmp_path: Path, engine: Engine) -> None:
    rows = EUR + PLN + event(at=8, price="1", currency="CZK")
    with pytest.raises(DataError, match="there is no rate for CZK") as caught:
        read_log(CANONICAL + rows, tmp_path, engine, currency="EUR", rates=RATES)
    assert caught.value.where == Where(str(tmp_path / "events.csv"), 6, "currency", "CZK")
    assert "CZK = 0.23" in (caught.value.remedy or "")


def test_an_unknown_code_is_put_aside_as_before(tmp_path: Path, engine: Engine) -> None:
    rows = PLN + "".join(event(at=10 + n) for n in range(40)) + event(at=60, price="1", currency="XYZ")
    log = read_log(CANONICAL + rows, tmp_path, engine, currency="EUR", rates=RATES)
    assert (log.source.quarantined, log.source.quality[0].reason) == (1, "currency is unknown")


def test_rates_without_a_currency_say_what_is_missing(tmp_path: Path, engine: Engine) -> None:
    with pytest.raises(UsageError, match="no currency to convert to") as caught:
        read_log(CANONICAL + PLN, tmp_path, engine, rates=RATES)
    assert 'currency = "EUR"' in (caught.value.remedy or "")


def test_a_rate_upside_down_does_not_overflow(tmp_path: Path, engine: Engine) -> None:
    rows = event(price="900000000000", currency="USD")
    with pytest.raises(DataError, match="After conversion an amount is 9e\\+17 EUR"):
        read_log(CANONICAL + rows, tmp_path, engine, currency="EUR", rates={"USD": 1_000_000})


def test_a_kept_log_is_converted_when_it_is_read_again(tmp_path: Path, engine: Engine) -> None:
    write(read_log(CANONICAL + PLN, tmp_path, engine), tmp_path / "kept.parquet")
    log = read(tmp_path / "kept.parquet", engine=engine, settings=settings(currency="EUR", rates=RATES))
    assert isinstance(log, EventLog)
    assert (log.source.currency, column(log, "revenue")) == ("EUR", [None, 25.0])
    write(log, tmp_path / "again.parquet")
    again = read(tmp_path / "again.parquet", engine=engine, settings=settings(currency="EUR", rates=RATES))
    assert isinstance(again, EventLog)
    assert column(again, "revenue") == [None, 25.0]


def test_without_amounts_rates_change_nothing(tmp_path: Path, engine: Engine) -> None:
    log = read_log(CANONICAL + event(), tmp_path, engine, currency="EUR", rates=RATES)
    assert (log.source.currency, log.source.notes) == (None, read_log(CANONICAL + event(), tmp_path, engine).source.notes)
