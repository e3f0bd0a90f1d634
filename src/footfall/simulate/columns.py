"""How do walks become canonical events and a table of truth?

Turns a `Trace` (numbers) into Arrow tables: the canonical columns of `events.event`, without `revenue` and `bot`, which the reader sets;
and the truth beside them. One row stands for one order: `value` is the whole order's, `quantity` its units, and `item_id`, `category`,
`brand` and `price` are given where it had a single line. Texts are dictionary columns, built once, so that a row costs a number a column.
"""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from footfall.events.event import COLUMNS, TYPES
from footfall.simulate.assortment import CATEGORIES
from footfall.simulate.crowd import Trace
from footfall.simulate.funnel import INTENTS, TYPE_NUMBER
from footfall.simulate.laws import CHANNELS, COUNTRIES, DEVICES, PERSONAS, Laws

__all__ = ["BOT_DEVICE", "CURRENCIES", "EVENT_SCHEMA", "TRUTH_SCHEMA", "UNKNOWN_CURRENCY", "event_table", "truth_table"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

UNKNOWN_CURRENCY = "???"
CURRENCIES = ("EUR", UNKNOWN_CURRENCY)
"""That of every amount, and what `dirt` puts in its place."""

BOT_DEVICE = len(DEVICES)
"""Number of the device "bot", by which some bots declare themselves; after those of visitors."""

_ARROW = {"VARCHAR": pa.string(), "BIGINT": pa.int64(), "INTEGER": pa.int32(), "DOUBLE": pa.float64()}

EVENT_SCHEMA = pa.schema([(name, _ARROW[kind]) for name, kind in COLUMNS.items() if name not in ("revenue", "bot")])
"""Columns of the events file."""

TRUTH_SCHEMA = pa.schema(
    [
        ("event_id", pa.string()),
        ("visitor_id", pa.string()),
        ("session", pa.int64()),
        ("click", pa.int64()),
        ("p", pa.float64()),
        ("purchase_ahead", pa.bool_()),
        ("persona", pa.string()),
        ("intent", pa.string()),
    ]
)
"""Columns of the truth: which event of whom, the visitor's true session number and the event's place in it (from 1), P(purchase later in
this session | this visitor's clean events so far), whether one came, and the hidden state."""

PAGES = {
    "page_view": "/", "add_to_wishlist": "/wishlist", "add_to_cart": "/cart", "remove_from_cart": "/cart", "view_cart": "/cart",
    "begin_checkout": "/checkout", "add_shipping_info": "/checkout/shipping", "add_payment_info": "/checkout/payment",
    "purchase": "/checkout/thanks", "refund": "/account/returns",
}  # fmt: skip

PRICED = ("view_item", "add_to_wishlist", "add_to_cart", "remove_from_cart", "purchase")


def event_table(trace: Trace, laws: Laws) -> pa.Table:
    """Return the events of a trace as a table of `EVENT_SCHEMA`, its texts dictionary-encoded."""
    items, rows = laws.items, len(trace)
    shown = trace.item < 0
    brands = sorted(set(items.brands))
    brand = np.array([brands.index(name) for name in items.brands])
    money = trace.cents < 0
    columns = {
        "event_id": event_ids(trace.visitor, trace.seq),
        "visitor_id": visitor_ids(trace.visitor),
        "user_id": _numbered("u", trace.visitor, ~trace.known),
        "session_id": pa.nulls(rows, pa.string()),
        "seq": pa.array(trace.seq),
        "us": pa.array(trace.second * 1_000_000),
        "utc_offset_s": pa.array(np.zeros(rows, dtype=np.int32)),
        "time_precision": _texts(np.zeros(rows, dtype=np.int64), ["second"]),
        "type": _texts(trace.kind, TYPES),
        "item_id": _texts(trace.item, items.ids, shown),
        "category": _texts(trace.category, list(CATEGORIES), trace.category < 0),
        "brand": _texts(brand[trace.item], brands, shown),
        "price": _prices(trace, laws),
        "quantity": pa.array(trace.quantity, mask=trace.quantity < 0),
        "order_id": _order_ids(trace, money),
        "value": pa.array(trace.cents / 100, mask=money),
        "currency": _texts(np.zeros(rows, dtype=np.int64), CURRENCIES),
        "page": _pages(trace, items.ids),
        "channel": _texts(trace.channel, list(CHANNELS)),
        "country": _texts(trace.country, list(COUNTRIES)),
        "device": _texts(trace.device, [*DEVICES, "bot"]),
    }
    return pa.table([columns[name] for name in EVENT_SCHEMA.names], names=EVENT_SCHEMA.names)


def truth_table(trace: Trace) -> pa.Table:
    """Return the truth about the events of a trace as a table of `TRUTH_SCHEMA`."""
    columns = [
        event_ids(trace.visitor, trace.seq),
        visitor_ids(trace.visitor),
        pa.array(trace.visit),
        pa.array(trace.click),
        pa.array(trace.chance),
        pa.array(purchase_ahead(trace)),
        _texts(trace.persona, list(PERSONAS)),
        _texts(trace.intent, INTENTS),
    ]
    return pa.table(columns, names=TRUTH_SCHEMA.names)


def purchase_ahead(trace: Trace) -> Bools:
    """Return for each event, shape (m,), whether a later event of its visit is a purchase."""
    bought = np.cumsum(trace.kind == TYPE_NUMBER["purchase"])
    last = np.append(trace.click[1:] == 1, True)
    visit = np.cumsum(np.append(False, last[:-1]))
    return np.asarray(bought[last][visit] > bought)


def event_ids(visitor: Ints, seq: Ints) -> pa.Array:
    """Return ids such as ``e00000042-00007``: the visitor's number and that of the event."""
    return _fixed([b"e", _digits(visitor, 8), b"-", _digits(seq, 5)], len(visitor))


def visitor_ids(visitor: Ints) -> pa.Array:
    """Return ids such as ``v00000042``."""
    return _numbered("v", visitor)


def _numbered(letter: str, number: Ints, hidden: Bools | None = None) -> pa.Array:
    return _masked(_fixed([letter.encode(), _digits(number, 8)], len(number)), hidden)


def _order_ids(trace: Trace, hidden: Bools) -> pa.Array:
    order = np.maximum(trace.order, 0)
    return _masked(_fixed([b"o", _digits(trace.visitor, 8), b"-", _digits(order, 3)], len(trace)), hidden)


def _masked(texts: pa.Array, hidden: Bools | None) -> pa.Array:
    if hidden is None:
        return texts
    valid = pa.array(~hidden).buffers()[1]
    return pa.StringArray.from_buffers(len(texts), texts.buffers()[1], texts.buffers()[2], valid)


def _digits(number: Ints, width: int) -> NDArray[np.uint8]:
    """Return decimal digits as text bytes, shape (m, width)."""
    out = np.empty((len(number), width), dtype=np.uint8)
    rest = number.astype(np.uint32)
    for place in range(width - 1, -1, -1):
        rest, digit = np.divmod(rest, np.uint32(10))
        out[:, place] = digit + ord("0")
    return out


def _fixed(parts: Sequence[bytes | NDArray[np.uint8]], rows: int) -> pa.Array:
    """Return texts of one length from constant letters and columns of letters."""
    columns = [np.tile(np.frombuffer(part, dtype=np.uint8), (rows, 1)) if isinstance(part, bytes) else part for part in parts]
    letters = np.concatenate(columns, axis=1)
    offsets = np.arange(rows + 1, dtype=np.int32) * letters.shape[1]
    return pa.StringArray.from_buffers(rows, pa.py_buffer(offsets), pa.py_buffer(letters.tobytes()))


def _texts(number: Ints, names: Sequence[str], hidden: Bools | None = None) -> pa.Array:
    codes = pa.array(number.astype(np.int32), mask=hidden)
    return pa.DictionaryArray.from_arrays(codes, pa.array(names, pa.string()))


def _prices(trace: Trace, laws: Laws) -> pa.Array:
    priced = np.isin(trace.kind, [TYPE_NUMBER[name] for name in PRICED]) & (trace.item >= 0)
    return pa.array(laws.items.cents[trace.item] / 100, mask=~priced)


def _pages(trace: Trace, items: Sequence[str]) -> pa.Array:
    """Return the path of the page that each event happened on."""
    plain = sorted(set(PAGES.values()))
    lists, searches = ([f"/{place}/{name}" for name in CATEGORIES] for place in ("category", "search"))
    names = [*plain, *lists, *searches, *(f"/item/{item}" for item in items)]
    page = np.array([plain.index(PAGES.get(name, "/")) for name in TYPES])[trace.kind]
    first_list, first_search, first_item = np.cumsum([len(plain), len(lists), len(searches)])
    page = np.where(trace.kind == TYPE_NUMBER["view_item_list"], first_list + trace.category, page)
    page = np.where(trace.kind == TYPE_NUMBER["search"], first_search + trace.category, page)
    page = np.where(trace.kind == TYPE_NUMBER["view_item"], first_item + trace.item, page)
    return _texts(page, names)
