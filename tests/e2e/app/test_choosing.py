"""Do the pages answer what a person chooses, with the very numbers that the command line gives?"""

import csv
from pathlib import Path

import pytest
from tests.app.analyses import Analyses
from tests.e2e.app.conftest import Apps, Look

from footfall.analysis.at_risk import at_risk
from footfall.analysis.campaign import deciding
from footfall.explore.choice import Choice
from footfall.explore.kept import open_kept
from footfall.explore.look import look as look_through
from footfall.report.numbers import COUNT, RATE
from footfall.report.sections.profit import CHANCE

pytestmark = pytest.mark.browser

FORMULA = ("=", "+", "-", "@", "\t", "\r")
TARGET = "Revenue"


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV, in which no cell may run as a formula."""
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    cells = [cell for row in rows for cell in row.values()]
    assert [cell for cell in cells if cell.startswith(FORMULA) and not is_number(cell)] == []
    return rows


def is_number(cell: str) -> bool:
    """Return whether a cell is a number, which runs nothing."""
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_filters_change_every_figure(look: Look, apps: Apps, analyses: Analyses) -> None:
    looking = look(apps("shop"))
    looking.go("overview")
    with open_kept(analyses.of("shop")) as kept:
        channel, segment = kept.choices.channels[0].name, kept.choices.segments[0].name
        assert kept.choices.first is not None
        chosen = [
            ("days", Choice(first="2026-02-02", last=kept.choices.last)),
            ("Channel", Choice(first="2026-02-02", last=kept.choices.last, channels=(channel,))),
            ("Segment", Choice(first="2026-02-02", last=kept.choices.last, channels=(channel,), segments=(segment,))),
        ]
        before = looking.facts()
        for field, choice in chosen:
            if field == "days":
                for part, typed in (("month", "02"), ("day", "02")):
                    looking.page.get_by_role("spinbutton", name=f"{part}, Days start date").click()
                    looking.page.keyboard.type(typed)
                looking.page.keyboard.press("Enter")
                looking.page.get_by_role("heading", name="Overview").click()
                looking.wait_for("2 February 2026 to 29 March 2026")
            else:
                looking.pick(field, {"Channel": channel, "Segment": segment}[field])
            expected, seen = look_through(kept, choice).exploration.overview, looking.facts()
            assert seen != before
            assert seen["sessions"][0] == COUNT.write(float(expected.sessions))
            assert seen["visitors"][0] == COUNT.write(float(expected.visitors or 0))
            assert seen["conversion rate"][0] == RATE.write(float(expected.conversion_rate or 0))
            before = seen


def test_the_profit_slider_moves_threshold_and_list(look: Look, apps: Apps, analyses: Analyses) -> None:
    looking = look(apps("sessions"))
    looking.go("who-will-buy")
    value = looking.page.get_by_role("slider", name="Value of a conversion")
    effect = looking.page.get_by_role("slider", name="Its effect")
    told = deciding(analyses.of("sessions"), TARGET)
    value.focus()
    lists = []
    for key in ("ArrowRight", "PageUp", "Home", "End"):
        with looking.run_again():
            looking.page.keyboard.press(key)
        number = float(value.input_value())
        expected = told.under(number, 0.5, 0.1)
        facts = next(each for at in range(9) if "on the list now" in (each := looking.facts(at)))
        threshold = expected.profit.threshold
        assert facts["act from this score on"][0] == ("nobody" if threshold is None else CHANCE.write(threshold))
        assert facts["on the list now"][0] == COUNT.write(expected.listed)
        lists.append((facts["act from this score on"][0], expected.listed))
    assert number == 400.0
    assert len(set(lists)) > 1, "the slider moves nothing"
    effect.focus()
    with looking.run_again():
        looking.page.keyboard.press("End")
    expected = told.under(400.0, 0.5, 1.0)
    assert expected.listed > 0
    assert looking.page.get_by_role("button", name="Download the list (CSV)").count() == 1, looking.text[-1500:]
    path = looking.download("Download the list (CSV)")
    assert path.name == f"{TARGET}-list.csv"
    assert len(rows_of(path)) == expected.listed


def test_the_list_of_those_at_risk(look: Look, apps: Apps, analyses: Analyses) -> None:
    looking = look(apps("shop"))
    looking.go("at-risk")
    whole = looking.facts()["visitors listed"][0]
    looking.pick("Group", "fading")
    expected = at_risk(analyses.of("shop"), groups=("fading",))
    assert looking.facts()["visitors listed"][0] == COUNT.write(expected.rows) != whole
    rows = rows_of(looking.download("Download the list (CSV)"))
    assert len(rows) == expected.rows > 0
    assert {row["visitor_id"] for row in rows} == set(expected.listed["visitor_id"])


def test_other_groups_and_back(look: Look, apps: Apps, analyses: Analyses) -> None:
    looking = look(apps("shop"))
    looking.go("segments")
    own = looking.main.locator(".cards h4, .card h4, .card strong").all_inner_texts()
    looking.page.get_by_text("Group them another way").click()
    looking.wait_for("Number of groups")
    groups = looking.page.get_by_role("slider", name="Number of groups")
    groups.focus()
    while groups.input_value() != "5":
        with looking.run_again():
            looking.page.keyboard.press("ArrowLeft" if int(groups.input_value()) > 5 else "ArrowRight")
    looking.click("Group them so")
    assert "Another choice than the analysis's" in looking.text
    assert "5 segments of sessions" in looking.text or looking.main.locator(".card").count() == 5
    looking.click("Back to the analysis's own")
    assert "Another choice than the analysis's" not in looking.text
    assert looking.main.locator(".cards h4, .card h4, .card strong").all_inner_texts() == own
