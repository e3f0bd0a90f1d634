"""Does a manifest come back as it was, and does it notice an edit?"""

import hashlib
import json

import pytest

from footfall.dataset.dataset import Question
from footfall.errors import ArtifactError
from footfall.models.manifest import FeatureNote, Manifest, libraries

MANIFEST = Manifest(
    question=Question("continues", "binary", "", "Goes on.", proxy=True, note="Stands for a purchase."),
    name="xgboost",
    label="XGBoost",
    threshold=0.25,
    parameters={"max_depth": 5},
    calibrated=True,
    baseline=0.2,
    models=("xgboost", "baseline"),
    features=(FeatureNote("clicks", "number", "Clicks so far."),),
    fingerprint="f",
    data_sha256="d",
    split={"test_from": "2008-07-15", "purged": 3},
    metrics={"roc_auc": 0.7, "precision": None},
    notes=("A note.",),
    effort="quick",
    seed=1,
    versions=libraries(),
    files={"card.md": "0" * 64},
)


def test_it_comes_back_as_it_was() -> None:
    assert Manifest.loads(MANIFEST.dumps(), place="manifest.json") == MANIFEST


def test_it_is_the_same_text_every_time_and_plain_json() -> None:
    assert MANIFEST.dumps() == MANIFEST.dumps()
    assert json.loads(MANIFEST.dumps())["question"]["proxy"] is True


@pytest.mark.parametrize(
    ("written", "edited"), [('"threshold": 0.25', '"threshold": 0.1'), ("2008-07-15", "2008-07-16"), ('"xgboost",', '"lasso",')]
)
def test_an_edit_is_noticed(written: str, edited: str) -> None:
    assert written in MANIFEST.dumps()
    with pytest.raises(ArtifactError, match="was edited"):
        Manifest.loads(MANIFEST.dumps().replace(written, edited, 1), place="manifest.json")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"colour": "blue"}, "it has no field 'colour'"),
        ({"seed": None}, "seed: "),
        ({"seed": "1"}, "seed: "),
        ({"models": 3}, "models: "),
        ({"features": [{"title": "clicks"}]}, "features.0.name: "),
        ({"question": {"name": "continues"}}, "question.kind: "),
        ({"files": ["card.md"]}, "files: "),
    ],
)
def test_fields_that_do_not_fit_are_refused_though_the_checksum_does(change: dict[str, object], said: str) -> None:
    with pytest.raises(ArtifactError, match=f"^manifest.json is not a manifest: {said}.*Train it again"):
        Manifest.loads(sealed(change), place="manifest.json")


def test_a_field_that_has_a_default_may_be_left_away() -> None:
    assert Manifest.loads(sealed({}, without="target"), place="manifest.json") == MANIFEST


def sealed(change: dict[str, object], *, without: str = "") -> str:
    """Return the manifest with other fields and a checksum that fits."""
    record = {**json.loads(MANIFEST.dumps()), **change}
    record = {name: value for name, value in record.items() if name not in ("checksum", without)}
    return json.dumps({**record, "checksum": hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()})


def test_not_a_number_is_never_written() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        Manifest(**{**{name: getattr(MANIFEST, name) for name in Manifest.__dataclass_fields__}, "baseline": float("nan")}).dumps()
