"""How does a fitted model become files, and files a model again?

Preprocessing and model each in a form that holds no code: skops with its types audited, XGBoost's own binary format, or ONNX; calibrator,
intervals and the usual values as JSON. The same bytes for the same model. Which files make a folder, and whether they may be trusted, is
`models.artifact`'s affair.
"""

import json
from collections.abc import Mapping
from typing import Any

import xgboost
from sklearn.pipeline import Pipeline

from footfall.errors import ArtifactError
from footfall.models import conformal
from footfall.models.background import Background
from footfall.models.background import from_record as from_background
from footfall.models.blend import Blend
from footfall.models.boosting import booster_bytes, from_booster
from footfall.models.calibration import Calibrator, from_record
from footfall.models.cross_fit import BLEND
from footfall.models.fitted import Fitted
from footfall.models.folder import REBUILD
from footfall.models.manifest import Manifest
from footfall.models.sequence import FILES, SequenceModel
from footfall.models.sequence_families import GRU, TRANSFORMER
from footfall.models.skops_file import from_bytes, to_bytes
from footfall.models.two_part import TwoPart

__all__ = ["BACKGROUND", "background_of", "files_of", "model_of"]

CALIBRATOR = "calibrator.json"
SHARES = "blend.json"
BACKGROUND = "background.json"
INTERVALS = "intervals.json"
PREPARE = "prepare.skops"


def files_of(model: Fitted) -> dict[str, bytes]:
    """Return the files of a model by name."""
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


def model_of(manifest: Manifest, files: Mapping[str, bytes]) -> Fitted:
    """Return the model that a manifest describes and these files hold.

    Raises
    ------
    ArtifactError
        When a file is missing, or does not hold what its name says.
    """
    prepare, estimator = from_bytes(_named(files, PREPARE), name=PREPARE), _read_estimator(manifest.name, manifest.question.kind, files)
    return Fitted(
        name=manifest.name,
        label=manifest.label,
        kind=manifest.question.kind,
        pipeline=Pipeline([("prepare", prepare), ("model", estimator)]),
        calibrator=_read_calibrator(_named(files, CALIBRATOR)) if manifest.calibrated else None,
        threshold=manifest.threshold,
        parameters=manifest.parameters,
        intervals=_read_intervals(files[INTERVALS]) if INTERVALS in files else None,
    )


def background_of(files: Mapping[str, bytes]) -> Background | None:
    """Return what a model's reasons are measured against, None where it was saved without.

    Raises
    ------
    ArtifactError
        When the file holds something else.
    """
    if BACKGROUND not in files:
        return None
    try:
        return from_background(files[BACKGROUND].decode())
    except ValueError as error:
        raise ArtifactError(f"{BACKGROUND} does not say what is usual.", remedy=REBUILD) from error


def _one_model(estimator: Any, name: str) -> dict[str, bytes]:
    """Return the file of one estimator: trees in XGBoost's own format, all else by skops."""
    if isinstance(estimator, xgboost.XGBModel):
        return {f"{name}.ubj": booster_bytes(estimator)}
    return {f"{name}.skops": to_bytes(estimator)}


def _read_estimator(name: str, kind: str, files: Mapping[str, bytes]) -> Any:
    """Return the estimator of the model that is called `name`."""
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
