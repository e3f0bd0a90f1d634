"""Why does this row have this score?

The three main reasons for each score, in words: ``3 views of the same product (+4.2 points)``. `reasoner` prepares a model once;
`Reasoner.texts` explains many rows (100,000 a minute on one core, benchmarks/reasons.py), `Reasoner.of_row` one. A reason is a *theme*
(`models.background`): features that say the same are added up, and the one that moves the score most that way speaks for them. They
explain the model, not the world: what a reason names need not be what would change a visitor's mind.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from footfall.dataset.dataset import Floats, Ints, Question
from footfall.dataset.weekly import IDLE, IDLE_PHRASE, declared_names
from footfall.features.feature import Declaration
from footfall.models.background import Background
from footfall.models.fitted import Fitted
from footfall.scoring.contributions import Contributions, Contributor, contributor
from footfall.scoring.wording import Saying, Wording

__all__ = ["REASONS", "Ranked", "Reason", "Reasoner", "reasoner"]

REASONS = 3
"""Reasons for each score."""
LEAST = 1e-6
"""A theme that moves the score less than this, on the model's scale, is no reason."""
CHUNK = 50_000
"""Rows explained at a time, so that memory does not grow with the data."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a score.

    Parameters
    ----------
    feature
        The feature that speaks for its theme.
    words
        Its value in words: ``3 views of the same product``.
    direction
        Whether it raises or lowers the score, against the mean of the training rows.
    size
        By how much: percentage points of the calibrated probability, or the amount in its unit, that the score would lack if the theme were
        as usual and all else as it is. An approximation: sizes of several reasons do not add up where the scale bends.
    text
        Words and size.
    """

    feature: str
    words: str
    direction: Literal["raises", "lowers"]
    size: float
    text: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """The main reasons of n rows, the strongest first, as numbers; all of shape (n, `REASONS`).

    `speaker` is the number of the feature that speaks, -1 where there is no such reason; `added` what its theme adds on the model's scale;
    `size` as of `Reason`.
    """

    speaker: Ints
    added: Floats
    size: Floats


@dataclass(frozen=True, slots=True)
class Reasoner:
    """Explains the scores of one model.

    Parameters
    ----------
    contributor
        Attributes scores to features.
    wording
        Says values and sizes in words.
    members
        Shape (themes, most members): the features of each theme by number, -1 where there are fewer.
    """

    contributor: Contributor
    wording: Wording
    members: Ints

    def ranked(self, features: pd.DataFrame) -> Ranked:
        """Return the main reasons of n rows that hold at least the model's columns."""
        return self._ranked(self.contributor(features))

    def texts(self, features: pd.DataFrame) -> pd.DataFrame:
        """Return ``reason_1 .. reason_3`` of n rows, text with missing values, under the index of `features`."""
        pieces = [self._texts(features.iloc[start : start + CHUNK]) for start in range(0, max(len(features), 1), CHUNK)]
        return pd.concat(pieces) if len(pieces) > 1 else pieces[0]

    def of_row(self, features: pd.DataFrame, prepared: Floats | None = None) -> tuple[Reason, ...]:
        """Return the reasons of a single row, a frame of length 1; `prepared` is its matrix (`Fitted.prepared`), where that is at hand."""
        ranked = self.ranked(features) if prepared is None else self._ranked(self.contributor.of_prepared(prepared))
        found = []
        for place in range(REASONS):
            number = int(ranked.speaker[0, place])
            if number >= 0:
                name = self.wording.sayings[number].name
                words = self.wording.words(number, features[name])[0]
                size, raises = float(ranked.size[0, place]), bool(ranked.added[0, place] > 0)
                effect = self.wording.effects(ranked.size[0, [place]], ranked.added[0, [place]] > 0)[0]
                found.append(Reason(name, words, "raises" if raises else "lowers", size, f"{words} ({effect})"))
        return tuple(found)

    def _texts(self, features: pd.DataFrame) -> pd.DataFrame:
        """Return the reasons of some rows as text, a column a rank."""
        ranked = self.ranked(features) if len(features) else Ranked(*(np.empty((0, REASONS)) for _ in range(3)))  # type: ignore[arg-type]
        return pd.DataFrame(
            {
                f"reason_{place + 1}": pd.Series(self._column(features, ranked, place), index=features.index, dtype="str")
                for place in range(REASONS)
            }
        )

    def _column(self, features: pd.DataFrame, ranked: Ranked, place: int) -> list[str | None]:
        """Return the reasons of one rank, as text; null where there is none."""
        texts: list[str | None] = [None] * len(features)
        speaker, size, added = ranked.speaker[:, place], ranked.size[:, place], ranked.added[:, place]
        for number in np.unique(speaker[speaker >= 0]):
            rows = np.flatnonzero(speaker == number)
            words = self.wording.words(int(number), features[self.wording.sayings[int(number)].name].iloc[rows])
            effects = self.wording.effects(size[rows], added[rows] > 0)
            for row, said, effect in zip(rows.tolist(), words, effects, strict=True):
                texts[row] = f"{said} ({effect})"
        return texts

    def _ranked(self, found: Contributions) -> Ranked:
        """Add up themes, take the strongest, let the strongest member speak, and measure each on the calibrated score."""
        padded = np.column_stack([found.values, np.zeros(len(found.values))])  # feature -1: nobody
        sums = np.stack([padded[:, theme].sum(axis=1) for theme in self.members], axis=1)
        missing = max(0, REASONS - sums.shape[1])
        sums = np.pad(sums, ((0, 0), (0, missing)))
        best = np.argsort(-np.abs(sums), axis=1, kind="stable")[:, :REASONS]
        added = np.take_along_axis(sums, best, axis=1)
        themes = np.pad(self.members, ((0, missing), (0, 0)), constant_values=-1)[best]
        own = np.take_along_axis(padded[:, None, :], np.where(themes < 0, padded.shape[1] - 1, themes), axis=2)
        towards = np.where(themes < 0, -np.inf, own * np.sign(added)[:, :, None])
        speaker = np.take_along_axis(themes, towards.argmax(axis=2)[:, :, None], axis=2)[:, :, 0]
        totals = found.totals
        score = self.contributor.score(totals)
        size = np.column_stack([score - self.contributor.score(totals - added[:, place]) for place in range(REASONS)])
        return Ranked(np.where(np.abs(added) < LEAST, -1, speaker), added, self.wording.scale * size)


