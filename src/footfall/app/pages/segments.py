"""Who are they? The segments: map, profiles, size, value, stability and what to do."""

from footfall.app import show
from footfall.app.opened import Opened
from footfall.report.sections.people import people_section

__all__ = ["page"]


def page(found: Opened) -> None:
    """Show the segments."""
    section = people_section(found.content)
    show.begin(section.title, section.lead)
    show.section(section, key="segments")
