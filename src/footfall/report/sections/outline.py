"""In what order does the report answer? The sections, in the order of a manager's questions."""

from footfall.explore.table import TableExploration
from footfall.report.blocks import Section
from footfall.report.content import Content
from footfall.report.sections.actions import actions_section
from footfall.report.sections.behaviour import behaviour_section
from footfall.report.sections.method import method_section
from footfall.report.sections.people import people_section
from footfall.report.sections.source import source_section
from footfall.report.sections.summary import summary_section
from footfall.report.sections.table import table_section
from footfall.report.sections.targets import amount_section, binary_section

__all__ = ["sections"]


def sections(content: Content) -> tuple[Section, ...]:
    """Return every section."""
    exploration = content.exploration
    return (
        summary_section(content),
        source_section(content),
        table_section(content, exploration) if isinstance(exploration, TableExploration) else behaviour_section(content, exploration),
        binary_section(content),
        amount_section(content),
        people_section(content),
        actions_section(content),
        method_section(content),
    )
