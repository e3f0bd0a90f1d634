"""Does a kept state go on as if it had never been away?"""

import pytest
from hypothesis import HealthCheck, given, settings
from tests.proof.matrix import CATALOGUE, MATRIX
from tests.proof.oracle import Row
from tests.proof.runs import visited
from tests.proof.streams import fixed, streams

from footfall.errors import DataError
from footfall.features.feature import FeatureSet
from footfall.features.online import Folds
from footfall.features.state import dump, load


def kept_and_not(rows: list[Row], features: FeatureSet) -> None:
    """Fail where answers differ between states that are kept after every event and states that are not."""
    folds, plain, kept = Folds(features), {}, {}  # type: Folds, dict[object, list[object]], dict[object, bytes]
    mark = features.fingerprint
    for event, key in zip(*visited(rows), strict=True):
        visitor = ("visitor", event.visitor_id)
        for name, new in ((key, folds.new_session), (visitor, folds.new_visitor)):
            plain.setdefault(name, new())
            kept.setdefault(name, dump(new(), mark))
        session, person = load(kept[key], mark), load(kept[visitor], mark)
        known = event.visitor_id is not None
        assert folds.observe(session, person if known else None, event) == folds.observe(
            plain[key], plain[visitor] if known else None, event
        )
        kept[key], kept[visitor] = dump(session, mark), dump(person, mark)


@pytest.mark.parametrize("features", [MATRIX, CATALOGUE], ids=["every aggregate", "the catalogue"])
def test_states_that_are_kept_answer_the_same(features: FeatureSet) -> None:
    kept_and_not(fixed(3, tracks=6), features)


@given(rows=streams(tracks=4, length=6))
@settings(deadline=None, derandomize=True, max_examples=10, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_states_of_any_log_answer_the_same(rows: list[Row]) -> None:
    kept_and_not(rows, CATALOGUE)


def test_the_same_state_gives_the_same_bytes() -> None:
    one, other = [{"b", "a", "c"}, {3, 20, 1}], [{"c", "b", "a"}, {20, 1, 3}]
    assert dump(one, "f") == dump(other, "f")


def test_a_state_of_other_features_is_refused() -> None:
    with pytest.raises(DataError, match="another set of features"):
        load(dump([[1]], "old"), "new")


@pytest.mark.parametrize("damage", [lambda data: data[:-4], lambda data: data[:12] + b"x" + data[13:]], ids=["cut short", "edited"])
def test_a_damaged_state_is_refused(damage: object) -> None:
    data = dump([[1, "one", {"two"}]] * 9, "f")
    with pytest.raises(DataError, match="damaged"):
        load(damage(data), "f")  # type: ignore[operator]
