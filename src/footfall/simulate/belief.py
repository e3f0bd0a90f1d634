"""What can be known about a visitor from the clicks so far?

Forward filtering of the hidden state (Rabiner 1989, *Proc. IEEE* 77(2), section III), exact because that state is finite: a persona p,
fixed for the visitor, and an intent j, drawn at each visit's start. The weight w(p, j) = P(p, j | this visitor's events up to now) starts
a visit as

    w(p, j)  ~  b(p) mix(j | p) channel(c | j) device(d | j) entry(t | c, j),

where b is the belief about the persona, prior on a first visit and else

    b(p)  ~  [sum over j of w(p, j) P(EXIT | cell, j)] returns(p) P(wait | p).

Each further event multiplies by P(type | cell, j) P(pause | last type, j) and, when an item is viewed, by

    again(j) m + (1 - again(j)) tier(k | p) q,

m being the share of the last views of this visit that went to the item, k its price tier and q its share of the tier (0 outside the
current category). What is the same for every (p, j) cancels and is left out: season, country, favourite category, quantities, which line is
removed, refunds. The truth is then

    P(purchase later in this visit | events so far)  =  sum over (p, j) of w(p, j) v_j(cell),     v from `funnel`.

This file sees what a shop could have logged, and never the hidden state.
"""

import numpy as np
from numpy.typing import NDArray

from footfall.simulate.funnel import EXIT, TYPE_NUMBER
from footfall.simulate.laws import Laws

__all__ = ["Filter"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Filter:
    """The updates of a belief, for n visitors at once. Weights have shape (n, P, J) and sum to 1 for each visitor.

    Parameters
    ----------
    laws
        The generating process.
    """

    def __init__(self, laws: Laws) -> None:
        self._laws = laws
        intents = laws.mix.shape[1]
        self._chance = np.ascontiguousarray(laws.funnel.chance).reshape(-1, intents)
        self._pause = np.ascontiguousarray(laws.pause).reshape(-1, intents)

    def newcomers(self, count: int) -> Floats:
        """Return the belief about the persona before anything is seen, shape (count, P)."""
        return np.tile(self._laws.persona, (count, 1))

    def enters(self, persona: Floats, later: Ints, channel: Ints, device: Ints, kind: Ints) -> Floats:
        """Return the weights after a visit's first event.

        Parameters
        ----------
        persona
            Shape (m, P): belief about the persona.
        later
            Shape (m,): 0 on a visitor's first visit, else 1.
        channel, device, kind
            Shape (m,): what the first event shows.
        """
        laws = self._laws
        entry = np.where((kind == TYPE_NUMBER["refund"])[:, None], 1.0, laws.entry[channel, :, kind])
        factor = laws.channel[later, :, channel] * laws.device[:, device].T * entry
        return _normal(persona[:, :, None] * laws.mix * factor[:, None, :])

    def goes_on(self, weight: Floats, cell: Ints, kind: Ints, last: Ints, pause_s: Ints) -> Floats:
        """Return the weights after a further event of type `kind`, which came `pause_s` seconds after one of type `last` in `cell`."""
        seconds = self._laws.pause.shape[1]
        factor = self._chance[cell * (EXIT + 1) + kind] * self._pause[self._laws.pause_group[last] * seconds + pause_s]
        return _normal(weight * factor[:, None, :])

    def views(self, weight: Floats, item: Ints, seen: Floats, reachable: Ints) -> Floats:
        """Return the weights after the choice of a viewed item.

        Parameters
        ----------
        weight
            Shape (m, P, J).
        item
            Shape (m,): number of the item.
        seen
            Shape (m,): share of the last views of this visit that went to it; NaN where there were none.
        reachable
            Shape (m,): 1 where the item is of the current category.
        """
        laws = self._laws
        again = np.where(np.isnan(seen)[:, None], 0.0, laws.again)
        new = laws.tier[:, laws.items.tier[item]].T * (laws.items.share[item] * reachable)[:, None]
        chance = (again * np.nan_to_num(seen)[:, None])[:, None, :] + (1 - again)[:, None, :] * new[:, :, None]
        return _normal(weight * chance)

    def returns(self, weight: Floats, cell: Ints, waited: Floats, second: Floats) -> Floats:
        """Return the belief about the persona when somebody comes back, shape (m, P).

        Parameters
        ----------
        weight, cell
            As they stood at the end of the visit before.
        waited
            Shape (m,): season time, in days, since a return was possible.
        second
            Shape (m,): season time that passes in the second of the return.
        """
        laws = self._laws
        left = (weight * self._chance[cell * (EXIT + 1) + EXIT][:, None, :]).sum(axis=2)
        wait = np.zeros_like(left)
        for share, rate in zip((laws.soon, 1 - laws.soon), laws.rate, strict=True):
            wait += share * np.exp(-rate * waited[:, None]) * -np.expm1(-rate * second[:, None])
        return _normal(left * laws.returns * wait)

    def purchase_ahead(self, weight: Floats, cell: Ints) -> Floats:
        """Return P(purchase later in this visit | events so far), shape (n,)."""
        return np.asarray((weight.sum(axis=1) * self._laws.funnel.value[cell]).sum(axis=1))


def _normal(weight: Floats) -> Floats:
    """Return the weights scaled to sum 1 for each visitor."""
    return np.asarray(weight / weight.sum(axis=tuple(range(1, weight.ndim)), keepdims=True))
