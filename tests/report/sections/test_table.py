from tests.report.contents import NASTY, sessions

from footfall.explore.table import TableExploration
from footfall.report.blocks import Banner, More, Table
from footfall.report.charts import Bars
from footfall.report.sections.table import table_section


def test_columns_by_target() -> None:
    content = sessions()
    assert isinstance(content.exploration, TableExploration)
    section = table_section(content, content.exploration)
    banner, *charts = section.parts[0].blocks
    assert isinstance(banner, Banner)
    assert len(charts) == 3
    for chart in charts:
        assert isinstance(chart, Bars)
        assert chart.value.title == "Rate of “bought”"
        assert all(value is not None and 0 <= value <= 1 for value in chart.series[0].values)


def test_every_column_is_in_the_table() -> None:
    content = sessions()
    assert isinstance(content.exploration, TableExploration)
    (more,) = table_section(content, content.exploration).parts[1].blocks
    assert isinstance(more, More)
    (table,) = more.blocks
    assert isinstance(table, Table)
    assert {row[0] for row in table.rows} == {"pages", "month", NASTY}
