"""How much of a tree's answer does each column explain, for every row that could come?

The Shapley values of a tree (TreeSHAP: Lundberg et al., "From local explanations to global understanding with explainable AI for trees",
Nature Machine Intelligence 2, 2020), where what is not known of a row is averaged over the training rows by the cover of the branches. For
one leaf of value v with the columns 1..d on its way, z_j the share of training rows that keep column j's conditions and o_j whether the
row keeps them, the value of a set S of known columns is ``v * prod_{j in S} o_j * prod_{j not in S} z_j``, and column i gets

    phi_i = v (o_i - z_i) integral_0^1 prod_{j != i} ((1 - t) z_j + t o_j) dt,

since the Shapley weights are Beta integrals (Owen 1972, Management Science 18: the multilinear extension). The integrand is a polynomial of
degree d - 1, so Gauss-Legendre quadrature on ceil(d / 2) points is exact.

A row enters by the bits o_j alone. So `compiled` tabulates, once for a model, the values of all patterns of bits of a *unit* (a leaf, or a
small subtree whose leaves share their columns), and a row costs one look-up for each column of each unit: the idea of Yang, "Fast TreeSHAP"
(2021), carried from leaves to subtrees. Ways with more than `MOST_BITS` different columns are cut there; `attribution` goes on below.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from footfall.dataset.dataset import Floats, Ints
from footfall.scoring.trees import LEAF, Tree

__all__ = ["MOST_BITS", "Unit", "compiled", "leaf_tables"]

MOST_BITS = 10
"""Bits of a unit: 1,024 patterns. More would make fewer, but larger tables (benchmarks/reasons.py)."""

Singles = NDArray[np.float32]
Condition = tuple[int, bool]
"""A node, and whether a row went left there."""
Conditions = tuple[Condition, ...]
Way = Mapping[int, tuple[float, Conditions]]
"""For each column on the way to a node: the share of training rows that keep its conditions, and the conditions."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of a tree whose answer is tabulated.

    Parameters
    ----------
    bits
        For each bit of a pattern, the conditions that a row must keep for it to be set.
    columns
        What the rows of `table` belong to.
    table
        Shape (columns, 2 ** bits): what each column gets.
    below
        The inner node whose subtree was cut off because too many columns lead to it; None where nothing was. A row comes there when all
        its bits are set.
    """

    bits: tuple[Conditions, ...]
    columns: tuple[int, ...]
    table: Singles
    below: int | None


def leaf_tables(shares: Floats, values: Floats) -> Floats:
    """Return the Shapley values of leaves for every pattern of kept and broken conditions.

    Parameters
    ----------
    shares
        z, shape (leaves, d), above 0.
    values
        v, shape (leaves,).

    Returns
    -------
    Floats
        Shape (leaves, d, 2 ** d); bit j of a pattern is o_j.

    Notes
    -----
    Time and memory O(leaves * d * 2 ** d).

    Examples
    --------
    A leaf of value 8 behind two halvings: a row that keeps both conditions gets 8 - 2 = 6, half of it from each column.

    >>> leaf_tables(np.array([[0.5, 0.5]]), np.array([8.0]))[0, :, 0b11].tolist()
    [3.0, 3.0]
    """
    leaves, d = shares.shape
    points, weights = _quadrature((d + 1) // 2)
    product = np.ones((leaves, len(points), 1))
    factors = []
    for j in range(d):
        broken = (1.0 - points) * shares[:, j, None]
        factors.append(np.stack([broken, broken + points], axis=-1))
        product = np.concatenate([product * factors[j][..., :1], product * factors[j][..., 1:]], axis=-1)
    tables = np.empty((leaves, d, 2**d))
    for j in range(d):
        kept = np.array([0.0, 1.0]) - shares[:, j, None]
        weight = weights[:, None] * (values[:, None] * kept)[:, None, :] / factors[j]
        split = product.reshape(leaves, len(points), -1, 2, 2**j)
        tables[:, j] = np.einsum("lqhbo,lqb->lhbo", split, weight).reshape(leaves, -1)
    return tables


def compiled(tree: Tree, *, most_bits: int = MOST_BITS) -> tuple[Unit, ...]:
    """Return the units of a tree: the largest subtrees whose patterns fit into `most_bits` bits."""
    inner = _inner_nodes(tree)
    units = []
    waiting: list[tuple[int, Way]] = [(0, {})]
    while waiting:
        node, way = waiting.pop()
        bits = len(way) + inner[node]
        if bits <= most_bits:
            units.append(_unit(tree, node, way))
        elif len(way) == most_bits:
            units.append(_unit(tree, node, way, cut=True))
        else:
            waiting += [(child, _one_further(tree, way, node, child)) for child in _children(tree, node)]
    return tuple(unit for unit in units if unit.columns)


def _unit(tree: Tree, top: int, way: Way, *, cut: bool = False) -> Unit:
    """Tabulate a subtree: the bits of the way to its top, then one bit for each of its inner nodes."""
    bits = [conditions for _, conditions in way.values()]
    place: dict[Condition, tuple[int, bool]] = {}
    leaves: list[tuple[int, Way]] = []
    waiting: list[tuple[int, Way]] = [(top, {column: (share, ()) for column, (share, _) in way.items()})]
    while waiting:
        node, below = waiting.pop()
        if cut or tree.column[node] == LEAF:
            leaves.append((node, below))
            continue
        for left in (True, False):
            place[node, left] = len(bits), left
        bits.append(((node, True),))
        waiting += [(child, _one_further(tree, below, node, child)) for child in _children(tree, node)]
    own = {column: number for number, column in enumerate(way)}
    columns = tuple(sorted({column for _, below in leaves for column in below}))
    table = _summed(tree, leaves, own, place, columns, len(bits))
    return Unit(tuple(bits), columns, table, top if cut else None)


def _summed(
    tree: Tree,
    leaves: Sequence[tuple[int, Way]],
    own: Mapping[int, int],
    place: Mapping[Condition, tuple[int, bool]],
    columns: tuple[int, ...],
    bits: int,
) -> Singles:
    """Add up the leaves' tables over the patterns of the unit."""
    row = {column: number for number, column in enumerate(columns)}
    table = np.zeros((len(columns), 2**bits))
    for d in {len(way) for _, way in leaves} - {0}:
        alike = [(node, way) for node, way in leaves if len(way) == d]
        shares = np.array([[share for share, _ in way.values()] for _, way in alike])
        found = leaf_tables(shares, tree.value[[node for node, _ in alike]])
        for (_, way), values in zip(alike, found, strict=True):
            pattern = np.zeros(2**bits, dtype=np.int64)
            for j, (column, (_, conditions)) in enumerate(way.items()):
                needed = [place[each] for each in conditions] + ([(own[column], True)] if column in own else [])
                pattern |= _all_hold(bits, needed).astype(np.int64) << j
            table[[row[column] for column in way]] += values[:, pattern]
    return table.astype(np.float32)


