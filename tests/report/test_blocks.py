from tests.report.contents import shop

from footfall.report.blocks import Banner, Block, More, Words
from footfall.report.html import charts_of
from footfall.report.sections.outline import sections


def test_charts_inside_more_are_found() -> None:
    buy = next(section for section in sections(shop()) if section.id == "buy")
    inside = [block for part in buy.parts for block in part.blocks if isinstance(block, More)]
    assert inside
    assert "converts-session-roc" in {chart.id for chart in charts_of(buy)}


def test_blocks_are_values() -> None:
    one: Block = Words("a")
    assert one == Words("a")
    assert Banner("proxy", "a", "b") != Banner("caution", "a", "b")
