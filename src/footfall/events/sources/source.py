"""What is a source that Footfall knows?

`Source`: the header by which it is recognised, the schema by which it is read, and, for a public data set, where it is published. One
source is one file of this folder; `known` lists them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from footfall.events.schema import Schema

__all__ = ["Publication", "Source"]


@dataclass(frozen=True, slots=True)
class Publication:
    """Where a public data set comes from.

    Parameters
    ----------
    address
        Its publisher's address.
    file
        Name under which Footfall looks for it, and keeps it.
    also
        Other names under which people keep it.
    sha256
        Of the data file inside.
    rows_sha256
        Of its rows below the header, fields joined by commas and rows by line feeds: another copy of the file with the same rows is
        as good. Empty: the file's own hash must fit.
    """

    address: str
    file: str
    also: tuple[str, ...]
    sha256: str
    rows_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A source that is recognised by its header.

    Parameters
    ----------
    header
        Columns that it must have.
    schema
        How they map to the event; its `name` is the source's.
    optional
        Further columns that it may have. Any other column means that it is something else; None: any may follow.
    publication
        Where it is published, for a named data set.
    """

    header: tuple[str, ...]
    schema: Schema
    optional: tuple[str, ...] | None = ()
    publication: Publication | None = None

    @property
    def name(self) -> str:
        """Name of the source."""
        return self.schema.name or ""

    def recognises(self, columns: Iterable[str]) -> bool:
        """Tell whether these are the columns of this source."""
        found = set(columns)
        if not found.issuperset(self.header):
            return False
        return self.optional is None or found.issubset({*self.header, *self.optional})
