import re

from footfall.events.currencies import CODES


def test_codes_are_three_capitals_and_once() -> None:
    assert all(re.fullmatch("[A-Z]{3}", code) for code in CODES)
    assert len(set(CODES)) == len(CODES)
    assert {"EUR", "USD", "PLN", "JPY", "DEM"} <= set(CODES)
    assert "XXX" not in CODES
