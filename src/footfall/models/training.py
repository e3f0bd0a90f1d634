"""What do all models of one target train on?

`Training` samples and prepares the rows once, for every family of models; `learnable` says beforehand whether there is anything to learn.
The parts keep their roles: train fits, tune chooses (and then teaches the champion of a yes-or-no question too), calibrate calibrates; test
is not here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.pipeline import Pipeline

from footfall.dataset.dataset import Bools, Dataset, Floats, Ints, Part
from footfall.errors import DataError
from footfall.measures.splits import group_folds, sample_rows
from footfall.models.background import Background, background
from footfall.models.budget import BUDGETS, SMALL, Budget, Cost
from footfall.models.family import Family, Machine, Parameters, Rows, Trial, tune
from footfall.models.preparation import Shape, blocks, constant_columns, preparation, tidy
from footfall.models.shortage import advice
from footfall.settings import Effort

__all__ = ["Trained", "Training", "click_column", "is_timeless", "known_in", "labelled", "learnable", "teaches_again"]

FEWEST_TO_TRAIN = 30
"""Fewest training rows of each class (or of amounts above 0)."""
FEWEST_TO_TEST = 10
"""Fewest test rows of each class."""
NOTHING_VARIES = "No feature varies in the train part, so there is nothing to learn from."
"""Why a table of the target alone, or of constants, teaches nothing."""
NAMED = 8
"""Columns that a note names before it counts the rest."""


@dataclass(frozen=True, slots=True)
class Trained:
    """A family's best candidate."""

    family: Family
    estimator: Any
    parameters: Parameters
    loss: float
    seconds: float


def known_in(dataset: Dataset, part: Part, *, most: int | None = None, seed: int = 0) -> Bools:
    """Return the mask (shape (n,)) of the rows of one part whose label is known; of at most `most`, drawn by `seed`."""
    mask: Bools = (dataset.part == part) & ~np.isnan(dataset.label)
    if most is None or mask.sum() <= most:
        return mask
    rows = np.flatnonzero(mask)
    drawn = np.zeros(len(mask), dtype=np.bool_)
    drawn[rows[sample_rows(len(rows), most, seed=seed)]] = True
    return drawn


def is_timeless(dataset: Dataset) -> bool:
    """Return whether rows of all parts may teach alike: they have no time, and are few."""
    return not dataset.borders_us and int(known_in(dataset, "train").sum()) <= SMALL


def teaches_again(dataset: Dataset) -> bool:
    """Return whether the tune part may teach too once it has chosen: others are there to calibrate on, and no `cross_fit` uses them all."""
    return not is_timeless(dataset) and bool(known_in(dataset, "calibrate").any())


def labelled(dataset: Dataset, part: Part) -> Dataset:
    """Return the rows of one part whose label is known."""
    return dataset.where(known_in(dataset, part))


def learnable(dataset: Dataset) -> str | None:
    """Return why this target cannot be learnt, as a sentence; None when it can."""
    if not len(dataset.features.columns):
        return NOTHING_VARIES
    fewest = {"train": FEWEST_TO_TRAIN, "tune": 1, "calibrate": 0, "test": FEWEST_TO_TEST}
    for part in ("train", "test", "tune"):
        label = dataset.label[known_in(dataset, part)]
        if len(label) == 0:
            return f"The {part} part has no row whose label is known. {advice(dataset, part)}".strip()
        yes, no = int(np.sum(label > 0)), int(np.sum(label <= 0))
        if dataset.question.kind == "amount":
            if yes < fewest[part] or np.ptp(label) == 0:
                few = f"The {part} part has {yes} amounts above 0; at least {fewest[part]}, not all equal, are needed."
                return f"{few} {advice(dataset, part)}".strip()
        elif min(yes, no) < fewest[part]:
            few = f"The {part} part has {yes} positive and {no} negative rows; at least {fewest[part]} of each are needed."
            return f"{few} {advice(dataset, part)}".strip()
    if len(constant_columns(dataset.features, known_in(dataset, "train"))) == len(dataset.features.columns):
        return NOTHING_VARIES
    return None


def click_column(prepared: ColumnTransformer, shape: Shape) -> int | None:
    """Return the column of a prepared matrix that holds the click number as it is; None where there is none."""
    return blocks(prepared)["clicks"][0] if shape == "raw" and "clicks" in prepared.feature_names_in_ else None


