"""Does a forecast go from a source to its files, and are the sources that cannot be foretold refused in words?"""

import json
from pathlib import Path

import pandas as pd
import pytest
from tests.analysis.orders import order_file

from footfall.analysis.forecast import forecast, warmed_up, write_forecast
from footfall.errors import DataError, UsageError
from footfall.explore.sales import Sales
from footfall.report.forecast import Forecast
from footfall.settings import Settings

ONE = Settings(threads=1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Forecast:
    """A forecast of a shop of 16 weeks and three days."""
    return forecast(order_file(tmp_path_factory.mktemp("shop") / "shop.csv", 115), weeks=3, settings=ONE)


def test_whole_weeks_are_counted_back_from_the_last_whole_day(made: Forecast) -> None:
    assert made.last == "2024-04-24"
    assert made.week(1) == ("2024-04-25", "2024-05-01")
    assert made.weeks_used + made.warmed_up == 16
    assert made.week(1 - made.weeks_used)[0] == made.first


def test_history_is_the_files_own_orders(made: Forecast) -> None:
    sold = made.sales
    orders = sum(days[-7 * made.weeks_used :].sum() for days in sold.orders.values())
    assert sum(made.total("conversions").history) == orders
    assert sum(made.total("revenue").history) == pytest.approx(sum(days[-7 * made.weeks_used :].sum() for days in sold.revenue.values()))


def test_the_files_say_the_same_and_replace_an_earlier_forecast(made: Forecast, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for _ in range(2):
        write_forecast(made, out)
    assert sorted(path.name for path in out.iterdir()) == ["forecast.html", "forecast.json", "forecast.parquet"]
    record = json.loads((out / "forecast.json").read_text(encoding="utf-8"))
    table = pd.read_parquet(out / "forecast.parquet")
    told = {(each["measure"], each["series"], ahead["week"]): ahead for each in record["series"] for ahead in each["forecast"]}
    assert len(table) == len(told) == 2 * 3 * 3
    for row in table.itertuples():
        ahead = told[(row.measure, row.series, row.week)]
        assert (row.value, row.low, row.high, row.first_day, row.band) == tuple(
            ahead[name] for name in ("value", "low", "high", "first_day", "band")
        )
    sums = table.pivot_table(index=["measure", "week"], columns="series", values="value")
    assert (sums["new"] + sums["known"] - sums["total"]).abs().max() < 1e-9


def test_a_folder_with_anything_else_is_left_alone(made: Forecast, tmp_path: Path) -> None:
    (tmp_path / "summary.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError, match="is not a finished forecast"):
        write_forecast(made, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["summary.json"]


def test_half_a_last_day_is_not_taken_for_a_whole_one(tmp_path: Path) -> None:
    whole = order_file(tmp_path / "whole.csv", 42)
    half = order_file(tmp_path / "half.csv", 43)
    lines = half.read_text(encoding="utf-8").splitlines()
    last = [line for line in lines if ",view_item," in line][-1]
    half.write_text("\n".join(line for line in lines if line != last) + "\n", encoding="utf-8")
    first, second = (forecast(path, weeks=2, settings=ONE) for path in (whole, half))
    assert first.measures == second.measures
    assert [each.date for each in second.sales.left_out] == ["2024-02-12"]


def test_without_values_conversions_are_foretold_alone(tmp_path: Path) -> None:
    assert list(forecast(order_file(tmp_path / "shop.csv", 42, value=False), weeks=2, settings=ONE).measures) == ["conversions"]


def test_no_purchases(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="holds no purchases"):
        forecast(order_file(tmp_path / "shop.csv", 42, bought=False), settings=ONE)


def test_all_purchases_on_one_day(tmp_path: Path) -> None:
    path = order_file(tmp_path / "shop.csv", 42, bought=False)
    one = "\n".join(f"a{n},{1_706_000_000_000_000 + n},purchase,o{n},5,EUR" for n in range(20))
    path.write_text(path.read_text(encoding="utf-8") + one + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"all its orders in one week \(the last on 23 January 2024\)"):
        forecast(path, settings=ONE)


def test_too_short_a_history(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"holds 3 whole weeks \(27 whole days, 1 January 2024 to 27 January 2024\)"):
        forecast(order_file(tmp_path / "shop.csv", 27), settings=ONE)
    assert forecast(order_file(tmp_path / "four.csv", 28), settings=ONE).weeks_used == 4


def test_a_horizon_longer_than_the_data_is_said_to_be_one(tmp_path: Path) -> None:
    found = forecast(order_file(tmp_path / "shop.csv", 35), weeks=9, settings=ONE)
    assert len(found.total("revenue").ahead) == 9
    assert not found.total("revenue").ahead[-1].measured


@pytest.mark.parametrize("weeks", [0, 53])
def test_weeks_that_cannot_be_asked(weeks: int) -> None:
    with pytest.raises(UsageError, match="Ask for 1 to 52 weeks"):
        forecast("nowhere.csv", weeks=weeks)


def test_two_currencies_are_refused(tmp_path: Path) -> None:
    path = order_file(tmp_path / "shop.csv", 42)
    path.write_text(path.read_text(encoding="utf-8") + "a1,1706000000000000,purchase,ox,5,USD\n", encoding="utf-8")
    with pytest.raises(DataError, match="EUR"):
        forecast(path, settings=ONE)


def test_sources_without_purchases_or_dates_are_refused(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTFALL_DATA", str(data_folder))
    with pytest.raises(DataError, match="without dates"):
        forecast("uci-468", settings=ONE)
    with pytest.raises(DataError, match="uci-553 holds no purchases"):
        forecast("uci-553", settings=ONE)


@pytest.mark.parametrize(("warm_up", "whole", "left_out"), [(None, 30, 0), (3, 30, 3), (42, 78, 39), (9, 13, 1), (5, 8, 0)])
def test_the_warm_up_is_left_out_as_far_as_enough_remains(made: Forecast, warm_up: int | None, whole: int, left_out: int) -> None:
    sold = made.sales
    other = Sales(sold.first, sold.last, sold.orders, sold.revenue, 0, (), (), warm_up)
    assert warmed_up(other, whole) == left_out
