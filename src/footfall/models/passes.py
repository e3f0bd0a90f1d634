"""How are the histories of many rows read in few passes?

A causal network that reads a session once has an answer at each of its events, so rows of one session share a pass. Sessions of like length
go together, so that little is padded. A history longer than `LONGEST` is read from its last `LONGEST` events, in a pass of its own: what a
row's answer rests on depends on the row alone and never on what else is asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from footfall.dataset.dataset import Ints
from footfall.dataset.histories import Histories

__all__ = ["LONGEST", "Batch", "Passes"]

LONGEST = 64
"""Events of a history that are read; 99 % of the sessions of `uci-553` have at most 42."""
PIECES = 4
"""Batches that a step of training is cut into, so that little is padded."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some passes, padded at the end to the longest of them.

    Parameters
    ----------
    events
        Shape (passes, steps): places in the session events; beyond a pass's end its last event again, which no causal answer depends on.
    rows
        Shape (k,): the rows that are answered.
    at
        Shape (k,): where each one's answer stands in the flattened (passes, steps).
    """

    events: Ints
    rows: Ints
    at: Ints


@dataclass(frozen=True, slots=True)
class Passes:
    """The passes that answer n rows.

    Parameters
    ----------
    start, length
        Shape (passes,): the first event of each and how many it reads.
    of_row, step
        Shape (n,): which pass answers a row, and at which of its events.
    """

    start: Ints
    length: Ints
    of_row: Ints
    step: Ints

    @classmethod
    def of(cls, histories: Histories) -> "Passes":
        """Plan the passes; O(n log n)."""
        long = histories.last - histories.first >= LONGEST
        start = np.where(long, histories.last - LONGEST + 1, histories.first)
        key = np.stack([start, np.where(long, histories.last, -1)], axis=1)
        names, of_row = np.unique(key, axis=0, return_inverse=True)
        of_row = of_row.reshape(-1)
        step = histories.last - start
        length = np.zeros(len(names), dtype=np.int64)
        np.maximum.at(length, of_row, step + 1)
        return cls(names[:, 0], length, of_row, step)

    def batches(self, *, size: int) -> Iterator[Batch]:
        """Yield every row once, in batches of up to `size` passes of like length."""
        order = np.argsort(self.length, kind="stable")
        rows = self._rows()
        for place in range(0, len(order), size):
            yield self._batch(order[place : place + size], *rows)

    def steps(self, *, size: int, rng: np.random.Generator) -> Iterator[list[Batch]]:
        """Yield every row once, in steps of up to `size` passes drawn at random, each in a few batches of like length.

        A step of like lengths would teach the length and not the row: in sessions of one length the labels are alike.
        """
        order = rng.permutation(len(self.length))
        rows = self._rows()
        for place in range(0, len(order), size):
            drawn = order[place : place + size]
            drawn = drawn[np.argsort(self.length[drawn], kind="stable")]
            yield [self._batch(piece, *rows) for piece in np.array_split(drawn, PIECES) if len(piece)]

    def _rows(self) -> tuple[Ints, Ints]:
        """The rows in order of their pass, and where those of each pass begin and end."""
        by_pass = np.argsort(self.of_row, kind="stable")
        return by_pass, np.searchsorted(self.of_row[by_pass], np.arange(len(self.length) + 1))

    def _batch(self, passes: Ints, by_pass: Ints, ends: Ints) -> Batch:
        """Return one batch: the events of some passes, the last of each repeated up to the longest, and where each row is answered."""
        steps = int(self.length[passes].max())
        offset = np.minimum(np.arange(steps)[None, :], self.length[passes][:, None] - 1)
        counts = ends[passes + 1] - ends[passes]
        place = np.repeat(np.arange(len(passes)), counts)
        within = np.arange(len(place)) - np.repeat(counts.cumsum() - counts, counts)
        rows = by_pass[np.repeat(ends[passes], counts) + within]
        return Batch(self.start[passes][:, None] + offset, rows, place * steps + self.step[rows])
