"""Does a reference come back as it was, stay small, and say when there is none?"""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from footfall.dataset.dataset import Dataset
from footfall.dataset.scored import ScoredRows
from footfall.errors import ArtifactError
from footfall.models.artifact import load, save
from footfall.models.fitted import Fit
from footfall.models.reference import FILE, Reference, read_reference, reference_of

MOST_BYTES = 200_000


@pytest.fixture
def kept(conversions: Dataset, conversion_fit: Fit) -> Reference:
    test = conversions.only("test")
    rows = ScoredRows(test.features, conversion_fit.best.predict(test.features), test.label, test.group, test.group)
    return reference_of(rows, conversion_fit.best.columns, binary=True, seed=1, first_us=1, since_us=2, until_us=3)


def saved(fit: Fit, dataset: Dataset, folder: Path, reference: Reference | None) -> Path:
    save(fit, dataset, folder, fingerprint="", data_sha256="", metrics={}, reference=reference)
    return folder


def test_it_comes_back_as_it_was_and_is_covered_by_the_manifest(
    kept: Reference, conversions: Dataset, conversion_fit: Fit, tmp_path: Path
) -> None:
    folder = saved(conversion_fit, conversions, tmp_path / "model", kept)
    assert FILE in load(folder).manifest.files
    assert read_reference(folder) == kept
    assert set(kept.features) == set(conversion_fit.best.columns)
    assert kept.score.rows == len(np.unique(conversions.only("test").group))
    text = (folder / FILE).read_text()
    (folder / FILE).write_text(text.replace('"rows":', '"rows": ', 1))
    with pytest.raises(ArtifactError, match="was edited"):
        load(folder)


def test_an_older_model_has_none_and_is_refused_in_words(conversions: Dataset, conversion_fit: Fit, tmp_path: Path) -> None:
    folder = saved(conversion_fit, conversions, tmp_path / "model", None)
    load(folder)
    with pytest.raises(ArtifactError, match=r"holds no reference\.json: an earlier Footfall.*footfall analyze"):
        read_reference(folder)


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"features": 3}'])
def test_what_is_no_reference_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(ArtifactError, match="holds no reference"):
        read_reference(tmp_path)


def test_a_reference_of_another_schema_is_refused(kept: Reference, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(replace(kept, schema_version=2).dumps())
    with pytest.raises(ArtifactError, match="schema version 2"):
        read_reference(tmp_path)


def test_it_is_small_and_holds_no_row(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    frame = pd.DataFrame({f"feature_number_{k}": rng.normal(size=2_000) for k in range(130)})
    frame["visitor_word"] = pd.Series([f"w{k}" for k in range(2_000)], dtype="str")
    rows = ScoredRows(frame, rng.random(2_000), (rng.random(2_000) < 0.3).astype(np.float64), np.arange(2_000), np.arange(2_000))
    text = reference_of(rows, [str(name) for name in frame.columns], binary=True, seed=1).dumps()
    assert len(text) < MOST_BYTES
    assert sum(f'"w{k}"' in text for k in range(2_000)) <= 20
