"""Do saved segments come back to the last bit, live and in batch alike, and is what was spoilt refused?"""

import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd
import pytest
from tests.models.test_segmentation import planted

from footfall.errors import ArtifactError, SourceError
from footfall.models.segmentation import Segmentation, segment
from footfall.models.segmenter import NO_GROUP, NO_SEGMENT
from footfall.models.segments_artifact import NamedSegment, SegmentsArtifact, arrays_of, load_segments, save_segments, segmenter_of
from footfall.models.space import finite


@pytest.fixture(scope="module")
def learnt() -> tuple[pd.DataFrame, Segmentation]:
    """Rows and their groups."""
    features, _ = planted(2_000)
    return features, segment(features, effort="quick", seed=1)


def made(found: Segmentation) -> SegmentsArtifact:
    """An artifact that reads one feature as the difference of two."""
    names = tuple(NamedSegment(number, f"Group {number}", 0.25, 0.9, "stable", "Do it.") for number in range(found.labels.max() + 1))
    docs = dict.fromkeys(found.segmenter.names, "A sentence.")
    return SegmentsArtifact(
        found.segmenter, "session", names, docs, {"minutes": ("minutes_all", "minutes_now")},
        declared=("clicks",), categories=("shoes",), fingerprint="abc", data_sha256="def", champion=found.champion, seed=1,
    )  # fmt: skip


@pytest.fixture
def saved(learnt: tuple[pd.DataFrame, Segmentation], tmp_path: Path) -> Path:
    """The folder of a saved segmentation."""
    folder = tmp_path / "segments"
    save_segments(made(learnt[1]), folder)
    return folder


def given(features: pd.DataFrame, row: int) -> dict[str, float | int | None]:
    """One row as the online path hands it over."""
    values = {str(name): float(value) for name, value in features.iloc[row].items()}
    return {**values, "minutes_all": values.pop("minutes") + 0.0, "minutes_now": 0, "another": None}


def test_what_is_saved_comes_back_to_the_last_bit(learnt: tuple[pd.DataFrame, Segmentation], saved: Path) -> None:
    features, found = learnt
    again = load_segments(saved, fingerprint="abc")
    assert arrays_of(again.segmenter) == arrays_of(found.segmenter)
    assert replace(again, segmenter=found.segmenter) == made(found)
    assert (again.segmenter.many(finite(features[list(again.segmenter.names)])) == found.labels).all()
    assert again.is_of_events


def test_one_row_is_assigned_as_in_batch(learnt: tuple[pd.DataFrame, Segmentation], saved: Path) -> None:
    features, found = learnt
    artifact = load_segments(saved)
    assert artifact.inputs == tuple(
        part for name in artifact.segmenter.names for part in (("minutes_all", "minutes_now") if name == "minutes" else (name,))
    )
    assert [artifact.assign(given(features, row)).segment for row in range(0, 2_000, 20)] == found.labels[::20].tolist()


def test_a_difference_is_taken_before_the_row_is_assigned(learnt: tuple[pd.DataFrame, Segmentation], saved: Path) -> None:
    artifact, rows = load_segments(saved), [given(learnt[0], row) for row in range(100)]
    shifted = [{**row, "minutes_all": float(row["minutes_all"] or 0) + 2.0**20, "minutes_now": 2**20} for row in rows]
    assert [artifact.assign(row) for row in shifted] == [artifact.assign(row) for row in rows]


def test_a_difference_from_what_is_not_known_is_not_known(learnt: tuple[pd.DataFrame, Segmentation], saved: Path) -> None:
    artifact, features = load_segments(saved), learnt[0].iloc[:200]
    found = [artifact.assign({**given(features, row), "minutes_now": None}).segment for row in range(200)]
    unknown, nothing = (features.assign(minutes=value)[list(artifact.segmenter.names)].to_numpy() for value in (np.nan, 0.0))
    assert found == artifact.segmenter.many(unknown).tolist()
    assert found != artifact.segmenter.many(nothing).tolist()


def test_one_row_takes_well_under_a_millisecond(learnt: tuple[pd.DataFrame, Segmentation], saved: Path) -> None:
    artifact, row = load_segments(saved), given(learnt[0], 0)
    seconds = []
    for _ in range(200):
        begin = time.perf_counter()
        artifact.assign(row)
        seconds.append(time.perf_counter() - begin)
    assert median(seconds) < 0.5e-3


def test_a_row_without_a_feature_is_refused(learnt: tuple[pd.DataFrame, Segmentation], saved: Path) -> None:
    row = given(learnt[0], 0)
    del row["minutes_now"]
    with pytest.raises(ArtifactError, match="not there: minutes_now"):
        load_segments(saved).assign(row)


def test_a_row_of_no_group_is_in_no_segment(saved: Path) -> None:
    assert load_segments(saved).named(NO_GROUP).name == NO_SEGMENT
    assert load_segments(saved).named(99).segment == NO_GROUP


