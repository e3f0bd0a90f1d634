"""May a person bring a file, see what is in it, have it analysed while the page is reloaded or closed, or think better of it?"""

import csv
import json
import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.e2e.app.conftest import Apps, Look
from tests.e2e.app.looking import Looking, look_at
from tests.e2e.app.running import App
from tests.e2e.app.shops import Small, unknown_columns

from footfall.app.jobs import alive

pytestmark = pytest.mark.browser

PATIENCE_S = 240


def analyse(looking: Looking, target: str = "converts_session") -> None:
    """Ask for an analysis of what was read, as quick as can be."""
    with looking.run_again():
        looking.page.get_by_role("textbox", name="One question only").fill(target)
        looking.page.keyboard.press("Tab")
        looking.page.get_by_role("button", name="Analyse", exact=True).click()
    looking.page.get_by_text("Analysing:").wait_for()


def only_workspace(app: App, before: set[Path]) -> Path:
    """Return the workspace that has been made since."""
    (found,) = app.workspaces() - before
    return found


def test_from_a_file_to_the_answers(browser: Browser, apps: Apps, small: Small) -> None:
    app = apps("none")
    looking = look_at(browser, app.url)
    looking.go()
    looking.bring(small.csv)
    looking.wait_for("What is in my shop.csv", 180)
    facts = looking.facts()
    assert int(facts["events"][0].replace(",", "")) + int(facts["rows put aside"][0].replace(",", "")) <= small.rows
    assert int(facts["rows put aside"][0].replace(",", "")) > 0
    assert "price is negative" in looking.text or "visitor is missing" in looking.text
    with looking.download("Rows put aside (CSV)").open(newline="", encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == int(facts["rows put aside"][0].replace(",", ""))
    analyse(looking)
    looking.page.get_by_text("Done:").wait_for(timeout=180_000)
    looking.page.reload()
    looking.page.get_by_text("Analysing: my shop.csv").wait_for()
    person = looking.page.context
    looking.page.close()
    time.sleep(3)
    again = look_at(person, app.url)
    again.go()
    again.page.get_by_text(re.compile("Analysing: my shop.csv|is analysed")).first.wait_for()
    again.wait_for("is analysed", PATIENCE_S)
    again.click("Look at it")
    assert "conversion rate" in again.facts()
    again.menu("Who will buy")
    assert "ROC AUC" in again.text
    looking.check()
    again.check()
    person.close()


def test_a_cancelled_analysis_leaves_nothing(look: Look, apps: Apps, small: Small) -> None:
    app = apps("none")
    before = app.workspaces()
    looking = look(app)
    looking.go()
    workspace = only_workspace(app, before)
    looking.bring(small.csv)
    looking.wait_for("What is in my shop.csv", 180)
    analyse(looking)
    looking.page.get_by_text("Done:").wait_for(timeout=180_000)
    looking.page.get_by_role("button", name="Cancel").click()
    looking.wait_for("Nothing was left half-written", 30)
    assert list((workspace / "analyses").iterdir()) == []
    (job,) = [job for job in (workspace / "jobs").iterdir() if json.loads((job / "request.json").read_text())["kind"] == "analyze"]
    assert not alive(job)
    assert {path.name for path in job.iterdir()} <= {"request.json", "process.json", "progress.json", "end.json", "said.txt", "lock"}
    looking.click("All right")
    assert "cancelled" not in looking.text


def test_columns_that_nobody_knows_are_mapped(look: Look, apps: Apps, tmp_path: Path) -> None:
    looking = look(apps("none"))
    looking.go()
    looking.bring(unknown_columns(tmp_path))
    looking.wait_for("Say what they mean", 180)
    assert "Still needed" in looking.text
    for field, column in (
        ("Time", "Wann"), ("What happened", "Was"), ("Visitor", "Kunde"), ("Product", "Ware"), ("Price of one", "Kosten"),
        ("Order", "Rechnung"),
    ):  # fmt: skip
        box = looking.page.get_by_role("combobox", name=field, exact=True)
        if box.input_value() != column:
            looking.pick(field, column, exact=True)
    unit = looking.page.get_by_role("combobox", name="How time is written")
    if unit.input_value() != "%d.%m.%Y %H:%M":
        with looking.run_again():
            unit.fill("%d.%m.%Y %H:%M")
            looking.page.keyboard.press("Enter")
    assert "Still needed" not in looking.text
    assert "None of them means a purchase yet" in looking.text
    for value, meant in (("Ansehen", "Product view"), ("Warenkorb", "Add to cart"), ("Kauf", "Purchase")):
        looking.pick(f"{value} · 100 rows", meant, exact=True)
    assert "None of them means a purchase yet" not in looking.text
    looking.click("Read it so")
    looking.wait_for("rows put aside", 180)
    assert "It holds purchases with revenue" in looking.text, "each row counts by its price, since no value was mapped"
    facts = looking.facts()
    assert (facts["events"][0], facts["visitors"][0], facts["rows put aside"][0]) == ("300", "40", "0")
    looking.page.get_by_text("The first rows, as they were understood").click()
    looking.wait_for("add_to_cart")
    assert "10.0" in looking.text, "10,00 is ten"
