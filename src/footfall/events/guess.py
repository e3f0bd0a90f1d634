"""What might the columns of an unknown file mean?

Guesses the mapping from names and values, says what is missing, and writes a ``schema.toml`` to correct. A guess is never used without a
person having seen it: `unknown_header` makes it part of an error.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from footfall.engines.duckdb import Engine, quote, text
from footfall.errors import SchemaError, Where
from footfall.events.event import TYPES
from footfall.events.files.raw import RAW, Raw
from footfall.events.files.writer import ROW
from footfall.events.schema import Origin
from footfall.events.schema_text import write_schema
from footfall.events.staging import NULLS
from footfall.events.times import AT, EARLIEST_US, LATEST_US, clock, plausible_unit

__all__ = ["Guess", "UnknownHeader", "guess", "unknown_header"]

NAMES: Mapping[str, tuple[str, ...]] = {
    "us": ("us", "timestamp", "eventtime", "eventtimestamp", "datetime", "time", "ts", "occurredat", "createdat", "originaltimestamp",
           "servertime", "clicktime", "invoicedate", "orderdate", "date"),
    "type": ("type", "eventtype", "eventname", "event", "action", "behavior", "behaviour", "activity", "interaction"),
    "session_id": ("sessionid", "session", "usersession", "visitid", "gasessionid", "sid"),
    "visitor_id": ("visitorid", "visitor", "anonymousid", "userpseudoid", "clientid", "cookieid", "deviceid", "fullvisitorid", "userid",
                   "user", "client", "customerid", "customer", "memberid"),
    "user_id": ("userid", "customerid", "memberid", "accountid", "login"),
    "event_id": ("eventid", "messageid", "insertid", "hitid"),
    "seq": ("seq", "sequence", "hitnumber", "clicknumber"),
    "item_id": ("itemid", "productid", "sku", "item", "product", "articleid", "asin", "stockcode", "variantid"),
    "category": ("category", "categorycode", "productcategory", "itemcategory", "categoryname", "categoryid", "department"),
    "brand": ("brand", "itembrand", "manufacturer", "vendor"),
    "price": ("price", "unitprice", "itemprice", "productprice"),
    "quantity": ("quantity", "qty", "units"),
    "order_id": ("orderid", "transactionid", "invoiceno", "invoice", "order", "basketid"),
    "value": ("value", "ordervalue", "revenue", "total", "totalprice", "amount", "purchaserevenue"),
    "currency": ("currency", "currencycode"),
    "page": ("page", "pageurl", "url", "pagepath", "pagelocation", "path"),
    "channel": ("channel", "utmsource", "trafficsource", "medium", "utmmedium", "source"),
    "country": ("country", "countrycode", "geocountry"),
    "device": ("device", "devicecategory", "devicetype", "platform", "useragent"),
}  # fmt: skip
"""How other tools call the canonical columns, letters and digits only, best first. In this order they choose."""

TYPE_NAMES: Mapping[str, str] = {
    "view": "view_item", "productview": "view_item", "detail": "view_item", "viewproduct": "view_item", "click": "view_item",
    "pv": "view_item", "productviewed": "view_item", "itemview": "view_item", "pageview": "page_view", "page": "page_view",
    "cart": "add_to_cart", "addtocart": "add_to_cart", "add": "add_to_cart", "productadded": "add_to_cart", "basket": "add_to_cart",
    "removefromcart": "remove_from_cart", "remove": "remove_from_cart", "productremoved": "remove_from_cart", "fav": "add_to_wishlist",
    "wishlist": "add_to_wishlist", "search": "search", "productssearched": "search", "checkout": "begin_checkout",
    "checkoutstarted": "begin_checkout", "purchase": "purchase", "buy": "purchase", "transaction": "purchase", "order": "purchase",
    "ordercompleted": "purchase", "purchased": "purchase", "sale": "purchase", "refund": "refund", "return": "refund",
    "orderrefunded": "refund",
}  # fmt: skip
"""How other tools call the event types (Segment, RetailRocket, REES46, Taobao), letters and digits only."""

FORMATS = (
    "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y", "%m/%d/%Y %H:%M:%S", "%d/%m/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%d/%m/%Y %H:%M",
    "%m/%d/%Y", "%d/%m/%Y", "%d-%m-%Y %H:%M:%S", "%d-%m-%Y %H:%M", "%d-%m-%Y", "%Y%m%d%H%M%S", "%Y%m%d", "%d-%b-%Y %H:%M:%S", "%d %b %Y",
)  # fmt: skip
"""Formats of time that are tried on the values, where they are neither numbers nor ISO 8601."""

SAMPLE_ROWS = 1_000
SHOWN_ROWS, CELL = 8, 60
"""Rows of an unknown file that are shown, and characters of a cell."""
MOST_VALUES = 40
"""Different values that a column may have for them to be listed: no shop has more types of event."""
MOSTLY = 0.5
"""Share of rows whose value must be a known type of event for a column to be taken for the type."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A guessed mapping.

    Parameters
    ----------
    columns
        Canonical columns and where they seem to come from.
    missing
        What an event needs and no column seems to hold, in words.
    unused
        Columns of the file that seem to be none of the event's.
    values
        Of columns with few different values (at most 40): those values as text, with their rows, commonest first.
    """

    columns: Mapping[str, Origin]
    missing: tuple[str, ...]
    unused: tuple[str, ...]
    values: Mapping[str, tuple[tuple[str, int], ...]]


class UnknownHeader(SchemaError):
    """Columns that no known source has.

    Parameters
    ----------
    guess
        The best guess of the mapping, what is missing, and what is left over.
    schema_toml
        Text of a ``schema.toml`` with that guess, to be corrected and given with ``--schema``.
    columns, sample
        The columns of the file, and its first rows as text.
    """

    def __init__(
        self, what: str, *, where: Where, remedy: str, guess: Guess, schema_toml: str, columns: tuple[str, ...] = (),
        sample: tuple[tuple[str, ...], ...] = (),
    ) -> None:  # fmt: skip
        super().__init__(what, where=where, remedy=remedy)
        self.guess = guess
        self.schema_toml = schema_toml
        self.columns = columns
        self.sample = sample


def unknown_header(raw: Raw, engine: Engine) -> UnknownHeader:
    """Return the error for a file whose columns are not known, with the best guess of what they mean."""
    guessed = guess(raw, engine)
    columns = ", ".join(raw.columns)
    lacking = f" No column for {' and '.join(guessed.missing)} was found." if guessed.missing else ""
    return UnknownHeader(
        f"The columns of {raw.names[0]} are not those of a source that Footfall knows.{lacking}",
        where=Where(file=raw.names[0], line=1, example=columns[:80]),
        remedy="Save the guessed schema as schema.toml, correct it and give it with --schema.",
        guess=guessed,
        schema_toml=write_schema(guessed.columns, guessed.missing, guessed.unused, unknown_types(guessed)),
        columns=tuple(raw.columns),
        sample=first_rows(raw, engine),
    )


def unknown_types(guessed: Guess) -> tuple[str, ...]:
    """Return the values of the event's type that are none of Footfall's and of which none is guessed, commonest first."""
    origin = guessed.columns.get("type")
    values = () if origin is None or origin.column is None else guessed.values.get(origin.column, ())
    return tuple(value for value, _ in values if value not in TYPES and origin is not None and value not in origin.map)


def first_rows(raw: Raw, engine: Engine) -> tuple[tuple[str, ...], ...]:
    """Return the first rows as text, each cell cut to what can be shown."""
    cells = ", ".join(f"coalesce(left(CAST({quote(name)} AS VARCHAR), {CELL}), '')" for name in raw.columns)
    rows = engine.rows(f"SELECT {cells} FROM {RAW} ORDER BY {quote(ROW)} LIMIT {SHOWN_ROWS}")
    return tuple(tuple(str(cell) for cell in row) for row in rows)


def guess(raw: Raw, engine: Engine) -> Guess:
    """Guess what the columns of ``raw`` mean, from their names and the first values."""
    found = _by_name(list(raw.columns))
    if "us" not in found and (times := _by_value([name for name in raw.columns if name not in found.values()], engine)):
        found = {"us": times, **found}
    common = common_values(raw, engine)
    if "type" not in found and (types := _of_types({name: common[name] for name in common if name not in found.values()})):
        found["type"] = types
    columns = {name: Origin(column) for name, column in found.items()}
    if "type" in columns:
        columns["type"] = replace(columns["type"], map=_meanings([value for value, _ in common.get(found["type"], ())]))
    for name in ("us", "price", "value"):
        if name in columns:
            column = found[name]
            columns[name] = _with_values(name, columns[name], raw.columns[column], _sample(column, engine), engine)
    missing = [words for name, words in (("us", "the time (us)"), ("type", "the event's type")) if name not in columns]
    if not {"visitor_id", "session_id"} & set(columns):
        missing.append("the visitor or the session (visitor_id, session_id)")
    return Guess(columns, tuple(missing), tuple(name for name in raw.columns if name not in found.values()), common)


def common_values(raw: Raw, engine: Engine) -> dict[str, tuple[tuple[str, int], ...]]:
    """Return the values of columns with few different ones, as text, with their rows, commonest first; of all rows of the file."""
    texts = {name: f"trim(CAST({quote(name)} AS VARCHAR))" for name in raw.columns}
    about = engine.row(f"SELECT {', '.join(f'approx_count_distinct({value})' for value in texts.values())} FROM {RAW}")
    nulls = ", ".join(text(each) for each in NULLS)
    found = {}
    for (name, value), different in zip(texts.items(), about, strict=True):
        if 0 < int(different or 0) <= 2 * MOST_VALUES:  # it is off by some per cent: counted exactly where it is near
            rows = engine.rows(f"""
                SELECT {value} AS value, count(*) AS n FROM {RAW} WHERE {value} NOT IN ({nulls}) GROUP BY 1 ORDER BY n DESC, value
                LIMIT {MOST_VALUES + 1}""")
            if 0 < len(rows) <= MOST_VALUES:
                found[name] = tuple((str(each), int(n or 0)) for each, n in rows)
    return found


def _of_types(common: Mapping[str, Sequence[tuple[str, int]]]) -> str | None:
    """Return the first column most of whose rows hold a known type of event.

    >>> _of_types({"colour": [("red", 9)], "was": [("view", 5), ("buy", 1), ("?", 2)]})
    'was'
    """
    known = {name: sum(n for value, n in values if value in TYPES or _bare(value) in TYPE_NAMES) for name, values in common.items()}
    return next((name for name, values in common.items() if known[name] > MOSTLY * sum(n for _, n in values)), None)


def _meanings(values: Sequence[str]) -> dict[str, str]:
    """Return what the event types of other tools mean.

    >>> _meanings(["Buy", "purchase", "Kauf"])
    {'Buy': 'purchase'}
    """
    return {each: TYPE_NAMES[_bare(each)] for each in sorted(values) if each not in TYPES and _bare(each) in TYPE_NAMES}


def _by_name(columns: Sequence[str]) -> dict[str, str]:
    """Return the column of the file for each canonical name: the best synonym, else a near one."""
    free = {_key(name): name for name in reversed(columns)}
    found: dict[str, str] = {}
    for name, synonyms in NAMES.items():
        exact = next((synonym for synonym in synonyms if synonym in free), None)
        if exact is not None:
            found[name] = free.pop(exact)
    for name, synonyms in NAMES.items():
        if name not in found and (close := [near for synonym in synonyms[:3] for near in get_close_matches(synonym, free, 1, 0.85)]):
            found[name] = free.pop(close[0])
    return {name: found[name] for name in NAMES if name in found}


def _by_value(columns: Sequence[str], engine: Engine) -> str | None:
    """Return the first column whose values look like times."""
    return next(
        (name for name in columns if (values := _sample(name, engine)) and _readable(values, _unit(values, engine), engine) > 0.9), None
    )


def _key(name: str) -> str:
    """Return what a column is looked up by: a dotted name in whole where that is a synonym, else by its last part.

    >>> _key("device.category"), _key("properties.product_id")
    ('devicecategory', 'productid')
    """
    whole = re.sub(r"[^a-z0-9]", "", name.lower())
    return whole if any(whole in synonyms for synonyms in NAMES.values()) else _bare(name)


def _bare(name: str) -> str:
    """Return a name's letters and digits in lower case, of a dotted name the last part.

    >>> _bare("User_ID"), _bare("properties.product_id")
    ('userid', 'productid')
    """
    return re.sub(r"[^a-z0-9]", "", name.rsplit(".", 1)[-1].lower())


def _sample(column: str, engine: Engine) -> list[str]:
    rows = engine.rows(
        f"SELECT trim(CAST({quote(column)} AS VARCHAR)) AS v FROM {RAW} WHERE {quote(column)} IS NOT NULL LIMIT {SAMPLE_ROWS}"
    )
    return [str(row[0]) for row in rows if row[0]]


def _with_values(name: str, origin: Origin, kind: str, values: list[str], engine: Engine) -> Origin:
    """Add to a guessed origin what its values tell: unit of time, decimal mark."""
    if name == "us":
        return origin if kind.startswith(("DATE", "TIMESTAMP")) else replace(origin, unit=_unit(values, engine))
    commas = sum(bool(re.fullmatch(r"-?[\d.]*,\d{1,2}", value)) for value in values)
    return replace(origin, decimal=",") if commas * 2 > len(values) else origin


def _unit(values: list[str], engine: Engine) -> str:
    """Return the unit or format that reads most of the values."""
    numbers = [plausible_unit(float(value)) for value in values if re.fullmatch(r"\d+(\.\d+)?", value)]
    units = [unit for unit in numbers if unit is not None]
    if len(units) * 2 > len(values):
        return max(sorted(set(units)), key=units.count)
    return max(("iso", *FORMATS), key=lambda unit: _readable(values, unit, engine))


def _readable(values: list[str], unit: str, engine: Engine) -> float:
    """Return the share of the first values that a unit or format reads as a time of our days."""
    listed = ", ".join(text(value) for value in values[:100])
    found = clock("v", "VARCHAR", unit)
    good = f"count(*) FILTER (us BETWEEN {EARLIEST_US} AND {LATEST_US})"
    times = f"SELECT {found.us} AS us FROM (SELECT {found.at} AS {AT} FROM (SELECT unnest([{listed}]) AS v))"
    return engine.integer(f"SELECT {good} FROM ({times})") / max(len(values[:100]), 1)
