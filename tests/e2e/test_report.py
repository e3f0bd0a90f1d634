"""Does a report open, without a network, in a real browser, at desktop and phone width, in both themes, for everybody?"""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request
from tests.report.contents import KINDS, content_of

from footfall.report.html import render, write_whole
from footfall.report.sections.outline import sections

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
DESKTOP, PHONE = 1440, 390
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
AUDIT = """axe.run({ exclude: [['.plot .svg-container']] })
  .then(result => result.violations.map(one => [one.impact, one.id, one.nodes[0].html]))"""
"""A plot is an image with a name and a table; what Plotly draws inside is hidden from assistive technology."""
EMPTY = """[...document.querySelectorAll('.plot')].filter(plot => !plot.querySelector('.main-svg'))
  .map(plot => plot.dataset.figure)"""
OUTSIDE = """[...document.querySelectorAll('main *')].filter(one => one.getClientRects().length
  && !one.closest('.plot, .scroll, .unseen')
  && getComputedStyle(one).clipPath === 'none'
  && one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML.slice(0, 120))"""


@dataclass
class Opened:
    """A page with everything that it said and asked for."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        """Note what the console says."""
        self.said.append(message.text)

    def fail(self, error: Error) -> None:
        """Note an error that nothing caught."""
        self.said.append(str(error))

    def ask(self, request: Request) -> None:
        """Note what is asked for."""
        self.asked.append(request.url)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A report of each kind of data."""
    folder = tmp_path_factory.mktemp("reports")
    for kind in KINDS:
        content = content_of(kind)
        write_whole(render(content, sections(content)), folder / f"{kind}.html")
    return {kind: folder / f"{kind}.html" for kind in KINDS}


def opened(browser: Browser, path: Path, *, width: int = DESKTOP, theme: str = "light") -> Opened:
    """Open a report with the network cut off, every fold open and every figure drawn."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme="dark" if theme == "dark" else "light")
    found = Opened(page)
    page.on("console", found.hear)
    page.on("pageerror", found.fail)
    page.on("request", found.ask)
    page.context.route("http*://**", lambda route: route.abort())
    page.goto(path.as_uri())
    page.wait_for_function("document.documentElement.dataset.figures === 'ready'")
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    draw_all(page)
    return found


def draw_all(page: Page) -> None:
    """Scroll through, as a reader does, until every figure is drawn."""
    for plot in page.locator(".plot").all():
        plot.scroll_into_view_if_needed()
    page.wait_for_function(f"({EMPTY}).length === 0", timeout=10_000)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_it_opens_offline_and_fits(browser: Browser, reports: dict[str, Path], kind: str, width: int) -> None:
    found = opened(browser, reports[kind], width=width)
    assert found.said == []
    assert found.asked == [reports[kind].as_uri()], "nothing but the file itself is asked for"
    assert found.page.evaluate(EMPTY) == []
    assert found.page.evaluate(OVERFLOW) <= 0
    assert found.page.evaluate(OUTSIDE) == []
    found.page.close()


@pytest.mark.parametrize(("kind", "theme"), [*((kind, "light") for kind in KINDS), ("orders", "dark")])
def test_axe_finds_nothing_serious(browser: Browser, reports: dict[str, Path], kind: str, theme: str) -> None:
    assert AXE.exists(), f"{AXE} is missing: run make test-browser, which installs it."
    found = opened(browser, reports[kind], theme=theme)
    found.page.add_script_tag(path=str(AXE))
    violations = found.page.evaluate(AUDIT)
    assert violations == []
    found.page.close()


def test_the_theme_button_changes_page_and_figures(browser: Browser, reports: dict[str, Path]) -> None:
    page = opened(browser, reports["shop"]).page
    look = "[getComputedStyle(document.body).backgroundColor, document.querySelector('#funnel .bars path').style.fill]"
    before = page.evaluate(look)
    page.get_by_role("button", name="Dark theme").click()
    after = page.evaluate(look)
    assert before == ["rgb(246, 247, 249)", "rgb(0, 114, 178)"]
    assert after == ["rgb(14, 18, 23)", "rgb(88, 177, 230)"]
    page.get_by_role("button", name="Light theme").click()
    assert page.evaluate(look) == before
    page.close()


def test_the_keyboard_reaches_everything(browser: Browser, reports: dict[str, Path]) -> None:
    page = browser.new_page()
    page.goto(reports["shop"].as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    fold = page.locator("#funnel summary")
    fold.focus()
    page.keyboard.press("Enter")
    assert page.locator("#funnel table").is_visible()
    page.close()


def test_hovering_tells_the_number(browser: Browser, reports: dict[str, Path]) -> None:
    page = opened(browser, reports["shop"]).page
    page.locator("#funnel .plot").scroll_into_view_if_needed()
    page.locator("#funnel .bars path").first.hover(force=True)
    hover = page.locator("#funnel .hoverlayer .hovertext").first
    hover.wait_for()
    assert "All sessions" in (hover.text_content() or "")
    page.close()


def test_names_of_the_data_stay_text(browser: Browser, reports: dict[str, Path]) -> None:
    page = opened(browser, reports["shop"]).page
    assert page.locator("main script:not([type='application/json'])").count() == 0
    assert page.locator("main td b, main th b, .plot b").count() == 0
    assert page.get_by_text('<script>alert("x")</script>').first.is_visible()
    page.close()


def test_it_prints_light_with_every_figure(browser: Browser, reports: dict[str, Path]) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(reports["proxies"].as_uri())
    page.wait_for_function("document.documentElement.dataset.figures === 'ready'")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(EMPTY) == []
    assert page.evaluate("document.querySelector('#categories .bars path').style.fill") == "rgb(0, 114, 178)"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.querySelector('#categories .bars path').style.fill") == "rgb(88, 177, 230)"
    assert len(page.pdf(format="A4")) > 50_000
    page.close()
