"""What may be clicked in a visit that somebody makes up, and what may be filled into a row?

`Offer`: the event types, products, channels, devices and countries of an analysis's events with what a click on each product usually
carries, or the columns of its session table with their usual values. `analyze` keeps it as ``offer.json``, so that a page can offer "view
product X" without the data. It holds no visitor, and of the source's own columns only those that features read. It scores nothing.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
from pydantic import TypeAdapter, ValidationError

from footfall.engines.duckdb import quote
from footfall.errors import SourceError, UsageError, Where
from footfall.events.event import DAY_US
from footfall.events.log import SessionTable, SourceKind
from footfall.events.zones import offset_s, zone
from footfall.features.catalog import FEATURES
from footfall.sessions.batch import Visits

__all__ = ["FILE", "SCHEMA_VERSION", "Choice", "Column", "EventType", "Item", "Offer", "Scalar", "keep_offer", "read_offer", "table_offer",
           "visit_offer"]  # fmt: skip

FILE = "offer.json"
SCHEMA_VERSION = 1
ITEMS = 500
"""Products that are offered, the most viewed first: a list that can still be searched by eye, in some 100 KB."""
CHOICES = 50
"""Most channels, devices or countries, and values of a category, that are offered."""
TYPES = 100
"""Most event types that are offered."""
CARRIED = ("category", "brand", "price_micros", "page")
"""Columns of the event whose usual value an item keeps, beside the source's own columns that features read."""
AGAIN = "Name the folder that `footfall analyze SOURCE --out DIR` wrote, or analyse again."

Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a channel, device, country or category, and the number of events (of a session table: rows) that hold it."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class EventType:
    """An event type in use: how many events, and whether most of them name an item, a value of their own, an order."""

    name: str
    count: int
    with_item: bool = False
    with_value: bool = False
    with_order: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A product: its views, and what an event about it usually carries (``category``, ``brand``, ``price``, own columns), a view its
    ``page``.
    """

    item_id: str
    views: int
    usual: Mapping[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a session table.

    Parameters
    ----------
    name, doc
        As the source spells it, and its sentence where it has one.
    kind
        ``number`` or ``category``.
    usual
        The median of a number, the commonest value of a category; None where nothing is known.
    low, high
        The least and the greatest number; None for a category.
    values
        Of a category, commonest first (`CHOICES` at most).
    whole
        Whether every number is whole.
    """

    name: str
    kind: Literal["number", "category"]
    doc: str = ""
    usual: float | str | None = None
    low: float | None = None
    high: float | None = None
    values: tuple[Choice, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be clicked or filled in.

    Parameters
    ----------
    kind
        ``events``, ``orders`` (an order list: no browsing) or ``session_table``.
    of_column
        Whether a column of the log itself was asked for, so that no model looks at a visit.
    precision
        The coarsest clock of the events.
    currency, has_revenue
        ISO 4217 code of amounts, and whether the data has order values.
    knows_visitors, gives_sessions
        As of `events.log.SourceInfo`.
    order_lines
        Whether a purchase without a value counts as price times quantity, one row an order line.
    start_us
        When a visit begins that says nothing else: noon (midnight, where there are only dates) of the shop's day after the last event;
        UTC epoch microseconds.
    usual_gap_us
        Median time between two events of a visit; 0 where there are only dates.
    extras
        The source's own columns with their SQL types.
    types, items, channels, devices, countries
        The commonest first.
    columns
        Of a session table.
    """

    kind: SourceKind
    of_column: bool = False
    precision: str = "second"
    currency: str | None = None
    has_revenue: bool = False
    knows_visitors: bool = False
    gives_sessions: bool = False
    order_lines: bool = False
    start_us: int = 0
    usual_gap_us: int = 0
    extras: Mapping[str, str] = field(default_factory=dict)
    types: tuple[EventType, ...] = ()
    items: tuple[Item, ...] = ()
    channels: tuple[Choice, ...] = ()
    devices: tuple[Choice, ...] = ()
    countries: tuple[Choice, ...] = ()
    columns: tuple[Column, ...] = ()
    schema_version: int = SCHEMA_VERSION

    @property
    def has_clock(self) -> bool:
        """Whether the events know more than dates."""
        return self.precision != "day"

    @property
    def waits(self) -> bool:
        """Whether letting time pass can change anything: not where there are only dates and no visitor comes back."""
        return self.kind != "session_table" and (self.has_clock or self.knows_visitors)


def visit_offer(visits: Visits) -> Offer:
    """Return what may be clicked, from the events of an analysis, bots left out; two passes over them."""
    engine, source = visits.engine, visits.source
    events = f"(SELECT * FROM {visits.table} WHERE NOT bot) AS events"
    last, lines = engine.row(f"""
        SELECT max(us), count(*) FILTER (type = 'purchase' AND revenue_micros IS NOT NULL AND value_micros IS NULL) FROM {events}""")
    gap = engine.integer(f"SELECT CAST(median(gap_us) AS BIGINT) FROM {events} WHERE gap_us > 0") if source.has_clock else 0
    return Offer(
        kind=source.kind, precision=source.precision, currency=source.currency, has_revenue=source.has_revenue,
        knows_visitors=source.knows_visitors, gives_sessions=source.gives_sessions, order_lines=bool(lines),
        start_us=_start(int(last or 0), source.timezone or "UTC", has_clock=source.has_clock), usual_gap_us=gap,
        extras=dict(source.extras), types=_types(visits, events), items=_items(visits, events),
        channels=_choices(visits, "channel", events), devices=_choices(visits, "device", events),
        countries=_choices(visits, "country", events),
    )  # fmt: skip


def table_offer(table: SessionTable) -> Offer:
    """Return what may be filled into a row of a session table, its target left out."""
    columns = tuple(_column(table.frame[name], str(name), table) for name in table.frame if name != table.target)
    return Offer(kind="session_table", of_column=table.of_log, currency=table.source.currency, columns=columns)


def keep_offer(offer: Offer, folder: Path) -> None:
    """Write an offer into the folder of an analysis."""
    text = json.dumps(asdict(offer), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    (folder / FILE).write_text(text + "\n", encoding="utf-8")


def read_offer(folder: Path) -> Offer:
    """Read the offer of a finished analysis.

    Raises
    ------
    UsageError
        When the folder is no analysis.
    SourceError
        When it was analysed before offers were kept, or its offer is damaged or of another version.
    """
    path = folder / FILE
    if not (folder / "summary.json").is_file():
        gone = not folder.exists()
        what = "does not exist" if gone else "is no folder" if not folder.is_dir() else "is no analysis: it has no summary.json"
        raise UsageError(f"{folder} {what}.", where=Where(str(folder)), remedy=AGAIN)
    if not path.is_file():
        raise SourceError(
            f"{folder} has no {FILE}: another version of Footfall analysed it.", where=Where(str(folder)), remedy="Analyse again."
        )
    try:
        text = path.read_text(encoding="utf-8")
        record = json.loads(text)
        version = record.get("schema_version") if isinstance(record, dict) else None
        if version != SCHEMA_VERSION:
            what = f"{path} is of schema_version {version}; this Footfall reads {SCHEMA_VERSION}."
            raise SourceError(what, where=Where(str(path)), remedy="Use the Footfall that wrote it, or analyse again.")
        return _reader().validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise SourceError(f"{path} is no offer: {place}: {first['msg']}.", where=Where(str(path), column=place), remedy=AGAIN) from error
    except (OSError, ValueError) as error:
        if isinstance(error, SourceError):
            raise
        raise SourceError(f"{path} cannot be read: {error}.", where=Where(str(path)), remedy=AGAIN) from error


@cache
def _reader() -> TypeAdapter[Offer]:
    return TypeAdapter(Offer)


def _start(last_us: int, timezone: str, *, has_clock: bool) -> int:
    """Return noon of the shop's day after a moment, or midnight UTC where there are only dates."""
    if not has_clock:
        return (last_us // DAY_US + 1) * DAY_US
    where = zone(timezone)
    local = last_us + offset_s(last_us, where) * 1_000_000
    noon = (local // DAY_US + 1) * DAY_US + DAY_US // 2
    return noon - offset_s(noon, where, local=True) * 1_000_000


def _types(visits: Visits, events: str) -> tuple[EventType, ...]:
    rows = visits.engine.rows(f"""
        SELECT type, count(*) AS n, 2 * count(item_id) > n, 2 * count(value_micros) > n, 2 * count(order_id) > n
        FROM {events} WHERE type IS NOT NULL GROUP BY type ORDER BY n DESC, type LIMIT {TYPES}""")
    return tuple(EventType(str(name), _whole(n), bool(item), bool(value), bool(order)) for name, n, item, value, order in rows)


def _items(visits: Visits, events: str) -> tuple[Item, ...]:
    """Return the most viewed products with the commonest value of what their events carry; an order's own row says little of its items."""
    known = visits.engine.columns(visits.table)
    read = {name for feature in FEATURES.features for name in feature.fields()}
    carried = [name for name in CARRIED if name in known] + sorted(name for name in visits.source.extras if name in read)
    modes = ", ".join(_mode(name) for name in carried)
    views = "count(*) FILTER (type = 'view_item')"
    browsed = "TRUE" if visits.source.kind == "orders" else "type <> 'purchase'"
    rows = visits.engine.rows(f"""
        WITH top AS (
            SELECT item_id, {views} AS views, count(*) AS n FROM {events} WHERE item_id IS NOT NULL
            GROUP BY item_id ORDER BY views DESC, n DESC, item_id LIMIT {ITEMS}
        ), usual AS (SELECT item_id, {modes} FROM {events} WHERE item_id IN (SELECT item_id FROM top) AND {browsed} GROUP BY item_id)
        SELECT top.item_id, views, {", ".join(map(quote, carried))} FROM top LEFT JOIN usual USING (item_id)
        ORDER BY views DESC, n DESC, top.item_id""")
    found = []
    for item_id, count, *values in rows:
        usual = {_called(name): _scaled(name, value) for name, value in zip(carried, values, strict=True) if _is_known(value)}
        found.append(Item(str(item_id), _whole(count), usual))
    return tuple(found)


def _mode(name: str) -> str:
    """Return SQL for the commonest value of a column; the page of a product is the one on which it is viewed."""
    viewed = " FILTER (type = 'view_item')" if name == "page" else ""
    return f"mode({quote(name)} ORDER BY {quote(name)}){viewed} AS {quote(name)}"


def _called(name: str) -> str:
    return "price" if name == "price_micros" else name


def _is_known(value: object) -> bool:
    return value is not None and not (isinstance(value, float) and not math.isfinite(value))


def _scaled(name: str, value: object) -> Scalar:
    if name == "price_micros":
        return _whole(value) / 1_000_000
    return value if isinstance(value, bool | int | float) else str(value)


def _choices(visits: Visits, column: str, events: str) -> tuple[Choice, ...]:
    rows = visits.engine.rows(f"""
        SELECT {column}, count(*) AS n FROM {events} WHERE {column} IS NOT NULL GROUP BY 1 ORDER BY n DESC, 1 LIMIT {CHOICES}""")
    return tuple(Choice(str(name), _whole(count)) for name, count in rows)


def _column(column: pd.Series, name: str, table: SessionTable) -> Column:
    doc = table.docs.get(name, "")
    if not (pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column)):
        counts = column.dropna().astype("str").value_counts().sort_index().sort_values(ascending=False, kind="stable")
        values = tuple(Choice(str(value), int(count)) for value, count in counts.head(CHOICES).items())
        return Column(name, "category", doc, values[0].name if values else None, values=values)
    known = column.to_numpy(np.float64, na_value=np.nan)
    known = known[np.isfinite(known)]
    if not len(known):
        return Column(name, "number", doc)
    whole = bool((known == np.floor(known)).all())
    return Column(name, "number", doc, float(np.median(known)), float(known.min()), float(known.max()), whole=whole)


def _whole(value: object) -> int:
    return int(value) if isinstance(value, int | float) else 0
