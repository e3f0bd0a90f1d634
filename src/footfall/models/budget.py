"""How much work is a model worth?

Rows, candidates and trees by effort: `quick` to try something out, `standard` for every day, `thorough` for when there is time. How long
each takes depends on data and machine; what was measured stands in `benchmarks/results`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from footfall.settings import Effort

__all__ = ["BUDGETS", "SMALL", "Allowance", "Budget", "Cost"]

Cost = Literal["light", "heavy", "boosted", "sequence"]
"""What a model costs a row: linear models and single trees little, forests much; boosted trees are quick for what rows give them; sequence
models cost most."""

SMALL = 15_000
"""Training rows up to which three times as many candidates are tried: they cost next to nothing there."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """Most training rows (whole groups, sampled), and parameter sets tried."""

    rows: int
    candidates: int


@dataclass(frozen=True, slots=True)
class Budget:
    """The work one target may cost.

    Parameters
    ----------
    light, heavy, boosted, sequence
        What models of each cost are allowed.
    tune_rows
        Most rows of the tune part.
    forest_trees
        Trees of a random forest.
    boosted_trees
        Most rounds of boosting; early stopping ends it sooner.
    epochs
        Most times that a sequence model sees its rows; early stopping ends it sooner.
    """

    light: Allowance
    heavy: Allowance
    boosted: Allowance
    sequence: Allowance
    tune_rows: int
    forest_trees: int
    boosted_trees: int
    epochs: int

    def allowance(self, cost: Cost) -> Allowance:
        """Return what a model of this cost is allowed."""
        return {"light": self.light, "heavy": self.heavy, "boosted": self.boosted, "sequence": self.sequence}[cost]

    @property
    def most_rows(self) -> int:
        """The rows of the model of features that is allowed most; sequence models draw whole sessions of their own."""
        return max(self.light.rows, self.heavy.rows, self.boosted.rows)


BUDGETS: Mapping[Effort, Budget] = {
    "quick": Budget(
        Allowance(20_000, 1), Allowance(15_000, 1), Allowance(20_000, 1), Allowance(20_000, 1),
        tune_rows=20_000, forest_trees=50, boosted_trees=200, epochs=12,
    ),
    "standard": Budget(
        Allowance(40_000, 2), Allowance(40_000, 1), Allowance(90_000, 3), Allowance(150_000, 1),
        tune_rows=40_000, forest_trees=100, boosted_trees=400, epochs=30,
    ),
    "thorough": Budget(
        Allowance(400_000, 6), Allowance(200_000, 4), Allowance(2_000_000, 20), Allowance(1_000_000, 4),
        tune_rows=200_000, forest_trees=300, boosted_trees=2_000, epochs=60,
    ),
}  # fmt: skip
"""Budget of each effort."""
