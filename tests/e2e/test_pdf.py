"""Does a real browser print a whole report, figures and map included, and draw the map without asking the network?"""

import re
import zlib
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Request

from footfall.explore.audience import Group
from footfall.report.blocks import Part, Section
from footfall.report.html import render_page, write_whole
from footfall.report.pdf import print_pdf
from footfall.report.sections.places import country_map

pytestmark = pytest.mark.browser

DARKEST = rb"0(\.0+)? \.29\d* \.47\d* rg"
"""Fill with the colour of the greatest step, #004b78, as PDF writes it."""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    places = [Group(name, sessions, 0.0, None, None) for name, sessions in (("Poland", 900), ("DE", 90), ("Malta", 5))]
    world = country_map(places, None)
    assert world is not None
    found = Section("where", "Where they come from", "Where", "", (Part("Countries", (world,)),))
    write_whole(render_page("A shop", "", (found,), version="0.1.0"), tmp_path / "report.html")
    return tmp_path / "report.html"


def contents(pdf: bytes) -> bytes:
    """Return what a PDF's compressed streams hold."""
    found = []
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompressobj().decompress(stream))
        except zlib.error:
            continue
    return b"".join(found)


def test_the_figures_are_printed(page: Path, tmp_path: Path) -> None:
    out = print_pdf(page, tmp_path / "report.pdf")
    whole = out.read_bytes()
    assert whole.startswith(b"%PDF-")
    assert re.search(DARKEST, contents(whole)), "the map is drawn before it is printed"
    assert {path.name for path in tmp_path.iterdir()} == {"report.html", "report.pdf"}


def test_a_map_asks_nobody_and_tells_its_numbers(browser: Browser, page: Path) -> None:
    asked: list[str] = []

    def ask(request: Request) -> None:
        asked.append(request.url)

    opened = browser.new_page(viewport={"width": 1200, "height": 900})
    opened.on("request", ask)
    opened.goto(page.as_uri())
    opened.wait_for_selector("#map-sessions .scatterlayer path")
    box = opened.locator("#map-sessions .nsewdrag").first.bounding_box()
    assert box is not None
    opened.mouse.move(box["x"] + 5, box["y"] + 5)
    told = ""
    for at, down in ((at, down) for down in (0.25, 0.35, 0.45) for at in range(30, 75, 4)):
        opened.mouse.move(box["x"] + box["width"] * at / 100, box["y"] + box["height"] * down, steps=2)
        opened.wait_for_timeout(60)
        told += " ".join(opened.locator("#map-sessions .hoverlayer").all_text_contents())
    opened.close()
    assert asked == [page.as_uri()]
    assert "Germany90" in told
    assert "Poland900" in told
