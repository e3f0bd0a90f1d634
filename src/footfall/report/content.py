"""What goes into the report?

`Content`: everything that an analysis found, in one record. It computes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from footfall.evaluation.result import Finding, TargetResult
from footfall.events.log import SourceInfo
from footfall.explore.overview import Exploration
from footfall.explore.table import TableExploration
from footfall.report.segments import Segments

__all__ = ["Content"]


@dataclass(frozen=True, slots=True)
class Content:
    """One analysis.

    Parameters
    ----------
    source
        What was read, and what was wrong with it.
    exploration
        What an event log looks like, or a table of whole sessions.
    targets
        What was asked, answered or not.
    segments
        Who they are.
    audit
        What the leakage audit found.
    settings
        The effective settings.
    seconds
        How long each stage took; kept out of the report, so that the same input gives the same file.
    version, seed
        Of Footfall; of everything random.
    """

    source: SourceInfo
    exploration: Exploration | TableExploration
    targets: tuple[TargetResult, ...]
    segments: Segments
    audit: tuple[Finding, ...]
    settings: Mapping[str, object]
    seconds: Mapping[str, float]
    version: str
    seed: int

    @property
    def proxies(self) -> tuple[TargetResult, ...]:
        """The targets that stand for a purchase in data that has none."""
        return tuple(result for result in self.targets if result.question.proxy)
