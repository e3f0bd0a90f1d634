"""Does any feature change when everything after its event is cut off?

A log of n events is copied n times, the k-th copy holding the first k events under visitors and sessions of its own; one query computes the
catalogue for all copies, the cut into visits included. At the last event of each copy the features must be those of the whole log.
"""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from tests.features.mutants import MUTANTS
from tests.proof.matrix import CATALOGUE, COLUMNS
from tests.proof.oracle import Row, in_total_order
from tests.proof.runs import Answers, batch, differing, online, visits, written
from tests.proof.streams import fixed, streams

from footfall.expr import Value

IDS = ("event_id", "visitor_id", "session_id")


def copied(row: Row, number: int) -> Row:
    """Return a row with ids of a copy's own, in the same order among themselves."""
    return {**row, **{name: row[name] and f"{row[name]}\x01{number}" for name in IDS}}


def at_the_end_of_each_prefix(rows: Sequence[Row]) -> Answers:
    """Return the features at event k of a log that ends with event k, for every k."""
    ordered = in_total_order(rows)
    copies = [copied(row, k) for k in range(1, len(ordered) + 1) for row in ordered[:k]]
    sql = f"SELECT event_id, f.* EXCLUDE (ord) FROM ({written(CATALOGUE)}) AS f JOIN visits USING (ord) ORDER BY ord"
    latest: dict[Value, list[Value]] = {name: list(answers) for name, *answers in visits(copies).rows(sql)}
    return [latest[copied(row, k)["event_id"]] for k, row in enumerate(ordered, start=1)]


@given(rows=streams(tracks=5, length=6))
@settings(max_examples=8, deadline=None, derandomize=True, phases=[Phase.generate, Phase.shrink], suppress_health_check=list(HealthCheck))
def test_no_feature_sees_what_comes_after(rows: list[Row]) -> None:
    assert differing(at_the_end_of_each_prefix(rows), batch(rows, CATALOGUE), CATALOGUE) == {}


def test_the_fold_stands_behind_the_wall_too() -> None:
    rows = in_total_order(fixed(5, tracks=5))
    whole = online(rows, CATALOGUE)
    assert [online(rows[: k + 1], CATALOGUE)[k] for k in range(len(rows))] == whole


LEAKS = [mutant for mutant in MUTANTS if "leak" in mutant.broken]


@pytest.mark.parametrize("mutant", LEAKS, ids=lambda mutant: mutant.name)
def test_the_wall_notices_a_leak(mutant: object, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = fixed(553, tracks=6, length=8)
    for each in LEAKS:
        if each is mutant:
            monkeypatch.setattr(each.owner, each.attribute, each.put)
    assert differing(at_the_end_of_each_prefix(rows), batch(rows, CATALOGUE), CATALOGUE)


def test_the_catalogue_is_whole() -> None:
    assert CATALOGUE.names == CATALOGUE.keep(COLUMNS).names
