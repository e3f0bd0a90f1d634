"""Which column of a file is which column of the event?

`Schema` says it, for a built-in source or from a `schema.toml`. It reads no data: `staging` turns a schema into SQL.

A ``schema.toml``::

    [source]
    name = "my-shop"              # default: the file's stem
    currency = "EUR"              # of every amount, where no column says
    knows_visitors = true         # false: visitors are not known, and none is invented
    orders = "orders"             # one row an order with its whole `value`; "lines": one row an order line, every line counts
    duplicates = "drop"           # "keep": equal rows are different events (an order list without order numbers)
    kind = "events"               # "orders": no browsing; "session_table": whole sessions, with target = "column"
    delimiter = ";"               # default: found out
    encoding = "cp1250"           # default: found out
    precision = "minute"          # default: found out

    [columns]                     # canonical column = column of the file
    visitor_id = "user"
    us = { column = "timestamp", unit = "ms" }      # s, ms, us, iso, or a format such as "%d.%m.%Y %H:%M"; timezone = "Europe/Warsaw"
    type = { column = "event", map = { view = "view_item", addtocart = "add_to_cart", transaction = "purchase" } }
    price = { column = "amount", decimal = "," }
    channel = { value = "web" }   # the same for every row

    [extras]                      # columns of your own, with their SQL type
    colour = "colour"
    list_position = { column = "pos", type = "BIGINT" }   # place in its list, 1 at the top: features read it
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, cast

from footfall.errors import SchemaError, SourceError, Where
from footfall.events.event import COLUMNS, PRECISIONS
from footfall.events.log import SourceKind

__all__ = ["EXTRA_TYPES", "MAPPABLE", "Origin", "Schema", "load", "near"]

MAPPABLE = tuple(name for name in COLUMNS if name not in ("revenue", "bot"))
"""Canonical columns that a source may fill; `revenue` and `bot` are Footfall's own."""

EXTRA_TYPES = ("VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN")
"""SQL types that an extra column may have."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one column of the event comes from: a column of the file, the same value for every row, or (built-in sources) SQL.

    Parameters
    ----------
    column
        Column of the file.
    value
        The same value for every row.
    unit
        Of `us` only: ``s``, ``ms``, ``us``, ``iso`` or a strptime format.
    timezone
        Of `us` only: IANA zone of times that carry none.
    decimal
        Of numbers only: the decimal mark, ``.`` or ``,``.
    map
        Values of the file and what they mean; values that are not named stay as they are.
    type
        Of an extra column only: its SQL type.
    sql
        Built-in sources only: SQL over the file's columns, in place of `column`; `column` then names what an error should show.
    """

    column: str | None = None
    value: str | int | float | None = None
    unit: str | None = None
    timezone: str | None = None
    decimal: str = "."
    map: Mapping[str, str] = field(default_factory=dict)
    type: str | None = None
    sql: str | None = None


@dataclass(frozen=True, slots=True)
class Schema:
    """How a source's columns map to the event. The fields are those of ``[source]`` in a ``schema.toml`` (see the module)."""

    columns: Mapping[str, Origin]
    extras: Mapping[str, Origin] = field(default_factory=dict)
    name: str | None = None
    title: str = ""
    licence: str = ""
    kind: SourceKind = "events"
    target: str | None = None
    currency: str | None = None
    knows_visitors: bool | None = None
    orders: Literal["orders", "lines"] = "orders"
    duplicates: Literal["drop", "keep"] = "drop"
    delimiter: str | None = None
    encoding: str | None = None
    precision: str | None = None
    categories: tuple[str, ...] = ()
    docs: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def used(self) -> set[str]:
        """Columns of the file that the schema names (without those inside built-in SQL)."""
        origins = [*self.columns.values(), *self.extras.values()]
        return {origin.column for origin in origins if origin.column is not None and origin.sql is None}


SOURCE_KEYS = {"name", "title", "licence", "currency", "knows_visitors", "orders", "duplicates", "kind", "target", "delimiter", "encoding",
               "precision", "categories"}  # fmt: skip
CHOICES = {
    "orders": ("orders", "lines"),
    "duplicates": ("drop", "keep"),
    "kind": ("events", "orders", "session_table"),
    "precision": PRECISIONS,
}
ORIGIN_KEYS = {f.name for f in fields(Origin)} - {"sql"}


