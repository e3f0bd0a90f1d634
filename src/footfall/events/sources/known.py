"""Which sources does Footfall know?

The list, in the order in which headers are compared: the most particular first. To add a source, write its file in this folder and add it
here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from footfall.events.event import COLUMNS
from footfall.events.schema import Origin, Schema
from footfall.events.sources import canonical, cdnow, rees46, retailrocket, uci_468, uci_553
from footfall.events.sources.source import Source

__all__ = ["DATA_SETS", "KNOWN", "recognise"]

KNOWN: tuple[Source, ...] = (uci_553.SOURCE, uci_468.SOURCE, cdnow.SOURCE, retailrocket.SOURCE, rees46.SOURCE, canonical.SOURCE)
"""Every source that is recognised by its header."""

DATA_SETS: Mapping[str, Source] = {source.name: source for source in KNOWN if source.publication is not None}
"""Public data sets by name."""


def recognise(columns: Iterable[str]) -> Schema | None:
    """Return the schema of the source that has these columns, or None.

    >>> recognise(["timestamp", "visitorid", "event", "itemid", "transactionid"]).name
    'retailrocket'
    """
    names = list(columns)
    source = next((source for source in KNOWN if source.recognises(names)), None)
    return None if source is None else _fitted(source, names)


def _fitted(source: Source, names: list[str]) -> Schema:
    """Return the schema without the columns that the file lacks; where any column may follow, the others become extras."""
    schema = source.schema
    if source.optional is not None:
        absent = set(source.optional) - set(names)
        return replace(schema, columns={name: origin for name, origin in schema.columns.items() if origin.column not in absent})
    spelt = {name.lower(): name for name in reversed(names)}
    columns = {name: replace(origin, column=spelt[name]) for name, origin in schema.columns.items() if name in spelt}
    return replace(schema, columns=columns, extras={name: Origin(name) for name in names if name.lower() not in COLUMNS})
