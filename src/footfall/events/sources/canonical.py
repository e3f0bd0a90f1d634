"""How is a file read that already has Footfall's own columns?

The simulator's files, and any file made for Footfall: the canonical columns by name, whichever of them are there; every other column
becomes an extra.
"""

from footfall.events.schema import MAPPABLE, Origin, Schema
from footfall.events.sources.source import Source

__all__ = ["SOURCE"]

SOURCE = Source(
    header=("us", "type"),
    optional=None,
    schema=Schema(columns={name: Origin(name, unit="us" if name == "us" else None) for name in MAPPABLE}),
)
"""Any file with the columns of the canonical event."""
