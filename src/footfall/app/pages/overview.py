"""What does the shop look like?"""

from footfall.app import show
from footfall.app.opened import Opened
from footfall.explore.table import TableExploration
from footfall.report.sections.behaviour import behaviour_section
from footfall.report.sections.summary import summary_section
from footfall.report.sections.table import table_section

__all__ = ["page"]


def page(found: Opened) -> None:
    """Show what visitors do."""
    exploration = found.content.exploration
    if isinstance(exploration, TableExploration):
        section = table_section(found.content, exploration)
    else:
        section = behaviour_section(found.content, exploration)
    show.begin("Overview", section.lead)
    for part in summary_section(found.content).parts[:1]:
        show.blocks(part.blocks, key="summary")
    show.section(section, key="overview")
