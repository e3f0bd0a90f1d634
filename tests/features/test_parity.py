"""Do the naive oracle, DuckDB, batches and the fold give the same features at every event?

Three properties over generated logs (`tests.proof.streams`): every aggregate in every setting, the whole catalogue, and declarations that
nobody thought of. `tests/features/mutants.py` proves that this would notice a mistake.
"""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.aggregates.worked import DAY, SECOND
from tests.proof.expressions import flags
from tests.proof.matrix import AGGREGATES, CATALOGUE, MATRIX
from tests.proof.oracle import Row
from tests.proof.runs import batch, batches, differing, online, oracle
from tests.proof.streams import fixed, streams

from footfall.aggregates.aggregate import Aggregate
from footfall.errors import UsageError
from footfall.expr import Expr, event
from footfall.features.feature import Declaration, Feature, FeatureSet
from footfall.windows.scope import SCOPES, Scope

LOOSE = settings(
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.generate, Phase.shrink],
)


def prove(rows: list[Row], features: FeatureSet) -> None:
    """Fail where any execution disagrees with the oracle."""
    expected = oracle(rows, features)
    assert differing(expected, batch(rows, features), features) == {}, "DuckDB differs"
    kept = FeatureSet(tuple(each for each in features if not slides_over_text(each)))
    computed = batches(rows, kept)
    assert computed is not None, "batches cannot compute something that they should"
    assert differing(oracle(rows, kept), computed, kept) == {}, "batches differ"
    assert differing(expected, online(rows, features), features) == {}, "the fold differs"


def slides_over_text(declaration: Declaration) -> bool:
    """Return whether a feature is an extreme of text over days: the one thing that is left to the database."""
    return isinstance(declaration, Feature) and declaration.scope.days is not None and declaration.is_text


@pytest.mark.parametrize("seed", range(2))
def test_every_aggregate_in_every_setting_on_fixed_logs(seed: int) -> None:
    prove(fixed(seed), MATRIX)


@given(rows=streams(tracks=6, length=8))
@settings(LOOSE, max_examples=5)
def test_every_aggregate_in_every_setting(rows: list[Row]) -> None:
    prove(rows, MATRIX)


@pytest.mark.parametrize("seed", range(10, 13))
def test_the_whole_catalogue_on_fixed_logs(seed: int) -> None:
    prove(fixed(seed), CATALOGUE)


@given(rows=streams(tracks=6, length=8))
@settings(LOOSE, max_examples=12)
def test_the_whole_catalogue(rows: list[Row]) -> None:
    prove(rows, CATALOGUE)


def possible(aggregate: Aggregate, where: Expr | None, by: Expr | None, scope: Scope, unit: str, clock: str) -> list[Feature]:
    """Return the declaration if it is allowed."""
    feature = Feature("drawn", aggregate, where=where, by=by, scope=scope, unit=unit, clock=clock)
    try:
        return list(FeatureSet((feature,)).features)
    except UsageError:
        return []


@st.composite
def feature_sets(draw: st.DrawFn) -> FeatureSet:
    """Draw a few declarations of any aggregate, filter, key, scope, unit and clock."""
    keys = (None, event.category, event.item_id, event.quantity, event.bot, event.type)
    parts = st.tuples(
        st.sampled_from(list(AGGREGATES.values())), st.none() | flags(), st.sampled_from(keys), st.sampled_from(SCOPES),
        st.sampled_from(["days", ""]), st.sampled_from(["day", "day", "second", "microsecond"]),
    )  # fmt: skip
    found = [feature for drawn in draw(st.lists(parts, min_size=6, max_size=10)) for feature in possible(*drawn)]
    return FeatureSet(tuple(numbered(each, number) for number, each in enumerate(found)))


def numbered(each: Feature, number: int) -> Feature:
    """Return the declaration under a name of its own."""
    return Feature(f"drawn_{number}", each.aggregate, each.where, each.by, each.scope, each.unit, clock=each.clock)


@given(rows=streams(tracks=5, length=6), features=feature_sets())
@settings(LOOSE, max_examples=20)
def test_declarations_that_nobody_thought_of(rows: list[Row], features: FeatureSet) -> None:
    if len(features):
        prove(rows, features)


def test_the_streams_hold_what_they_promise() -> None:
    logs = [sorted(fixed(seed), key=lambda row: (row["us"], row["seq"])) for seed in range(20)]
    pairs = [(one, two) for log in logs for one, two in pairwise(log)]
    assert any(one["us"] == two["us"] and one["seq"] == two["seq"] and one["event_id"] != two["event_id"] for one, two in pairs)
    assert any(one == two for one, two in pairs)
    assert any(one["us"] // DAY != two["us"] // DAY and two["us"] - one["us"] < SECOND for one, two in pairs)
    rows = [row for log in logs for row in log]
    for name in (
        "visitor_id",
        "session_id",
        "type",
        "item_id",
        "category",
        "price",
        "quantity",
        "order_id",
        "revenue",
        "channel",
        "price_2",
    ):
        assert {row[name] is None for row in rows} == {True, False}, name
