"""Are the tables the Shapley values of the tree, by their definition?"""

from collections.abc import Iterator
from itertools import combinations
from math import factorial

import numpy as np
import pytest
from sklearn.tree import DecisionTreeRegressor

from footfall.dataset.dataset import Floats
from footfall.scoring.shapley import MOST_BITS, compiled, leaf_tables
from footfall.scoring.trees import LEAF, Tree, ensemble


def grown(depth: int, columns: int = 4, rows: int = 400, seed: int = 1) -> tuple[Tree, Floats]:
    """A tree that asks the same columns again and again, with gaps in the data."""
    rng = np.random.default_rng(seed)
    matrix = np.where(rng.random((rows, columns)) < 0.15, np.nan, rng.normal(size=(rows, columns)))
    label = np.nan_to_num(matrix) @ np.arange(1.0, columns + 1) + np.isnan(matrix[:, 0]) + rng.normal(size=rows)
    model = DecisionTreeRegressor(max_depth=depth, min_samples_leaf=5, random_state=seed).fit(matrix, label)
    trees = ensemble(model)
    assert trees is not None
    return trees.trees[0], matrix


def expected(tree: Tree, row: Floats, known: frozenset[int], node: int = 0) -> float:
    """What the tree says of a row of which only some columns are known: both ways, by cover, where one is not."""
    column = int(tree.column[node])
    if column == LEAF:
        return float(tree.value[node])
    left, right = int(tree.left[node]), int(tree.right[node])
    if column in known:
        goes = bool(tree.goes_left(node, row[:, None].astype(np.float32))[0])
        return expected(tree, row, known, left if goes else right)
    share = float(tree.cover[left] / tree.cover[node])
    return share * expected(tree, row, known, left) + (1 - share) * expected(tree, row, known, right)


def subsets(columns: list[int]) -> Iterator[frozenset[int]]:
    for size in range(len(columns) + 1):
        yield from map(frozenset, combinations(columns, size))


def by_definition(tree: Tree, row: Floats) -> Floats:
    """Shapley (1953): the mean gain of each column over all orders in which the columns may become known."""
    count = len(row)
    found = np.zeros(count)
    for column in range(count):
        rest = [other for other in range(count) if other != column]
        for known in subsets(rest):
            weight = factorial(len(known)) * factorial(count - len(known) - 1) / factorial(count)
            found[column] += weight * (expected(tree, row, known | {column}) - expected(tree, row, known))
    return found


def looked_up(tree: Tree, row: Floats, most_bits: int) -> Floats:
    found = np.zeros(len(row))
    for unit in compiled(tree, most_bits=most_bits):
        pattern = 0
        for place, conditions in enumerate(unit.bits):
            kept = [bool(tree.goes_left(node, row[:, None].astype(np.float32))[0]) is left for node, left in conditions]
            pattern |= all(kept) << place
        found[list(unit.columns)] += unit.table[:, pattern]
    return found


@pytest.mark.parametrize("most_bits", [4, 7, MOST_BITS])
@pytest.mark.parametrize("depth", [1, 3, 6])
def test_the_tables_hold_the_shapley_values(depth: int, most_bits: int) -> None:
    tree, matrix = grown(depth)
    for row in matrix[:12]:
        assert looked_up(tree, row, most_bits) == pytest.approx(by_definition(tree, row), abs=1e-5)


def test_a_tree_of_one_leaf_has_nothing_to_explain() -> None:
    trees = ensemble(DecisionTreeRegressor(max_depth=1).fit(np.zeros((4, 1)), np.ones(4)))
    assert trees is not None
    assert compiled(trees.trees[0]) == ()


def test_units_stay_within_their_bits_and_cut_what_does_not_fit() -> None:
    tree, _ = grown(12, columns=12, rows=4_000)
    units = compiled(tree, most_bits=5)
    assert max(len(unit.bits) for unit in units) == 5
    assert any(unit.below is not None for unit in units)
    assert all(unit.table.shape == (len(unit.columns), 2 ** len(unit.bits)) for unit in units)
    assert not any(unit.below is not None for unit in compiled(grown(8, columns=12)[0]))


def test_a_leaf_gives_away_its_value_less_what_is_usual() -> None:
    rng = np.random.default_rng(1)
    for d in (1, 2, 5, 8):
        shares, values = rng.uniform(0.05, 0.95, (3, d)), rng.normal(size=3)
        tables = leaf_tables(shares, values)
        assert tables[:, :, -1].sum(axis=1) == pytest.approx(values * (1 - shares.prod(axis=1)))
        assert tables[:, :, 0].sum(axis=1) == pytest.approx(-values * shares.prod(axis=1))
