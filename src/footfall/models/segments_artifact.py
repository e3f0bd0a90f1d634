"""How is a segmentation kept, and which segment does one visit belong to right now?

A folder without pickle: ``segmenter.json`` (arrays as numbers) and ``manifest.json`` (names, features, fingerprints, versions, hashes).
`load_segments` refuses a folder that was edited or belongs to other features or another version, as `artifact.load` does. It needs the
standard library and numpy alone: `SegmentsArtifact.assign` answers for one row of features while the visit is still running. That answer
is provisional until the visit has ended, because features are as of the last event.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from footfall.errors import ArtifactError
from footfall.models.folder import (
    MANIFEST,
    REBUILD,
    check_versions,
    checked_files,
    content_of,
    sealed,
    sha256_of,
    unsealed,
    version_of,
    write_whole,
)
from footfall.models.read_as import ReadAs
from footfall.models.segmenter import NO_GROUP, NO_SEGMENT, Anchors, Segmenter, Space

__all__ = ["SCHEMA_VERSION", "NamedSegment", "SegmentsArtifact", "load_segments", "save_segments"]

SCHEMA_VERSION = 1
ARRAYS = "segmenter.json"
HOLDS = "segments"


@dataclass(frozen=True, slots=True)
class NamedSegment:
    """One segment as it was told: `trust` is ``stable``, ``doubtful``, ``unstable`` or None where it was not measured."""

    segment: int
    name: str
    share: float = 0.0
    stability: float | None = None
    trust: str | None = None
    action: str = ""


OUTSIDE = NamedSegment(NO_GROUP, NO_SEGMENT)
"""What a row is in that is in no segment."""


@dataclass(frozen=True, slots=True)
class SegmentsArtifact:
    """A segmentation with everything that is needed to use it again.

    Parameters
    ----------
    segmenter
        Assigns rows.
    unit
        ``session`` or ``customer``: what a row is.
    segments
        Names and actions.
    docs
        Sentence of each feature that the segmenter reads.
    differences
        Features that are one declared feature less another, by name: what was known before this session began.
    declared, categories
        The declarations of features that rows are made of, and the categories that have features of their own; empty for a session table.
    fingerprint
        Of those declarations; empty for a session table.
    data_sha256, champion, seed
        Of the data and the run.
    of_log
        Whether a row is an event of a log, with the log's own columns.
    read_as
        How the events were read; None for a session table.
    """

    segmenter: Segmenter
    unit: str
    segments: tuple[NamedSegment, ...]
    docs: Mapping[str, str]
    differences: Mapping[str, tuple[str, str]]
    declared: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    fingerprint: str = ""
    data_sha256: str = ""
    champion: str = ""
    seed: int = 0
    of_log: bool = False
    read_as: ReadAs | None = None

    @property
    def is_of_events(self) -> bool:
        """Whether it reads features of events; else it reads the columns of a session table."""
        return bool(self.fingerprint)

    @property
    def inputs(self) -> tuple[str, ...]:
        """The features (or columns) a row must have, in order."""
        parts = [self.differences.get(name, (name,)) for name in self.segmenter.names]
        return tuple(dict.fromkeys(part for each in parts for part in each))

    def assign(self, features: Mapping[str, float | int | None]) -> NamedSegment:
        """Return the segment of one row. Some 0.1 ms.

        Parameters
        ----------
        features
            Values by name, None where unknown; more than `inputs` are allowed.

        Raises
        ------
        ArtifactError
            When one of `inputs` is not among them.
        """
        missing = [name for name in self.inputs if name not in features]
        if missing:
            raise ArtifactError(f"The segments read features that are not there: {', '.join(missing[:5])}.", remedy=REBUILD)
        return self.named(self.segmenter.one({name: self._value(name, features) for name in self.segmenter.names}))

    def named(self, number: int) -> NamedSegment:
        """Return the segment of a number; -1 is in no segment."""
        return next((each for each in self.segments if each.segment == number), OUTSIDE)

    def _value(self, name: str, features: Mapping[str, float | int | None]) -> float | None:
        if name not in self.differences:
            return features[name]
        whole, part = (features[each] for each in self.differences[name])
        return None if whole is None or part is None else float(whole) - float(part)


def save_segments(artifact: SegmentsArtifact, folder: Path, beside: Mapping[str, bytes] | None = None) -> None:
    """Write a segmentation to `folder`, which is replaced as a whole; the same bytes for the same segmentation.

    Parameters
    ----------
    artifact
        The segmentation.
    folder
        Where it goes.
    beside
        Further files by name, that the manifest guards like its own.

    Raises
    ------
    SourceError
        When the folder cannot be written; nothing is left under its name then.
    """
    arrays = json.dumps(arrays_of(artifact.segmenter), allow_nan=False) + "\n"
    files = {ARRAYS: arrays.encode(), **(beside or {})}
    facts = asdict(replace(artifact, segmenter=None))  # type: ignore[arg-type]
    del facts["segmenter"]
    record = {
        **facts,
        "holds": HOLDS,
        "schema_version": SCHEMA_VERSION,
        "versions": {"footfall": version_of("footfall")},
        "files": sha256_of(files),
    }
    write_whole(folder, files, sealed(record))


def load_segments(folder: Path, *, fingerprint: str | None = None) -> SegmentsArtifact:
    """Read a segmentation that `save_segments` wrote.

    Parameters
    ----------
    folder
        ``DIR/segments`` of an analysis.
    fingerprint
        Of the feature declarations that will feed it (`features.catalog.declared` of its `declared` and `categories`); None to load it
        whatever feeds it.

    Raises
    ------
    ArtifactError
        When there are no segments, a file was edited, added or taken away, they read other features, or another version wrote them.
    """
    place = folder / MANIFEST
    if not place.is_file():
        raise ArtifactError(f"{folder} holds no {MANIFEST}: there are no segments.", remedy="Name the folder DIR/segments of an analysis.")
    record = unsealed(content_of(place).decode(errors="replace"), place=str(place), schema_version=SCHEMA_VERSION)
    if record.get("holds") != HOLDS:
        raise ArtifactError(f"{place} describes the model of a target, not segments.", remedy="Name the folder DIR/segments.")
    try:
        check_versions(folder, record["versions"], {"footfall": version_of("footfall")}, ("footfall",))
        segmenter = segmenter_of(json.loads(checked_files(folder, record["files"])[ARRAYS]))
        artifact = artifact_of(record, segmenter)
    except (KeyError, TypeError, ValueError) as error:
        if isinstance(error, ArtifactError):
            raise
        raise ArtifactError(f"{folder} does not hold segments as this Footfall writes them: {error}.", remedy=REBUILD) from error
    if fingerprint is not None and artifact.fingerprint != fingerprint:
        what = f"{folder} was learnt from other features: their fingerprint is {artifact.fingerprint[:12]}, not {fingerprint[:12]}."
        raise ArtifactError(what, remedy=REBUILD)
    return artifact


def arrays_of(segmenter: Segmenter) -> dict[str, object]:
    """Return a segmenter as JSON types; an infinite reach is null. Python writes a float so that it reads back to the last bit."""
    space, anchors = segmenter.space, segmenter.anchors
    parts = {name: getattr(space, name).tolist() for name in ("median", "logarithm", "low", "high", "mean", "scale", "components")}
    reach = anchors.reach if math.isfinite(anchors.reach) else None
    return {"names": list(space.names), **parts, "anchors": anchors.points.tolist(), "label": anchors.label.tolist(), "reach": reach}


def segmenter_of(record: Mapping[str, Any]) -> Segmenter:
    """Return the segmenter that `arrays_of` wrote.

    Raises
    ------
    ValueError
        When its arrays do not fit together.
    """
    names = tuple(str(name) for name in record["names"])
    row = [np.array(record[name], dtype=np.float64) for name in ("median", "low", "high", "mean", "scale")]
    median, low, high, mean, scale = row
    logarithm, components = np.array(record["logarithm"], dtype=np.bool_), np.array(record["components"], dtype=np.float64)
    label = np.array(record["label"], dtype=np.int64)
    points = np.array(record["anchors"], dtype=np.float64).reshape(len(label), components.shape[-1])
    fits = components.ndim == 2 and len(components) == len(names) and all(each.shape == (len(names),) for each in (*row, logarithm))
    if not fits or not all(np.isfinite(each).all() for each in (*row, components, points)):
        raise ValueError("its arrays do not fit together")
    reach = math.inf if record["reach"] is None else float(record["reach"])
    return Segmenter(Space(names, median, logarithm, low, high, mean, scale, components), Anchors(points, label, reach))


def artifact_of(record: Mapping[str, Any], segmenter: Segmenter) -> SegmentsArtifact:
    """Return the artifact of a manifest's record."""
    return SegmentsArtifact(
        segmenter=segmenter,
        unit=str(record["unit"]),
        segments=tuple(NamedSegment(**each) for each in record["segments"]),
        docs={str(name): str(doc) for name, doc in record["docs"].items()},
        differences={str(name): (str(whole), str(part)) for name, (whole, part) in record["differences"].items()},
        declared=tuple(record["declared"]),
        categories=tuple(record["categories"]),
        fingerprint=str(record["fingerprint"]),
        data_sha256=str(record["data_sha256"]),
        champion=str(record["champion"]),
        seed=int(record["seed"]),
        of_log=bool(record.get("of_log", False)),
        read_as=ReadAs(**record["read_as"]) if record.get("read_as") else None,
    )
