"""Is new data read as the old was, whatever the settings of today say?"""

import pytest

from footfall.errors import DataError, UsageError
from footfall.events.log import SourceInfo
from footfall.models.read_as import ReadAs
from footfall.scoring.alike import alike, check_currency
from footfall.settings import Settings

THEN = ReadAs("Europe/Warsaw", "45min", "EUR", {"PLN": 0.23, "USD": 0.9})


def test_zone_gap_and_currency_are_those_of_training_and_the_rest_is_today_s() -> None:
    found = alike(Settings(timezone="Asia/Tokyo", currency="USD", threads=3, seed=8), THEN)
    assert (found.timezone, found.session_gap, found.currency, found.rates) == ("Europe/Warsaw", "45min", "EUR", {"PLN": 0.23, "USD": 0.9})
    assert (found.threads, found.seed) == (3, 8)


def test_rates_of_today_go_before_those_of_then() -> None:
    found = alike(Settings(currency="USD", rates={"PLN": 0.25, "CZK": 0.04, "EUR": 1.1}), THEN)
    assert found.rates == {"PLN": 0.25, "USD": 0.9, "CZK": 0.04}


def test_what_was_saved_without_changes_nothing() -> None:
    settings = Settings(timezone="Asia/Tokyo")
    assert alike(settings, None) is settings
    assert alike(Settings(currency="USD"), ReadAs()).currency == "USD"


def test_the_zone_of_training_counts_as_said_and_an_unknown_one_as_not_said() -> None:
    said = alike(Settings(), ReadAs("UTC"))
    assert (said.timezone, "timezone" in said.model_fields_set) == ("UTC", True)
    unknown = alike(Settings(), ReadAs(None))
    assert (unknown.timezone, "timezone" in unknown.model_fields_set) == ("UTC", False)
    assert alike(Settings(timezone="Asia/Tokyo"), ReadAs(None)).timezone == "Asia/Tokyo"


def test_a_record_that_no_settings_fit_is_refused() -> None:
    with pytest.raises(UsageError, match="do not fit those of training"):
        alike(Settings(), ReadAs("Mars/Olympus"))


def test_amounts_in_another_currency_are_refused_with_the_rate_that_is_needed() -> None:
    with pytest.raises(DataError, match=r"amounts are in PLN.*in EUR.*new\.csv.*PLN = 0\.23"):
        check_currency(SourceInfo("new", files=("new.csv",), currency="PLN"), THEN)
    for source, then in (
        (SourceInfo("new", currency="EUR"), THEN),
        (SourceInfo("new"), THEN),
        (SourceInfo("new", currency="PLN"), ReadAs()),
    ):
        check_currency(source, then)
    check_currency(SourceInfo("new", currency="PLN"), None)
