"""What has been learnt?

`Fitted`: one model with its preparation, calibrator and threshold. `Fit`: all models of one target, and which is the champion. They
predict; they do not learn (`classification`, `regression`) and do not save themselves (`artifact`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from sklearn.pipeline import Pipeline

from footfall.dataset.dataset import Floats, Kind, Question
from footfall.dataset.histories import Histories
from footfall.models.background import Background
from footfall.models.calibration import Calibrator
from footfall.models.conformal import Intervals
from footfall.models.preparation import known_values, tidy
from footfall.models.sequence import SequenceModel
from footfall.settings import Effort

__all__ = ["Fit", "Fitted", "Scalar", "predict_all"]

Scalar = str | int | float | bool | None

CHUNK = 50_000
"""Rows predicted at a time, so that memory does not grow with the data."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """One fitted model.

    Parameters
    ----------
    name
        ``logistic_regression``, ``xgboost``, ``two_part``, ``baseline`` ...
    label
        For a reader: ``XGBoost``, or the rule itself: ``cart_adds > 0.5``.
    kind
        ``binary`` or ``amount``.
    pipeline
        scikit-learn pipeline of ``prepare``, fitted on the train part, and ``model``, fitted on it too; the champion of a yes-or-no
        question on train and tune, and models of a small table without time on all rows but the test part.
    calibrator
        From the model's score to a probability, or from its amount to one that adds up; None where there is none.
    threshold
        Score from which a row is called positive (greatest F1 of the rarer class, not chosen on the test part); None for amounts.
    seconds
        Wall-clock time of all its candidates, summed, though they ran side by side with others.
    parameters
        What tuning chose.
    baseline
        True for models that stand in the table to be beaten.
    intervals
        Of amounts: between which ends the real one lies nine times in ten; None where there are too few amounts above 0 to say.
    """

    name: str
    label: str
    kind: Kind
    pipeline: Pipeline
    calibrator: Calibrator | None = None
    threshold: float | None = None
    seconds: float = 0.0
    parameters: Mapping[str, Scalar] = field(default_factory=dict)
    baseline: bool = False
    intervals: Intervals | None = None

    @property
    def columns(self) -> list[str]:
        """Names of the features it reads, in order."""
        return [str(name) for name in self.pipeline["prepare"].feature_names_in_]

    @property
    def known_values(self) -> dict[str, tuple[str, ...]]:
        """Values that the features of categories held in training, by name of the feature."""
        return known_values(self.pipeline["prepare"])

    @property
    def reads_history(self) -> bool:
        """Whether it reads the events of the session besides features."""
        return isinstance(self.pipeline["model"], SequenceModel)

    def predict(self, features: pd.DataFrame, history: Histories | None = None) -> Floats:
        """Return calibrated probabilities, or amounts of zero or more, shape (n,).

        Parameters
        ----------
        features
            n rows with at least the columns it learnt from; others are ignored.
        history
            Of the same rows, where it `reads_history`.

        Raises
        ------
        ValueError
            When it reads histories and is given none.
        """
        return predict_all((self,), features, history)[self.name]

    def prepared(self, features: pd.DataFrame, history: Histories | None = None) -> Floats:
        """Return the matrix of n rows: the prepared features and, of a model that reads histories, its state beside them."""
        matrix = np.asarray(self.pipeline["prepare"].transform(tidy(features, self.columns)), dtype=np.float64)
        return self.beside(matrix, history)

    def beside(self, matrix: Floats, history: Histories | None) -> Floats:
        """Return the prepared features with the state of each row's history beside them, where the model reads it."""
        model = self.pipeline["model"]
        if not isinstance(model, SequenceModel):
            return matrix
        if history is None:
            raise ValueError(f"{self.name} reads the history of each row, and none was given")
        return model.joined(matrix, history)

    def from_matrix(self, matrix: Floats) -> Floats:
        """Return what `predict` returns, for rows that are `prepared` already, shape (n, columns of the matrix)."""
        model = self.pipeline["model"]
        if self.kind == "amount":
            score: Floats = np.maximum(np.asarray(model.predict(matrix), dtype=np.float64), 0.0)
        else:
            score = np.asarray(model.predict_proba(matrix)[:, 1], dtype=np.float64)
        return score if self.calibrator is None else self.calibrator(score)


def predict_all(models: Sequence[Fitted], features: pd.DataFrame, history: Histories | None = None) -> dict[str, Floats]:
    """Return what each model says of n rows, by its name: shape (n,) each. Models that share a preparation share its work.

    `history` is of the same rows; only models that read it need it.
    """
    scores = {model.name: np.empty(len(features)) for model in models}
    for start in range(0, len(features), CHUNK):
        piece = slice(start, start + CHUNK)
        prepared: dict[int, Floats] = {}
        for model in models:
            prepare = model.pipeline["prepare"]
            if id(prepare) not in prepared:
                prepared[id(prepare)] = prepare.transform(tidy(features.iloc[piece], model.columns))
            own = history.where(np.arange(len(features))[piece]) if history is not None and model.reads_history else None
            scores[model.name][piece] = model.from_matrix(model.beside(prepared[id(prepare)], own))
    return scores


@dataclass(frozen=True, slots=True)
class Fit:
    """All models of one target.

    Parameters
    ----------
    question
        What was asked.
    models
        Baselines included, in the order of the leaderboard.
    champion
        Name of the model that did best on the tune part.
    threshold
        The champion's.
    notes
        What a reader should know: rows left out, columns dropped, models not calibrated.
    effort, seed, threads
        As it was fitted; needed to fit again (`out_of_fold`).
    background
        What is usual for the rows that the champion learnt from: what reasons are measured against; None where there are none.
    held_out
        Of a small table without time, what each model says out of fold of the rows that taught it (`out_of_fold.learnt_from`, in their
        order), by name; else empty.
    """

    question: Question
    models: tuple[Fitted, ...]
    champion: str
    threshold: float | None
    notes: tuple[str, ...]
    effort: Effort
    seed: int
    threads: int
    background: Background | None = None
    held_out: Mapping[str, Floats] = field(default_factory=dict)

    @property
    def best(self) -> Fitted:
        """The champion itself."""
        return self.model(self.champion)

    def model(self, name: str) -> Fitted:
        """Return the model of this name; KeyError when there is none."""
        found = {model.name: model for model in self.models}
        return found[name]
