import pytest
from tests.report.forecasts import forecast_of

from footfall.report.forecast import measured, notes


def test_weeks_have_their_days() -> None:
    found = forecast_of()
    assert found.week(1) == ("2024-07-01", "2024-07-07")
    assert found.week(0) == ("2024-06-24", "2024-06-30")
    assert found.week(1 - found.weeks_used)[0] == found.first


def test_a_long_history_needs_no_caution() -> None:
    assert measured(forecast_of(40)) == []


def test_a_short_history_says_what_could_be_measured() -> None:
    said = " ".join(measured(forecast_of(8, 8)))
    assert "up to 4 weeks ahead; none further" in said
    assert "Only 4 past week ends could be judged" in said
    assert "From week 1 on too few" in said


def test_a_horizon_longer_than_the_data() -> None:
    assert "The 9 weeks asked for are longer than the 4 whole weeks of data" in measured(forecast_of(4, 9))[0]
    assert "No past forecast could be judged" in measured(forecast_of(4, 9))[1]


def test_the_days_used_and_left_out_are_told() -> None:
    said = "\n".join(notes(forecast_of()))
    assert "20 whole weeks are used: 12 February 2024 to 30 June 2024." in said
    assert "1 July 2024 is left out: the last event is at 09:10" in said
    assert "No event at all on 2 days from 1 May 2024" in said
    assert "Another 2 days hold no event either" in said
    assert "4 orders bear no value" in said


@pytest.mark.parametrize(
    ("warm_up", "warmed_up", "words"),
    [
        (3, 3, "it takes 3 weeks until nine of ten orders of known visitors are recognised as such. The first 3 are left out."),
        (9, 3, "More could not be left out"),
        (9, 0, "They are used all the same"),
        (None, 0, "No known visitor's order tells"),
    ],
)
def test_who_looks_new_is_told(warm_up: int | None, warmed_up: int, words: str) -> None:
    assert words in "\n".join(notes(forecast_of(warm_up=warm_up, warmed_up=warmed_up)))


def test_what_a_source_lacks_is_told() -> None:
    assert "The source knows no visitors, so new and known ones cannot be told apart." in notes(forecast_of(visitors=False))
    assert "The source has no order values, so revenue is not forecast." in notes(forecast_of(revenue=False))
    assert any("fixed group of customers" in note for note in notes(forecast_of(new=0.0)))
