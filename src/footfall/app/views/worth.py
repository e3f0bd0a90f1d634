"""What are they worth? Expected revenue with its interval, and the weeks ahead."""

from footfall.app import show
from footfall.app.needed import needs
from footfall.app.opened import Opened
from footfall.app.views.who import chosen_part, left
from footfall.report.sections.forecast import forecast_sections
from footfall.report.sections.targets import amount_section

__all__ = ["page"]


def page(found: Opened) -> None:
    """Show the amounts and the forecast."""
    section = amount_section(found.content)
    show.begin(section.title, section.lead)
    part = chosen_part(section, key="worth")
    if part is not None:
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
