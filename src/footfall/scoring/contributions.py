"""What does each feature add to a model's own score, for every kind of model?

`contributions` gives, for each row, numbers that add up with a base to the model's score before calibration, on the scale on which the
model adds: log-odds of a logistic regression and of boosted classes, the chance itself of a tree and a forest, amounts of linear and
squared-error models, logarithms of amounts where the model multiplies. All columns that come from one feature are summed. It puts nothing
into words.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
import xgboost
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import Lasso, LinearRegression, LogisticRegression, Ridge

from footfall.dataset.dataset import Floats, Ints
from footfall.models.background import Background
from footfall.models.blend import Blend
from footfall.models.fitted import Fitted
from footfall.models.preparation import blocks, tidy
from footfall.models.two_part import TwoPart
from footfall.scoring.attribution import TreeAttribution
from footfall.scoring.trees import ensemble

__all__ = ["Contributions", "Contributor", "Scale", "contributor"]

Scale = Literal["log_odds", "chance", "amount", "log_amount"]
LOG_LINKS = ("reg:tweedie", "reg:gamma", "count:poisson")
"""Objectives of XGBoost whose trees add up to the logarithm of an amount."""


@dataclass(frozen=True, slots=True)
class Contributions:
    """What each feature adds.

    Parameters
    ----------
    features
        Names, in the model's order.
    values
        Shape (n, features), on `scale`.
    base
        What the model says of nobody in particular: its mean over the training rows on `scale`.
    """

    features: tuple[str, ...]
    values: Floats
    base: float

    @property
    def totals(self) -> Floats:
        """The model's own score before calibration, shape (n,), on its scale."""
        total: Floats = self.base + self.values.sum(axis=1)
        return total


Attribute = Callable[[Floats], tuple[Floats, float]]
"""From prepared rows (n, m) to what each feature adds (n, features), and the base."""


@dataclass(frozen=True, slots=True)
class Contributor:
    """Attributes the scores of one model; made once, by `contributor`."""

    model: Fitted
    scale: Scale
    attribute: Attribute

    def __call__(self, features: pd.DataFrame) -> Contributions:
        """Return the contributions of n rows that hold at least the model's columns."""
        prepared = self.model.pipeline["prepare"].transform(tidy(features, self.model.columns))
        return self.of_prepared(np.asarray(prepared, dtype=np.float64))

    def of_prepared(self, matrix: Floats) -> Contributions:
        """Return the contributions of n rows that are prepared already (`Fitted.prepared`), shape (n, m)."""
        values, base = self.attribute(matrix)
        return Contributions(tuple(self.model.columns), values, base)

    def score(self, totals: Floats) -> Floats:
        """Return what the model says, calibrated, where its own score comes to these totals on `scale`, both of shape (n,)."""
        if self.scale == "log_odds":
            own = 1.0 / (1.0 + np.exp(-totals))
        elif self.scale == "chance":
            own = np.clip(totals, 0.0, 1.0)
        else:
            own = np.exp(totals) if self.scale == "log_amount" else np.maximum(totals, 0.0)
        return own if self.model.calibrator is None else self.model.calibrator(own)


def contributor(model: Fitted, usual: Background) -> Contributor | None:
    """Return what attributes a model's scores; None for a model of a kind that has no additive parts, such as a constant.

    Linear models: coefficient times the deviation from the training mean (exact). Trees: `attribution`. The two-part model: the sum of both
    parts on the logarithmic scale, since the parts multiply. Its chance adds up in log-odds; each feature's share of the way from the base
    to the row is carried over to the logarithm of the chance, so that both add up exactly. A blend: the mean of its members, by share,
    on the scale of chances, to which what adds up in log-odds is carried over in the same way.
    """
    estimator = model.pipeline["model"]
    owner = _owners(model)
    if isinstance(estimator, LogisticRegression | LinearRegression | Ridge | Lasso):
        scale: Scale = "log_odds" if isinstance(estimator, LogisticRegression) else "amount"
        return Contributor(model, scale, _linear(estimator, np.asarray(usual.means), owner, len(model.columns)))
    if isinstance(estimator, TwoPart):
        chance, amount = _by_trees(estimator.chance, owner), _by_trees(estimator.amount, owner)
        return Contributor(model, "log_amount", _two_part(chance, amount)) if chance is not None and amount is not None else None
    if isinstance(estimator, Blend):
        members = {name: _in_chance(estimator.members[name], owner) for name in estimator.shares}
        known = {name: member for name, member in members.items() if member is not None}
        return Contributor(model, "chance", _mixed(known, estimator.shares)) if len(known) == len(members) else None
    trees = _by_trees(estimator, owner)
    return None if trees is None else Contributor(model, _scale_of(estimator, model), trees)


