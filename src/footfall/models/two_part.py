"""How much will they spend, when most spend nothing?

The two-part (hurdle) model: the chance of any amount times the amount where there is one, ``E[y] = P(y > 0) * E[y | y > 0]`` (Cragg,
Econometrica 39, 1971; Duan et al., JBES 1, 1983). Both parts are boosted trees; the second learns by gamma deviance, so that no correction
for a logarithm is needed.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from footfall.dataset.dataset import Floats
from footfall.models.boosting import boost_classifier, boost_regressor
from footfall.models.family import Machine, Parameters, Rows

__all__ = ["TwoPart", "fit_two_part"]

FEWEST_AMOUNTS = 50
"""Fewest amounts above 0 in the tune part for it to decide when the second part stops."""
ROUNDS_UNWATCHED = 60
"""Rounds of the second part where nothing can tell it to stop."""


@dataclass(frozen=True, slots=True)
class TwoPart:
    """Both parts, fitted: `chance` is an XGBoost classifier, `amount` an XGBoost regressor."""

    chance: Any
    amount: Any

    def predict(self, matrix: Floats) -> Floats:
        """Return expected amounts, shape (n,), of prepared rows."""
        chance = np.asarray(self.chance.predict_proba(matrix)[:, 1], dtype=np.float64)
        return chance * np.asarray(self.amount.predict(matrix), dtype=np.float64)

    def fit(self, matrix: Floats, label: Floats) -> "TwoPart":
        """Return itself: it is made fitted, by `fit_two_part`."""
        return self

    def __sklearn_is_fitted__(self) -> bool:
        return True


def fit_two_part(parameters: Parameters, train: Rows, tune: Rows | None, machine: Machine, *, rounds: int) -> tuple[Any, Parameters]:
    """Fit both parts with the same parameters; the rounds of each stand in the returned ones as `chance_rounds` and `amount_rounds`."""
    given = {name: value for name, value in parameters.items() if not name.endswith("_rounds")}
    first, second = (int(parameters.get(f"{part}_rounds") or rounds) for part in ("chance", "amount"))
    chance, fitted_chance = boost_classifier(given, _happened(train), None if tune is None else _happened(tune), machine, rounds=first)
    above = _above_zero(train)
    watched = None if tune is None else _above_zero(tune)
    if watched is not None and len(watched.label) < FEWEST_AMOUNTS:
        watched, second = None, ROUNDS_UNWATCHED
    amount, fitted_amount = boost_regressor(given, above, watched, machine, rounds=second, objective="reg:gamma", metric="gamma-nloglik")
    chosen = {**given, "chance_rounds": fitted_chance["n_estimators"], "amount_rounds": fitted_amount["n_estimators"]}
    return TwoPart(chance, amount), chosen


def _happened(rows: Rows) -> Rows:
    """Return rows that ask whether there is any amount."""
    return replace(rows, label=(rows.label > 0).astype(np.float64))


def _above_zero(rows: Rows) -> Rows:
    """Return the rows that have an amount."""
    kept = rows.label > 0
    return Rows(rows.matrix[kept], rows.label[kept], rows.weight[kept])
