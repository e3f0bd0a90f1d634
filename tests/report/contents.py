"""A whole report's content of each kind of data: a shop with revenue, proxies, an order list, a table of sessions."""

from dataclasses import replace

import numpy as np
import pandas as pd
from tests.explore.made import SHOP, Row, event, visits
from tests.explore.made import shop as shop_log
from tests.report.made import FINDINGS, amount_result, binary_result, profit, question, segments

from footfall.events.log import QualityRow, SessionTable, SourceInfo
from footfall.explore.overview import explore
from footfall.explore.table import explore_table
from footfall.report.content import Content
from footfall.report.segments import no_segments
from footfall.targets.target import Question

__all__ = ["KINDS", "NASTY", "content_of", "orders", "proxies", "sessions", "shop"]

NASTY = '<script>alert("x")</script> & <b>bold</b>'
"""A name that an item, a segment or a column may bear."""

SETTINGS = {"currency": None, "effort": "standard", "seed": 553, "timezone": "UTC"}
NOT_ASKED = "The source has no column revenue_micros."


def content_of(kind: str) -> Content:
    """The content of one kind of data."""
    return {"shop": shop, "proxies": proxies, "orders": orders, "sessions": sessions}[kind]()


KINDS = ("shop", "proxies", "orders", "sessions")


def shop() -> Content:
    """A shop with visitors, a clock, revenue, faults and a nasty item."""
    quality = (QualityRow("price is negative", 3, "price", "-4", "a.csv", 7), QualityRow("exact duplicate, dropped", 2))
    source = replace(SHOP, title="A made-up shop", events=15, sessions=6, visitors=4, quarantined=3, duplicates=2, bots=1, quality=quality)
    nasty = [
        event("d1", day=day, item_id=NASTY, category=NASTY, price=3.0, channel=NASTY, country="PL", device="mobile") for day in range(20)
    ]
    exploration = explore(visits([*shop_log(), *nasty], source))
    targets = (
        replace(binary_result(question("converts_session"), base=0.03), profit=profit()),
        binary_result(question("returns_7d"), seed=5),
        amount_result(question("revenue_session")),
    )
    return Content(source, exploration, targets, segments(), (), SETTINGS, {"read": 1.0}, "0.1.0", 553)


def proxies() -> Content:
    """Views of products with prices, by day and session: no visitors, no clock, no purchase."""
    rng = np.random.default_rng(1)
    rows: list[Row] = [
        event(f"s{number}", day=number // 4, minute=0, visitor_id=None, time_precision="day", item_id=f"A{rng.integers(9)}",
              category=("hats", "shoes", "sale")[rng.integers(3)], price=float(rng.integers(10, 80)), country="Poland")
        for number in range(120) for _ in range(int(rng.integers(1, 9)))
    ]  # fmt: skip
    source = SourceInfo(
        "clicks", title="Clicks of 2024", events=len(rows), sessions=120, first="2024-01-01", last="2024-01-30", precision="day",
        gives_sessions=True,
        has_clock=False, currency="USD", notes=("Dates only, no clock.",),
    )  # fmt: skip
    targets = (
        binary_result(question("continues"), base=0.8), binary_result(question("sale_ahead")), amount_result(question("value_ahead"),
        mean=120.0),
        replace(binary_result(question("converts_session")), not_asked="The source has no purchases.", models=(), champion=None),
        replace(amount_result(question("revenue_session")), not_asked=NOT_ASKED, models=(), champion=None),
    )  # fmt: skip
    return Content(source, explore(visits(rows, source)), targets, segments(revenue=False), FINDINGS, SETTINGS, {}, "0.1.0", 553)


def orders() -> Content:
    """Orders of customers by day."""
    rng = np.random.default_rng(2)
    rows: list[Row] = []
    for number in range(200):
        value = float(rng.integers(500, 9000)) / 100
        customer, day = int(rng.integers(60)), int(rng.integers(90))
        more: Row = {"order_id": f"o{number}", "value": value, "revenue": value, "visitor_id": f"c{customer}", "time_precision": "day"}
        rows.append({**event(f"c{customer}-{day}", "purchase", day=day), **more})
    source = SourceInfo(
        "orders", title="An order list", kind="orders", events=200, visitors=60, sessions=190, first="2024-01-01", last="2024-03-30",
        precision="day", knows_visitors=True, gives_sessions=True, has_clock=False, has_purchases=True, has_revenue=True, currency="USD",
    )  # fmt: skip
    targets = (binary_result(question("returns_30d")), amount_result(question("revenue_28d")))
    return Content(source, explore(visits(rows, source)), targets, segments(unit="customer"), (), SETTINGS, {}, "0.1.0", 553)


def sessions() -> Content:
    """Whole sessions, already summed up; no segments."""
    rng = np.random.default_rng(3)
    frame = pd.DataFrame({
        "pages": rng.integers(0, 50, 300).astype(float),
        "month": pd.Series(rng.choice(["Mar", "May", "Nov"], 300), dtype="str"),
        NASTY: rng.normal(size=300),
        "bought": rng.random(300) < 0.2,
    })  # fmt: skip
    source = SourceInfo("table", title="A table", kind="session_table", sessions=300, gives_sessions=True, has_clock=False, precision="day")
    table = SessionTable(frame, "bought", source, {"pages": "Pages seen.", "bought": "True where it ended in an order."})
    result = replace(binary_result(Question("bought", "binary", "", "True where it ended in an order.")), early=())
    return Content(source, explore_table(table), (result,), no_segments("row", "Too few rows."), FINDINGS[1:], SETTINGS, {}, "0.1.0", 553)
