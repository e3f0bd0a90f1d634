"""Do the files of a model make the same model again, and nothing else?"""

from dataclasses import replace
from pathlib import Path

import pytest

from footfall.dataset.dataset import Dataset
from footfall.errors import ArtifactError
from footfall.models.artifact import load, save
from footfall.models.fitted import Fit
from footfall.models.manifest import Manifest
from footfall.models.model_files import BACKGROUND, background_of, files_of, model_of


@pytest.fixture(scope="module")
def described(conversions: Dataset, conversion_fit: Fit, tmp_path_factory: pytest.TempPathFactory) -> Manifest:
    """The manifest of a champion of trees."""
    folder = tmp_path_factory.mktemp("models") / "converts_session"
    save(replace(conversion_fit, champion="xgboost"), conversions, folder, fingerprint="f", data_sha256="d", metrics={})
    return load(folder).manifest


def test_files_make_the_model_again_and_that_the_files(conversions: Dataset, conversion_fit: Fit, described: Manifest) -> None:
    rows = conversions.features.iloc[:200]
    for model in conversion_fit.models:
        files = files_of(model)
        about = replace(described, name=model.name, threshold=model.threshold, calibrated=model.calibrator is not None)
        again = model_of(about, files)
        assert (again.predict(rows) == model.predict(rows)).all(), model.name
        assert files_of(again) == files, model.name


@pytest.mark.parametrize("name", ["prepare.skops", "model.ubj", "calibrator.json"])
def test_a_file_that_is_missing_or_holds_something_else_is_refused_by_name(name: str, conversion_fit: Fit, described: Manifest) -> None:
    files = files_of(conversion_fit.model("xgboost"))
    with pytest.raises(ArtifactError, match=name):
        model_of(described, {other: content for other, content in files.items() if other != name})
    with pytest.raises(ArtifactError, match=name):
        model_of(described, {**files, name: b"something else"})


def test_what_is_usual_comes_back_and_may_be_missing(conversion_fit: Fit) -> None:
    assert conversion_fit.background is not None
    assert background_of({BACKGROUND: conversion_fit.background.record().encode()}) == conversion_fit.background
    assert background_of({}) is None
    with pytest.raises(ArtifactError, match="usual"):
        background_of({BACKGROUND: b"[]"})


def test_the_folder_of_a_model_holds_its_files(conversions: Dataset, conversion_fit: Fit, tmp_path: Path) -> None:
    save(replace(conversion_fit, champion="xgboost"), conversions, tmp_path / "m", fingerprint="f", data_sha256="d", metrics={})
    for name, content in files_of(conversion_fit.model("xgboost")).items():
        assert (tmp_path / "m" / name).read_bytes() == content