def _all_hold(bits: int, needed: Iterable[tuple[int, bool]]) -> NDArray[np.bool_]:
    """Return, for every pattern, whether each of these bits is as needed."""
    patterns = np.arange(2**bits)
    hold = np.ones(2**bits, dtype=np.bool_)
    for bit, value in needed:
        hold &= ((patterns >> bit) & 1).astype(np.bool_) == value
    return hold


def _one_further(tree: Tree, way: Way, node: int, child: int) -> Way:
    column = int(tree.column[node])
    share, conditions = way.get(column, (1.0, ()))
    step = (node, bool(child == tree.left[node]))
    return {**way, column: (share * float(tree.cover[child] / tree.cover[node]), (*conditions, step))}


def _children(tree: Tree, node: int) -> tuple[int, int]:
    return int(tree.left[node]), int(tree.right[node])


def _inner_nodes(tree: Tree) -> Ints:
    """Return the number of inner nodes of every subtree, its top included."""
    found = np.zeros(len(tree.left), dtype=np.int64)
    order, waiting = [], [0]
    while waiting:
        node = waiting.pop()
        order.append(node)
        waiting += _children(tree, node) if tree.column[node] != LEAF else ()
    for node in reversed(order):
        if tree.column[node] != LEAF:
            found[node] = 1 + sum(found[child] for child in _children(tree, node))
    return found


@lru_cache(maxsize=64)
def _quadrature(points: int) -> tuple[Floats, Floats]:
    """Return points and weights on 0 to 1."""
    at, weights = np.polynomial.legendre.leggauss(points)
    return (at + 1.0) / 2.0, weights / 2.0