def test_a_reach_without_end_and_one_with_an_end_come_back(learnt: tuple[pd.DataFrame, Segmentation]) -> None:
    for reach in (float("inf"), 0.1 + 0.2):
        segmenter = replace(learnt[1].segmenter, anchors=replace(learnt[1].segmenter.anchors, reach=reach))
        assert segmenter_of(json.loads(json.dumps(arrays_of(segmenter), allow_nan=False))).anchors.reach == reach


def test_equal_segments_give_equal_bytes(learnt: tuple[pd.DataFrame, Segmentation], saved: Path, tmp_path: Path) -> None:
    save_segments(made(learnt[1]), tmp_path / "again")
    save_segments(made(learnt[1]), tmp_path / "again")
    assert {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()} == {
        path.name: path.read_bytes() for path in saved.iterdir()
    }
    assert {path.name for path in saved.iterdir()} == {"manifest.json", "segmenter.json"}


def test_no_other_library_than_numpy_is_needed_to_assign(saved: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from footfall.models.segments_artifact import load_segments; "
        f"found = load_segments(Path({str(saved)!r})); found.assign(dict.fromkeys(found.inputs, 1.0)); "
        "print(*sorted({name.split('.')[0] for name in sys.modules} - sys.stdlib_module_names))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) - {"__main__", "_distutils_hack"} == {"footfall", "numpy"}


def sealed(folder: Path, **change: object) -> None:
    """Change fields of the manifest and give it a checksum that fits."""
    facts = {**json.loads((folder / "manifest.json").read_text()), **change}
    del facts["checksum"]
    checksum = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps({**facts, "checksum": checksum}))


def arrays(**change: object) -> Callable[[Path], None]:
    """Change arrays, with checksums that fit."""

    def spoil(folder: Path) -> None:
        content = json.dumps({**json.loads((folder / "segmenter.json").read_text()), **change})
        (folder / "segmenter.json").write_text(content)
        sealed(folder, files={"segmenter.json": hashlib.sha256(content.encode()).hexdigest()})

    return spoil


def edited(folder: Path) -> None:
    text = (folder / "segmenter.json").read_text()
    (folder / "segmenter.json").write_text(text.replace("1", "2", 1))


def renamed(folder: Path) -> None:
    text = (folder / "manifest.json").read_text()
    (folder / "manifest.json").write_text(text.replace("Group 0", "Group X"))


SPOILS: dict[str, tuple[Callable[[Path], object], str]] = {
    "arrays edited": (edited, r"segmenter\.json was edited"),
    "a name edited": (renamed, r"manifest\.json was edited"),
    "a file too many": (lambda folder: (folder / "more.npy").write_bytes(b"x"), r"does not name: more\.npy"),
    "a file missing": (lambda folder: (folder / "segmenter.json").unlink(), r"lacks segmenter\.json"),
    "no manifest": (lambda folder: (folder / "manifest.json").unlink(), "there are no segments"),
    "a manifest cut off": (lambda folder: (folder / "manifest.json").write_text("{"), "is not a manifest"),
    "another schema": (lambda folder: sealed(folder, schema_version=2), "schema version 2"),
    "a model": (lambda folder: sealed(folder, holds="model"), "describes the model of a target"),
    "another version": (lambda folder: sealed(folder, versions={"footfall": "9.9.9"}), r"was written with footfall 9\.9\.9"),
    "no version": (lambda folder: sealed(folder, versions={}), "does not say which version of footfall"),
    "no segments": (lambda folder: sealed(folder, segments=None), "does not hold segments"),
    "arrays that do not fit": (arrays(median=[1.0]), "do not fit together"),
    "no number": (arrays(low=[None] * 4), "do not fit together"),
    "words": (arrays(low=["x"] * 4), "does not hold segments"),
    "too few labels": (arrays(label=[0]), "does not hold segments"),
}


@pytest.mark.parametrize("case", SPOILS)
def test_what_was_spoilt_is_refused_and_the_remedy_said(saved: Path, case: str) -> None:
    spoil, message = SPOILS[case]
    spoil(saved)
    with pytest.raises(ArtifactError, match=message) as caught:
        load_segments(saved)
    assert caught.value.remedy


def test_other_features_are_refused(saved: Path) -> None:
    with pytest.raises(ArtifactError, match="learnt from other features: their fingerprint is abc, not xyz"):
        load_segments(saved, fingerprint="xyz")


def test_a_folder_that_cannot_be_written_leaves_nothing(learnt: tuple[pd.DataFrame, Segmentation], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SourceError):
        save_segments(made(learnt[1]), tmp_path / "file" / "segments")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_numbers_are_read_as_they_were() -> None:
    assert json.loads(json.dumps(0.1 + 0.2)) == 0.1 + 0.2
    assert np.nextafter(1.0, 2.0) == json.loads(json.dumps(float(np.nextafter(1.0, 2.0))))
