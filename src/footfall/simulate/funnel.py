"""What does a visitor do next, and how likely is a purchase from here?

The funnel is a Markov chain with an exit. Its observable state, a *cell*, is what was done last, how many lines the cart holds (0 to 5)
and whether this visit has bought already; the visit's hidden intent tilts every step. So with intent *j* and cell *c*

    P(next = t | c, j)  =  weight(t | c) tilt(j, t) / sum over u of weight(u | c) tilt(j, u),      t a type, or EXIT,

and every type leads to one cell, `then[c, t]`. The value of a cell, P(purchase later in this visit | c, j), solves the absorbing chain

    v_j(c)  =  P(purchase | c, j)  +  sum over t, not purchase nor EXIT, of P(t | c, j) v_j(then[c, t]):

one linear system of 156 unknowns an intent (Kemeny & Snell 1960, *Finite Markov Chains*, chapter 3). Nothing here draws at random: `walk`
does. Items, prices and pauses are chosen given the intent and the persona but never change what may happen next, so they are no part of
the chain.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from footfall.events.event import TYPES

__all__ = ["CART_LINES", "CELLS", "EXIT", "INTENTS", "TYPE_NUMBER", "Funnel", "cell_of", "shop_funnel"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

INTENTS = ("glance", "browse", "compare", "buy")
"""Why somebody came this time: fixed within a visit, hidden."""

TYPE_NUMBER: Mapping[str, int] = {name: number for number, name in enumerate(TYPES)}
"""Number of each canonical event type."""

EXIT = len(TYPES)
"""The number that stands for leaving, after those of the types."""

CART_LINES = 5
"""A cart takes no sixth line."""

CELLS = len(TYPES) * (CART_LINES + 1) * 2
"""Number of observable funnel states."""

AFTER: Mapping[str, Mapping[str, float]] = {
    "page_view": {"page_view": 10, "search": 12, "view_item_list": 34, "view_item": 22, "view_cart": 3, "exit": 16},
    "search": {"page_view": 4, "search": 11, "view_item_list": 14, "view_item": 54, "view_cart": 2, "exit": 12},
    "view_item_list": {"page_view": 4, "search": 7, "view_item_list": 24, "view_item": 52, "view_cart": 2, "exit": 10},
    "view_item": {
        "page_view": 4, "search": 7, "view_item_list": 24, "view_item": 36, "add_to_wishlist": 3, "add_to_cart": 7, "view_cart": 2,
        "exit": 11,
    },
    "add_to_wishlist": {"page_view": 4, "search": 5, "view_item_list": 28, "view_item": 44, "add_to_cart": 8, "view_cart": 2, "exit": 9},
    "add_to_cart": {"page_view": 3, "search": 5, "view_item_list": 24, "view_item": 30, "view_cart": 26, "begin_checkout": 7, "exit": 8},
    "remove_from_cart": {
        "search": 6, "view_item_list": 24, "view_item": 26, "remove_from_cart": 8, "view_cart": 16, "begin_checkout": 7, "exit": 14,
    },
    "view_cart": {
        "page_view": 4, "search": 4, "view_item_list": 18, "view_item": 24, "remove_from_cart": 9, "begin_checkout": 24, "exit": 14,
    },
    "begin_checkout": {"page_view": 3, "view_item": 4, "view_cart": 8, "add_shipping_info": 62, "exit": 16},
    "add_shipping_info": {"page_view": 3, "view_cart": 6, "add_payment_info": 72, "exit": 12},
    "add_payment_info": {"view_cart": 5, "purchase": 80, "exit": 9},
    "purchase": {"page_view": 24, "view_item_list": 12, "view_item": 10, "exit": 54},
    "refund": {"page_view": 34, "search": 6, "view_item_list": 20, "view_item": 10, "exit": 30},
}  # fmt: skip
"""How often each type follows another, before the tilt of the intent; invented, in the proportions of a mid-sized shop."""

TILT: Mapping[str, Mapping[str, float]] = {
    "glance": {"exit": 2.3, "add_to_cart": 0.3, "begin_checkout": 0.3},
    "browse": {"exit": 0.65, "add_to_cart": 0.3, "begin_checkout": 0.3},
    "compare": {"exit": 0.5, "add_to_cart": 0.9, "begin_checkout": 0.3},
    "buy": {"exit": 0.45, "add_to_cart": 2.6, "view_cart": 1.3, "begin_checkout": 2.6, "purchase": 1.5},
}
"""How an intent multiplies the weights; 1 where nothing is said."""

AFTER_PURCHASE: Mapping[str, float] = {"add_to_cart": 0.2, "begin_checkout": 0.6, "exit": 1.5}
"""How a purchase earlier in the visit multiplies the weights."""

NEEDS_CART = ("remove_from_cart", "begin_checkout", "add_shipping_info", "add_payment_info", "purchase")
"""Types that want something in the cart."""


@dataclass(frozen=True, slots=True)
class Funnel:
    """The chain as arrays, C = 156 cells, T = 13 types and EXIT, J = 4 intents.

    Parameters
    ----------
    chance
        Shape (C, T + 1, J): P(next | cell, intent).
    then
        Shape (C, T): the cell that a type leads to.
    value
        Shape (C, J): P(purchase later in this visit | cell, intent).
    """

    chance: Floats
    then: Ints
    value: Floats


def cell_of(last: Ints | int, lines: Ints | int, bought: Ints | int) -> Ints:
    """Return the cell of a last type (its number), a number of cart lines and whether (0 or 1) this visit has bought.

    >>> int(cell_of(12, 5, 1)) == CELLS - 1
    True
    """
    return np.asarray((np.asarray(last, dtype=np.int64) * (CART_LINES + 1) + lines) * 2 + bought, dtype=np.int64)


def shop_funnel() -> Funnel:
    """Return the funnel of the simulated shop."""
    then = np.zeros((CELLS, len(TYPES)), dtype=np.int64)
    chance = np.zeros((CELLS, len(TYPES) + 1, len(INTENTS)))
    for last, name in enumerate(TYPES):
        for lines in range(CART_LINES + 1):
            for bought in (0, 1):
                cell = int(cell_of(last, lines, bought))
                then[cell] = _leads_to(lines, bought)
                chance[cell] = _next(name, lines, bought)
    return Funnel(chance, then, value_of(chance, then))


def value_of(chance: Floats, then: Ints) -> Floats:
    """Return P(purchase later in this visit | cell, intent), shape (C, J), by solving the absorbing chain."""
    cells, _, intents = chance.shape
    purchase = TYPE_NUMBER["purchase"]
    value = np.empty((cells, intents))
    for intent in range(intents):
        stays = np.zeros((cells, cells))
        for number in range(then.shape[1]):
            if number != purchase:
                np.add.at(stays, (np.arange(cells), then[:, number]), chance[:, number, intent])
        value[:, intent] = np.linalg.solve(np.eye(cells) - stays, chance[:, purchase, intent])
    return value


def _leads_to(lines: int, bought: int) -> Ints:
    after = np.full(len(TYPES), lines, dtype=np.int64)
    after[TYPE_NUMBER["add_to_cart"]] = min(lines + 1, CART_LINES)
    after[TYPE_NUMBER["remove_from_cart"]] = max(lines - 1, 0)
    after[TYPE_NUMBER["purchase"]] = 0
    done = np.full(len(TYPES), bought, dtype=np.int64)
    done[TYPE_NUMBER["purchase"]] = 1
    return cell_of(np.arange(len(TYPES)), after, done)


def _next(last: str, lines: int, bought: int) -> Floats:
    """Return the law of the next type, shape (T + 1, J), of one cell."""
    names = (*TYPES, "exit")
    weight = np.array([[AFTER[last].get(name, 0.0) * TILT[intent].get(name, 1.0) for intent in INTENTS] for name in names])
    if bought:
        weight *= np.array([[AFTER_PURCHASE.get(name, 1.0)] for name in names])
    if lines == 0:
        weight[[TYPE_NUMBER[name] for name in NEEDS_CART]] = 0.0
    if lines == CART_LINES:
        weight[TYPE_NUMBER["add_to_cart"]] = 0.0
    return np.asarray(weight / weight.sum(axis=0))
