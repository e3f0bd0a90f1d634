"""Do the files of the Report page open where they are taken to?"""

import csv

import pyarrow.parquet as pq
import pytest
from tests.app.analyses import Analyses
from tests.e2e.app.conftest import Apps, Look

pytestmark = pytest.mark.browser


def test_what_is_taken_away_opens(look: Look, apps: Apps, analyses: Analyses) -> None:
    looking = look(apps("shop"))
    looking.go("report")
    page = looking.download("Download the report (HTML)")
    assert page.read_bytes() == (analyses.of("shop") / "report.html").read_bytes()
    scores = pq.read_table(analyses.of("shop") / "scores.parquet")
    assert pq.read_table(looking.download("Scores (Parquet)")).equals(scores)
    with looking.download("Scores (CSV)").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == scores.num_rows
    assert [cell for row in rows for cell in row.values() if cell and cell[0] in "=+@\t"] == []


def test_the_report_is_printed_as_a_pdf(look: Look, apps: Apps) -> None:
    looking = look(apps("sessions"))
    looking.go("report")
    looking.page.get_by_role("button", name="Make a PDF of it").click()
    looking.page.get_by_role("button", name="Download the report (PDF)").wait_for(timeout=120_000)
    assert looking.download("Download the report (PDF)").read_bytes().startswith(b"%PDF-")


def test_a_list_for_an_action_is_made_and_taken_away(look: Look, apps: Apps) -> None:
    looking = look(apps("orders"))
    looking.go("report")
    looking.click("Make the list")
    looking.wait_for("to act on")
    with looking.download("Download the list (CSV)").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert f"{len(rows):,} of " in looking.text
    assert f"{sum(row['group'] == 'treat' for row in rows):,} to act on" in looking.text
