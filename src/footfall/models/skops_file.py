"""How do scikit-learn objects get into a file, and out of it again, without running code?

skops writes a zip of JSON and plain arrays instead of a pickle. Two things are added here. On the way out the bytes are made repeatable:
object addresses, zip times and the padding of structured arrays would differ from run to run. On the way in every type in the file is held
against `TRUSTED`, a fixed list, stricter than what skops itself would load.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import numpy as np
import skops.io
from skops.io.exceptions import UntrustedTypesFoundException

from footfall.errors import ArtifactError

__all__ = ["TRUSTED", "from_bytes", "to_bytes"]

TRUSTED = frozenset(
    {
        "builtins.dict",
        "builtins.list",
        "builtins.slice",
        "builtins.str",
        "builtins.tuple",
        "footfall.models.preparation.signed_log",
        "numpy.dtype",
        "numpy.float64",
        "numpy.int64",
        "numpy.ndarray",
        "numpy.random._generator.Generator",
        "numpy.uint64",
        "sklearn._loss._loss.CyHalfSquaredError",
        "sklearn._loss.link.IdentityLink",
        "sklearn._loss.link.Interval",
        "sklearn._loss.loss.HalfSquaredError",
        "sklearn.compose._column_transformer.ColumnTransformer",
        "sklearn.dummy.DummyClassifier",
        "sklearn.dummy.DummyRegressor",
        "sklearn.ensemble._forest.RandomForestClassifier",
        "sklearn.ensemble._hist_gradient_boosting.binning._BinMapper",
        "sklearn.ensemble._hist_gradient_boosting.gradient_boosting.HistGradientBoostingClassifier",
        "sklearn.preprocessing._label.LabelEncoder",
        "sklearn._loss.loss.HalfBinomialLoss",
        "sklearn._loss.link.LogitLink",
        "sklearn._loss._loss.CyHalfBinomialLoss",
        "sklearn.ensemble._hist_gradient_boosting.gradient_boosting.HistGradientBoostingRegressor",
        "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
        "sklearn.impute._base.MissingIndicator",
        "sklearn.impute._base.SimpleImputer",
        "sklearn.linear_model._base.LinearRegression",
        "sklearn.linear_model._coordinate_descent.Lasso",
        "sklearn.linear_model._logistic.LogisticRegression",
        "sklearn.linear_model._ridge.Ridge",
        "sklearn.pipeline.Pipeline",
        "sklearn.preprocessing._data.StandardScaler",
        "sklearn.preprocessing._encoders.OneHotEncoder",
        "sklearn.preprocessing._function_transformer.FunctionTransformer",
        "sklearn.tree._classes.DecisionTreeClassifier",
        "sklearn.tree._classes.ExtraTreeClassifier",
        "sklearn.tree._tree.Tree",
    }
)
"""Every type that a saved model may hold: data, and estimators that only compute."""

BEWARE = "Do not use this file; train the model again with footfall analyze."
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time stamped on every member of the zip."""
SCHEMA = "schema.json"


def to_bytes(fitted: Any) -> bytes:
    """Return a fitted scikit-learn object as a skops file; equal objects give equal bytes."""
    with zipfile.ZipFile(io.BytesIO(skops.io.dumps(fitted))) as written:
        schema = json.loads(written.read(SCHEMA))
        names = _renumber(schema)
        members = {new: _without_padding(written.read(old)) for old, new in names.items()}
    members[SCHEMA] = json.dumps(schema, separators=(",", ":")).encode()
    return _zipped(members)


def from_bytes(data: bytes, *, name: str) -> Any:
    """Return the object in a skops file.

    Parameters
    ----------
    data
        The file's bytes.
    name
        The file's name, for messages.

    Raises
    ------
    ArtifactError
        When it is not a skops file, or holds a type outside `TRUSTED`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as written:
            schema = json.loads(written.read(SCHEMA))
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise ArtifactError(f"{name} is not a skops file.", remedy="Train the model again with footfall analyze.") from error
    strange = sorted({kind for kind in map(_kind, _nodes(schema)) if kind not in TRUSTED})
    if strange:
        raise ArtifactError(f"{name} holds types that no Footfall model has: {', '.join(strange[:5])}.", remedy=BEWARE)
    try:
        return skops.io.loads(data, trusted=sorted(TRUSTED))
    except UntrustedTypesFoundException as error:
        raise ArtifactError(f"{name} holds types that no Footfall model has: {error}.", remedy=BEWARE) from error


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield every described object of a schema, outermost first."""
    if isinstance(tree, dict):
        if "__class__" in tree:
            yield tree
        for child in tree.values():
            yield from _nodes(child)
    elif isinstance(tree, list):
        for child in tree:
            yield from _nodes(child)


def _kind(node: dict[str, Any]) -> str:
    return f"{node.get('__module__')}.{node['__class__']}"


def _renumber(schema: Any) -> dict[str, str]:
    """Replace addresses by numbers in order of appearance; returns the new name of each array's file.

    Strings get a number each, since whether equal ones share an address is the interpreter's business.
    """
    numbers: dict[int, int] = {}
    files: dict[str, str] = {}
    for position, node in enumerate(_nodes(schema)):
        if "__id__" in node:
            address = int(node["__id__"])
            node["__id__"] = position if node["__loader__"] in ("JsonNode", "TypeNode") else numbers.setdefault(address, position)
        if "file" in node:
            node["file"] = files.setdefault(str(node["file"]), f"{len(files)}.npy")
    return files


def _without_padding(member: bytes) -> bytes:
    """Zero the bytes between the fields of a structured array (tree nodes): they hold whatever memory held."""
    array = np.load(io.BytesIO(member), allow_pickle=False)
    if array.dtype.names is None:
        return member
    clean = np.frombuffer(bytearray(array.nbytes), dtype=array.dtype).reshape(array.shape)
    for field in array.dtype.names:
        clean[field] = array[field]
    written = io.BytesIO()
    np.save(written, clean, allow_pickle=False)
    return written.getvalue()


def _zipped(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, content in members.items():
            file.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED, 6)
    return packed.getvalue()
