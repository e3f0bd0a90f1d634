"""What are they worth? Expected revenue with its interval, and the weeks ahead."""

from footfall.app import show
from footfall.app.opened import Opened
from footfall.app.pages.who import one_target
from footfall.report.sections.forecast import forecast_sections
from footfall.report.sections.targets import amount_section

__all__ = ["page"]


def page(found: Opened) -> None:
    """Show the amounts and the forecast."""
    section = amount_section(found.content)
    show.begin(section.title, section.lead)
    one_target(section, key="worth")
    ahead = found.kept.forecast
    if ahead is None:
        show.banner("caution", "No forecast of the weeks ahead", found.kept.no_forecast)
        return
    for each in forecast_sections(ahead):
        show.section(each, key=each.id)