def reasoner(
    model: Fitted,
    usual: Background,
    question: Question,
    *,
    declarations: Iterable[Declaration] = (),
    currency: str | None = None,
) -> Reasoner | None:
    """Prepare a model for giving reasons; None where its scores cannot be attributed (`contributions.contributor`).

    Parameters
    ----------
    model, usual
        The champion, and what is usual for the rows it learnt from (`fitted.Fit.background`, `artifact.Artifact.background`).
    question
        What it answers.
    declarations
        Of features of events: their phrases. Columns without one are said by name, value and place among the training rows.
    currency
        ISO 4217 code of the data's amounts; None where it has no revenue.
    """
    found = contributor(model, usual)
    if found is None:
        return None
    declared = {each.name: each for each in declarations}
    sayings = tuple(_saying(name, declared, usual) for name in model.columns)
    return Reasoner(found, Wording(sayings, question.kind, question.unit, currency), _members(model.columns, usual.themes))


def _saying(name: str, declared: Mapping[str, Declaration], usual: Background) -> Saying:
    """Return what puts a feature's value into words."""
    if name in declared:
        return Saying(name, declared[name].phrase, declared[name].unit)
    if name == IDLE:
        return Saying(name, IDLE_PHRASE, "days")
    (feature,) = declared_names([name])
    label = f"{feature.replace('_', ' ')} a day" if feature in declared else ""
    return Saying(name, percentiles=usual.percentiles.get(name, ()), label=label)


def _members(columns: list[str], themes: Iterable[tuple[str, ...]]) -> Ints:
    """Return the features of every theme by number; a feature of no theme is its own."""
    number = {name: place for place, name in enumerate(columns)}
    groups = [[number[name] for name in theme if name in number] for theme in themes]
    taken = {each for group in groups for each in group}
    groups = [group for group in groups if group] + [[place] for place in range(len(columns)) if place not in taken]
    members = np.full((len(groups), max((len(group) for group in groups), default=1)), -1, dtype=np.int64)
    for place, group in enumerate(groups):
        members[place, : len(group)] = group
    return members
