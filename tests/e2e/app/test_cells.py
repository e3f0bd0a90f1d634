"""Does each page say the right thing of each kind of data, to everybody, and ask nobody else?"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from tests.app.analyses import KINDS
from tests.e2e.app.auditing import OVERFLOW, findings
from tests.e2e.app.cells import CELLS, PAGES
from tests.e2e.app.conftest import Apps, Look
from tests.e2e.app.looking import DESKTOP, PHONE, TABLET, Looking, look_at, settled

pytestmark = pytest.mark.browser

NEVER = ("Traceback", "encountered an error", "Sorry", "Error:", "undefined", "NaN", "None")
OF_REVENUE = ("revenue", "€", "$", "£")
OUTSIDE_BANNERS = """() => { const copy = document.querySelector('[data-testid="stMainBlockContainer"]').cloneNode(true);
  copy.querySelectorAll('.banner.caution, style').forEach(one => one.remove()); return copy.textContent; }"""
"""All words but those that tell what is missing and how to send it."""


@pytest.fixture(scope="module", params=KINDS)
def tab(request: pytest.FixtureRequest, browser: Browser, apps: Apps) -> Iterator[tuple[str, Looking]]:
    """A person who looks at an analysis of a kind, page after page."""
    found = look_at(browser, apps(request.param).url)
    found.go()
    yield request.param, found
    found.close()


@pytest.mark.parametrize("title", PAGES)
def test_it_says_what_this_data_has(tab: tuple[str, Looking], title: str) -> None:
    kind, looking = tab
    cell = CELLS[title][kind]
    looking.page.set_viewport_size({"width": DESKTOP, "height": 900})
    looking.menu(title)
    said = looking.text
    assert [words for words in cell.seen if words.lower() not in said.lower()] == []
    assert [words for words in (*cell.unseen, *NEVER) if words in said] == []
    assert (looking.main.get_by_test_id("stPlotlyChart").count() > 0) == cell.charts
    assert (looking.main.locator(".banner.proxy").count() > 0) == cell.proxy
    if kind == "proxies" and title != "Start":  # where all kinds are offered
        rest = looking.page.evaluate(OUTSIDE_BANNERS).lower()
        assert [words for words in OF_REVENUE if words in rest] == []
    looking.check()
    assert findings(looking.page) == []
    for width in (DESKTOP, TABLET, PHONE):
        looking.page.set_viewport_size({"width": width, "height": 900})
        settled(looking.page)
        assert max(looking.page.evaluate(OVERFLOW)) <= 0, f"it scrolls sideways at {width}"
    looking.check()


@pytest.mark.parametrize("title", PAGES)
def test_it_opens_by_its_address(look: Look, apps: Apps, title: str) -> None:
    looking = look(apps("shop"))
    looking.go(PAGES[title])
    assert CELLS[title]["shop"].seen[0].lower() in looking.text.lower()
    assert looking.page.url == f"{looking.url}/{PAGES[title]}"


@pytest.mark.parametrize("title", PAGES)
@pytest.mark.parametrize(("width", "theme"), [(DESKTOP, "dark"), (PHONE, "light")], ids=["dark", "phone"])
def test_everybody_can_use_it(tabs: dict[str, Looking], title: str, width: int, theme: str) -> None:
    looking = tabs[theme]
    looking.menu(title)
    assert findings(looking.page) == []
    looking.check()


@pytest.fixture(scope="module")
def tabs(browser: Browser, apps: Apps) -> Iterator[dict[str, Looking]]:
    """The demo shop in the dark, and on a phone."""
    found = {
        "dark": look_at(browser, apps("shop").url, theme="dark"),
        "light": look_at(browser, apps("shop").url, width=PHONE),
    }
    for each in found.values():
        each.go()
    yield found
    for each in found.values():
        each.close()
