"""Are the bytes of a scikit-learn object repeatable, and strange ones refused?"""

import io
import zipfile
from typing import Any

import numpy as np
import pytest
import skops.io
from sklearn.ensemble import RandomForestClassifier
from sklearn.neighbors import KNeighborsClassifier
from sklearn.tree import DecisionTreeRegressor

from footfall.errors import ArtifactError
from footfall.models.skops_file import from_bytes, to_bytes


def forest() -> RandomForestClassifier:
    rng = np.random.default_rng(1)
    matrix = rng.normal(size=(200, 3))
    return RandomForestClassifier(5, random_state=1).fit(matrix, matrix[:, 0] > 0)


def test_equal_objects_give_equal_bytes_where_skops_alone_does_not() -> None:
    one, other = forest(), forest()
    assert skops.io.dumps(one) != skops.io.dumps(other)
    assert to_bytes(one) == to_bytes(other)


def test_the_padding_of_tree_nodes_is_zero() -> None:
    with zipfile.ZipFile(io.BytesIO(to_bytes(forest()))) as written:
        members = [written.read(name) for name in written.namelist() if name.endswith(".npy")]
    arrays = [(member, np.load(io.BytesIO(member))) for member in members]
    nodes = [(member, array) for member, array in arrays if array.dtype.names]
    assert nodes
    for member, array in nodes:
        used = np.zeros(array.dtype.itemsize, dtype=bool)
        for kind, start, *_ in array.dtype.fields.values():
            used[start : start + kind.itemsize] = True
        stored = np.frombuffer(member[-array.nbytes :], dtype=np.uint8).reshape(len(array), -1)
        assert not used.all()
        assert not stored[:, ~used].any()


def test_no_time_of_day_is_stamped() -> None:
    with zipfile.ZipFile(io.BytesIO(to_bytes(forest()))) as written:
        assert {member.date_time for member in written.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_it_comes_back_the_same() -> None:
    matrix = np.random.default_rng(2).normal(size=(50, 3))
    again = from_bytes(to_bytes(forest()), name="model.skops")
    assert (again.predict_proba(matrix) == forest().predict_proba(matrix)).all()


@pytest.mark.parametrize("strange", [KNeighborsClassifier(), DecisionTreeRegressor(), np.random.default_rng(1).normal])
def test_types_that_no_model_has_are_refused_though_skops_would_load_some(strange: Any) -> None:
    with pytest.raises(ArtifactError, match="types that no Footfall model has"):
        from_bytes(skops.io.dumps(strange), name="model.skops")


@pytest.mark.parametrize("data", [b"", b"not a zip", b"\x80\x04K\x01."])
def test_what_is_no_skops_file_is_said(data: bytes) -> None:
    with pytest.raises(ArtifactError, match=r"model\.skops is not a skops file"):
        from_bytes(data, name="model.skops")