class Training:
    """The rows of one data set, sampled to the budget and prepared once for each shape.

    Parameters
    ----------
    parts
        The labelled rows of train, tune and calibrate.
    sessions
        The labelled rows of the train part that sequence models learn from: whole sessions, by their own budget; None without histories.
    budget, machine
        How much work, and what makes it repeatable.
    columns
        The features that vary.
    notes
        What was left out, in sentences.
    timeless
        Whether the rows have no time, and are so few that each family can be fitted again on all of them (`cross_fit`).
    twice
        Whether the champion may be fitted again on train and tune (`teaches_again`).
    """

    def __init__(
        self,
        parts: dict[Part, Dataset],
        sessions: Dataset | None,
        *,
        budget: Budget,
        machine: Machine,
        columns: list[str],
        notes: tuple[str, ...],
        timeless: bool = False,
        twice: bool = False,
    ) -> None:
        self.budget = budget
        self.machine = machine
        self.timeless = timeless
        self.twice = twice
        self.columns = columns
        self.notes = notes
        self._parts = parts
        self._at_clicks = parts["train"].question.kind == "binary" and parts["train"].asked_at_clicks
        self._sessions = sessions
        self._prepared: dict[Shape, ColumnTransformer] = {}
        self._rows: dict[tuple[Shape, str], Rows] = {}
        self._sampled: dict[tuple[Shape, Cost], Rows] = {}
        self._whole: dict[Shape, Rows] = {}

    @classmethod
    def of(cls, dataset: Dataset, *, effort: Effort, seed: int, threads: int) -> "Training":
        """Sample and check.

        Raises
        ------
        DataError
            When the target cannot be learnt.
        """
        reason = learnable(dataset)
        if reason is not None:
            raise DataError(f"{dataset.question.name} cannot be learnt: {reason}", remedy="Use more data, or ask another target.")
        budget, timeless = BUDGETS[effort], is_timeless(dataset)
        parts: dict[Part, Dataset] = {
            "train": dataset.where(known_in(dataset, "train", most=budget.most_rows, seed=seed)),
            "tune": dataset.where(known_in(dataset, "tune", most=None if timeless else budget.tune_rows, seed=seed)),
            "calibrate": labelled(dataset, "calibrate"),
        }
        features = parts["train"].features
        constant = constant_columns(features)
        columns = [str(name) for name in features.columns if name not in constant]
        known = int(known_in(dataset, "train").sum())
        sessions = None if dataset.history is None else dataset.where(_whole_groups(dataset, budget.sequence.rows, seed=seed))
        notes = (*_notes(constant, rows=known, budget=budget), *_sequence_notes(sessions, rows=known))
        return cls(
            parts,
            sessions,
            budget=budget,
            machine=Machine(seed, threads),
            columns=columns,
            notes=notes,
            timeless=timeless,
            twice=teaches_again(dataset),
        )

    @property
    def share_of_zeros(self) -> float:
        """Share of the training labels that are zero."""
        return float(np.mean(self._parts["train"].label <= 0))

    def prepare(self, shape: Shape) -> ColumnTransformer:
        """Return the preparation of this shape, fitted on the training rows."""
        if shape not in self._prepared:
            features = tidy(self._parts["train"].features, self.columns)
            self._prepared[shape] = preparation(features, shape).fit(features)
        return self._prepared[shape]

    def train(self, family: Family) -> Rows:
        """Return the training rows of a family."""
        if family.cost == "sequence" and self._sessions is not None:
            if family.shape not in self._whole:
                self._whole[family.shape] = self.rows(family.shape, self._sessions)
            return self._whole[family.shape]
        key = family.shape, family.cost
        if key not in self._sampled:
            rows = self._of(family.shape, "train")
            few = sample_rows(len(rows.label), self.budget.allowance(family.cost).rows, seed=self.machine.seed)
            self._sampled[key] = (
                rows if few.all() else replace(rows, matrix=rows.matrix[few], label=rows.label[few], weight=rows.weight[few])
            )
        return self._sampled[key]

    def tune(self, family: Family) -> Rows:
        """Return the rows that choose."""
        return self._of(family.shape, "tune")

    def calibrate(self, family: Family) -> Rows:
        """Return the rows that calibrate; where there are none, the rows that choose."""
        return self._of(family.shape, "calibrate" if len(self._parts["calibrate"]) else "tune")

    def teaches_again(self, family: Family) -> bool:
        """Return whether a family is fitted again once it is champion: not one that needs the tune part to know when to stop."""
        return self.twice and family.cost != "sequence"

    def taught_again(self, family: Family) -> Rows:
        """Return the training rows of a family and, after them, the rows that chose."""
        first, then = self.train(family), self.tune(family)
        matrix, label, weight = (np.concatenate([getattr(rows, name) for rows in (first, then)]) for name in ("matrix", "label", "weight"))
        return replace(first, matrix=matrix, label=label, weight=weight, history=None)

    @property
    def label(self) -> Floats:
        """Labels of all rows that are not the test part: train, tune, calibrate."""
        return np.concatenate([rows.label for rows in self._parts.values()])

    def everything(self, family: Family) -> Rows:
        """Return all rows that are not the test part, in the order of `label`."""
        found = [self._of(family.shape, part) for part in self._parts if len(self._parts[part])]
        matrix, label, weight = (np.concatenate([getattr(rows, name) for rows in found]) for name in ("matrix", "label", "weight"))
        return Rows(matrix, label, weight)

    def folds(self, count: int) -> Ints:
        """Return the fold of each row of `everything`: groups of duplicates lie in one."""
        return group_folds(np.concatenate([rows.group for rows in self._parts.values()]), count, seed=self.machine.seed)

    def background(self, family: Family) -> Background:
        """Return what is usual for the training rows of a family."""
        return background(tidy(self._parts["train"].features, self.columns), self.train(family).matrix, seed=self.machine.seed)

    def held_out_groups(self) -> Ints:
        """Return the groups of the rows of `tune` and then of `calibrate`, on which no model of amounts was fitted."""
        parts: tuple[Part, ...] = ("tune", "calibrate" if len(self._parts["calibrate"]) else "tune")
        return np.concatenate([self._parts[part].group for part in parts])

    def fit(
        self, families: Sequence[Family], *, loss: Callable[[Any, Rows], float], advance: Callable[[float], None] | None = None
    ) -> list[Trained]:
        """Fit the candidates of every family and return each family's best by `loss` on the tune part."""
        trials = [Trial(family, train := self.train(family), self.tune(family), self._tries(family, train)) for family in families]
        found = tune(trials, machine=self.machine, loss=loss, advance=advance)
        return [
            Trained(family, best.estimator, best.parameters, best.loss, best.seconds) for family, best in zip(families, found, strict=True)
        ]

    def pipeline(self, family: Family, estimator: Any) -> Pipeline:
        """Return the fitted preparation and the fitted estimator as one pipeline."""
        return Pipeline([("prepare", self.prepare(family.shape)), ("model", estimator)])

    def _tries(self, family: Family, train: Rows) -> int:
        few = self.timeless and family.cost != "light"  # a blend chooses among none, and as few tune rows would choose by chance
        return self.budget.allowance(family.cost).candidates * (3 if len(train.label) <= SMALL and not few else 1)

    def _of(self, shape: Shape, part: Part) -> Rows:
        if (shape, part) not in self._rows:
            self._rows[shape, part] = self.rows(shape, self._parts[part])
        return self._rows[shape, part]

    def rows(self, shape: Shape, rows: Dataset) -> Rows:
        """Return any rows of the data set as a family of this shape reads them."""
        matrix = self.prepare(shape).transform(tidy(rows.features, self.columns))
        column = click_column(self.prepare(shape), shape) if self._at_clicks else None
        return Rows(np.ascontiguousarray(matrix, dtype=np.float64), rows.label, rows.weight, rows.history, column)


