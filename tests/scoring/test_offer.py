"""Is what may be clicked what the data holds, without anybody in it?"""

from pathlib import Path

import pandas as pd
import pytest

from footfall.engines.duckdb import Engine
from footfall.errors import UsageError
from footfall.events.log import EventLog, SessionTable, SourceInfo
from footfall.events.read import read
from footfall.scoring.offer import Choice, Column, EventType, Offer, keep_offer, read_offer, table_offer, visit_offer
from footfall.sessions.batch import cut
from footfall.settings import Settings

MINUTE = 60_000_000
START = 1_772_362_800_000_000
"""2026-03-01 11:00 UTC."""


def event(number: int, kind: str, item: str | None = None, **more: str | float | int | None) -> dict[str, object]:
    known = {"event_id": f"e{number}", "visitor_id": "ann@shop.eu", "us": START + number * MINUTE, "type": kind, "item_id": item}
    return {**known, "price": 10.0 if item else None, "value": None, "order_id": None, "page": None, "channel": "email", **more}


EVENTS = (
    event(1, "view_item", "hat", page="/hat", colour="red", email="ann@shop.eu"),
    event(2, "view_item", "hat", page="/hat", colour="red", email="ann@shop.eu"),
    event(4, "view_item", "hat", page="/sale", colour="blue", price=8.0, channel="direct"),
    event(5, "view_item", "bag", page="/bag", colour="blue"),
    event(7, "add_to_cart", "bag", page="/cart"),
    event(8, "add_to_cart", "bag", page="/cart"),
    event(9, "purchase", None, value=20.0, order_id="o1"),
)


def offered(folder: Path) -> Offer:
    pd.DataFrame(EVENTS).to_parquet(folder / "log.parquet")
    with Engine(threads=1) as engine:
        settings = Settings(threads=1, currency="EUR", timezone="Europe/Warsaw")
        log = read(str(folder / "log.parquet"), engine=engine, settings=settings)
        assert isinstance(log, EventLog)
        return visit_offer(cut(log, settings))


def test_an_item_keeps_what_its_events_usually_carry(tmp_path: Path) -> None:
    offer = offered(tmp_path)
    assert [(item.item_id, item.views) for item in offer.items] == [("hat", 3), ("bag", 1)]
    assert dict(offer.items[0].usual) == {"price": 10.0, "page": "/hat", "colour": "red"}
    assert offer.items[1].usual["page"] == "/bag", "where it is viewed, not put in the cart"
    assert offer.channels == (Choice("email", 6), Choice("direct", 1))
    assert offer.usual_gap_us == MINUTE


def test_types_say_what_they_carry_and_time_begins_after_the_data(tmp_path: Path) -> None:
    offer = offered(tmp_path)
    assert offer.types == (
        EventType("view_item", 4, with_item=True), EventType("add_to_cart", 2, with_item=True),
        EventType("purchase", 1, with_value=True, with_order=True),
    )  # fmt: skip
    assert pd.Timestamp(offer.start_us, unit="us") == pd.Timestamp("2026-03-02T11:00"), "noon in Warsaw"
    assert (offer.has_clock, offer.waits, offer.currency, offer.order_lines) == (True, True, "EUR", False)


def test_it_comes_back_as_it_was_kept_and_names_nobody(tmp_path: Path) -> None:
    offer = offered(tmp_path)
    keep_offer(offer, tmp_path)
    (tmp_path / "summary.json").write_text("{}", encoding="utf-8")
    assert read_offer(tmp_path) == offer
    assert "ann@shop.eu" not in (tmp_path / "offer.json").read_text(encoding="utf-8")


def test_columns_of_a_session_table_have_usual_values() -> None:
    frame = pd.DataFrame({
        "pages": [1.0, 4.0, 2.0, None], "share": [0.5, 0.25, 0.0, 1.0], "month": pd.Series(["May", "May", "June", None], dtype="str"),
        "bought": [True, False, False, False], "empty": [None, None, None, float("nan")],
    })  # fmt: skip
    frame["empty"] = frame["empty"].astype("float64")
    offer = table_offer(SessionTable(frame, "bought", SourceInfo("table"), {"pages": "Pages seen."}))
    assert offer.columns == (
        Column("pages", "number", "Pages seen.", 2.0, 1.0, 4.0, whole=True),
        Column("share", "number", "", 0.375, 0.0, 1.0),
        Column("month", "category", "", "May", values=(Choice("May", 2), Choice("June", 1))),
        Column("empty", "number"),
    )
    assert not offer.waits


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="is no folder"):
        read_offer(tmp_path / "x")
