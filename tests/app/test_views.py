"""Does each page say the right things of each kind of data, and do its widgets do what they say?"""

import re
from pathlib import Path

import pytest
from tests.app.analyses import KINDS, Analyses
from tests.app.viewed import Viewer, text_of

from footfall.analysis.at_risk import at_risk
from footfall.analysis.campaign import deciding
from footfall.app.jobs import jobs
from footfall.explore.choice import Choice
from footfall.explore.kept import open_kept
from footfall.explore.look import look
from footfall.scoring.visit import VisitScorer

VIEWS = ("overview", "who", "worth", "segments", "at_risk", "live", "report", "method")
MONEY = ("revenue", "€", "Revenue")


@pytest.fixture
def viewer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Viewer:
    return Viewer(tmp_path, monkeypatch)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("view", VIEWS)
def test_every_page_shows_every_kind_without_a_fault(viewer: Viewer, analyses: Analyses, view: str, kind: str) -> None:
    page = viewer.look(view, analyses.of(kind))
    assert len(page.title) == 1
    assert not page.error
    said = text_of(page)
    assert "Traceback" not in said
    assert "nan" not in re.findall(r"\b\w+\b", said)


@pytest.mark.parametrize("view", ["who", "worth"])
def test_a_proxy_is_called_a_proxy_and_never_revenue(viewer: Viewer, analyses: Analyses, view: str) -> None:
    said = text_of(viewer.look(view, analyses.of("proxies")))
    assert "A proxy, not a purchase" in said
    told = said.split("A proxy, not a purchase")[1]
    shown = told.split("Not asked")[0]
    assert not [word for word in ("€", "$") if word in shown]


@pytest.mark.parametrize(
    ("view", "kind", "what"),
    [
        ("overview", "proxies", "needs purchases"), ("overview", "orders", "needs browsing"), ("overview", "sessions", "needs events"),
        ("worth", "proxies", "needs revenue"), ("worth", "sessions", "needs revenue"), ("at_risk", "proxies", "needs visitors"),
        ("at_risk", "sessions", "needs visitors"), ("who", "proxies", "needs purchases"),
    ],
)  # fmt: skip
def test_what_the_data_cannot_say_is_told_with_how_to_send_it(viewer: Viewer, analyses: Analyses, view: str, kind: str, what: str) -> None:
    said = text_of(viewer.look(view, analyses.of(kind)))
    assert what in said
    assert "Send " in said.split(what)[1]


def test_a_filter_acts_on_all_of_the_overview(viewer: Viewer, analyses: Analyses) -> None:
    folder = analyses.of("shop")
    page = viewer.look("overview", folder)
    with open_kept(folder) as kept:
        channel = kept.choices.channels[0].name
        looked = look(kept, Choice(channels=(channel,)))
    page.multiselect(key="filter-channels").select(f"{channel} ({kept.choices.channels[0].sessions:,})").run()
    assert not page.exception
    said = text_of(page)
    assert f"{looked.exploration.overview.sessions:,}" in said
    assert f"{looked.exploration.overview.visitors:,}" in said


def test_a_choice_without_a_session_says_so(viewer: Viewer, analyses: Analyses) -> None:
    folder = analyses.of("shop")
    page = viewer.look("overview", folder)
    with open_kept(folder) as kept:
        channel, country = kept.choices.channels[-1], kept.choices.countries[-1]
        day = kept.choices.first
        nobody = look(kept, Choice(day, day, (channel.name,), (country.name,))).exploration.overview.sessions == 0
    assert nobody, "Take another choice: somebody came."
    page.multiselect(key="filter-channels").select(f"{channel.name} ({channel.sessions:,})")
    page.multiselect(key="filter-countries").select(f"{country.name} ({country.sessions:,})")
    from datetime import date

    first = date.fromisoformat(str(day))
    page.date_input(key="filter-days").set_value((first, first)).run()
    assert not page.exception
    assert "No session fits this choice" in text_of(page)


