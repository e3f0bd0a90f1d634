"""What does a person see, and what does the browser note meanwhile?

`Looking`: a tab on the app that hears all that its console says and all that it asks for; whatever is not the app's own address is refused.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Download, Error, Locator, Page, Request, Response, Route, WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

__all__ = ["DESKTOP", "PHONE", "TABLET", "Looking", "look_at", "settled"]

DESKTOP, TABLET, PHONE = 1440, 1024, 390
WAITS_MS, ACTS_MS = 90_000, 45_000
AT_REST = """(since => {
  const app = document.querySelector('[data-testid="stApp"]');
  const busy = !app || app.dataset.testScriptState !== 'notRunning' || app.dataset.testConnectionState !== 'CONNECTED'
    || document.querySelector('[data-testid="stSkeleton"], [data-testid="stSpinner"], [data-stale="true"]')
    || !document.querySelector('[data-testid="stMainBlockContainer"] h1')
    || [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].some(plot => !plot.querySelector('.main-svg'));
  if (busy) { window.restedSince = 0; return false; }
  window.restedSince ||= performance.now();
  return performance.now() - window.restedSince > since;
})"""
"""Nothing runs, nothing is stale, every chart is drawn, and has been so for some milliseconds."""
UNFOLDS_MS = 15_000
"""How long the menu may take to come back when the window grows."""
FOLDED = """(() => {
  const menu = document.querySelector('[data-testid="stSidebarNav"]');
  return !menu || menu.getBoundingClientRect().left < 0 || !menu.getClientRects().length;
})()"""
FACTS = """list => [...list.children].map(one => [one.querySelector('dt').textContent, one.querySelector('dd').textContent,
  one.querySelector('.aside')?.textContent ?? ''])"""
RESTED_MS = 200


@dataclass
class Looking:
    """A tab with everything that it said, asked for and did not get."""

    page: Page
    url: str
    said: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    begun: int = 0
    running: bool = False

    def hear(self, message: ConsoleMessage) -> None:
        """Note errors and warnings of the console."""
        if message.type in ("error", "warning"):
            self.said.append(f"{message.type}: {message.text}")

    def break_down(self, error: Error) -> None:
        """Note an error that nothing caught."""
        self.said.append(f"uncaught: {error}")

    def listen(self, socket: WebSocket) -> None:
        """Listen to what the server sends, from which one knows when a run of the page begins and ends."""
        socket.on("framereceived", self.count)

    def count(self, payload: str | bytes) -> None:
        """Count the runs of the page that begin, and note whether the last has ended.

        Ends are not counted: of a run that another takes the place of, the server need not tell the end.
        """
        if isinstance(payload, bytes):
            what = ForwardMsg.FromString(payload).WhichOneof("type")
            self.begun += what == "new_session"
            if what in ("new_session", "script_finished"):
                self.running = what == "new_session"

    def answered(self, response: Response) -> None:
        """Note what the server refused."""
        if response.status >= 400:
            self.failed.append(f"{response.status} {response.url}")

    def fail(self, request: Request) -> None:
        """Note what was not answered, but for what the person broke off by leaving the page."""
        if request.url.startswith(self.url) and request.failure != "net::ERR_ABORTED":
            self.failed.append(f"{request.failure} {request.url}")

    def hold(self, route: Route) -> None:
        """Let through what is for the app, and nothing else."""
        if route.request.url.startswith((f"{self.url}/", "data:", "blob:")):
            route.continue_()
        else:
            self.outside.append(route.request.url)
            route.abort()

    def go(self, path: str = "") -> None:
        """Open an address of the app."""
        self.page.goto(f"{self.url}/{path}")
        settled(self.page)

    def menu(self, title: str) -> None:
        """Choose a page from the menu, opening the menu first where it is folded."""
        link = self.page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True)
        if self.folded and self.page.evaluate("innerWidth") > PHONE:
            with suppress(Error):  # it comes back by itself when the window has grown
                self.page.wait_for_function(f"!({FOLDED})", timeout=UNFOLDS_MS)
        if self.folded:
            self.page.get_by_test_id("stExpandSidebarButton").click()
            self.page.wait_for_function(f"!({FOLDED})")
        with self.run_again():
            link.click()

    @property
    def folded(self) -> bool:
        """Whether the menu is folded."""
        return bool(self.page.evaluate(FOLDED))

    @property
    def main(self) -> Locator:
        """The page without its menu."""
        return self.page.get_by_test_id("stMainBlockContainer")

    @property
    def text(self) -> str:
        """All words that are seen on the page, without its menu."""
        return "\n".join([self.main.inner_text(), *self.page.locator(".drop").all_inner_texts()]).replace("\xa0", " ")

    @contextmanager
    def run_again(self) -> Iterator[None]:
        """Do what makes the page run again, and wait until it has and is at rest."""
        before = self.begun
        yield
        until = time.monotonic() + WAITS_MS / 1000
        while self.begun == before or self.running:
            assert time.monotonic() < until, "the page did not run again"
            self.page.wait_for_timeout(20)
        settled(self.page)

    def facts(self, at: int = 0) -> dict[str, tuple[str, str]]:
        """Return the key figures of a row of them by their label: the figure, and what stands under it."""
        found = self.main.locator("dl.facts").nth(at).evaluate(FACTS)
        return {label: (value, note) for label, value, note in found}

    def pick(self, label: str, option: str, *, exact: bool = False) -> None:
        """Choose an option of a field by typing its name."""
        field = self.page.get_by_role("combobox", name=label, exact=True)
        with self.run_again():
            field.focus()
            field.fill(option)
            options = self.page.get_by_role("option")
            (self.page.get_by_role("option", name=option, exact=True) if exact else options.filter(has_text=option)).first.click()
        self.page.keyboard.press("Escape")

    def wait_for(self, words: str, seconds: float = 120.0) -> None:
        """Wait until words are seen, and the page is at rest."""
        self.main.get_by_text(words).first.wait_for(timeout=1000 * seconds)
        settled(self.page)

    def click(self, name: str) -> None:
        """Press a button and wait for what it does."""
        with self.run_again():
            self.page.get_by_role("button", name=name, exact=True).first.click()

    def download(self, name: str) -> Path:
        """Press a download button; return the file under the name that it is given."""
        with self.page.expect_download() as begun:
            self.page.get_by_role("button", name=name).click()
        found: Download = begun.value
        path = found.path().with_name(found.suggested_filename)
        found.save_as(path)
        return path

    def bring(self, *paths: Path) -> None:
        """Choose files in the file chooser of the drop zone, and wait until they were read."""
        with self.page.expect_file_chooser() as chooser:
            self.page.get_by_label("Choose files").first.click()
        chooser.value.set_files([str(path) for path in paths])

    def check(self) -> None:
        """Nothing went wrong that a person would not see."""
        assert self.said == []
        assert self.failed == []
        assert self.outside == []

    def expected(self, status: int) -> None:
        """Forget what the server refused with a status that the test asked for, and what the console said of it."""
        self.failed = [each for each in self.failed if not each.startswith(f"{status} ")]
        self.said = [each for each in self.said if f"status of {status}" not in each]

    def close(self) -> None:
        """Close the tab with its browser profile; twice is fine."""
        if not self.page.is_closed():
            self.page.context.close()


def settled(page: Page) -> None:
    """Wait until nothing runs any more."""
    page.wait_for_function(f"{AT_REST}({RESTED_MS})", timeout=WAITS_MS, polling=50)


def look_at(
    browser: Browser | BrowserContext, url: str, *, width: int = DESKTOP, height: int = 900, theme: str = "light"
) -> Looking:  # fmt: skip
    """Open a tab: in a browser as another person (with cookies of its own), in a context as the same person."""
    if isinstance(browser, Browser):
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if theme == "dark" else "light", accept_downloads=True
        )
    else:
        context = browser
    page = context.new_page()
    page.set_default_timeout(ACTS_MS)
    found = Looking(page, url)
    page.on("console", found.hear)
    page.on("pageerror", found.break_down)
    page.on("response", found.answered)
    page.on("requestfailed", found.fail)
    page.route("**/*", found.hold)
    page.on("websocket", found.listen)
    return found
