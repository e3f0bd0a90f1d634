from dataclasses import replace

from tests.report.contents import proxies, sessions, shop

from footfall.report.blocks import Banner, Cards
from footfall.report.charts import Heat
from footfall.report.html import charts_of
from footfall.report.sections.people import people_section


def test_a_card_a_segment() -> None:
    section = people_section(shop())
    (cards,) = [block for block in section.parts[0].blocks if isinstance(block, Cards)]
    assert [card.title for card in cards.items] == ["Passers-by", "Browsers of the sale", "Comparers", "Ready to buy"]
    assert [fact.label for fact in cards.items[0].facts] == ["in it", "buy", "of revenue", "stability"]
    assert cards.items[0].action == "Leave them alone"


def test_without_revenue_a_card_is_silent_of_it() -> None:
    (cards,) = [block for block in people_section(proxies()).parts[0].blocks if isinstance(block, Cards)]
    assert [fact.label for fact in cards.items[0].facts] == ["in it", "stability"]


def test_profiles_are_a_grid_both_ways_and_a_map() -> None:
    charts = {chart.id: chart for chart in charts_of(people_section(shop()))}
    grid = charts["segment-profiles"]
    assert isinstance(grid, Heat)
    assert grid.both_ways
    assert "segment-map" in charts
    without = replace(shop(), segments=replace(shop().segments, coordinates=()))
    assert "segment-map" not in {chart.id for chart in charts_of(people_section(without))}


def test_no_segments_say_why() -> None:
    (part,) = people_section(sessions()).parts
    assert part.blocks == (Banner("caution", "Not asked", "Too few rows."),)