def test_the_slider_moves_the_threshold_and_the_list(viewer: Viewer, analyses: Analyses) -> None:
    folder = analyses.of("shop")
    page = viewer.look("who", folder)
    asked = deciding(folder, "converts_session")
    page.slider(key="value-converts_session").set_value(200.0)
    page.slider(key="cost-converts_session").set_value(2.0)
    page.slider(key="effect-converts_session").set_value(30.0).run()
    assert not page.exception
    told = asked.under(200.0, 2.0, 0.3)
    said = text_of(page)
    assert told.profit.threshold is None or f"{told.profit.threshold:.2%}" in said
    assert f"of {told.candidates:,} still worth acting on" in said


def test_an_empty_list_says_why_it_is_empty(viewer: Viewer, analyses: Analyses) -> None:
    folder = analyses.of("shop")
    page = viewer.look("who", folder)
    asked = deciding(folder, "converts_session")
    for value, cost, effect in ((0.0, 5.0, 1.0), (400.0, 5.0, 100.0)):
        page.slider(key="value-converts_session").set_value(value)
        page.slider(key="cost-converts_session").set_value(cost)
        page.slider(key="effect-converts_session").set_value(effect).run()
        told = asked.under(value, cost, effect / 100)
        said = text_of(page)
        assert ("no action pays" in said) == (told.profit.threshold is None)
        assert ("Nobody reaches the threshold now" in said) == (told.profit.threshold is not None and not told.listed)


def test_at_risk_lists_whom_the_command_line_lists(viewer: Viewer, analyses: Analyses) -> None:
    folder = analyses.of("shop")
    page = viewer.look("at_risk", folder)
    page.selectbox(key="risk-seen").select_index(1).run()
    found = at_risk(folder, seen="28d")
    said = text_of(page)
    assert f"of {found.visitors:,}" in said
    assert f"{found.rows:,}" in said
    for visitor in found.listed["visitor_id"].head(3):
        assert str(visitor) in said


def test_another_grouping_is_called_so_and_can_be_left(viewer: Viewer, analyses: Analyses) -> None:
    page = viewer.look("segments", analyses.of("shop"))
    page.selectbox(key="regroup-algorithm").select("k-means")
    page.run()
    page.slider(key="regroup-k").set_value(2)
    page.button(key="regroup-apply").click().run()
    assert not page.exception
    assert "Another choice than the analysis" in text_of(page)
    page.button(key="regroup-back").click().run()
    assert "Another choice than the analysis" not in text_of(page)


def test_a_visit_built_by_clicks_says_what_the_models_say(viewer: Viewer, analyses: Analyses) -> None:
    folder = analyses.of("shop")
    page = viewer.look("try_it", folder)
    models = VisitScorer.open(folder)
    visit, item = models.begin(), models.offer.items[0].item_id
    page.button(key="do-view_item").click().run()
    page.button(key="wait-5min").click().run()
    page.button(key="do-add_to_cart").click().run()
    assert not page.exception
    visit.click({"type": "view_item", "item_id": item})
    visit.wait("5min")
    moment = visit.click({"type": "add_to_cart", "item_id": item})
    chance = next(each for each in moment.answers if each.question.name == "converts_session").value
    assert chance is not None
    said = text_of(page)
    assert f"{chance:.1%}" in said
    assert "wait 5 minutes" in said
    page.button(key="try-again").click().run()
    assert "Do something on the left" in text_of(page)


def test_a_row_filled_in_by_hand_is_answered(viewer: Viewer, analyses: Analyses) -> None:
    page = viewer.look("try_it", analyses.of("sessions"))
    said = text_of(page)
    assert "needs events" in said
    assert re.search(r"\d+\.\d%", said)


def test_orders_are_tried_as_a_history(viewer: Viewer, analyses: Analyses) -> None:
    page = viewer.look("try_it", analyses.of("orders"))
    page.button(key="place-order").click().run()
    page.button(key="wait-21d").click().run()
    assert not page.exception
    assert "order of 30.00" in text_of(page)


def test_looking_begins_no_work(viewer: Viewer, analyses: Analyses) -> None:
    for view in VIEWS:
        viewer.look(view, analyses.of("orders"))
    assert jobs(viewer.workspace) == ()
