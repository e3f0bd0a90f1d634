"""Does the record hold what docs/reference/forecast.md promises?"""

import json
from pathlib import Path

import pytest
from tests.analysis.orders import order_file

from footfall.analysis.forecast import forecast
from footfall.analysis.forecast_record import as_dict, table
from footfall.report.forecast import Forecast
from footfall.settings import Settings

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "forecast.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Forecast:
    path = order_file(tmp_path_factory.mktemp("shop") / "shop.csv", 60, closed=frozenset({40, 41}))
    return forecast(path, weeks=8, settings=Settings(threads=1))


def names(value: object) -> set[str]:
    """Return every key in a record."""
    if isinstance(value, dict):
        return set(value) | {name for each in value.values() for name in names(each)}
    return {name for each in value for name in names(each)} if isinstance(value, list) else set()


def test_every_name_is_in_the_reference(made: Forecast) -> None:
    record = as_dict(made)
    record.pop("methods")
    missing = {name for name in {*names(record), *table(made).columns} if f"`{name}`" not in PAGE}
    assert missing == set()


def test_the_record_is_json_without_nan(made: Forecast) -> None:
    json.dumps(as_dict(made), allow_nan=False)


def test_history_ends_where_the_forecast_begins(made: Forecast) -> None:
    series = as_dict(made)["series"]
    assert isinstance(series, list)
    for each in series:
        days = [week["first_day"] for week in (*each["history"], *each["forecast"])]
        assert len(days) == made.weeks_used + 8
        assert days == sorted(days)
        assert each["forecast"][0]["first_day"] == made.week(1)[0]
        assert {ahead["band"] for ahead in each["forecast"]} <= {"measured", "widened"}


def test_gaps_are_told(made: Forecast) -> None:
    history = as_dict(made)["history"]
    assert isinstance(history, dict)
    assert history["gaps"] == [{"first": "2024-02-10", "last": "2024-02-11", "days": 2}]
