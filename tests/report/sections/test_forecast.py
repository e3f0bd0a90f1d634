import re
from pathlib import Path

import pytest
from tests.report.forecasts import forecast_of

from footfall.report.blocks import Banner, Facts, Table
from footfall.report.charts import Lines
from footfall.report.figures import draw
from footfall.report.forecast import Forecast
from footfall.report.html import charts_of
from footfall.report.print import draw_print
from footfall.report.sections.forecast import forecast_sections, write_page

SHOPS = {
    "long": forecast_of(40),
    "short": forecast_of(4, 9),
    "no visitors": forecast_of(visitors=False),
    "no revenue": forecast_of(revenue=False),
    "none new": forecast_of(new=0.0),
}


@pytest.mark.parametrize("found", SHOPS.values(), ids=SHOPS)
def test_the_page_is_whole_for_every_shop(found: Forecast, tmp_path: Path) -> None:
    write_page(found, tmp_path / "forecast.html")
    page = (tmp_path / "forecast.html").read_text(encoding="utf-8")
    ids = re.findall(r'<(?:section|figure) id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert {"ahead", "trust", "basis"} <= set(ids)
    assert "A made-up shop" in page
    assert "with seed" not in page
    assert not re.search(r"\bnan\b", re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL), re.IGNORECASE)


@pytest.mark.parametrize("found", SHOPS.values(), ids=SHOPS)
def test_every_chart_can_be_drawn(found: Forecast) -> None:
    for chart in (chart for section in forecast_sections(found) for chart in charts_of(section)):
        assert draw(chart).data
        assert draw_print(chart).axes
        assert chart.numbers().rows


def test_the_forecast_line_begins_where_the_past_ends() -> None:
    found = SHOPS["long"]
    chart = next(chart for chart in charts_of(forecast_sections(found)[0]) if chart.id == "revenue-ahead")
    assert isinstance(chart, Lines)
    past, ahead = chart.lines
    assert ahead.x[0] == found.week(0)[0]
    assert ahead.y[0] == found.total("revenue").history[-1]
    assert past.y[-3:] == (None, None, None)
    assert chart.numbers().rows[-1][0] == found.week(3)[0]


def test_the_table_has_a_row_a_week_and_its_parts() -> None:
    found = SHOPS["long"]
    tables = [block for part in forecast_sections(found)[0].parts for block in part.blocks if isinstance(block, Table)]
    assert [table.caption for table in tables] == ["Revenue by week", "Conversions by week"]
    assert [column.title for column in tables[0].columns] == ["Week", "Expected", "Band", "New visitors", "Known visitors"]
    assert tables[0].rows[0][0] == "1 Jul 2024 to 7 Jul 2024"
    assert len(tables[0].rows) == 3


def test_bands_that_are_widened_are_marked_and_a_short_history_has_a_banner() -> None:
    parts = forecast_sections(SHOPS["short"])[0].parts
    table = next(block for part in parts for block in part.blocks if isinstance(block, Table))
    assert table.rows[-1][2].endswith(" *")
    assert "Widened" in table.note
    assert any(isinstance(block, Banner) for block in parts[0].blocks)
    assert not any(isinstance(block, Banner) for block in forecast_sections(SHOPS["long"])[0].parts[0].blocks)


def test_the_key_figures_are_the_sums() -> None:
    found = SHOPS["long"]
    facts = forecast_sections(found)[0].parts[0].blocks[0]
    assert isinstance(facts, Facts)
    assert facts.items[0].value == f"€{sum(each.value for each in found.total('revenue').ahead):,.0f}"
    assert f"{sum(found.total('conversions').history[-3:]):,.0f}" in facts.items[1].note
