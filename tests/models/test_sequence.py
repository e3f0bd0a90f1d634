"""Does a sequence model stand among the others, and come back from its folder?"""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.models.made_sequences import in_order

from footfall.dataset.dataset import Dataset
from footfall.errors import ArtifactError
from footfall.evaluation.drivers import HISTORY, drivers
from footfall.evaluation.evaluate import predictions
from footfall.measures.ranking import Ranking
from footfall.models import fitted
from footfall.models.artifact import load, save
from footfall.models.classification import fit_classifiers
from footfall.models.fitted import Fit
from footfall.models.out_of_fold import out_of_fold
from footfall.models.sequence import FILES, SequenceModel

GOOD_CODES = json.dumps(
    {"known": {"type": [], "item": [], "category": []}, "price": {"mean": 0.0, "spread": 1.0}, "gap": {"mean": 0.0, "spread": 1.0}}
).encode()


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return in_order()


@pytest.fixture(scope="module")
def fit(dataset: Dataset) -> Fit:
    return fit_classifiers(dataset, effort="quick", seed=1)


@pytest.fixture(scope="module")
def folder(dataset: Dataset, fit: Fit, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("models") / "converts_session"
    save(fit, dataset, place, fingerprint="f1", data_sha256="d1", metrics={})
    return place


@pytest.mark.deep
def test_it_wins_where_only_the_order_tells_and_is_calibrated_like_the_others(dataset: Dataset, fit: Fit) -> None:
    assert fit.champion in ("sequence_gru", "sequence_transformer")
    assert fit.best.calibrator is not None
    predicted = predictions(fit, dataset)
    auc = {
        model.name: Ranking.of(predicted["label"].to_numpy(), predicted[model.name].to_numpy()).steps().roc_auc() or 0.0
        for model in fit.models
    }
    assert auc[fit.champion] > auc["xgboost"] + 0.1
    assert predicted[fit.champion].mean() == pytest.approx(predicted["label"].mean(), abs=0.03)


@pytest.mark.deep
def test_its_history_is_its_main_driver(dataset: Dataset, fit: Fit) -> None:
    found = drivers(fit.best, dataset.only("test"), seed=1)
    assert found[0].feature == HISTORY
    assert found[0].importance > 0.1
    assert {driver.feature for driver in found[1:]} <= set(fit.best.columns)


@pytest.mark.deep
def test_it_is_fitted_again_out_of_fold(dataset: Dataset, fit: Fit) -> None:
    train = dataset.only("train")
    assert (Ranking.of(train.label, out_of_fold(fit, dataset, seed=1)).steps().roc_auc() or 0.0) > 0.65


@pytest.mark.deep
def test_it_comes_back_the_same_and_needs_histories(dataset: Dataset, fit: Fit, folder: Path) -> None:
    assert set(FILES) < {path.name for path in folder.iterdir()}
    artifact = load(folder, fingerprint="f1")
    assert (artifact.predict(dataset.features, dataset.history) == fit.best.predict(dataset.features, dataset.history)).all()
    with pytest.raises(ArtifactError, match="reads the events of the session"):
        artifact.predict(dataset.features)
    with pytest.raises(ValueError, match="reads the history"):
        fit.best.predict(dataset.features)


@pytest.mark.deep
def test_a_fresh_process_scores_without_pytorch(dataset: Dataset, fit: Fit, folder: Path, tmp_path: Path) -> None:
    program = f"""
import pathlib, sys

class NotInstalled:
    def find_spec(self, name, *_):
        if name in ("torch", "onnx"):
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, NotInstalled())
import numpy as np
from tests.models.made_sequences import in_order
from footfall.models.artifact import load
dataset = in_order()
score = load(pathlib.Path({str(folder)!r})).predict(dataset.features, dataset.history)
np.save({str(tmp_path / "scores.npy")!r}, score)
print(sorted({{name.split(".")[0] for name in sys.modules}} & {{"torch", "onnx", "onnxruntime"}}))"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert done.stdout.splitlines()[-1] == "['onnxruntime']"
    assert np.abs(np.load(tmp_path / "scores.npy") - fit.best.predict(dataset.features, dataset.history)).max() < 1e-9


@pytest.mark.deep
@pytest.mark.parametrize("name", FILES)
def test_an_edited_file_is_refused(folder: Path, name: str, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    (copy / name).write_bytes((copy / name).read_bytes() + b" ")
    with pytest.raises(ArtifactError, match="was edited"):
        load(copy)


@pytest.mark.deep
def test_no_rows_have_no_states(dataset: Dataset, fit: Fit) -> None:
    assert dataset.history is not None
    nobody = np.zeros(len(dataset), dtype=np.bool_)
    assert fit.best.predict(dataset.features.loc[nobody], dataset.history.where(nobody)).shape == (0,)


@pytest.mark.deep
def test_rows_are_scored_the_same_in_pieces(dataset: Dataset, fit: Fit, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = fit.best.predict(dataset.features, dataset.history)
    monkeypatch.setattr(fitted, "CHUNK", 701)
    assert np.abs(fit.best.predict(dataset.features, dataset.history) - whole).max() < 1e-6


def test_a_row_of_another_model_needs_no_history(conversions: Dataset, conversion_fit: Fit) -> None:
    assert not conversion_fit.best.reads_history
    history = in_order(len(conversions)).history
    plain = conversion_fit.best.predict(conversions.features)
    assert (conversion_fit.best.predict(conversions.features, history) == plain).all()
    assert (predictions(conversion_fit, replace(conversions, history=history))[conversion_fit.champion] >= 0).all()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("codes.json", b"{", "codes of events"), ("codes.json", b"[]", "codes of events"), ("reader.onnx", b"x", "ONNX")],
)
def test_files_that_hold_something_else_are_refused_in_words(name: str, content: bytes, said: str) -> None:
    files = {"codes.json": GOOD_CODES, "reader.onnx": b"", "head.onnx": b"", name: content}
    with pytest.raises(ValueError, match=said):
        SequenceModel.from_files(files)
