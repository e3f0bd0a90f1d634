"""What is written beside a saved model?

`Manifest`: everything needed to know what the model is, what it reads and whether it still fits, as plain JSON with a checksum of its own.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import cache

from pydantic import TypeAdapter, ValidationError

from footfall.dataset.dataset import Question
from footfall.errors import ArtifactError
from footfall.models.fitted import Scalar
from footfall.models.folder import REBUILD, sealed, unsealed, version_of
from footfall.models.read_as import ReadAs

__all__ = ["REBUILD", "SCHEMA_VERSION", "FeatureNote", "Manifest", "fingerprint_of", "libraries"]

SCHEMA_VERSION = 1
LIBRARIES = {
    "footfall": "footfall",
    "numpy": "numpy",
    "onnxruntime": "onnxruntime",
    "pandas": "pandas",
    "scikit-learn": "scikit-learn",
    "xgboost": "xgboost-cpu",
}
"""Libraries by name, and the distribution that holds each."""


@dataclass(frozen=True, slots=True)
class FeatureNote:
    """One feature the model reads: `kind` is ``number`` or ``category``."""

    name: str
    kind: str
    doc: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The facts of a saved model.

    Parameters
    ----------
    question
        What it answers.
    name, label, threshold, parameters, calibrated
        Of the champion, as in `fitted.Fitted`.
    baseline
        The constant score of the baseline.
    models
        Names of all models that were compared.
    features
        What it reads, in order.
    fingerprint
        Of the feature declarations; a model is only loaded where they are the same.
    data_sha256
        Of the data it learnt from.
    split
        Every border of the parts.
    metrics
        The champion's on the test part.
    notes
        What a reader should know.
    effort, seed
        How it was trained.
    versions
        Of the libraries that wrote it.
    files
        sha256 of every other file of the folder, by name.
    declared, categories
        The feature declarations it was trained with, by name, and the categories with features of their own; empty for a session table.
    of_log
        Whether it reads the own columns of a log's events, one row an event (`dataset.own_columns`), neither features nor a session table.
    read_as
        How the events were read that it learnt from; None for a session table.
    target
        Fingerprint of the target's declaration (`fingerprint_of` its signature); empty for a session table, whose target is a column.
    """

    question: Question
    name: str
    label: str
    threshold: float | None
    parameters: Mapping[str, Scalar]
    calibrated: bool
    baseline: float
    models: tuple[str, ...]
    features: tuple[FeatureNote, ...]
    fingerprint: str
    data_sha256: str
    split: Mapping[str, str | int | float | None]
    metrics: Mapping[str, float | None]
    notes: tuple[str, ...]
    effort: str
    seed: int
    versions: Mapping[str, str]
    files: Mapping[str, str]
    declared: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    target: str = ""
    of_log: bool = False
    read_as: ReadAs | None = None
    schema_version: int = SCHEMA_VERSION

    @property
    def is_of_events(self) -> bool:
        """Whether it reads features of events; else it reads columns as they are, of a session table or of a log (`of_log`)."""
        return bool(self.fingerprint)

    def dumps(self) -> str:
        """Return it as JSON text, its own checksum included."""
        return sealed(asdict(self))

    @classmethod
    def loads(cls, text: str, *, place: str) -> "Manifest":
        """Read it back; `place` is the file's name, for messages.

        Raises
        ------
        ArtifactError
            When it is no manifest, of another schema, was edited, or lacks a field, has one too many or one of another type.
        """
        record = unsealed(text, place=place, schema_version=SCHEMA_VERSION)
        if record.get("holds") == "segments":
            raise ArtifactError(
                f"{place} describes segments, not the model of a target.",
                remedy="Assign them: footfall segment DIR/segments SOURCE --out FILE.",
            )
        return _read(record, place)


def fingerprint_of(signature: str) -> str:
    """Return the sha256 of a declaration's signature, as hexadecimal text: two with the same fingerprint mean the same.

    >>> fingerprint_of("")[:12]
    'e3b0c44298fc'
    """
    return hashlib.sha256(signature.encode()).hexdigest()


def libraries() -> dict[str, str]:
    """Return the versions of the libraries that decide whether a saved model can be read; ``source`` where one is not installed."""
    return {name: version_of(distribution) for name, distribution in LIBRARIES.items()}


def _read(record: Mapping[str, object], place: str) -> Manifest:
    """Return the manifest whose fields these are, every one of the type that is declared."""
    strange = sorted(set(record) - {each.name for each in fields(Manifest)})
    if strange:
        raise ArtifactError(f"{place} is not a manifest: it has no field {strange[0]!r}.", remedy=REBUILD)
    try:
        return _reader().validate_json(json.dumps(record), strict=True)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise ArtifactError(f"{place} is not a manifest: {field}: {first['msg']}.", remedy=REBUILD) from error


@cache
def _reader() -> TypeAdapter[Manifest]:
    return TypeAdapter(Manifest)
