"""What does each saved model of an analysis say of one row, and why?

`Answering` holds one model, loaded once, with what gives its reasons; `Answer` is what it says of a row, in a form that a page can show.
`segment_of` says which segment a row of features is in. The row may be a moment of a visit (`scoring.visit`) or of a session table
(`scoring.row`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from footfall.dataset.dataset import Question
from footfall.dataset.histories import Histories
from footfall.errors import ArtifactError, UsageError, Where
from footfall.expr import Value
from footfall.features.catalog import declared
from footfall.models.artifact import Artifact, load
from footfall.models.manifest import REBUILD, FeatureNote
from footfall.models.segments_artifact import NamedSegment, SegmentsArtifact, load_segments
from footfall.scoring.offer import Offer
from footfall.scoring.reasons import Reason, Reasoner, reasoner

__all__ = ["Answer", "Answering", "loaded_models", "loaded_segments", "one_row", "segment_of"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model says of one row.

    Parameters
    ----------
    question
        What was asked: name, kind, sentence, whether it is a proxy and the words of its banner.
    unit
        Of an amount: an ISO 4217 code where it is money and the data names one, else the question's own; empty for a probability.
    value
        A calibrated probability from 0 to 1, or an amount; None where it is not asked.
    low, high
        Of an amount: the interval that is to hold nine in ten of what comes; None where the model has none.
    reasons
        The three main ones, strongest first; fewer where there are no more, none where the model can give none.
    not_asked
        Why it is not asked of this row; empty where it is.
    """

    question: Question
    unit: str
    value: float | None
    low: float | None = None
    high: float | None = None
    reasons: tuple[Reason, ...] = ()
    not_asked: str = ""

    def record(self) -> dict[str, object]:
        """Return it as JSON types."""
        asked = self.question
        return {
            "target": asked.name, "doc": asked.doc, "kind": asked.kind, "proxy": asked.proxy, "note": asked.note, "unit": self.unit,
            "value": self.value, "low": self.low, "high": self.high, "reasons": [each.text for each in self.reasons],
            "not_asked": self.not_asked or None,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answering:
    """One saved model, ready to answer: the artifact, what gives its reasons (None where it can give none), and the unit of its amounts."""

    artifact: Artifact
    reasoner: Reasoner | None
    unit: str

    @property
    def question(self) -> Question:
        """What it answers."""
        return self.artifact.question

    def answer(self, values: Mapping[str, Value], history: Histories | None = None) -> Answer:
        """Return what the model says of a row of features by name, None where unknown; more than it reads are allowed.

        Raises
        ------
        ArtifactError
            When a feature it reads is not there.
        """
        return self.of_inputs(one_row(self.artifact.manifest.features, values), history)

    def of_inputs(self, inputs: pd.DataFrame, history: Histories | None = None) -> Answer:
        """Return the same for a frame of one row in the types of training; prepared once, for the score and its reasons."""
        model = self.artifact.model
        matrix = model.prepared(inputs, history)
        score = model.from_matrix(matrix)
        low, high = (None, None) if model.intervals is None else (float(each[0]) for each in model.intervals(score))
        reasons = self.reasoner.of_row(inputs, matrix) if self.reasoner is not None else ()
        return Answer(self.question, self.unit, float(score[0]), low, high, reasons)

    def not_asked(self, reason: str) -> Answer:
        """Return that the model is not asked."""
        return Answer(self.question, self.unit, None, not_asked=reason)


def loaded_models(folder: Path, offer: Offer) -> tuple[Answering, ...]:
    """Return every model of an analysis, in order of name.

    Raises
    ------
    UsageError
        When the analysis kept none.
    ArtifactError
        When one was edited, or is of another version.
    """
    place = folder / "models"
    names = sorted(path for path in place.iterdir() if path.is_dir()) if place.is_dir() else []
    if not names:
        raise UsageError(
            f"{folder} holds no model: nothing could be asked of its data.", where=Where(str(place)),
            remedy="The report says why for each target; analyse more data.",
        )  # fmt: skip
    return tuple(_answering(load(path), offer) for path in names)


def loaded_segments(folder: Path) -> SegmentsArtifact | None:
    """Return the segments of an analysis; None where it found none."""
    return load_segments(folder / "segments") if (folder / "segments").is_dir() else None


def segment_of(artifact: SegmentsArtifact, values: Mapping[str, Value]) -> NamedSegment:
    """Return the segment of a row of features; infinite values count as unknown, as they do in a batch."""
    row = {name: _known(values[name]) for name in artifact.inputs if name in values}
    missing = [name for name in artifact.inputs if name not in row]
    if missing:
        raise ArtifactError(f"The segments read features that are not there: {', '.join(missing[:5])}.", remedy=REBUILD)
    return artifact.assign(row)


def one_row(wanted: Sequence[FeatureNote], values: Mapping[str, Value]) -> pd.DataFrame:
    """Return a frame of one row with the wanted features, in the types of training: float64 with NaN, or text with a missing value.

    Raises
    ------
    ArtifactError
        When a feature is not there.
    """
    missing = [note.name for note in wanted if note.name not in values]
    if missing:
        raise ArtifactError(f"The model reads features that are not there: {', '.join(missing[:5])}.", remedy=REBUILD)
    numbers = [note.name for note in wanted if note.kind == "number"]
    row = [np.nan if (value := values[name]) is None else float(value) for name in numbers]
    texts = {note.name: pd.Series([values[note.name]], dtype="str") for note in wanted if note.kind != "number"}
    return pd.concat([pd.DataFrame([row], columns=numbers, dtype=np.float64), pd.DataFrame(texts, index=[0])], axis=1)


def _answering(artifact: Artifact, offer: Offer) -> Answering:
    manifest, currency = artifact.manifest, offer.currency if offer.has_revenue else None
    declarations = declared(manifest.declared, manifest.categories) if manifest.is_of_events else ()
    found = None
    if artifact.background is not None:
        found = reasoner(artifact.model, artifact.background, artifact.question, declarations=declarations, currency=currency)
    unit = artifact.question.unit
    return Answering(artifact, found, currency or unit if unit == "currency" else unit)


def _known(value: Value) -> float | int | None:
    return None if value is None or isinstance(value, str) or not np.isfinite(value) else value
