"""What does each feature add to a tree model's answer, row by row, fast?

`TreeAttribution` runs many rows through the tables of `shapley`: exact TreeSHAP as long as no way through a tree has more than 10 different
columns on it (boosted trees of depth 10 and less never have). Below that point, which only deep forests know, each split's column gets the
change of the mean that it makes on the row's way (path attribution: Saabas 2014, "Interpreting random forests"); the sum stays exact. All
numpy, on one thread.
"""

import numpy as np
from numpy.typing import NDArray

from footfall.dataset.dataset import Floats, Ints
from footfall.scoring.shapley import Unit, compiled
from footfall.scoring.trees import LEAF, Columns, Ensemble, Tree

__all__ = ["TreeAttribution"]

CHUNK = 8_192
"""Rows at a time, so that patterns and look-ups stay in the processor's cache."""
KEPT_BYTES = 200_000_000
"""Tables kept from call to call, as a service needs them; beyond it they are made anew for each call, seconds for 400 deep trees."""

Bits = NDArray[np.uint16]


class TreeAttribution:
    """Attributes the answers of an ensemble of trees to features.

    Parameters
    ----------
    ensemble
        The trees.
    owner
        Shape (m,): the number of the feature from which each column of the matrix comes.
    """

    def __init__(self, ensemble: Ensemble, owner: Ints) -> None:
        self.ensemble = ensemble
        self._owner = owner
        self._features = int(owner.max()) + 1 if len(owner) else 0
        self._kept: dict[int, tuple[Unit, ...]] = {}
        self._room = KEPT_BYTES

    def __call__(self, matrix: Floats) -> Floats:
        """Return what each feature adds to `Ensemble.base`, shape (n, features), for prepared rows, shape (n, m).

        Notes
        -----
        Time O(n * sum of the units' columns) after the tables, which cost O(units * 2 ** bits) once. Memory O(n * features).
        """
        columns = self.ensemble.columns(matrix)
        added = np.zeros((self._features, len(matrix)), dtype=np.float32)
        for number, tree in enumerate(self.ensemble.trees):
            units = self._units(number, tree)
            for start in range(0, len(matrix), CHUNK):
                rows = slice(start, start + CHUNK)
                self._add(tree, units, columns[:, rows], added[:, rows])
        return added.T.astype(np.float64)

    def _units(self, number: int, tree: Tree) -> tuple[Unit, ...]:
        if number in self._kept:
            return self._kept[number]
        units = compiled(tree)
        size = sum(unit.table.nbytes for unit in units)
        if size <= self._room:
            self._kept[number], self._room = units, self._room - size
        return units

    def _add(self, tree: Tree, units: tuple[Unit, ...], columns: Columns, added: NDArray[np.float32]) -> None:
        """Add one tree's share for a chunk of rows; `added` is written in place."""
        left = {int(node): tree.goes_left(int(node), columns).astype(np.uint16) for node in np.flatnonzero(tree.column != LEAF)}
        found = np.empty(columns.shape[1], dtype=np.float32)
        for unit in units:
            pattern = _patterns(unit, left).astype(np.intp)
            for column, values in zip(unit.columns, unit.table, strict=True):
                np.take(values, pattern, out=found, mode="clip")
                added[self._owner[column]] += found
            if unit.below is not None:
                come = np.flatnonzero(pattern == (1 << len(unit.bits)) - 1)
                self._follow(tree, unit.below, come, columns, added)

    def _follow(self, tree: Tree, top: int, rows: Ints, columns: Columns, added: NDArray[np.float32]) -> None:
        """Attribute what happens below a node along each row's own way."""
        waiting = [(top, rows)] if len(rows) else []
        while waiting:
            node, here = waiting.pop()
            if tree.column[node] == LEAF:
                continue
            goes = tree.goes_left(node, columns[:, here])
            for child, part in ((int(tree.left[node]), here[goes]), (int(tree.right[node]), here[~goes])):
                if len(part):
                    added[self._owner[tree.column[node]], part] += tree.value[child] - tree.value[node]
                    waiting.append((child, part))


def _patterns(unit: Unit, left: dict[int, Bits]) -> Bits:
    """Return each row's pattern: bit by bit, whether it keeps the conditions."""
    pattern: Bits = np.zeros(len(next(iter(left.values()))), dtype=np.uint16)
    for place, conditions in enumerate(unit.bits):
        kept = [left[node] if goes else left[node] ^ 1 for node, goes in conditions]
        pattern |= np.bitwise_and.reduce(kept) << place if len(kept) > 1 else kept[0] << place
    return pattern
