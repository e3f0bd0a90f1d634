"""Do sums stand with their intervals, in words that fit the data, and drawn so that the interval can be read?"""

from dataclasses import replace

from footfall.measures.random_sum import Held
from footfall.report.blocks import Listing, Table, Words
from footfall.report.charts import Bars
from footfall.report.expected import Expected, ExpectedGroup, ExpectedVisitor
from footfall.report.figures import draw
from footfall.report.sections.expected import expected_blocks, expected_chart

GROUPS = (
    ExpectedGroup("Loyal regulars", 100, 2_000.0, 20.0, 1_500.0, 2_600.0, 21.5), ExpectedGroup("<b>", 50, 400.0, 8.0, 200.0, 900.0, None),
)  # fmt: skip
PERSON = ExpectedVisitor("v1", "s1", 60.0, 0.0, 200.0, "Loyal regulars", "Champions", ("last seen 2 days ago (+7.62 EUR)", "bought before"))
FOUND = Expected(
    "revenue_28d", "currency", "EUR", False, "segment", "visitor", 0.9, ExpectedGroup("All", 150, 2_400.0, 16.0, 1_900.0, 3_100.0, 17.0),
    GROUPS, (PERSON,), Held(0.93, 60, 20), ("A note.",),
)  # fmt: skip


def words(found: Expected) -> str:
    """Everything that is read."""
    return repr(expected_blocks(found))


def test_total_bars_table_check_and_list_stand_in_this_order() -> None:
    first, bars, table, held, people, notes = expected_blocks(FOUND)
    assert isinstance(first, Words)
    assert first.text == (
        "The 150 visitors are expected to come to €2,400 of revenue together (90% interval: €1,900 to €3,100), €16.00 each."
    )
    assert isinstance(bars, Bars)
    assert "Loyal regulars" in bars.title
    assert "€1,500 to €2,600" in bars.title
    assert isinstance(table, Table)
    assert table.rows[-1][0] == "All"
    assert table.rows[0] == ("Loyal regulars", "100", "€2,000", "€1,500 to €2,600", "€20.00", "€21.50")
    assert isinstance(held, Words)
    assert "93.0% of 60 sums" in held.text
    assert isinstance(people, Table)
    assert people.rows[0][-1] == "last seen 2 days ago (+7.62 EUR); bought before"
    assert notes == Listing(("A note.",))


def test_bars_are_drawn_with_their_intervals_and_read_in_the_table_behind() -> None:
    chart = expected_chart(FOUND)
    figure = draw(chart)
    assert list(figure.data[0].error_x.array) == [600.0, 500.0]
    assert list(figure.data[0].error_x.arrayminus) == [500.0, 200.0]
    assert figure.data[0].text is None, "a value at the bar's end would lie under the interval"
    assert chart.numbers().rows[0] == ("Loyal regulars", "€2,000 (€1,500 to €2,600)")


def test_a_proxy_is_never_called_revenue() -> None:
    proxy = replace(FOUND, target="value_ahead", unit="price units", currency=None, proxy=True, of="visit")
    said = words(replace(proxy, top=(replace(PERSON, reasons=()),)))
    assert "value considered" in said
    assert "2,000 price units" in said
    assert not any(word in said.lower() for word in ("revenue", "currency", "€", "$"))


def test_without_intervals_nothing_pretends_to_have_any() -> None:
    bare = replace(
        FOUND, held=None, top=(), groups=tuple(replace(each, low=None, high=None, came=None) for each in GROUPS),
        total=replace(FOUND.total, low=None, high=None),
    )  # fmt: skip
    chart = expected_chart(bare)
    assert chart.series[0].low == ()
    assert "interval" not in chart.reading
    assert "could not be checked" in words(bare)
    assert draw(chart).data[0].text is not None
