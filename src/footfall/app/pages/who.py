"""Who will buy? Scores and how far they can be trusted: target by target, with the models side by side and what drives them."""

import streamlit as st

from footfall.app import show
from footfall.app.opened import Opened
from footfall.report.blocks import Section
from footfall.report.sections.targets import binary_section

__all__ = ["one_target", "page"]


def page(found: Opened) -> None:
    """Show the yes-or-no targets, one at a time."""
    section = binary_section(found.content)
    show.begin(section.title, section.lead)
    one_target(section, key="who")


def one_target(section: Section, *, key: str) -> None:
    """Show the part of one target, chosen where there are several; what was not asked is told below."""
    told = [part for part in section.parts if part.title != "Not asked"]
    if len(told) > 1:
        titles = [part.title for part in told]
        chosen = st.segmented_control("Question", titles, default=titles[0], required=True, key=f"{key}-target")
        told = [part for part in told if part.title == chosen]
    for part in told:
        show.part(part, key=key)
    for part in section.parts:
        if part.title == "Not asked":
            show.part(part, key=key)
