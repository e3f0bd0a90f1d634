import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from footfall.events.event import COLUMNS, TYPES
from footfall.simulate.columns import EVENT_SCHEMA, TRUTH_SCHEMA, event_ids, event_table, purchase_ahead, truth_table, visitor_ids
from footfall.simulate.crowd import Trace
from footfall.simulate.funnel import TYPE_NUMBER
from footfall.simulate.laws import Laws

PURCHASE = TYPE_NUMBER["purchase"]


@pytest.fixture(scope="module")
def events(trace: Trace, laws: Laws) -> pa.Table:
    return event_table(trace, laws)


def test_columns_are_the_canonical_ones_that_a_reader_does_not_set(events: pa.Table) -> None:
    assert events.column_names == [name for name in COLUMNS if name not in ("revenue", "bot")]
    assert events.cast(EVENT_SCHEMA).schema == EVENT_SCHEMA
    assert events["session_id"].null_count == len(events)
    assert set(events["type"].unique().to_pylist()) == set(TYPES)


def test_ids_are_fixed_in_length_and_unique(events: pa.Table) -> None:
    assert event_ids(np.array([42]), np.array([7])).to_pylist() == ["e00000042-00007"]
    assert visitor_ids(np.array([90_000_000])).to_pylist() == ["v90000000"]
    assert len(events["event_id"].unique()) == len(events)


def test_rows_say_what_their_type_can_say(events: pa.Table) -> None:
    said: dict[str, set[str]] = {kind: set() for kind in TYPES}
    types = np.array(events["type"].to_pylist())
    for name in ("item_id", "category", "brand", "price", "quantity", "order_id", "value"):
        known = np.asarray(events[name].is_valid())
        for kind in TYPES:
            of_kind = types == kind
            if known[of_kind].all():
                said[kind].add(name)
            elif not known[of_kind].any():
                said[kind].add("no " + name)
    assert {"item_id", "category", "brand", "price", "no quantity", "no order_id"} <= said["view_item"]
    assert {"item_id", "price", "quantity", "no value"} <= said["add_to_cart"]
    assert {"category", "no item_id"} <= said["search"] & said["view_item_list"]
    assert {"no item_id", "no price", "no order_id"} <= said["page_view"] & said["view_cart"] & said["begin_checkout"]
    assert {"order_id", "value", "quantity"} <= said["purchase"] & said["refund"]


def test_an_order_is_one_row_whose_value_is_its_lines(events: pa.Table) -> None:
    orders = events.filter(pc.equal(events["type"].cast(pa.string()), "purchase")).to_pylist()
    assert len({row["order_id"] for row in orders}) == len(orders) > 200
    single = [row for row in orders if row["item_id"] is not None]
    assert all(row["value"] == pytest.approx(row["price"] * row["quantity"]) for row in single)
    assert 0 < len(single) < len(orders)


def test_an_account_is_made_at_the_first_payment_and_stays(events: pa.Table, trace: Trace) -> None:
    known = np.asarray(events["user_id"].is_valid())
    assert known[trace.kind == PURCHASE].all()
    same = np.diff(trace.visitor) == 0
    assert not (known[:-1] & ~known[1:] & same).any()
    assert set(trace.kind[1:][~known[:-1] & known[1:] & same]) == {TYPE_NUMBER["add_payment_info"]}


def test_pages_name_what_is_shown(events: pa.Table) -> None:
    rows = events.slice(0, 2_000).to_pylist()
    assert all(row["page"] == f"/item/{row['item_id']}" for row in rows if row["type"] == "view_item")
    assert all(row["page"] == f"/category/{row['category']}" for row in rows if row["type"] == "view_item_list")
    assert all(row["page"] == f"/search/{row['category']}" for row in rows if row["type"] == "search")
    assert {row["page"] for row in rows if row["type"] == "view_cart"} == {"/cart"}


def test_truth_is_beside_every_event(trace: Trace, events: pa.Table) -> None:
    truth = truth_table(trace)
    assert truth.cast(TRUTH_SCHEMA).schema == TRUTH_SCHEMA
    assert truth["event_id"].equals(events["event_id"])
    p = truth["p"].to_numpy()
    assert 0 < p.min() < p.max() < 1


def test_label_looks_strictly_ahead_within_the_visit(trace: Trace) -> None:
    session, kinds = np.cumsum(trace.click == 1), trace.kind == PURCHASE
    label = purchase_ahead(trace)
    for row in range(0, len(trace), 997):
        later = (session == session[row]) & (np.arange(len(trace)) > row)
        assert label[row] == kinds[later].any()
    assert label[:-1][np.append(kinds[1:], False)[:-1] & (np.diff(session) == 0)].all()