def near(name: str, known: list[str] | tuple[str, ...] | set[str]) -> str:
    """Return `` Did you mean "x"?`` for the nearest of `known`, or nothing.

    >>> near("visitorid", ["visitor_id", "type"])
    ' Did you mean "visitor_id"?'
    """
    by_lower = {each.lower(): each for each in sorted(known)}
    found = get_close_matches(name.lower(), list(by_lower), n=1)
    return f' Did you mean "{by_lower[found[0]]}"?' if found else ""


def load(path: Path) -> Schema:
    """Read a ``schema.toml``.

    Raises
    ------
    SourceError
        When the file cannot be read.
    SchemaError
        When it is not TOML, or a key, a column or a choice in it is unknown.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SourceError(
            f"{path} cannot be read: {error.strerror}.", where=Where(file=str(path)), remedy="Give --schema an existing file."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SchemaError(f"{path} is not valid TOML: {error}.", where=Where(file=str(path)), remedy="Correct that line.") from error
    return _Reader(str(path)).schema(document)


class _Reader:
    """Turns a TOML document into a `Schema`, and says where it is wrong."""

    def __init__(self, file: str) -> None:
        self.file = file

    def fail(self, what: str, column: str, remedy: str) -> SchemaError:
        return SchemaError(what, where=Where(file=self.file, column=column), remedy=remedy.strip())

    def known(self, name: str, known: set[str] | tuple[str, ...], what: str) -> None:
        if name not in known:
            raise self.fail(f'"{name}" is not {what}.', name, f"{near(name, known)} Known: {', '.join(sorted(known))}.")

    def schema(self, document: dict[str, object]) -> Schema:
        for key in document:
            self.known(key, {"source", "columns", "extras"}, "a table of schema.toml")
        columns = {name: self.column(name, given) for name, given in self.table(document, "columns").items()}
        extras = {name: self.extra(name, given) for name, given in self.table(document, "extras").items()}
        return self.about(replace(Schema(columns), extras=extras), self.table(document, "source"))

    def table(self, document: dict[str, object], name: str) -> dict[str, object]:
        found = document.get(name, {})
        if not isinstance(found, dict):
            raise self.fail(f'"{name}" is not a table.', name, f"Write it as [{name}].")
        return cast("dict[str, object]", found)

    def about(self, schema: Schema, source: dict[str, object]) -> Schema:
        for key, value in source.items():
            self.known(key, SOURCE_KEYS, "a key of [source]")
            wanted = bool if key == "knows_visitors" else list if key == "categories" else str
            if not isinstance(value, wanted):
                raise self.fail(f"{key} = {value!r} is not a {wanted.__name__}.", key, f"Give {key} a {wanted.__name__}.")
            if key in CHOICES:
                self.known(str(value), CHOICES[key], f"a choice for {key}")
            if key == "categories":
                value = tuple(str(each) for each in cast("list[object]", value))
            schema = replace(schema, **{key: value})  # type: ignore[arg-type]
        return schema

    def column(self, name: str, given: object) -> Origin:
        self.known(name, MAPPABLE, "a column of the event that a source can fill")
        origin = self.origin(name, given)
        if name == "us" and origin.column is None:
            raise self.fail("Time needs a column.", name, 'Write us = { column = "...", unit = "..." }.')
        return origin

    def extra(self, name: str, given: object) -> Origin:
        if name.lower() in COLUMNS:
            raise self.fail(
                f'"{name}" is a column of the event, not an extra.', name, "Put it under [columns], or give the extra another name."
            )
        origin = self.origin(name, given)
        self.known(origin.type or "VARCHAR", EXTRA_TYPES, f"a type for the extra {name}")
        return origin

    def origin(self, name: str, given: object) -> Origin:
        if isinstance(given, str):
            return Origin(column=given)
        if not isinstance(given, dict):
            raise self.fail(f"{name} = {given!r} is neither a column nor a table.", name, f'Write {name} = "column of the file".')
        for key in given:
            self.known(str(key), ORIGIN_KEYS, f"a key of {name}")
        if ("column" in given) == ("value" in given):
            raise self.fail(f"{name} needs a column or a value, and only one of them.", name, f'Write {name} = {{ column = "..." }}.')
        mapping = given.get("map", {})
        if not isinstance(mapping, dict):
            raise self.fail(f"The map of {name} is not a table.", name, 'Write map = { theirs = "ours" }.')
        given = {**given, "map": {str(theirs): str(ours) for theirs, ours in mapping.items()}}
        return Origin(**given)
