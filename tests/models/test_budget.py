"""Does more effort allow more work, of every kind?"""

from itertools import pairwise
from typing import get_args

import pytest

from footfall.models.budget import BUDGETS, SMALL, Allowance, Budget, Cost
from footfall.settings import Effort

MADE = Budget(
    Allowance(10, 1), Allowance(40, 2), Allowance(30, 3), Allowance(90, 1), tune_rows=5, forest_trees=6, boosted_trees=7, epochs=8
)


def test_every_effort_has_a_budget() -> None:
    assert tuple(BUDGETS) == get_args(Effort)


def test_each_cost_has_its_own_allowance() -> None:
    assert MADE.allowance("light") == Allowance(10, 1)
    assert MADE.allowance("heavy") == Allowance(40, 2)
    assert MADE.allowance("boosted") == Allowance(30, 3)
    assert MADE.allowance("sequence") == Allowance(90, 1)


def test_the_most_rows_are_those_of_whichever_model_of_features_is_allowed_most() -> None:
    assert MADE.most_rows == 40
    for budget in BUDGETS.values():
        assert budget.most_rows == max(budget.allowance(cost).rows for cost in get_args(Cost) if cost != "sequence")


@pytest.mark.parametrize("cost", get_args(Cost))
def test_no_effort_allows_less_than_the_one_before(cost: Cost) -> None:
    for less, more in pairwise(BUDGETS.values()):
        assert less.allowance(cost).rows < more.allowance(cost).rows
        assert less.allowance(cost).candidates <= more.allowance(cost).candidates


def test_trees_and_rows_that_choose_grow_with_the_effort() -> None:
    for less, more in pairwise(BUDGETS.values()):
        assert less.tune_rows < more.tune_rows
        assert (less.forest_trees, less.boosted_trees) < (more.forest_trees, more.boosted_trees)
        assert less.boosted_trees < more.boosted_trees
        assert less.epochs < more.epochs


def test_small_training_parts_are_within_every_budget() -> None:
    assert all(min(budget.allowance(cost).rows for cost in get_args(Cost)) >= SMALL for budget in BUDGETS.values())
