"""What do visitors do?

The charts of an event log or an order list, each with a title that says what it shows. What the source cannot say is left out here and
named under "What it cannot say".
"""

from footfall.explore.overview import Exploration
from footfall.report.blocks import Banner, Part, Section
from footfall.report.content import Content
from footfall.report.sections.demand import audience_charts, order_charts, price_charts, ware_charts
from footfall.report.sections.flow import flow_charts, length_charts, walk_tables
from footfall.report.sections.timing import return_charts, time_charts

__all__ = ["behaviour_section"]

NO_BROWSING = "This is an order list: it holds purchases and no browsing, so there are no sessions to follow, no funnel and no paths."


def behaviour_section(content: Content, exploration: Exploration) -> Section:
    """Return the section of an event log or an order list."""
    source = content.source
    bought = source.kind == "orders"
    parts = [
        Part("Visits", (Banner("caution", "No browsing in this data", NO_BROWSING),) if bought else length_charts(exploration)),
        Part(
            "From look to purchase" if exploration.funnel else "What follows what",
            () if bought else (*flow_charts(exploration), *walk_tables(exploration)),
        ),
        Part("When they come" if not bought else "When they order", time_charts(exploration, source)),
        Part("Orders", order_charts(exploration, source)),
        Part("Products and categories", ware_charts(exploration, source)),
        Part("Prices", price_charts(exploration, source)),
        Part("Where they come from", audience_charts(exploration, source)),
        Part("Whether they come back", return_charts(exploration, source)),
    ]
    lead = "Orders, customers and when they come back." if bought else "How visits run: how long, how far, when, and over what."
    return Section(
        "behaviour", "How customers order" if bought else "What visitors do", "Orders" if bought else "What visitors do", lead, shown(parts)
    )


def shown(parts: list[Part]) -> tuple[Part, ...]:
    """Return the parts that have something to show."""
    return tuple(part for part in parts if part.blocks)
