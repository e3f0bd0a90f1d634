"""Does a saved model come back the same, and is everything else refused?"""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from footfall.dataset.dataset import Dataset
from footfall.errors import ArtifactError, SourceError
from footfall.models import artifact, manifest
from footfall.models.artifact import load, save
from footfall.models.fitted import Fit

METRICS = {"roc_auc": 0.75, "precision": None}


def keep(fit: Fit, dataset: Dataset, folder: Path) -> Path:
    save(fit, dataset, folder, fingerprint="f1", data_sha256="d1", metrics=METRICS)
    return folder


@pytest.fixture(scope="module")
def saved(conversions: Dataset, conversion_fit: Fit, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return keep(replace(conversion_fit, champion="xgboost"), conversions, tmp_path_factory.mktemp("models") / "converts_session")


@pytest.fixture
def copy(saved: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(saved, tmp_path / "copy"))


def test_every_model_says_the_same_after_a_round_trip(
    conversions: Dataset, conversion_fit: Fit, revenues: Dataset, revenue_fit: Fit, tmp_path: Path
) -> None:
    for dataset, fit in ((conversions, conversion_fit), (revenues, revenue_fit)):
        for model in fit.models:
            folder = keep(replace(fit, champion=model.name), dataset, tmp_path / fit.question.kind / model.name)
            loaded = load(folder, fingerprint="f1")
            assert (loaded.predict(dataset.features) == model.predict(dataset.features)).all(), model.name
            assert loaded.model.intervals == model.intervals, model.name
            assert (loaded.model.threshold, loaded.model.label, loaded.question) == (model.threshold, model.label, fit.question)


def test_no_pickle_and_only_known_files(saved: Path) -> None:
    files = ["background.json", "calibrator.json", "card.md", "manifest.json", "model.ubj", "prepare.skops"]
    assert sorted(path.name for path in saved.iterdir()) == files
    assert not any(b"sklearn.externals" in path.read_bytes() or path.read_bytes()[:2] == b"\x80\x04" for path in saved.iterdir())


def test_what_is_usual_comes_back_and_may_be_missing(saved: Path, conversions: Dataset, conversion_fit: Fit, tmp_path: Path) -> None:
    assert load(saved).background == conversion_fit.background is not None
    bare = keep(replace(conversion_fit, champion="xgboost", background=None), conversions, tmp_path / "bare")
    assert load(bare).background is None


def test_the_manifest_says_what_it_is(saved: Path, conversions: Dataset) -> None:
    facts = load(saved).manifest
    assert (facts.fingerprint, facts.data_sha256, dict(facts.metrics), dict(facts.split)) == ("f1", "d1", METRICS, dict(conversions.split))
    assert {"scikit-learn", "xgboost", "footfall"} <= set(facts.versions)
    assert [(one.name, one.kind) for one in facts.features][-1] == ("channel", "category")
    assert facts.features[0].doc == "What views says."
    assert facts.baseline == pytest.approx(conversions.only("train").label.mean())


def test_equal_models_give_equal_bytes(saved: Path, conversions: Dataset, conversion_fit: Fit, tmp_path: Path) -> None:
    again = keep(replace(conversion_fit, champion="xgboost"), conversions, tmp_path / "again")
    assert {path.name: path.read_bytes() for path in again.iterdir()} == {path.name: path.read_bytes() for path in saved.iterdir()}


def edit(name: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        data = bytearray((folder / name).read_bytes())
        data[len(data) // 2] ^= 1
        (folder / name).write_bytes(data)

    return spoil


def made_a_folder(name: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        (folder / name).unlink()
        (folder / name).mkdir()

    return spoil


def sealed(folder: Path, **change: object) -> None:
    """Change fields of the manifest and give it a checksum that fits."""
    facts = {**json.loads((folder / "manifest.json").read_text()), **change}
    del facts["checksum"]
    checksum = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps({**facts, "checksum": checksum}))


def filled(name: str, content: bytes) -> Callable[[Path], None]:
    """Put something else into a file, with checksums that fit."""

    def spoil(folder: Path) -> None:
        (folder / name).write_bytes(content)
        files = json.loads((folder / "manifest.json").read_text())["files"]
        sealed(folder, files={**files, name: hashlib.sha256(content).hexdigest()})

    return spoil


def threshold(folder: Path) -> None:
    facts = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**facts, "threshold": 0.01}))


def schema(folder: Path) -> None:
    facts = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**facts, "schema_version": 99}))


