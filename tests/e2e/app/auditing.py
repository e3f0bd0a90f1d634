"""Can everybody use a page? axe-core's findings, but for those inside Streamlit's own shell, each of which is listed with its reason."""

from pathlib import Path

from playwright.sync_api import Page

__all__ = ["AXE", "EXCEPTIONS", "OVERFLOW", "findings"]

AXE = Path(__file__).parents[3] / "node_modules" / "axe-core" / "axe.min.js"
OVERFLOW = """[document.documentElement, document.querySelector('[data-testid="stMain"]')]
  .map(one => one.scrollWidth - one.clientWidth)"""
"""By how many pixels the page is wider than the window; Streamlit scrolls a box inside the page."""

EXCEPTIONS: tuple[tuple[str, str, str], ...] = ()
"""The rule, the element (CSS), and the reason."""

AUDIT = """([exclude]) => axe.run({ exclude }, { resultTypes: ['violations'] }).then(result => result.violations
  .filter(one => one.impact === 'serious' || one.impact === 'critical')
  .flatMap(one => one.nodes.map(node => [one.id, node.target.flat().join(' '), node.html.slice(0, 300), node.failureSummary])))"""
MATCHES = "([target, css]) => [...document.querySelectorAll(css)].some(one => one.matches(css) && document.querySelector(target) === one)"


def findings(page: Page) -> list[str]:
    """Return what is serious or critical, as rule, element and summary."""
    assert AXE.exists(), f"{AXE} is missing: run make test-browser, which installs it."
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=str(AXE))
    found = page.evaluate(AUDIT, [[[".js-plotly-plot"]]])  # an image with a name and a table of its numbers, as in the report
    return [
        f"{rule}: {target}: {html}: {summary}"
        for rule, target, html, summary in found
        if not any(rule == known and page.evaluate(MATCHES, [target, css]) for known, css, _ in EXCEPTIONS)
    ]
