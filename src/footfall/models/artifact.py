"""How is a model kept, and when may it be used again?

A folder without pickle: ``prepare.skops`` and the model itself (XGBoost's own binary format, ONNX, or skops with its types audited), the
calibrator, the intervals and what its reasons are measured against as JSON, ``manifest.json`` and ``card.md``. `save` writes it whole or
not at all, the same bytes for the same model. `load` refuses a folder that was edited, holds a file too many, or belongs to other features
or versions, and never runs code from it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
import xgboost
from sklearn.pipeline import Pipeline

from footfall.dataset.dataset import Dataset, Floats, Question
from footfall.dataset.histories import Histories
from footfall.errors import ArtifactError
from footfall.models import conformal
from footfall.models.background import Background
from footfall.models.background import from_record as from_background
from footfall.models.blend import Blend
from footfall.models.boosting import booster_bytes, from_booster
from footfall.models.calibration import Calibrator, from_record
from footfall.models.card import card
from footfall.models.cross_fit import BLEND
from footfall.models.fitted import Fit, Fitted
from footfall.models.folder import MANIFEST, REBUILD, check_versions, checked_files, content_of, sha256_of, write_whole
from footfall.models.manifest import FeatureNote, Manifest, libraries
from footfall.models.read_as import ReadAs
from footfall.models.reference import FILE as REFERENCE
from footfall.models.reference import Reference
from footfall.models.sequence import FILES, SequenceModel
from footfall.models.sequence_families import GRU, TRANSFORMER
from footfall.models.skops_file import from_bytes, to_bytes
from footfall.models.two_part import TwoPart

__all__ = ["Artifact", "load", "save"]

CARD = "card.md"
CALIBRATOR = "calibrator.json"
SHARES = "blend.json"
BACKGROUND = "background.json"
INTERVALS = "intervals.json"
PREPARE = "prepare.skops"
DECISIVE = ("footfall", "scikit-learn", "xgboost")
"""Libraries whose major and minor version must be those that wrote the model."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """A saved model, loaded: the champion of one target and the facts about it.

    `background` is what its reasons are measured against; None where it was saved without.
    """

    manifest: Manifest
    model: Fitted
    background: Background | None = None

    @property
    def question(self) -> Question:
        """What it answers."""
        return self.manifest.question

    def predict(self, features: pd.DataFrame, history: Histories | None = None) -> Floats:
        """Return scores of n rows, shape (n,): calibrated probabilities, or amounts.

        Parameters
        ----------
        features
            n rows.
        history
            Of the same rows, where the model reads it (`Fitted.reads_history`).

        Raises
        ------
        ArtifactError
            When a feature it reads is not there, or it reads histories and none were given.
        """
        missing = [name for name in self.model.columns if name not in features.columns]
        if missing:
            raise ArtifactError(f"The model reads features that are not there: {', '.join(missing[:5])}.", remedy=REBUILD)
        if self.model.reads_history and history is None:
            raise ArtifactError(
                f"{self.manifest.label} reads the events of the session up to each row, and features alone were given.",
                remedy="Score events with it: footfall score MODEL SOURCE --out FILE.",
            )
        return self.model.predict(features, history)


def save(
    fit: Fit,
    dataset: Dataset,
    folder: Path,
    *,
    fingerprint: str,
    data_sha256: str,
    metrics: Mapping[str, float | None],
    declared: tuple[str, ...] = (),
    categories: tuple[str, ...] = (),
    target: str = "",
    of_log: bool = False,
    read_as: ReadAs | None = None,
    reference: Reference | None = None,
) -> None:
    """Write the champion to `folder`, which is replaced as a whole.

    Parameters
    ----------
    fit
        Whose champion is saved.
    dataset
        What it was fitted on: for the docs of its features and the borders of its parts.
    folder
        Where to.
    fingerprint
        Of the feature declarations (for a session table: of its columns).
    data_sha256
        Of the data.
    metrics
        The champion's on the test part.
    declared, categories
        Names of the feature declarations, and the categories that have features of their own, so that scoring can declare the same again.
    target
        Fingerprint of the target's declaration (`manifest.fingerprint_of`); empty for a session table.
    of_log
        Whether it learnt from the own columns of a log's events.
    read_as
        How the events were read; None for a session table.
    reference
        What new data will be compared with (`reference.read_reference` reads it back).

    Raises
    ------
    SourceError
        When the folder cannot be written; nothing is left under its name then.
    """
    files = _files(fit.best)
    if reference is not None:
        files[REFERENCE] = reference.dumps().encode()
    if fit.background is not None:
        files[BACKGROUND] = fit.background.record().encode()
    manifest = _manifest(fit, dataset, files, fingerprint=fingerprint, data_sha256=data_sha256, metrics=metrics)
    manifest = replace(manifest, declared=declared, categories=categories, target=target, of_log=of_log, read_as=read_as)
    write_whole(folder, files, manifest.dumps())


def load(folder: Path, *, fingerprint: str | None = None) -> Artifact:
    """Read a model that `save` wrote.

    Parameters
    ----------
    folder
        The model's folder.
    fingerprint
        Of the feature declarations that will feed it; None to load it whatever it reads.

    Raises
    ------
    ArtifactError
        When there is no model, a file was edited, added or taken away or cannot be read, it reads other features, or other versions wrote
        it. The message says how to build it again.
    """
    if not (folder / MANIFEST).is_file():
        raise ArtifactError(f"{folder} holds no {MANIFEST}: there is no model.", remedy="Name the folder of one target: DIR/models/TARGET.")
    manifest = Manifest.loads(content_of(folder / MANIFEST).decode(errors="replace"), place=str(folder / MANIFEST))
    check_versions(folder, manifest.versions, libraries(), DECISIVE)
    if fingerprint is not None and manifest.fingerprint != fingerprint:
        what = f"{folder} was trained on other features: their fingerprint is {manifest.fingerprint}, not {fingerprint}."
        raise ArtifactError(what, remedy=REBUILD)
    files = checked_files(folder, manifest.files)
    prepare, estimator = from_bytes(_named(files, PREPARE), name=PREPARE), _read_estimator(manifest.name, manifest.question.kind, files)
    pipeline = Pipeline([("prepare", prepare), ("model", estimator)])
    calibrator = _read_calibrator(_named(files, CALIBRATOR)) if manifest.calibrated else None
    model = Fitted(
        name=manifest.name,
        label=manifest.label,
        kind=manifest.question.kind,
        pipeline=pipeline,
        calibrator=calibrator,
        threshold=manifest.threshold,
        parameters=manifest.parameters,
        intervals=_read_intervals(files[INTERVALS]) if INTERVALS in files else None,
    )
    return Artifact(manifest, model, _read_background(files[BACKGROUND]) if BACKGROUND in files else None)


def _files(model: Fitted) -> dict[str, bytes]:
    """The files of a model, but for its manifest and card."""
    files = {PREPARE: to_bytes(model.pipeline["prepare"])}
    estimator = model.pipeline["model"]
    if isinstance(estimator, Blend):
        files[SHARES] = (json.dumps(dict(estimator.shares)) + "\n").encode()
        for name, member in estimator.members.items():
            files |= _one_model(member, name)
    elif isinstance(estimator, TwoPart):
        files |= {"chance.ubj": booster_bytes(estimator.chance), "amount.ubj": booster_bytes(estimator.amount)}
    elif isinstance(estimator, SequenceModel):
        files |= estimator.files()
    else:
        files |= _one_model(estimator, "model")
    if model.calibrator is not None:
        files[CALIBRATOR] = (json.dumps(model.calibrator.record()) + "\n").encode()
    if model.intervals is not None:
        files[INTERVALS] = (json.dumps(model.intervals.record()) + "\n").encode()
    return files


def _one_model(estimator: Any, name: str) -> dict[str, bytes]:
    if isinstance(estimator, xgboost.XGBModel):
        return {f"{name}.ubj": booster_bytes(estimator)}
    return {f"{name}.skops": to_bytes(estimator)}


def _read_estimator(name: str, kind: str, files: Mapping[str, bytes]) -> Any:
    if name == "two_part":
        chance = _read_trees(xgboost.XGBClassifier, files, "chance.ubj")
        return TwoPart(chance, _read_trees(xgboost.XGBRegressor, files, "amount.ubj"))
    if name == BLEND:
        return _read_blend(files)
    if name in (GRU, TRANSFORMER):
        return _read_sequence({each: _named(files, each) for each in FILES})
    if name == "xgboost":
        return _read_trees(xgboost.XGBClassifier if kind == "binary" else xgboost.XGBRegressor, files, "model.ubj")
    return from_bytes(_named(files, "model.skops"), name="model.skops")


def _read_blend(files: Mapping[str, bytes]) -> Blend:
    try:
        shares = {str(name): float(share) for name, share in json.loads(_named(files, SHARES)).items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise ArtifactError(f"{SHARES} holds no shares of a blend.", remedy=REBUILD) from error
    members = {
        name: _read_trees(xgboost.XGBClassifier, files, f"{name}.ubj")
        if name == "xgboost"
        else from_bytes(_named(files, f"{name}.skops"), name=f"{name}.skops")
        for name in shares
    }
    return Blend(members, shares)


def _read_trees(kind: type[Any], files: Mapping[str, bytes], name: str) -> Any:
    try:
        return from_booster(kind, _named(files, name))
    except xgboost.core.XGBoostError as error:
        raise ArtifactError(f"{name} holds no trees that XGBoost can read.", remedy=REBUILD) from error


def _read_sequence(files: Mapping[str, bytes]) -> SequenceModel:
    try:
        return SequenceModel.from_files(files)
    except ValueError as error:
        raise ArtifactError(f"{error}.", remedy=REBUILD) from error


def _read_calibrator(data: bytes) -> Calibrator:
    try:
        return from_record(json.loads(data))
    except (ValueError, AttributeError) as error:
        raise ArtifactError(f"{CALIBRATOR} holds no calibrator.", remedy=REBUILD) from error


def _read_background(data: bytes) -> Background:
    try:
        return from_background(data.decode())
    except ValueError as error:
        raise ArtifactError(f"{BACKGROUND} does not say what is usual.", remedy=REBUILD) from error


def _read_intervals(data: bytes) -> conformal.Intervals:
    try:
        return conformal.from_record(json.loads(data))
    except (ValueError, TypeError, AttributeError) as error:
        raise ArtifactError(f"{INTERVALS} holds no intervals.", remedy=REBUILD) from error


def _named(files: Mapping[str, bytes], name: str) -> bytes:
    """Return the content of a file that a model of this name has."""
    if name not in files:
        raise ArtifactError(f"The manifest describes a model that is kept in {name}, and names no such file.", remedy=REBUILD)
    return files[name]


def _manifest(
    fit: Fit, dataset: Dataset, files: dict[str, bytes], *, fingerprint: str, data_sha256: str, metrics: Mapping[str, float | None]
) -> Manifest:
    """Describe the champion; writes the card into `files` on the way, since the manifest holds its hash too."""
    best = fit.best
    features = tuple(
        FeatureNote(name, "category" if name in dataset.categorical else "number", dataset.docs.get(name, "")) for name in best.columns
    )
    manifest = Manifest(
        question=fit.question,
        name=best.name,
        label=best.label,
        threshold=best.threshold,
        parameters=best.parameters,
        calibrated=best.calibrator is not None,
        baseline=float(fit.model("baseline").predict(dataset.features.iloc[:1])[0]),
        models=tuple(model.name for model in fit.models),
        features=features,
        fingerprint=fingerprint,
        data_sha256=data_sha256,
        split=dict(dataset.split),
        metrics=dict(metrics),
        notes=fit.notes,
        effort=fit.effort,
        seed=fit.seed,
        versions=libraries(),
        files={},
    )
    files[CARD] = card(manifest).encode()
    return replace(manifest, files=sha256_of(files))