SPOILS: dict[str, tuple[Callable[[Path], object], str]] = {
    "model edited": (edit("model.ubj"), r"model\.ubj was edited"),
    "preparation edited": (edit("prepare.skops"), r"prepare\.skops was edited"),
    "background edited": (edit("background.json"), r"background\.json was edited"),
    "no background": (filled("background.json", b"{}"), r"background\.json does not say what is usual"),
    "a background of no text": (filled("background.json", b"\xff"), r"background\.json does not say what is usual"),
    "calibrator edited": (edit("calibrator.json"), r"calibrator\.json was edited"),
    "card edited": (edit("card.md"), r"card\.md was edited"),
    "threshold edited": (threshold, r"manifest\.json was edited"),
    "manifest cut": (lambda folder: (folder / "manifest.json").write_text('{"schema_version": 1'), "is not a manifest"),
    "manifest a list": (lambda folder: (folder / "manifest.json").write_text("[]"), "is not a manifest"),
    "other schema": (schema, "schema version 99"),
    "a file too many": (lambda folder: (folder / "model.pkl").write_bytes(b"x"), r"does not name: model\.pkl"),
    "a file missing": (lambda folder: (folder / "calibrator.json").unlink(), r"lacks calibrator\.json"),
    "a card that is a folder": (made_a_folder("card.md"), r"card\.md cannot be read: Is a directory"),
    "a model that is a folder": (made_a_folder("model.ubj"), r"model\.ubj cannot be read: Is a directory"),
    "a manifest that is a folder": (made_a_folder("manifest.json"), "there is no model"),
    "no versions": (lambda folder: sealed(folder, versions={}), "does not say which version of footfall wrote it"),
    "another model than the files": (lambda folder: sealed(folder, name="two_part"), r"is kept in chance\.ubj, and names no such file"),
    "a model of another family": (lambda folder: sealed(folder, name="logistic_regression"), r"is kept in model\.skops"),
    "no trees": (filled("model.ubj", b"oak"), r"model\.ubj holds no trees"),
    "no calibrator": (filled("calibrator.json", b"{}"), r"calibrator\.json holds no calibrator"),
    "a calibrator that is a list": (filled("calibrator.json", b"[]"), r"calibrator\.json holds no calibrator"),
    "a calibrator cut off": (filled("calibrator.json", b'{"method"'), r"calibrator\.json holds no calibrator"),
    "no manifest": (lambda folder: (folder / "manifest.json").unlink(), "there is no model"),
}


@pytest.mark.parametrize("case", SPOILS)
def test_what_was_spoilt_is_refused_and_the_remedy_said(copy: Path, case: str) -> None:
    spoil, message = SPOILS[case]
    spoil(copy)
    with pytest.raises(ArtifactError, match=message) as caught:
        load(copy, fingerprint="f1")
    assert caught.value.remedy
    assert caught.value.exit_code == 1


@pytest.mark.parametrize("content", [b"{}", b"[]", b'{"method"', b'{"method": "conformal", "asked": 0.9, "low": [1.0]}'])
def test_intervals_that_are_none_are_refused(revenues: Dataset, revenue_fit: Fit, tmp_path: Path, content: bytes) -> None:
    folder = keep(replace(revenue_fit, champion="xgboost"), revenues, tmp_path / "model")
    assert load(folder).model.intervals is not None
    filled("intervals.json", content)(folder)
    with pytest.raises(ArtifactError, match=r"intervals\.json holds no intervals"):
        load(folder)


def test_other_features_are_refused(saved: Path) -> None:
    with pytest.raises(ArtifactError, match=r"other features: their fingerprint is f1, not f2\..*footfall analyze"):
        load(saved, fingerprint="f2")


def test_other_versions_are_refused(saved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(artifact, "libraries", lambda: {**manifest.libraries(), "scikit-learn": "0.1.0"})
    with pytest.raises(ArtifactError, match=r"written with scikit-learn .*; 0\.1\.0 is installed.*footfall analyze"):
        load(saved)


def test_code_behind_right_checksums_is_still_refused(copy: Path, conversions: Dataset) -> None:
    import os

    import skops.io
    from sklearn.preprocessing import FunctionTransformer

    wicked = skops.io.dumps(FunctionTransformer(os.system))
    filled("prepare.skops", wicked)(copy)
    with pytest.raises(ArtifactError, match=r"types that no Footfall model has: .*system"):
        load(copy)


def test_a_missing_feature_is_named(saved: Path, conversions: Dataset) -> None:
    with pytest.raises(ArtifactError, match="not there: views"):
        load(saved).predict(conversions.features.drop(columns="views"))


def test_a_disk_that_fails_leaves_nothing_behind(
    conversions: Dataset, conversion_fit: Fit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(SourceError, match="cannot be written: No space left on device"):
        keep(conversion_fit, conversions, tmp_path / "models" / "converts_session")
    assert list((tmp_path / "models").iterdir()) == []


def test_an_older_model_is_replaced_as_a_whole(conversions: Dataset, conversion_fit: Fit, tmp_path: Path) -> None:
    folder = keep(replace(conversion_fit, champion="logistic_regression"), conversions, tmp_path / "model")
    keep(replace(conversion_fit, champion="xgboost"), conversions, folder)
    assert load(folder).model.name == "xgboost"
    assert [path.name for path in tmp_path.iterdir()] == ["model"]
