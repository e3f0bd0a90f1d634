import numpy as np

from footfall.simulate.crowd import NOTHING, Trace
from footfall.simulate.funnel import TYPE_NUMBER
from footfall.simulate.laws import FAVOURITE, Laws

LIST, VIEW, ADD, REMOVE, PURCHASE, REFUND = (
    TYPE_NUMBER[name] for name in ("view_item_list", "view_item", "add_to_cart", "remove_from_cart", "purchase", "refund")
)


def test_only_what_was_viewed_is_put_in_the_cart_and_only_what_is_in_it_is_bought(trace: Trace, laws: Laws) -> None:
    cart: list[tuple[int, int]] = []
    viewed, orders = NOTHING, 0
    for click, kind, item, quantity, cents in zip(trace.click, trace.kind, trace.item, trace.quantity, trace.cents, strict=True):
        if click == 1:
            cart, viewed = [], NOTHING
        if kind == VIEW:
            viewed = item
        elif kind == ADD:
            assert item == viewed
            cart.append((item, quantity))
        elif kind == REMOVE:
            cart.remove((item, quantity))
        elif kind == PURCHASE:
            orders += 1
            assert cents == sum(laws.items.cents[each] * units for each, units in cart)
            assert quantity == sum(units for _, units in cart)
            assert item == (cart[0][0] if len(cart) == 1 else NOTHING)
            cart = []
    assert orders > 200


def test_refunds_send_back_the_last_order_once_and_in_time(trace: Trace) -> None:
    last: dict[int, tuple[int, int, int]] = {}
    refunds = 0
    for row in np.flatnonzero((trace.kind == PURCHASE) | (trace.kind == REFUND)):
        visitor = int(trace.visitor[row])
        if trace.kind[row] == PURCHASE:
            last[visitor] = (int(trace.order[row]), int(trace.cents[row]), int(trace.second[row]))
            continue
        order, cents, second = last.pop(visitor)
        refunds += 1
        assert (order, cents) == (trace.order[row], trace.cents[row])
        assert 2 <= (trace.second[row] - second) / 86_400 < 40
        assert trace.click[row] == 1
    assert refunds > 20


def test_some_views_go_back_to_items_seen_in_the_visit(trace: Trace, laws: Laws) -> None:
    """Engaged intents look again at about their rate; new items add a few repetitions by chance."""
    rows = np.flatnonzero(trace.kind == VIEW)
    session = np.cumsum(trace.click == 1)[rows]
    again = np.zeros(len(rows), dtype=np.bool_)
    seen: set[tuple[int, int]] = set()
    for place, key in enumerate(zip(session.tolist(), trace.item[rows].tolist(), strict=True)):
        again[place] = key in seen
        seen.add(key)
    later = np.append(False, np.diff(session) == 0)
    for intent, rate in enumerate(laws.again):
        share = again[later & (trace.intent[rows] == intent)].mean()
        assert rate - 0.02 < share < rate + 0.06


def test_visitors_have_a_favourite_category(trace: Trace) -> None:
    lists = trace.kind == LIST
    counts = np.zeros((trace.visitor.max() + 1, trace.category.max() + 1))
    np.add.at(counts, (trace.visitor[lists], trace.category[lists]), 1)
    busy = counts.sum(axis=1) >= 20
    share = (counts.max(axis=1) / np.maximum(counts.sum(axis=1), 1))[busy].mean()
    assert FAVOURITE < share < FAVOURITE + 0.2


def test_orders_look_real(trace: Trace) -> None:
    value = trace.cents[trace.kind == PURCHASE] / 100
    low, median, high = np.quantile(value, [0.05, 0.5, 0.99])
    assert 8 < low < median
    assert 45 < median < 80
    assert high > 5 * median
    assert (trace.item[trace.kind == PURCHASE] == NOTHING).mean() > 0.15
