"""How do visitors walk through the shop?

`Walk.trace` moves a chunk of visitors from their first visit to the end of the period, one event a visitor a step, all visitors at once,
and keeps the filter's belief beside them. It draws what `laws` and `funnel` allow, and tells the filter only what a shop would have seen.
A visit that began before the end of the period is walked to its end.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from footfall.simulate.acts import Acts
from footfall.simulate.belief import Filter
from footfall.simulate.crowd import NOTHING, Crowd, Trace
from footfall.simulate.funnel import EXIT, TYPE_NUMBER, cell_of
from footfall.simulate.ladder import Ladder
from footfall.simulate.laws import SHORTEST_ABSENCE_S, Laws
from footfall.simulate.season import DAY_S, Season

__all__ = ["Walk"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

KNOWN_BEFORE = 0.4
"""Share of visitors who come early in the period, as those would who knew the shop before it."""

KNOWN_WITHIN_DAYS = 12.0
"""Mean time to their first visit, in days of season time."""

REFUND_CHANCE = 0.045
"""P(a visit begins by sending back the last order), while that is 2 to 40 days old; the same for everybody."""

REFUND_AFTER_S, REFUND_UNTIL_S = 2 * DAY_S, 40 * DAY_S

NEVER_S = np.iinfo(np.int64).max
"""Stands for a return after the end of time."""

REFUND = TYPE_NUMBER["refund"]


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
        self._acts = Acts(laws, self._filter)
        self._intents = laws.mix.shape[1]
        self._next = Ladder.of(laws.funnel.chance.transpose(2, 0, 1).reshape(-1, EXIT + 1))
        self._pause = Ladder.of(laws.pause.transpose(0, 2, 1).reshape(-1, laws.pause.shape[1]))
        self._mix = Ladder.of(laws.mix)
        self._channel = Ladder.of(laws.channel.reshape(-1, laws.channel.shape[-1]))
        self._device = Ladder.of(laws.device)
        self._entry = Ladder.of([_possible(law) for law in laws.entry.reshape(-1, laws.entry.shape[-1])])
        self._born = Ladder.of([laws.persona, laws.interest, laws.country])

    def trace(self, first: int, count: int, rng: np.random.Generator) -> Trace:
        """Return all events of the visitors `first` to ``first + count - 1``, with the truth. Memory grows with their events."""
        return Trace.joined([events for _, events in self.steps(first, count, rng)])

    def steps(self, first: int, count: int, rng: np.random.Generator) -> Iterator[tuple[Crowd, Trace]]:
        """Give each step's events and the crowd as it stands after them, which the next step moves on in place."""
        crowd = self._arrive(np.arange(first, first + count), rng)
        while len(crowd):
            yield crowd, self._acts.perform(crowd, rng)
            crowd = self._move(crowd, rng)

    def _arrive(self, number: Ints, rng: np.random.Generator) -> Crowd:
        """Return visitors at the first event of their first visit."""
        count = len(number)
        crowd = Crowd.waiting(number, len(self._laws.persona), self._intents)
        u = rng.random((3, count))
        row = np.zeros(count, dtype=np.int64)
        crowd.persona, crowd.favourite, crowd.country = (self._born.draw(row + each, u[each]) for each in range(3))
        early = rng.random(count) < KNOWN_BEFORE
        elapsed = np.where(early, rng.exponential(KNOWN_WITHIN_DAYS, count), rng.random(count) * self._season.length)
        crowd.second = self._season.second(elapsed % self._season.length)
        self._enter(crowd, np.arange(count), self._filter.newcomers(count), rng)
        return crowd

    def _enter(self, crowd: Crowd, rows: Ints, persona: Floats, rng: np.random.Generator) -> None:
        """Begin a visit of the visitors `rows`, whose personas the filter believes to be `persona`, shape (m, P)."""
        u = rng.random((5, len(rows)))
        who = crowd.persona[rows]
        later = np.minimum(crowd.visit[rows], 1)
        crowd.intent[rows] = intent = self._mix.draw(who, u[0])
        crowd.channel[rows] = channel = self._channel.draw(later * self._intents + intent, u[1])
        crowd.device[rows] = device = self._device.draw(intent, u[2])
        kind = self._entry.draw(channel * self._intents + intent, u[3])
        age = crowd.second[rows] - crowd.order_second[rows]
        sends_back = crowd.refundable[rows] & (age >= REFUND_AFTER_S) & (age < REFUND_UNTIL_S) & (u[4] < REFUND_CHANCE)
        crowd.kind[rows] = kind = np.where(sends_back, REFUND, kind)
        crowd.category[rows] = self._acts.wanted(crowd.favourite[rows], rng)
        crowd.visit[rows] += 1
        crowd.cell[rows] = cell_of(kind, 0, 0)
        for name in ("click", "views", "lines"):
            getattr(crowd, name)[rows] = 0
        crowd.item[rows] = NOTHING
        crowd.weight[rows] = self._filter.enters(persona, later, channel, device, kind)

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


def _possible(law: Floats) -> Floats:
    """Return a law without its impossible last outcomes, which a ladder cannot end on."""
    return law[: np.flatnonzero(law)[-1] + 1]
