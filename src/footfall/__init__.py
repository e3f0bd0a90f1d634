"""Who will buy, what are they worth, and who are they? Footfall: from a shop's raw clicks to the answers.

>>> import footfall as ff
>>> ff.Settings(timezone="Europe/Warsaw").timezone
'Europe/Warsaw'

Names are imported when first used, so that ``import footfall`` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from footfall.analysis.analyze import analyze
    from footfall.analysis.at_risk import AtRisk, at_risk
    from footfall.analysis.audience import Audience, audience
    from footfall.analysis.audit import audit
    from footfall.analysis.campaign import Campaigned, campaign
    from footfall.analysis.compare import compare
    from footfall.analysis.compared import write_compared
    from footfall.analysis.expected import Expected, expected
    from footfall.analysis.features import WrittenFeatures
    from footfall.analysis.features import features as write_features
    from footfall.analysis.forecast import forecast, write_forecast
    from footfall.analysis.ingest import Ingested, ingest
    from footfall.analysis.regroup import Regrouped, regroup
    from footfall.analysis.summary import Summary
    from footfall.dataset.dataset import Dataset
    from footfall.engines.duckdb import Engine
    from footfall.errors import FootfallError
    from footfall.evaluation.comparison import Compared
    from footfall.evaluation.result import Finding
    from footfall.events.event import Event
    from footfall.events.log import EventLog, SessionTable
    from footfall.events.read import read as read_events
    from footfall.expr import event, extra
    from footfall.features.catalog import catalogue
    from footfall.features.explain import explain
    from footfall.features.feature import Feature, FeatureSet, Ratio
    from footfall.report.forecast import Forecast
    from footfall.report.pdf import print_pdf
    from footfall.scoring.answers import Answer
    from footfall.scoring.row import RowAnswers, RowScorer
    from footfall.scoring.score import Scored, score
    from footfall.scoring.segments import assign as segment
    from footfall.scoring.visit import Moment, Visit, VisitScorer
    from footfall.sessions.batch import Visits, cut
    from footfall.settings import Settings
    from footfall.settings import load as load_settings
    from footfall.simulate.shop import SimulationInfo
    from footfall.simulate.shop import simulate as simulate_shop
    from footfall.targets.target import Target

__version__ = "0.1.0"

_HOMES = {
    "Answer": "footfall.scoring.answers",
    "AtRisk": "footfall.analysis.at_risk",
    "Audience": "footfall.analysis.audience",
    "Campaigned": "footfall.analysis.campaign",
    "Compared": "footfall.evaluation.comparison",
    "Dataset": "footfall.dataset.dataset",
    "Engine": "footfall.engines.duckdb",
    "Event": "footfall.events.event",
    "EventLog": "footfall.events.log",
    "Expected": "footfall.analysis.expected",
    "Feature": "footfall.features.feature",
    "FeatureSet": "footfall.features.feature",
    "Finding": "footfall.evaluation.result",
    "FootfallError": "footfall.errors",
    "Forecast": "footfall.report.forecast",
    "Ingested": "footfall.analysis.ingest",
    "Moment": "footfall.scoring.visit",
    "Ratio": "footfall.features.feature",
    "RowAnswers": "footfall.scoring.row",
    "RowScorer": "footfall.scoring.row",
    "Regrouped": "footfall.analysis.regroup",
    "Scored": "footfall.scoring.score",
    "SessionTable": "footfall.events.log",
    "Settings": "footfall.settings",
    "SimulationInfo": "footfall.simulate.shop",
    "Summary": "footfall.analysis.summary",
    "Target": "footfall.targets.target",
    "Visit": "footfall.scoring.visit",
    "VisitScorer": "footfall.scoring.visit",
    "Visits": "footfall.sessions.batch",
    "WrittenFeatures": "footfall.analysis.features",
    "analyze": "footfall.analysis.analyze",
    "at_risk": "footfall.analysis.at_risk",
    "audience": "footfall.analysis.audience",
    "audit": "footfall.analysis.audit",
    "campaign": "footfall.analysis.campaign",
    "catalogue": "footfall.features.catalog",
    "compare": "footfall.analysis.compare",
    "cut": "footfall.sessions.batch",
    "event": "footfall.expr",
    "expected": "footfall.analysis.expected",
    "explain": "footfall.features.explain",
    "extra": "footfall.expr",
    "forecast": "footfall.analysis.forecast",
    "ingest": "footfall.analysis.ingest",
    "load_settings": "footfall.settings",
    "print_pdf": "footfall.report.pdf",
    "read_events": "footfall.events.read",
    "regroup": "footfall.analysis.regroup",
    "score": "footfall.scoring.score",
    "segment": "footfall.scoring.segments",
    "simulate_shop": "footfall.simulate.shop",
    "write_compared": "footfall.analysis.compared",
    "write_features": "footfall.analysis.features",
    "write_forecast": "footfall.analysis.forecast",
}
_NAMED_AT_HOME = {
    "load_settings": "load",
    "read_events": "read",
    "segment": "assign",
    "simulate_shop": "simulate",
    "write_features": "features",
}
"""Names that are clear where they live and would not be here, or that a package has here already (`footfall.features`)."""

__all__ = [
    "Answer",
    "AtRisk",
    "Audience",
    "Campaigned",
    "Compared",
    "Dataset",
    "Engine",
    "Event",
    "EventLog",
    "Expected",
    "Feature",
    "FeatureSet",
    "Finding",
    "FootfallError",
    "Forecast",
    "Ingested",
    "Moment",
    "Ratio",
    "Regrouped",
    "RowAnswers",
    "RowScorer",
    "Scored",
    "SessionTable",
    "Settings",
    "SimulationInfo",
    "Summary",
    "Target",
    "Visit",
    "VisitScorer",
    "Visits",
    "WrittenFeatures",
    "__version__",
    "analyze",
    "at_risk",
    "audience",
    "audit",
    "campaign",
    "catalogue",
    "compare",
    "cut",
    "event",
    "expected",
    "explain",
    "extra",
    "forecast",
    "ingest",
    "load_settings",
    "print_pdf",
    "read_events",
    "regroup",
    "score",
    "segment",
    "simulate_shop",
    "write_compared",
    "write_features",
    "write_forecast",
]


def __getattr__(name: str) -> Any:
    """Import a public name on first use."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), _NAMED_AT_HOME.get(name, name))
    raise AttributeError(f"module 'footfall' has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the public names."""
    return list(__all__)