def _whole_groups(dataset: Dataset, most: int, *, seed: int) -> Bools:
    """Return the mask of the training rows of groups drawn at random, some `most` in all: a session that is read pays for all its rows."""
    known = known_in(dataset, "train")
    share = most / max(int(known.sum()), 1)
    if share >= 1:
        return known
    names, member = np.unique(dataset.group, return_inverse=True)
    drawn: Bools = known & (np.random.default_rng(seed).random(len(names)) < share)[member]
    return drawn


def _sequence_notes(sessions: Dataset | None, *, rows: int) -> tuple[str, ...]:
    if sessions is None or len(sessions) == rows:
        return ()
    return (f"Sequence models learn from {len(sessions):,} of {rows:,} training rows: whole sessions, drawn at random with the seed.",)


def _notes(constant: list[str], *, rows: int, budget: Budget) -> tuple[str, ...]:
    notes = []
    if constant:
        named, more = ", ".join(constant[:NAMED]), len(constant) - NAMED
        rest = f" and {more} more" if more > 0 else ""
        notes.append(f"Left out, since they hold one value only in the train part: {named}{rest}.")
    if rows > min(budget.light.rows, budget.heavy.rows):
        most = f"boosted trees from at most {budget.boosted.rows:,}, forests {budget.heavy.rows:,}, the others {budget.light.rows:,}"
        notes.append(f"Of {rows:,} training rows, {most}: drawn at random with the seed. --effort thorough uses more.")
    return tuple(notes)
