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
    from footfall.analysis.compare import compare
    from footfall.analysis.forecast import forecast
    from footfall.analysis.summary import Summary
    from footfall.dataset.dataset import Dataset
    from footfall.engines.duckdb import Engine
    from footfall.errors import FootfallError
    from footfall.events.event import Event
    from footfall.events.log import EventLog, SessionTable
    from footfall.events.read import read as read_events
    from footfall.expr import event, extra
    from footfall.features.catalog import catalogue
    from footfall.features.explain import explain
    from footfall.features.feature import Feature, FeatureSet, Ratio
    from footfall.scoring.score import score
    from footfall.sessions.batch import Visits, cut
    from footfall.settings import Settings
    from footfall.simulate.shop import simulate
    from footfall.targets.target import Target

__version__ = "0.1.0"

_HOMES = {
    "Dataset": "footfall.dataset.dataset",
    "Engine": "footfall.engines.duckdb",
    "Event": "footfall.events.event",
    "EventLog": "footfall.events.log",
    "Feature": "footfall.features.feature",
    "FeatureSet": "footfall.features.feature",
    "FootfallError": "footfall.errors",
    "Ratio": "footfall.features.feature",
    "SessionTable": "footfall.events.log",
    "Settings": "footfall.settings",
    "Summary": "footfall.analysis.summary",
    "Target": "footfall.targets.target",
    "Visits": "footfall.sessions.batch",
    "analyze": "footfall.analysis.analyze",
    "catalogue": "footfall.features.catalog",
    "compare": "footfall.analysis.compare",
    "cut": "footfall.sessions.batch",
    "event": "footfall.expr",
    "explain": "footfall.features.explain",
    "extra": "footfall.expr",
    "forecast": "footfall.analysis.forecast",
    "score": "footfall.scoring.score",
    "simulate": "footfall.simulate.shop",
}

__all__ = [
    "Dataset",
    "Engine",
    "Event",
    "EventLog",
    "Feature",
    "FeatureSet",
    "FootfallError",
    "Ratio",
    "SessionTable",
    "Settings",
    "Summary",
    "Target",
    "Visits",
    "__version__",
    "analyze",
    "catalogue",
    "compare",
    "cut",
    "event",
    "explain",
    "extra",
    "forecast",
    "read_events",
    "score",
    "simulate",
]


def __getattr__(name: str) -> Any:
    """Import a public name on first use."""
    if name == "read_events":  # called `read` at home
        return import_module("footfall.events.read").read
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'footfall' has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the public names."""
    return list(__all__)
