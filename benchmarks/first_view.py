"""How long does a person wait for the first view of the app, and for a filter?

Starts the app on a finished analysis and opens its overview again and again: as a browser that has never seen the app (its scripts are
loaded too) and as one that has. From asking for the page until its first screen stands there, and until all of it does. A filter: from
choosing a channel or country until the figures have changed. Chromium, 1440 px wide. ``python -m benchmarks.first_view [DEMO_ANALYSIS
UCI_553_ANALYSIS]``; without them both are made first.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.simulator_record import record
from benchmarks.upload import free_port, wait_for
from playwright.sync_api import Page, ViewportSize, sync_playwright

from footfall.analysis.analyze import analyze
from footfall.analysis.demo import ANALYSIS, demo
from footfall.settings import Settings

HEADLINE = (
    ("seconds to the first view of the demo shop, median", "demo/first_view_seconds"),
    ("of uci-553", "uci-553/first_view_seconds"),
    ("seconds a filter of the demo shop, on the page", "demo/filter_seconds"),
)

TIMES = 7
SCREEN: ViewportSize = {"width": 1440, "height": 900}
QUICK = Settings(effort="quick")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
SEEN = """() => {
  const figures = document.querySelector('.facts');
  const plots = [...document.querySelectorAll('[data-testid=stPlotlyChart]')].filter(one => one.getBoundingClientRect().top < innerHeight);
  return figures && plots.length > 0 && plots.every(one => one.querySelector('.main-svg'));
}"""
"""Whether all that fits on the first screen stands there: the figures, and every chart that begins on it."""
ALL = """() => !document.querySelector('[data-testid=stStatusWidget]') && !document.querySelector('[data-testid=stSkeleton]')
  && [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(one => one.querySelector('.main-svg'))"""
FIGURES = "() => document.querySelector('.facts')?.innerText"
BARS_S = {"demo": 3.0, "uci-553": 5.0}


def main(shop: Path, uci_553: Path) -> None:
    found = {name: measured(folder) for name, folder in (("demo", shop), ("uci-553", uci_553))}
    bars = {
        name: {"at_most": bar, "found": found[name]["first_view_seconds"], "reached": float(str(found[name]["first_view_seconds"])) <= bar}
        for name, bar in BARS_S.items()
    }
    record("first_view", {"times": TIMES, "load_average": round(os.getloadavg()[1], 1), "bars": bars, **found})


def measured(folder: Path) -> dict[str, object]:
    """Open one analysis again and again."""
    with tempfile.TemporaryDirectory() as root, sync_playwright() as playwright:
        port = free_port()
        command = [sys.executable, "-m", "footfall", "app", str(folder), "--data", root, "--port", str(port), "--no-browser"]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        try:
            wait_for(port)
            opened(browser.new_page(viewport=SCREEN), port)  # what the first visit of all loads is kept
            seen: dict[str, list[float]] = {name: [] for name in ("new_browser", "first_view", "whole_page", "filter")}
            for _ in range(TIMES):
                page = browser.new_context(viewport=SCREEN).new_page()
                seen["new_browser"].append(opened(page, port)[0])
                first, whole = opened(page, port)
                seen["first_view"].append(first)
                seen["whole_page"].append(whole)
                seen["filter"].append(filtered(page))
                page.context.close()
        finally:
            browser.close()
            server.terminate()
            server.wait(30)
    medians = {f"{name}_seconds": round(statistics.median(each), 2) for name, each in seen.items()}
    return {**medians, **{f"slowest_{name}_seconds": round(max(each), 2) for name, each in seen.items()}}


def opened(page: Page, port: int) -> tuple[float, float]:
    """Open the overview; return the seconds to its first screen and to all of it."""
    clock = time.perf_counter()
    page.goto(f"http://127.0.0.1:{port}/overview")
    page.wait_for_function(SEEN, timeout=120_000)
    seen = time.perf_counter() - clock
    page.wait_for_function(ALL, timeout=120_000)
    return seen, time.perf_counter() - clock


def filtered(page: Page) -> float:
    """Choose the first value of the first filter by name; return the seconds until the figures have changed."""
    before = page.evaluate(FIGURES)
    page.locator("[data-testid=stMultiSelect] input").first.click()
    option = page.locator("[role=option]").nth(1)  # the first chooses all
    option.wait_for()
    clock = time.perf_counter()
    option.click()
    page.wait_for_function("before => document.querySelector('.facts')?.innerText !== before", arg=before, timeout=60_000)
    return time.perf_counter() - clock


def made(folder: Path) -> tuple[Path, Path]:
    """Analyse the demo shop and uci-553."""
    demo(folder / "demo", settings=QUICK)
    analyze("uci-553", folder / "uci-553", settings=QUICK)
    return folder / "demo" / ANALYSIS, folder / "uci-553"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        main(*([Path(each) for each in sys.argv[1:3]] or made(Path(place))))
