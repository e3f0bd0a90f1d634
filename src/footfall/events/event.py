"""What is one event?

The canonical event, as a Python object (for the online path) and as a list of columns (for every table). It does not read files:
`sources` do. Names of event types are GA4's recommended e-commerce events
(https://developers.google.com/analytics/devguides/collection/ga4/reference/events).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import floor

__all__ = ["COLUMNS", "DAY_US", "PRECISIONS", "TYPES", "Event", "micros"]

DAY_US = 86_400_000_000
"""Microseconds in a day."""

TYPES = (
    "page_view", "search", "view_item_list", "view_item", "add_to_wishlist", "add_to_cart", "remove_from_cart", "view_cart",
    "begin_checkout", "add_shipping_info", "add_payment_info", "purchase", "refund",
)  # fmt: skip
"""The canonical event types. Others are kept as they are."""

PRECISIONS = ("microsecond", "millisecond", "second", "minute", "hour", "day")
"""How fine a source's clock is, finest first."""

COLUMNS: Mapping[str, str] = {
    "event_id": "VARCHAR",
    "visitor_id": "VARCHAR",
    "user_id": "VARCHAR",
    "session_id": "VARCHAR",
    "seq": "BIGINT",
    "us": "BIGINT",
    "utc_offset_s": "INTEGER",
    "time_precision": "VARCHAR",
    "type": "VARCHAR",
    "item_id": "VARCHAR",
    "category": "VARCHAR",
    "brand": "VARCHAR",
    "price": "DOUBLE",
    "quantity": "BIGINT",
    "order_id": "VARCHAR",
    "value": "DOUBLE",
    "revenue": "DOUBLE",
    "currency": "VARCHAR",
    "page": "VARCHAR",
    "channel": "VARCHAR",
    "country": "VARCHAR",
    "device": "VARCHAR",
    "bot": "BOOLEAN",
}
"""Canonical columns of an events table with their SQL types, in order. A source may add typed columns of its own after them.

`us` is UTC epoch microseconds; `price` is of one unit, `value` of the whole row, both in `currency`; `revenue` is what this row adds to
gross revenue (null on rows that add none; each order counted once, first delivery wins); `bot` is the mark as of this event.
"""


@dataclass(slots=True)
class Event:
    """One event as the online path sees it: the canonical columns, with money in integer micro-units of the currency.

    `click` and the five fields after it are set by `sessions.online`, which knows the visit; `sessions.rule` says what they are.

    Not frozen, because building frozen objects costs three times as much and this is built for every click; nothing mutates it.
    """

    event_id: str
    us: int
    type: str | None
    session_id: str | None = None
    visitor_id: str | None = None
    user_id: str | None = None
    seq: int = 0
    utc_offset_s: int = 0
    time_precision: str = "second"
    item_id: str | None = None
    category: str | None = None
    brand: str | None = None
    price_micros: int | None = None
    quantity: int | None = None
    order_id: str | None = None
    value_micros: int | None = None
    revenue_micros: int | None = None
    currency: str | None = None
    page: str | None = None
    channel: str | None = None
    country: str | None = None
    device: str | None = None
    bot: bool = False
    click: int | None = None
    gap_us: int | None = None
    visit_gap_us: int | None = None
    previous_type: str | None = None
    previous_category: str | None = None
    category_run: int | None = None
    extras: Mapping[str, str | int | float | bool | None] = field(default_factory=dict)


def micros(amount: float | None) -> int | None:
    """Return an amount of money in integer micro-units, halves rounded up, as the batch path does: ``floor(amount * 1e6 + 0.5)``.

    >>> micros(28.0), micros(None)
    (28000000, None)
    """
    return None if amount is None else floor(amount * 1_000_000 + 0.5)