def _owners(model: Fitted) -> Ints:
    """Return the number of the feature that each prepared column comes from, shape (m,)."""
    number = {name: place for place, name in enumerate(model.columns)}
    found = {column: number[name] for name, columns in blocks(model.pipeline["prepare"]).items() for column in columns}
    return np.array([found[column] for column in range(len(found))], dtype=np.int64)


def _scale_of(estimator: Any, model: Fitted) -> Scale:
    """Return the scale on which a tree model adds up."""
    if model.kind == "binary":
        return "log_odds" if isinstance(estimator, xgboost.XGBClassifier | HistGradientBoostingClassifier) else "chance"
    if isinstance(estimator, xgboost.XGBModel):
        objective = json.loads(estimator.get_booster().save_config())["learner"]["objective"]["name"]
        return "log_amount" if objective in LOG_LINKS else "amount"
    return "amount"


def _linear(estimator: Any, means: Floats, owner: Ints, features: int) -> Attribute:
    """Return what attributes a linear model: coefficient times the deviation from the training mean."""
    weights = np.ravel(estimator.coef_)
    base = float(np.ravel(estimator.intercept_)[0] + means @ weights)
    by_feature = np.zeros((len(weights), features))
    by_feature[np.arange(len(weights)), owner] = weights
    return lambda matrix: ((matrix - means) @ by_feature, base)


def _by_trees(estimator: Any, owner: Ints) -> Attribute | None:
    """Return what attributes an ensemble of trees; None for what is none."""
    trees = ensemble(estimator)
    if trees is None:
        return None
    attribution = TreeAttribution(trees, owner)
    return lambda matrix: (attribution(matrix), trees.base)


def _in_chance(member: Any, owner: Ints) -> Attribute | None:
    """Return a member's attribution on the scale of chances."""
    trees = _by_trees(member, owner)
    if trees is None or not isinstance(member, xgboost.XGBClassifier | HistGradientBoostingClassifier):
        return trees

    def carried(matrix: Floats) -> tuple[Floats, float]:
        in_odds, odds = trees(matrix)
        moved = in_odds.sum(axis=1)
        start = float(np.exp(_log_chance(odds)))
        near = np.abs(moved) < 1e-9
        slope = np.where(near, start * (1.0 - start), (np.exp(_log_chance(odds + moved)) - start) / np.where(near, 1.0, moved))
        return slope[:, None] * in_odds, start

    return carried


def _mixed(members: Mapping[str, Attribute], shares: Mapping[str, float]) -> Attribute:
    """Return what attributes a blend: the members' contributions by their shares."""

    def mean(matrix: Floats) -> tuple[Floats, float]:
        found = {name: member(matrix) for name, member in members.items()}
        values: Floats = np.sum([shares[name] * values for name, (values, _) in found.items()], axis=0)
        return values, float(sum(shares[name] * base for name, (_, base) in found.items()))

    return mean


def _two_part(chance: Attribute, amount: Attribute) -> Attribute:
    """Return what attributes a two-part model: both parts added on the logarithmic scale."""

    def both(matrix: Floats) -> tuple[Floats, float]:
        in_odds, odds = chance(matrix)
        in_logs, logs = amount(matrix)
        moved = in_odds.sum(axis=1)
        from_base = _log_chance(odds + moved) - float(_log_chance(odds))
        near = np.abs(moved) < 1e-9
        slope = np.where(near, 1.0 - np.exp(_log_chance(odds)), from_base / np.where(near, 1.0, moved))
        return in_logs + slope[:, None] * in_odds, logs + float(_log_chance(odds))

    return both


def _log_chance(odds: Any) -> Any:
    """Return ``log(1 / (1 + exp(-odds)))`` without overflow."""
    return -np.logaddexp(0.0, -odds)
