"""Does a manifest come back as it was, and does it notice an edit?"""

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


def test_not_a_number_is_never_written() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        Manifest(**{**{name: getattr(MANIFEST, name) for name in Manifest.__dataclass_fields__}, "baseline": float("nan")}).dumps()
