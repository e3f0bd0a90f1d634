"""What are they worth? Expected revenue by visitor, segment and channel with its interval, and the weeks ahead."""

import streamlit as st

from footfall.analysis.expected import amounts, expected
from footfall.app import show
from footfall.app.needed import needs
from footfall.app.opened import Opened
from footfall.app.views.who import chosen_part, left
from footfall.errors import FootfallError
from footfall.report.expected import By, Expected
from footfall.report.sections.expected import expected_blocks
from footfall.report.sections.forecast import forecast_sections
from footfall.report.sections.targets import amount_section
from footfall.report.words import target_title
from footfall.targets.catalog import TARGETS

__all__ = ["page"]

BY: dict[By, str] = {
    "segment": "Segment",
    "channel": "Channel",
    "country": "Country",
    "device": "Device",
    "rfm": "RFM group",
    "visitor": "Visitor",
}


OF_VISITS: tuple[By, ...] = ("channel", "country", "device", "visitor")
"""What visits can be told apart by as they begin; their segment is known at their end."""


def page(found: Opened) -> None:
    """Show the amounts, whom they are expected of, and the forecast."""
    section = amount_section(found.content)
    show.begin(section.title, section.lead)
    part = chosen_part(section, key="worth")
    if part is not None:
        named = next((each.question.name for each in found.content.targets if target_title(each.question) == part.title), None)
        show.proxies(each.question for each in found.content.targets if each.question.name == named)
        if named in amounts(found.folder):
            by_group(found, named)
        show.part(part, key="worth")
    left(section)
    if not found.source.has_revenue:
        needs("Expected revenue", "this data holds no order values", send="revenue")
    ahead = found.kept.forecast
    if ahead is not None:
        for each in forecast_sections(ahead):
            show.section(each, key=each.id)
    elif found.source.has_purchases:
        show.banner("caution", "No forecast of the weeks ahead", found.kept.no_forecast)
    else:
        needs("A forecast of the weeks ahead", found.kept.no_forecast, send="purchases")


def by_group(found: Opened, target: str) -> None:
    """Show what is expected of each group, grouped by what a person chooses."""
    st.subheader("Of whom it is expected", anchor=False)
    declared = next((each for each in TARGETS if each.name == target), None)
    options = tuple(BY) if declared is None or declared.is_of_visitors or declared.question.proxy else OF_VISITS
    by = st.segmented_control("By", options, default=options[0], required=True, format_func=BY.__getitem__, key=f"expected-by-{target}")
    try:
        with st.spinner("Adding up"):
            told = summed(*found.key, target, by or options[0])
    except FootfallError as error:
        show.failed(error)
        return
    show.blocks(expected_blocks(told), key=f"expected-{target}-{by}")


@st.cache_data(max_entries=32, show_spinner=False)
def summed(token: str, folder: str, stamp: float, target: str, by: By) -> Expected:
    """Return what is expected of each group."""
    return expected(folder, by, target=target)
