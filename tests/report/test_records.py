"""Do records come back from JSON equal, and is nothing but our own records ever made of it?"""

import json
from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footfall.report.records import Damaged, classes_of, decoded, encoded


@dataclass(frozen=True)
class Inner:
    name: str
    at: tuple[float | None, ...] = ()


@dataclass(frozen=True)
class Outer:
    inner: Inner | None
    by: dict[tuple[str, str], int] = field(default_factory=dict)
    marks: frozenset[int] = frozenset()


plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
nested = st.recursive(plain, lambda inner: st.tuples(inner, inner) | st.dictionaries(st.text() | st.tuples(st.text(), st.text()), inner))


@given(nested)
def test_what_is_kept_comes_back_equal(value: object) -> None:
    assert decoded(json.loads(json.dumps(encoded(value), allow_nan=False)), {}) == value


def test_records_in_records_come_back_with_their_types() -> None:
    value = Outer(Inner("a", (1.0, None, float("inf"))), {("a", "b"): 3}, frozenset({2, 1}))
    found = decoded(json.loads(json.dumps(encoded(value))), classes_of([Outer]))
    assert found == value
    assert isinstance(found.inner, Inner)


def test_arrays_of_numbers_come_back() -> None:
    assert decoded(encoded(np.array([1.5, np.nan])), {}).tolist()[0] == 1.5


def test_numbers_of_numpy_are_numbers() -> None:
    assert encoded((np.int64(3), np.float64(0.5), np.bool_(True))) == [3, 0.5, True]


@pytest.mark.parametrize(
    "text",
    [
        '{"is": "Popen", "args": "x"}',
        '{"is": "Inner", "name": "a"}',
        '{"is": "Inner", "name": "a", "at": [], "more": 1}',
        '{"odd": ["x"], "b": 1}',
        '{"eval": "1"}',
    ],
)
def test_nothing_else_is_made_of_it(text: str) -> None:
    with pytest.raises(Damaged):
        decoded(json.loads(text), classes_of([Outer]))


def test_what_cannot_be_kept_is_refused() -> None:
    with pytest.raises(TypeError, match="cannot be kept"):
        encoded(object())
