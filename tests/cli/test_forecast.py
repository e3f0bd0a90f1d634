"""Does `footfall forecast` write its folder and say what it found?"""

import json
from pathlib import Path

from tests.analysis.orders import order_file
from tests.cli.conftest import Typed


def test_a_forecast_in_a_few_lines(typed: Typed, tmp_path: Path) -> None:
    said = typed("forecast", order_file(tmp_path / "shop.csv", 90), "--out", "out", "--weeks", 2)
    assert said.code == 0
    first, revenue, conversions, *_, page = said.out.splitlines()
    assert first.startswith("shop: ")
    assert first.endswith(" to 30 March 2024.")
    assert revenue.startswith("revenue of 2 weeks: ")
    assert " EUR (new " in revenue
    assert "seasonal-naive" in conversions
    assert page == "page: out/forecast.html"
    assert (tmp_path / "out" / "forecast.parquet").exists()


def test_json_is_the_file(typed: Typed, tmp_path: Path) -> None:
    said = typed("forecast", order_file(tmp_path / "shop.csv", 40), "--out", "out", "--weeks", 3, "--json")
    assert said.record == json.loads((tmp_path / "out" / "forecast.json").read_text(encoding="utf-8"))
    assert said.record["weeks"] == 3


def test_a_short_history_is_said_on_the_terminal(typed: Typed, tmp_path: Path) -> None:
    said = typed("forecast", order_file(tmp_path / "shop.csv", 30), "--out", "out")
    assert "longer than the 4 whole weeks of data" in said.out


def test_what_cannot_be_foretold_ends_with_2_and_leaves_nothing(typed: Typed, tmp_path: Path) -> None:
    said = typed("forecast", order_file(tmp_path / "shop.csv", 40, bought=False), "--out", "out", "--json")
    assert said.code == 2
    assert "holds no purchases" in str(said.error["what"])
    assert not (tmp_path / "out").exists()


def test_two_currencies_need_a_rate(typed: Typed, tmp_path: Path) -> None:
    path = order_file(tmp_path / "shop.csv", 40)
    path.write_text(path.read_text(encoding="utf-8") + "a1,1706000000000000,purchase,ox,5,USD\n", encoding="utf-8")
    refused = typed("forecast", path, "--out", "out", "--json")
    assert refused.code == 2
    assert "2 currencies" in str(refused.error["what"])
    assert not (tmp_path / "out").exists()
    assert typed("forecast", path, "--out", "out", "--currency", "EUR", "--rates", "USD=0.9").code == 0


def test_a_source_is_not_replaced_by_its_forecast(typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    said = typed("forecast", order_file(tmp_path / "out" / "shop.csv", 40), "--out", tmp_path / "out")
    assert said.code == 1
    assert "holds the source shop.csv" in said.err


def test_a_wrong_number_of_weeks_is_the_users_mistake(typed: Typed, tmp_path: Path) -> None:
    said = typed("forecast", order_file(tmp_path / "shop.csv", 40), "--out", "out", "--weeks", 0)
    assert said.code == 1
    assert "To do: Ask for 1 to 52 weeks." in said.err
