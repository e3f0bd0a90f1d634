import pytest

from footfall.report.numbers import COUNT, NUMBER, RATE, SCORE, Unit, day, money, of_feature, period, range_of, seconds, short_day


def test_a_number_that_rounds_to_nothing_has_no_sign() -> None:
    assert (SCORE.write(-0.0001), RATE.write(-0.0001), Unit("+.1f").write(-0.01)) == ("0.000", "0.0%", "0.0")


def test_both_signs() -> None:
    assert (Unit("+.1f").write(1.25), Unit("+.1f").write(-1.25)) == ("+1.2", "−1.2")


def test_nothing_is_a_dash() -> None:
    assert (COUNT.write(None), NUMBER.write(None), range_of(SCORE, None)) == ("–", "–", "–")


@pytest.mark.parametrize(("currency", "text"), [("EUR", "€1,234.50"), ("USD", "$1,234.50"), ("SEK", "SEK 1,234.50"), (None, "1,234.50")])
def test_money(currency: str | None, text: str) -> None:
    assert money(currency).write(1234.5) == text


def test_durations_and_dates() -> None:
    assert (seconds(0), seconds(90), seconds(3600)) == ("0 s", "1.5 min", "1 h")
    assert (day("1997-12-31"), short_day("1997-12-31")) == ("31 December 1997", "31 Dec 1997")
    assert period("2024-01-01", None) == "unknown"


def test_units_of_features() -> None:
    assert of_feature("currency", money("EUR")).write(2) == "€2.00"
    assert of_feature("seconds", COUNT).write(61.2) == "61 s"
    assert of_feature("something else", COUNT).write(1.25) == "1.2"
