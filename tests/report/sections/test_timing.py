from tests.report.contents import shop

from footfall.explore.overview import Exploration
from footfall.report.charts import Heat, Lines
from footfall.report.sections.timing import return_charts, time_charts


def test_the_mean_of_seven_days_begins_on_the_seventh() -> None:
    content = shop()
    assert isinstance(content.exploration, Exploration)
    daily = time_charts(content.exploration, content.source)[0]
    assert isinstance(daily, Lines)
    smooth = daily.lines[1]
    assert list(smooth.y[:6]) == [None] * 6
    assert smooth.y[6] == sum(day.sessions for day in content.exploration.days[:7]) / 7


def test_cohorts_leave_the_first_week_out() -> None:
    content = shop()
    assert isinstance(content.exploration, Exploration)
    (grid,) = return_charts(content.exploration, content.source)
    assert isinstance(grid, Heat)
    assert grid.columns[0] == "+1"
    assert grid.rows[0].startswith("1 Jan 2024 (")
    assert "new visitors come back in the next week" in grid.title
