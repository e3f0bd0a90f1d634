"""Does the page of a comparison tell every verdict, hold every figure, and stand on its own?"""

import re
from html import unescape
from pathlib import Path

import pytest
from tests.report.compared import made_up
from tests.report.contents import NASTY

from footfall.errors import SourceError
from footfall.report.blocks import Cards
from footfall.report.html import charts_of, render_page
from footfall.report.monitoring import monitoring_sections, write_page


def text(name: str = "new.parquet") -> str:
    found = render_page("Title", "", monitoring_sections(made_up(name)), version="0.1.0", seed=553)
    return re.sub(r'<script type="text/plain" id="plotly">.*?</script>', "", found, flags=re.DOTALL)


def test_every_target_has_a_verdict_and_a_section() -> None:
    found = monitoring_sections(made_up())
    cards = found[0].parts[0].blocks[-1]
    assert isinstance(cards, Cards)
    assert [card.title for card in cards.items] == ["Keep", "Keep", "Train again", "Cannot be told"]
    assert cards.items[2].tag == "Goes on clicking · proxy · by drift alone"
    assert [section.id for section in found] == ["verdicts", "target-1", "target-2", "target-3", "target-4", "method"]


def test_charts_are_there_where_there_is_something_to_draw() -> None:
    names = [[chart.id.split("-", 2)[2] for chart in charts_of(section)] for section in monitoring_sections(made_up())[1:5]]
    assert names == [["levels", "scores", "features"], ["levels", "scores", "features"], ["scores", "features"], ["levels", "features"]]


def test_ids_are_unique_and_nothing_is_fetched() -> None:
    found = text()
    ids = re.findall(r'\bid="([^"]+)"', found)
    assert len(ids) == len(set(ids))
    assert not re.findall(r'(?:src|href)="(?!#)[^"]*"', found)


def test_what_is_told_stands_on_the_page() -> None:
    found = unescape(text())
    for words in ("Calibration slope", "Bias", "not judged: too short a history", "12 bad rows", "the data that the models learnt from"):
        assert words in found
    assert "4 October 2024 to 3 November 2024" in found


def test_a_nasty_name_is_only_text() -> None:
    assert '<script>alert("x")' not in text(NASTY)


def test_a_page_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SourceError, match="cannot be written"):
        write_page(made_up(), tmp_path / "file" / "compare.html", version="0.1.0")
