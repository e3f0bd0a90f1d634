"""How do visitors walk through the shop?

`Walk.trace` moves a chunk of visitors from their first visit to the end of the period, one event a visitor a step, all visitors at once,
and keeps the filter's belief beside them. It draws what `laws` and `funnel` allow, and tells the filter only what a shop would have seen.
A visit that began before the end of the period is walked to its end.
"""

import numpy as np
from numpy.typing import NDArray

from footfall.simulate.belief import Filter
from footfall.simulate.crowd import NOTHING, SEEN, Crowd, Trace
from footfall.simulate.funnel import CART_LINES, EXIT, TYPE_NUMBER, cell_of
from footfall.simulate.ladder import Ladder
from footfall.simulate.laws import FAVOURITE, SHORTEST_ABSENCE_S, Laws
from footfall.simulate.season import DAY_S, Season

__all__ = ["Walk"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

KNOWN_BEFORE = 0.4
"""Share of visitors who come early in the period, as those would who knew the shop before it."""

KNOWN_WITHIN_DAYS = 12.0
"""Mean time to their first visit, in days of season time."""

REFUND_CHANCE = 0.07
"""P(a visit begins by sending back the last order), while that is 2 to 40 days old; the same for everybody."""

REFUND_AFTER_S, REFUND_UNTIL_S = 2 * DAY_S, 40 * DAY_S

NEVER_S = np.iinfo(np.int64).max
"""Stands for a return after the end of time."""

QUANTITIES = (0.86, 0.10, 0.03, 0.01)
"""P(1, 2, 3, 4 units) of a line."""

SEARCH, LIST, VIEW, ADD, REMOVE, PAY, PURCHASE, REFUND, WISH = (
    TYPE_NUMBER[name]
    for name in (
        "search", "view_item_list", "view_item",
        "add_to_cart", "remove_from_cart", "add_payment_info", "purchase", "refund", "add_to_wishlist",
    )
)  # fmt: skip


class Walk:
    """The walks of visitors through one simulated period.

    Parameters
    ----------
    laws
        The generating process.
    season
        The clock of the period.
    """

    def __init__(self, laws: Laws, season: Season) -> None:
        self._laws, self._season, self._filter = laws, season, Filter(laws)
        self._intents = laws.mix.shape[1]
        self._next = Ladder.of(laws.funnel.chance.transpose(2, 0, 1).reshape(-1, EXIT + 1))
        self._pause = Ladder.of(laws.pause.transpose(0, 2, 1).reshape(-1, laws.pause.shape[1]))
        self._mix = Ladder.of(laws.mix)
        self._channel = Ladder.of(laws.channel.reshape(-1, laws.channel.shape[-1]))
        self._device = Ladder.of(laws.device.reshape(-1, laws.device.shape[-1]))
        self._entry = Ladder.of([_possible(law) for law in laws.entry.reshape(-1, laws.entry.shape[-1])])
        self._tier = Ladder.of(laws.tier)
        self._once = Ladder.of([laws.persona, laws.interest, laws.country, np.array(QUANTITIES)])

    def trace(self, first: int, count: int, rng: np.random.Generator) -> Trace:
        """Return all events of the visitors `first` to ``first + count - 1``, with the truth. Memory grows with their events."""
        crowd = self._arrive(np.arange(first, first + count), rng)
        parts = []
        while len(crowd):
            parts.append(self._act(crowd, rng))
            crowd = self._move(crowd, rng)
        return Trace.joined(parts)

    def _arrive(self, number: Ints, rng: np.random.Generator) -> Crowd:
        """Return visitors at the first event of their first visit."""
        count = len(number)
        crowd = Crowd.waiting(number, len(self._laws.persona), self._intents)
        crowd.persona = self._one_of(0, rng.random(count))
        crowd.favourite = self._one_of(1, rng.random(count))
        crowd.country = self._one_of(2, rng.random(count))
        early = rng.random(count) < KNOWN_BEFORE
        elapsed = np.where(early, rng.exponential(KNOWN_WITHIN_DAYS, count), rng.random(count) * self._season.length)
        crowd.second = self._season.second(elapsed % self._season.length)
        self._enter(crowd, np.arange(count), self._filter.newcomers(count), rng)
        return crowd

    def _one_of(self, row: int, u: Floats) -> Ints:
        return self._once.draw(np.full(len(u), row), u)

    def _enter(self, crowd: Crowd, rows: Ints, persona: Floats, rng: np.random.Generator) -> None:
        """Begin a visit of the visitors `rows`, whose personas the filter believes to be `persona`, shape (m, P)."""
        u = rng.random((6, len(rows)))
        who = crowd.persona[rows]
        later = np.minimum(crowd.visit[rows], 1)
        crowd.intent[rows] = intent = self._mix.draw(who, u[0])
        hidden = who * self._intents + intent
        crowd.channel[rows] = channel = self._channel.draw(later * len(self._laws.persona) * self._intents + hidden, u[1])
        crowd.device[rows] = device = self._device.draw(hidden, u[2])
        kind = self._entry.draw(channel * self._intents + intent, u[3])
        age = crowd.second[rows] - crowd.order_second[rows]
        sends_back = crowd.refundable[rows] & (age >= REFUND_AFTER_S) & (age < REFUND_UNTIL_S) & (u[4] < REFUND_CHANCE)
        crowd.kind[rows] = kind = np.where(sends_back, REFUND, kind)
        crowd.category[rows] = self._wanted(crowd.favourite[rows], u[5], rng)
        crowd.visit[rows] += 1
        crowd.cell[rows] = cell_of(kind, 0, 0)
        for name in ("click", "views", "lines"):
            getattr(crowd, name)[rows] = 0
        crowd.item[rows] = NOTHING
        crowd.weight[rows] = self._filter.enters(persona, later, channel, device, kind)

    def _wanted(self, favourite: Ints, u: Floats, rng: np.random.Generator) -> Ints:
        """Return a category for each visitor: the favourite, or one of general interest."""
        return np.where(u < FAVOURITE, favourite, self._one_of(1, rng.random(len(u))))

    def _move(self, crowd: Crowd, rng: np.random.Generator) -> Crowd:
        """Return those who do something more, at the type and time of it; those who never come back are left out."""
        count = len(crowd)
        kind = self._next.draw(crowd.intent * len(self._laws.funnel.then) + crowd.cell, rng.random(count))
        self._continue(crowd, np.flatnonzero(kind != EXIT), kind, rng)
        leaving = np.flatnonzero(kind == EXIT)
        second, persona = self._absence(crowd, leaving, rng)
        back = second < self._season.last_s
        crowd.second[leaving] = second
        self._enter(crowd, leaving[back], persona, rng)
        stays = np.ones(count, dtype=np.bool_)
        stays[leaving[~back]] = False
        return crowd.take(stays)

    def _continue(self, crowd: Crowd, rows: Ints, kind: Ints, rng: np.random.Generator) -> None:
        """Go on within the visit: the visitors `rows` do `kind` (shape (n,)) after a pause."""
        cell, last, done = crowd.cell[rows], crowd.kind[rows], kind[rows]
        group = self._laws.pause_group[last]
        pause = self._pause.draw(group * self._intents + crowd.intent[rows], rng.random(len(rows)))
        crowd.weight[rows] = self._filter.goes_on(crowd.weight[rows], cell, done, last, pause)
        crowd.second[rows] += pause
        crowd.kind[rows] = done
        crowd.cell[rows] = self._laws.funnel.then[cell, done]

    def _absence(self, crowd: Crowd, rows: Ints, rng: np.random.Generator) -> tuple[Ints, Floats]:
        """Return when the visitors `rows`, who leave, come back (past the period: never), and the belief about those who do."""
        who = crowd.persona[rows]
        u = rng.random((2, len(rows)))
        possible = self._season.at(crowd.second[rows] + SHORTEST_ABSENCE_S)
        long = (u[1] >= self._laws.soon[who]).astype(np.int64)
        second = self._season.second(possible + rng.exponential(size=len(rows)) / self._laws.rate[long, who])
        second[u[0] >= self._laws.returns[who]] = NEVER_S
        back = second < self._season.last_s
        now, then = self._season.at(second[back]), self._season.at(second[back] + 1)
        persona = self._filter.returns(crowd.weight[rows[back]], crowd.cell[rows[back]], now - possible[back], then - now)
        return second, persona

    def _act(self, crowd: Crowd, rng: np.random.Generator) -> Trace:
        """Do what the type says and return the events of this step."""
        count = len(crowd)
        item, quantity, order, cents = (np.full(count, NOTHING, dtype=np.int64) for _ in range(4))
        crowd.click += 1
        crowd.seq += 1
        kind = crowd.kind
        lists = np.flatnonzero((kind == SEARCH) | (kind == LIST))
        crowd.category[lists] = self._wanted(crowd.favourite[lists], rng.random(len(lists)), rng)
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
        quantity[rows] = self._one_of(3, rng.random(len(rows))) + 1
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


def _possible(law: Floats) -> Floats:
    """Return a law without its impossible last outcomes, which a ladder cannot end on."""
    return law[: np.flatnonzero(law)[-1] + 1]
