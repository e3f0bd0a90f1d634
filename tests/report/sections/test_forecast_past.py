from dataclasses import replace

import pytest
from tests.report.forecasts import forecast_of

from footfall.report.blocks import Listing, More, Table, Words
from footfall.report.charts import Lines
from footfall.report.forecast import Forecast
from footfall.report.sections.forecast_past import past_section

FOUND = forecast_of(40)


def told(found: Forecast, *, wape: float, naive_wape: float, bias: float) -> str:
    """Return the first verdict, with the total's past changed."""
    total = found.total("revenue")
    assert total.past is not None
    changed = replace(total, past=replace(total.past, wape=wape, naive_wape=naive_wape, bias=bias))
    measures = {**found.measures, "revenue": (*found.measures["revenue"][:-1], changed)}
    listing = past_section(replace(found, measures=measures)).parts[0].blocks[0]
    assert isinstance(listing, Listing)
    return listing.items[0]


@pytest.mark.parametrize(
    ("wape", "naive", "bias", "words"),
    [
        (0.15, 0.2, 0.04, "25% less than seasonal-naive"),
        (0.25, 0.2, 0.04, "no less than seasonal-naive's 20%"),
        (0.15, 0.2, 0.04, "4% too high"),
        (0.15, 0.2, -0.06, "6% too low"),
    ],
)
def test_the_verdict_is_what_was_measured(wape: float, naive: float, bias: float, words: str) -> None:
    assert words in told(FOUND, wape=wape, naive_wape=naive, bias=bias)


def test_every_series_has_its_row() -> None:
    table = next(block for block in past_section(FOUND).parts[0].blocks if isinstance(block, Table))
    assert [row[0] for row in table.rows][:3] == ["Revenue, new visitors", "Revenue, known visitors", "Revenue, all visitors"]
    assert len(table.rows) == 6


def test_the_error_is_drawn_by_weeks_ahead_against_seasonal_naive() -> None:
    chart = next(block for block in past_section(FOUND).parts[0].blocks if isinstance(block, Lines))
    assert [line.name for line in chart.lines] == ["These forecasts", "Seasonal-naive"]
    assert list(chart.lines[0].x) == [1.0, 2.0, 3.0]
    assert isinstance(past_section(FOUND).parts[0].blocks[-1], More)


def test_without_a_past_it_says_so() -> None:
    assert past_section(forecast_of(4, 9)).parts[0].blocks == (Words("No past forecast could be judged: the history is too short."),)


def test_where_nothing_came_there_is_a_dash() -> None:
    table = next(block for block in past_section(forecast_of(40, new=0.0)).parts[0].blocks if isinstance(block, Table))
    assert table.rows[0][1:4] == ("–", "–", "–")
