"""What does a visitor do at each step?

`Acts.perform` carries out the types that `walk` has drawn: chooses items, fills and empties carts, turns them into orders, and returns one
event a visitor. It does not decide what comes next, nor when.
"""

import numpy as np
from numpy.typing import NDArray

from footfall.simulate.belief import Filter
from footfall.simulate.crowd import NOTHING, SEEN, Crowd, Trace
from footfall.simulate.funnel import CART_LINES, TYPE_NUMBER
from footfall.simulate.ladder import Ladder
from footfall.simulate.laws import FAVOURITE, Laws

__all__ = ["Acts"]

Ints = NDArray[np.int64]

QUANTITIES = (0.86, 0.10, 0.03, 0.01)
"""P(1, 2, 3, 4 units) of a line."""

SEARCH, LIST, VIEW, ADD, REMOVE, PAY, PURCHASE, REFUND, WISH = (
    TYPE_NUMBER[name]
    for name in (
        "search", "view_item_list", "view_item", "add_to_cart", "remove_from_cart", "add_payment_info", "purchase", "refund",
        "add_to_wishlist",
    )
)  # fmt: skip


class Acts:
    """What is done at a step, for all visitors of a crowd at once.

    Parameters
    ----------
    laws
        The generating process.
    filter
        Is told of every choice of an item.
    """

    def __init__(self, laws: Laws, filter: Filter) -> None:
        self._laws, self._filter = laws, filter
        self._tier, self._interest, self._quantity = Ladder.of(laws.tier), Ladder.of([laws.interest]), Ladder.of([np.array(QUANTITIES)])

    def perform(self, crowd: Crowd, rng: np.random.Generator) -> Trace:
        """Do what each visitor's type says and return the events of this step, one a visitor. The crowd is moved on in place."""
        count = len(crowd)
        item, quantity, order, cents = (np.full(count, NOTHING, dtype=np.int64) for _ in range(4))
        crowd.click += 1
        crowd.seq += 1
        kind = crowd.kind
        lists = np.flatnonzero((kind == SEARCH) | (kind == LIST))
        crowd.category[lists] = self.wanted(crowd.favourite[lists], rng)
        self._view(crowd, np.flatnonzero(kind == VIEW), rng)
        looking = (kind == VIEW) | (kind == WISH) | (kind == ADD)
        item[looking] = crowd.item[looking]
        self._add(crowd, np.flatnonzero(kind == ADD), quantity, rng)
        self._remove(crowd, np.flatnonzero(kind == REMOVE), item, quantity, rng)
        self._buy(crowd, np.flatnonzero(kind == PURCHASE))
        crowd.refundable &= kind != REFUND
        crowd.known |= kind == PAY
        money = np.flatnonzero((kind == PURCHASE) | (kind == REFUND))
        item[money], quantity[money] = crowd.order_item[money], crowd.order_units[money]
        order[money], cents[money] = crowd.order[money], crowd.order_cents[money]
        category = np.where(item >= 0, self._laws.items.category[item], NOTHING)
        category[lists] = crowd.category[lists]
        return Trace(
            visitor=crowd.number, seq=crowd.seq.copy(), visit=crowd.visit.copy(), click=crowd.click.copy(), second=crowd.second.copy(),
            kind=kind.copy(), item=item, category=category, quantity=quantity, order=order, cents=cents, channel=crowd.channel.copy(),
            device=crowd.device.copy(), country=crowd.country, known=crowd.known.copy(),
            chance=self._filter.purchase_ahead(crowd.weight, crowd.cell), persona=crowd.persona, intent=crowd.intent.copy(),
        )  # fmt: skip

    def wanted(self, favourite: Ints, rng: np.random.Generator) -> Ints:
        """Return a category for each visitor: the favourite, or one of general interest."""
        u = rng.random((2, len(favourite)))
        return np.where(u[0] < FAVOURITE, favourite, self._interest.draw(np.zeros(len(favourite), dtype=np.int64), u[1]))

    def _view(self, crowd: Crowd, rows: Ints, rng: np.random.Generator) -> None:
        """Choose the items that `rows` view: one of those seen last, or a new one of the current category."""
        u = rng.random((4, len(rows)))
        views, seen = crowd.views[rows], crowd.seen[rows]
        held = np.minimum(views, SEEN)
        again = (held > 0) & (u[0] < self._laws.again[crowd.intent[rows]])
        new = self._laws.items.draw(crowd.category[rows], self._tier.draw(crowd.persona[rows], u[1]), u[2])
        old = seen[np.arange(len(rows)), (u[3] * held).astype(np.int64)]
        item = np.where(again, old, new)
        matches = ((seen == item[:, None]) & (np.arange(SEEN) < held[:, None])).sum(axis=1)
        share = np.divide(matches, held, out=np.full(len(rows), np.nan), where=held > 0)
        category = self._laws.items.category[item]
        reachable = ((category == crowd.category[rows]) | (held == 0)).astype(np.int64)
        crowd.weight[rows] = self._filter.views(crowd.weight[rows], item, share, reachable)
        crowd.seen[rows, views % SEEN] = item
        crowd.views[rows] = views + 1
        crowd.item[rows], crowd.category[rows] = item, category

    def _add(self, crowd: Crowd, rows: Ints, quantity: Ints, rng: np.random.Generator) -> None:
        """Put the item last viewed into the cart, as a line of its own."""
        quantity[rows] = self._quantity.draw(np.zeros(len(rows), dtype=np.int64), rng.random(len(rows))) + 1
        crowd.cart[rows, crowd.lines[rows]] = crowd.item[rows]
        crowd.cart_quantity[rows, crowd.lines[rows]] = quantity[rows]
        crowd.lines[rows] += 1

    def _remove(self, crowd: Crowd, rows: Ints, item: Ints, quantity: Ints, rng: np.random.Generator) -> None:
        """Take any line out of the cart."""
        line = (rng.random(len(rows)) * crowd.lines[rows]).astype(np.int64)
        last = crowd.lines[rows] - 1
        item[rows], quantity[rows] = crowd.cart[rows, line], crowd.cart_quantity[rows, line]
        for column in (crowd.cart, crowd.cart_quantity):
            column[rows, line] = column[rows, last]
        crowd.lines[rows] = last

    def _buy(self, crowd: Crowd, rows: Ints) -> None:
        """Turn the cart into an order."""
        held = np.arange(CART_LINES) < crowd.lines[rows][:, None]
        units = crowd.cart_quantity[rows] * held
        crowd.order[rows] += 1
        crowd.order_second[rows] = crowd.second[rows]
        crowd.order_cents[rows] = (units * self._laws.items.cents[crowd.cart[rows]]).sum(axis=1)
        crowd.order_units[rows] = units.sum(axis=1)
        crowd.order_item[rows] = np.where(crowd.lines[rows] == 1, crowd.cart[rows, 0], NOTHING)
        crowd.refundable[rows] = True
        crowd.lines[rows] = 0
