"""How does the app look? ``python -m tests.e2e.app.pictures ANALYSIS_DIR``: pictures of an analysis's pages, for docs/images."""

import io
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from tests.e2e.app.looking import DESKTOP, PHONE, Looking, look_at
from tests.e2e.app.running import App, running
from tests.e2e.test_report import FLAGS

IMAGES = Path(__file__).parents[3] / "docs" / "images"
COLOURS = 128
"""Of a palette: enough for flat colours and letters, at a third of the size."""
MOST_BYTES = 200_000
HEIGHT = 1000


def five_clicks(looking: Looking) -> None:
    """Build a visit."""
    for button in ("Product view", "Product view", "Add to cart", "Wait 5 minutes", "Checkout"):
        looking.click(button)
    looking.page.get_by_test_id("stMain").evaluate("one => one.scrollTo(0, 0)")


def as_it_is(looking: Looking) -> None:
    """Leave the page as it opens."""


def picture(browser: Browser, app: App, name: str, path: str, do: Callable[[Looking], None], *, width: int, theme: str) -> None:
    """Write one picture."""
    looking = look_at(browser, app.url, width=width, height=HEIGHT if width == DESKTOP else 844, theme=theme)
    looking.go(path)
    do(looking)
    shot = Image.open(io.BytesIO(looking.page.screenshot())).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    out = IMAGES / f"app-{name}.png"
    shot.save(out, optimize=True)
    looking.close()
    assert out.stat().st_size < MOST_BYTES, f"{out.name} has {out.stat().st_size:,} bytes"
    print(out.name, f"{out.stat().st_size:,}")


def main(folder: Path) -> None:
    """Write all pictures."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as root, running(Path(root) / "app", folder) as app, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for name, path, do in (
            ("overview", "overview", as_it_is), ("who-will-buy", "who-will-buy", as_it_is), ("who-they-are", "segments", as_it_is),
            ("try-it", "try-it", five_clicks), ("at-risk", "at-risk", as_it_is),
        ):  # fmt: skip
            picture(browser, app, name, path, do, width=DESKTOP, theme="light")
        picture(browser, app, "overview-dark", "overview", as_it_is, width=DESKTOP, theme="dark")
        picture(browser, app, "overview-phone", "overview", as_it_is, width=PHONE, theme="light")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
