"""Footfall: from a shop's raw clicks to who will buy, what they are worth and who they are.

>>> import footfall as ff
>>> ff.Settings(timezone="Europe/Warsaw").timezone
'Europe/Warsaw'

Names are imported when first used, so that ``import footfall`` costs nothing.
"""

from importlib import import_module

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
    "cut": "footfall.sessions.batch",
    "event": "footfall.expr",
    "explain": "footfall.features.explain",
    "extra": "footfall.expr",
    "score": "footfall.scoring.score",
    "simulate": "footfall.simulate.shop",
}

__all__ = ["__version__", "read_events", *sorted(_HOMES)]  # noqa: PLE0604


def __getattr__(name: str) -> object:
    """Import a public name on first use."""
    if name == "read_events":
        return import_module("footfall.events.read").read
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'footfall' has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the public names."""
    return list(__all__)
