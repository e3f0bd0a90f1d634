"""What does the model of a session table say of a row that somebody fills in by hand?

`RowScorer` opens a finished analysis of a session table once; `answer` takes a row by column and gives the score, the segment and the
reasons: those of ``footfall score`` for a file with that row. A row lacks no column and has none too many; what is unknown is given as
null.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from footfall.errors import SchemaError, UsageError, Where
from footfall.events.log import SessionTable, SourceInfo
from footfall.events.schema import near
from footfall.models.segments_artifact import NamedSegment, SegmentsArtifact
from footfall.scoring.answers import Answer, Answering, loaded_models, loaded_segments, segment_of
from footfall.scoring.columns import table_inputs
from footfall.scoring.offer import Column, Offer, Scalar, read_offer
from footfall.scoring.segments import notes

__all__ = ["RowAnswers", "RowScorer"]


@dataclass(frozen=True, slots=True)
class RowAnswers:
    """What is said of one row: every answer (a session table has one target), and the segment (None where the analysis has none)."""

    answers: tuple[Answer, ...]
    segment: NamedSegment | None

    def record(self) -> dict[str, object]:
        """Return it as JSON types."""
        segment = self.segment
        told = {"name": segment.name, "action": segment.action, "stability": segment.stability} if segment is not None else None
        return {"answers": [each.record() for each in self.answers], "segment": told}


@dataclass(frozen=True, slots=True)
class RowScorer:
    """The model of a session table's analysis, loaded once, for rows filled in by hand.

    Parameters
    ----------
    offer
        Its columns with their kinds and usual values.
    models
        One a target.
    segments
        None where the analysis found none.
    """

    offer: Offer
    models: tuple[Answering, ...]
    segments: SegmentsArtifact | None

    @classmethod
    def open(cls, folder: str | Path) -> "RowScorer":
        """Open a finished analysis of a session table.

        Raises
        ------
        UsageError
            When the folder is no analysis, or one of events, or when it holds no model.
        SourceError
            When the analysis is of another version or its offer is damaged.
        ArtifactError
            When a model was edited or is of another version.
        """
        place = Path(folder)
        offer = read_offer(place)
        if offer.kind != "session_table" or offer.of_column:
            raise UsageError(
                f"{place} is of events, and a row of a session table is filled in here.", where=Where(str(place)),
                remedy="Make up a visit instead: VisitScorer, or one event a line for footfall try.",
            )  # fmt: skip
        opened = cls(offer, loaded_models(place, offer), loaded_segments(place))
        opened.answer(opened.usual())
        return opened

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns to fill in."""
        return self.offer.columns

    def usual(self) -> dict[str, Scalar]:
        """Return a row of usual values: the median of each number, the commonest of each category."""
        return {column.name: column.usual for column in self.columns}

    def answer(self, row: Mapping[str, object]) -> RowAnswers:
        """Return what is said of a row.

        Parameters
        ----------
        row
            A value for each of `columns`, None where it is unknown; the target's column may be there and is not read.

        Raises
        ------
        SchemaError
            When a column is missing or one too many, or words stand where the model learnt from numbers.
        """
        self._check(row)
        told = SessionTable(pd.DataFrame({name: _cell(name, value) for name, value in row.items()}), None, SourceInfo("row"), {})
        answers = []
        for model in self.models:
            inputs = table_inputs(told, model.artifact.manifest.features, model.artifact.model.known_values)
            answers.append(model.of_inputs(inputs))
        if self.segments is None:
            return RowAnswers(tuple(answers), None)
        numbers = {str(name): float(value) for name, value in table_inputs(told, notes(self.segments)).iloc[0].items()}
        return RowAnswers(tuple(answers), segment_of(self.segments, numbers))

    def _check(self, row: Mapping[str, object]) -> None:
        known, targets = [column.name for column in self.columns], {model.question.name for model in self.models}
        for name in row:
            if name not in known and name not in targets:
                raise SchemaError(
                    f'The session table has no column "{name[:80]}".', where=Where(column=name[:80]),
                    remedy=f"{near(name, known)} It has: {', '.join(known)}.".strip(),
                )  # fmt: skip
        missing = [name for name in known if name not in row]
        if missing:
            raise SchemaError(
                f"The row lacks {'a column' if len(missing) == 1 else f'{len(missing)} columns'}: {', '.join(missing[:8])}.",
                where=Where(column=missing[0]), remedy="Give each a value, or null where it is unknown.",
            )  # fmt: skip


def _cell(name: str, value: object) -> pd.Series:
    """Return a value as a column of one row: a number or truth as such, anything else as text, as it would stand in a file."""
    if value is None or value == "" or (isinstance(value, float) and not np.isfinite(value)):
        return pd.Series([None], dtype="str")
    if isinstance(value, bool):
        return pd.Series([str(value)], dtype="str")
    if isinstance(value, int | float):
        return pd.Series([float(value)])
    if isinstance(value, str):
        return pd.Series([value.strip()], dtype="str")
    raise SchemaError(f"{name} is neither a number nor text: {str(value)[:80]}.", where=Where(column=name, example=str(value)[:80]))
