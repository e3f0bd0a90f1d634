import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from tests.report.contents import KINDS, NASTY, content_of, shop

from footfall.errors import SourceError
from footfall.report.html import render, write_report
from footfall.report.sections.outline import sections

MOST_BYTES = 6_000_000


class Seen(HTMLParser):
    """What a reader sees: text outside of scripts and styles; and every id."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in ("script", "style")
        self.tags.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.text += [value or "" for name, value in attrs if name in ("aria-label", "data-label", "title")]

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.text.append(data)


def seen(kind: str) -> Seen:
    content = content_of(kind)
    parser = Seen()
    parser.feed(render(content, sections(content)))
    return parser


@pytest.mark.parametrize("kind", KINDS)
def test_ids_are_unique_and_every_section_is_there(kind: str) -> None:
    ids = seen(kind).ids
    assert len(ids) == len(set(ids))
    assert {"summary", "read", "behaviour", "buy", "worth", "people", "next", "method"} <= set(ids)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_fetched(kind: str) -> None:
    content = content_of(kind)
    page = render(content, sections(content))
    outside = re.sub(r'<script type="text/plain" id="plotly">.*?</script>', "", page, flags=re.DOTALL)
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!#)""", outside)
    assert "http" not in outside
    assert "@import" not in outside
    assert "url(" not in outside
    assert len(page.encode()) < MOST_BYTES


def test_without_revenue_no_word_of_it() -> None:
    text = " ".join(seen("proxies").text).lower()
    for word in ("revenue", "total", "purchase probability", "$", "€", "usd", "average order value"):
        assert word not in text, word
    assert "price units" in text
    assert text.count("a proxy, not a purchase") == 3
    assert "no purchases in this data" in text


def test_with_revenue_it_is_told_in_its_currency() -> None:
    text = " ".join(seen("shop").text)
    assert "€" in text
    assert "revenue" in text
    assert "proxy" not in text


def test_an_order_list_says_that_it_has_no_browsing() -> None:
    text = " ".join(seen("orders").text)
    assert "no browsing" in text
    assert "order again" in text


def test_a_session_table_says_what_does_not_apply() -> None:
    text = " ".join(seen("sessions").text)
    for words in ("Split at random", "no early-prediction curve", "no funnel", "Too few rows."):
        assert words in text, words


@pytest.mark.parametrize("kind", ["shop", "sessions"])
def test_names_of_the_data_are_text(kind: str) -> None:
    content = content_of(kind)
    page = render(content, sections(content))
    assert NASTY not in page
    assert NASTY in unescape(page)
    assert "<script>alert" not in page


def test_headings_go_down_one_by_one() -> None:
    levels = [int(tag[1]) for tag in seen("shop").tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_same_content_gives_the_same_bytes() -> None:
    content = shop()
    slow = replace(content, seconds={"read": 99.0})
    assert render(content, sections(content)) == render(slow, sections(slow)), "how long it took is not in the report"


def test_report_and_figures_are_written(tmp_path: Path) -> None:
    content = replace(shop(), targets=())
    path = write_report(content, tmp_path / "out")
    assert path == tmp_path / "out" / "report.html"
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")
    figures = {file.stem for file in (tmp_path / "out" / "figures").iterdir()}
    assert {"funnel", "session-lengths", "categories", "retention", "segment-map"} <= figures
    assert not list((tmp_path / "out").glob(".*")), "nothing half-written is left"


def test_a_folder_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where a folder should be")
    with pytest.raises(SourceError, match="--out"):
        write_report(shop(), tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
