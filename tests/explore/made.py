"""Small event logs, written out by hand, cut into visits."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from footfall.engines.duckdb import Engine, quote
from footfall.events.event import COLUMNS, DAY_US
from footfall.events.log import EventLog, SourceInfo
from footfall.explore.browsing import Browsing, prepare
from footfall.sessions.batch import Visits, cut
from footfall.settings import Settings

__all__ = ["HOUR_US", "MINUTE_US", "SHOP", "browsing", "event", "shop", "visits"]

MINUTE_US = 60_000_000
HOUR_US = 60 * MINUTE_US

Cell = str | int | float | bool | None
Row = Mapping[str, Cell]

SHOP = SourceInfo(
    "shop",
    knows_visitors=True,
    has_purchases=True,
    has_revenue=True,
    has_refunds=True,
    currency="EUR",
    first="2024-01-01",
    last="2024-01-20",
)


def event(session: str, type: str = "view_item", *, day: int = 0, minute: float = 0.0, **more: Cell) -> Row:
    """One event, `day` days after Monday 2024-01-01 UTC."""
    us = (19_723 + day) * DAY_US + int(minute * MINUTE_US)
    return {
        "session_id": session,
        "visitor_id": f"v{session[0]}",
        "type": type,
        "us": us,
        "utc_offset_s": 0,
        "bot": False,
        "time_precision": "second",
        **more,
    }


def visits(rows: Sequence[Row], source: SourceInfo = SHOP) -> Visits:
    """Cut a log into visits; the engine lives as long as they do."""
    engine = Engine(threads=1)
    frame = pd.DataFrame([{"event_id": f"e{at:04}", "seq": at, **row} for at, row in enumerate(rows)])
    engine.register("given", frame)
    columns = ", ".join(f"CAST({quote(name) if name in frame else 'NULL'} AS {kind}) AS {quote(name)}" for name, kind in COLUMNS.items())
    engine.run(f"CREATE TABLE events AS SELECT {columns} FROM given")
    return cut(EventLog(engine, "events", source, "quarantine"), Settings())


def browsing(rows: Sequence[Row], source: SourceInfo = SHOP) -> Browsing:
    """Cut a log and make the tables that every question reads."""
    return prepare(visits(rows, source))


def shop() -> list[Row]:
    """Three visitors, five sessions: a comes back in week 2 and buys twice in one day, b only looks, c leaves a cart."""
    look: dict[str, Any] = {"item_id": "i1", "category": "shoes", "price": 20.0, "country": "PL", "channel": "email", "device": "mobile"}
    hat: dict[str, Any] = {"item_id": "i2", "category": "hats", "price": 5.0, "country": "PL"}
    return [
        event("a1", **look), event("a1", "add_to_cart", minute=1, **look), event("a1", "begin_checkout", minute=2),
        event("a1", "purchase", minute=3, item_id="i1", category="shoes", order_id="o1", value=20.0, revenue=20.0),
        event("b1", day=1, **hat), event("b1", day=1, minute=10, **look),
        event("a2", day=8, **hat), event("a2", "purchase", day=8, minute=5, order_id="o2", value=5.0, revenue=5.0),
        event("a2", "purchase", day=8, minute=6, order_id="o3", value=7.0, revenue=7.0),
        event("c1", day=9, minute=90, **look), event("c1", "add_to_cart", day=9, minute=91, **look),
        event("c2", "page_view", day=20, minute=600, country="DE"),
        event("a2", "refund", day=8, minute=9, order_id="o2", value=-5.0),
        {**event("x1", day=2, **look), "bot": True}, event("x1", day=2, minute=1, **look),
    ]  # fmt: skip
