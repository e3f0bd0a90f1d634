"""What does the shop look like? Counts against the period before, and everything that visitors do, for the sessions that were chosen."""

from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from footfall.app import show
from footfall.app.needed import needs
from footfall.app.opened import Opened
from footfall.explore.choice import ASPECTS, Choice, Choices
from footfall.explore.kept import KeptExploration, open_kept
from footfall.explore.look import Looked, look
from footfall.explore.table import TableExploration
from footfall.report.sections.behaviour import behaviour_section
from footfall.report.sections.period import period_facts
from footfall.report.sections.summary import summary_section
from footfall.report.sections.table import table_section

__all__ = ["explored", "page"]

TITLES = {"channels": "Channel", "countries": "Country", "devices": "Device", "segments": "Segment"}
VISITS = "How visits run: how long, how far, when, and over what."
ORDERS = "Orders, customers and when they come back."
BOTH = 2
DAYS_WIDE = 1.5
"""Two dates want so much more room than a name."""
SEND = {
    "Session lengths, paths and the funnel": "browsing",
    "Time spent, hours of the day": "clock",
    "Returning visitors and retention": "visitors",
    "Conversion and orders": "purchases",
    "Funnel, paths and session lengths in clicks": "events",
    "Days, hours and returning visitors": "events",
}
"""What to send for what an exploration lacks, by what it calls it."""


def page(found: Opened) -> None:
    """Show what visitors do."""
    exploration = found.content.exploration
    if isinstance(exploration, TableExploration):
        section = table_section(found.content, exploration)
        show.begin("Overview", section.lead)
        show.blocks(summary_section(found.content).parts[0].blocks[:1], key="summary")
        show.section(section, key="overview")
    else:
        events(found)
    for each in exploration.missing:
        needs(each.what, each.why, send=SEND.get(each.what, "events"))


def events(found: Opened) -> None:
    """Show an event log or an order list, as far as it was chosen."""
    orders = found.source.kind == "orders"
    show.begin("Overview", ORDERS if orders else VISITS)
    kept = explored(*found.key)
    choice = filters(kept.choices)
    looked = looked_at(*found.key, choice)
    if not looked.exploration.overview.sessions:
        st.info("No session fits this choice. Take a filter away to see some.", icon=":material/filter_alt_off:")
        return
    facts, note = period_facts(looked, found.source)
    show.facts(facts)
    st.caption(note)
    show.section(behaviour_section(found.content, looked.exploration), key="overview")


def filters(choices: Choices) -> Choice:
    """Ask which sessions to look at; all of the page goes by it."""
    with st.container(border=True, key="card-filters"):
        columns = st.columns([DAYS_WIDE, *(1 for field in ASPECTS if choices.options(field))], gap="small")
        first, last = days(columns[0], choices)
        named: dict[str, tuple[str, ...]] = {}
        for column, field in zip(columns[1:], (field for field in ASPECTS if choices.options(field)), strict=True):
            named[field] = one_filter(column, field, choices)
    return Choice(first, last, named.get("channels", ()), named.get("countries", ()), named.get("devices", ()), named.get("segments", ()))


def one_filter(column: DeltaGenerator, field: str, choices: Choices) -> tuple[str, ...]:
    """Ask for the values of one aspect; none is all."""
    options = {each.name: each.sessions for each in choices.options(field)}

    def said(name: str) -> str:
        return f"{name} ({options[name]:,})"

    return tuple(column.multiselect(TITLES[field], list(options), format_func=said, placeholder="all", key=f"filter-{field}"))


def days(column: DeltaGenerator, choices: Choices) -> tuple[str | None, str | None]:
    """Ask for the first and the last day."""
    if choices.first is None or choices.last is None:
        return None, None
    begin, end = date.fromisoformat(choices.first), date.fromisoformat(choices.last)
    said: object = column.date_input("Days", value=(begin, end), min_value=begin, max_value=end, key="filter-days", format="YYYY-MM-DD")
    chosen = list(said) if isinstance(said, tuple) else []
    if len(chosen) < BOTH or chosen == [begin, end]:
        return None, None
    return chosen[0].isoformat(), chosen[1].isoformat()


@st.cache_resource(max_entries=8, show_spinner="Opening the exploration")
def explored(token: str, folder: str, stamp: float) -> KeptExploration:
    """Return the kept exploration of an analysis, opened once a browser and version of the folder."""
    return open_kept(folder)


@st.cache_data(max_entries=64, show_spinner=False)
def looked_at(token: str, folder: str, stamp: float, choice: Choice) -> Looked:
    """Return what a choice of sessions looks like."""
    return look(explored(token, folder, stamp), choice)
