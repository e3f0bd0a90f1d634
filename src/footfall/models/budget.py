"""How much work is a model worth?

Rows, candidates and trees by effort. The numbers are chosen so that, on two cores, `standard` fits four targets of 165,000 rows and 45
features in about a minute; `thorough` is for a lunch break.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from footfall.settings import Effort

__all__ = ["BUDGETS", "Budget"]


@dataclass(frozen=True, slots=True)
class Budget:
    """The work one target may cost.

    Parameters
    ----------
    rows
        Most training rows (whole groups, sampled) of every model but boosted trees; also most tuning rows.
    boosted_rows
        Most training rows of boosted trees.
    candidates
        Parameter sets tried for each model but boosted trees.
    boosted_candidates
        Parameter sets tried for boosted trees.
    forest_trees
        Trees of a random forest.
    boosted_trees
        Most rounds of boosting; early stopping ends it sooner.
    """

    rows: int
    boosted_rows: int
    candidates: int
    boosted_candidates: int
    forest_trees: int
    boosted_trees: int


BUDGETS: Mapping[Effort, Budget] = {
    "quick": Budget(rows=20_000, boosted_rows=20_000, candidates=1, boosted_candidates=1, forest_trees=50, boosted_trees=200),
    "standard": Budget(rows=40_000, boosted_rows=80_000, candidates=2, boosted_candidates=4, forest_trees=100, boosted_trees=500),
    "thorough": Budget(rows=200_000, boosted_rows=1_000_000, candidates=6, boosted_candidates=20, forest_trees=300, boosted_trees=2_000),
}
"""Budget of each effort."""
