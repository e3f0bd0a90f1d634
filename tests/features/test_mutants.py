"""Would the proof notice a mistake?

Every mutant of `mutants.py` must be killed: one execution or the other must differ from the oracle on a fixed log. The list of verdicts is
committed; to write it anew after adding a mutant: ``PYTHONPATH=src python -m tests.golden.regenerate``.
"""

from functools import cache
from pathlib import Path

import pytest
from tests.features.mutants import MUTANTS, Mutant
from tests.proof.matrix import CATALOGUE, MATRIX
from tests.proof.runs import Answers, batch, batches, differing, online, oracle
from tests.proof.streams import fixed

from footfall.aggregates.aggregate import Aggregate
from footfall.features.feature import FeatureSet

LIST = Path(__file__).parents[1] / "golden" / "mutants.txt"
LOG = fixed(553, tracks=20)


@cache
def touched(aggregate: str | None) -> tuple[FeatureSet, Answers]:
    """Return the declarations to try, those of one aggregate or the whole catalogue, with the oracle's answers."""
    features = CATALOGUE if aggregate is None else FeatureSet(tuple(each for each in MATRIX.features if each.aggregate.name == aggregate))
    return features, oracle(LOG, features)


def verdict(mutant: Mutant) -> str:
    """Make the mistake and return which comparison notices it, and at which feature first."""
    features, expected = touched(mutant.owner.name if is_of_an_aggregate(mutant) else mutant.aggregate)
    runs = {"the fold": online, "DuckDB": batch} | ({} if is_of_an_aggregate(mutant) else {"batches": batches})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mutant.owner, mutant.attribute, mutant.put)
        for name, run in runs.items():
            wrong = differing(expected, run(LOG, features) or [], features)
            if wrong:
                return f"killed by oracle against {name}, first at {next(iter(wrong))}"
    return "survived"


def is_of_an_aggregate(mutant: Mutant) -> bool:
    """Return whether the mistake is in one aggregate."""
    return isinstance(mutant.owner, type) and issubclass(mutant.owner, Aggregate)


def line(mutant: Mutant) -> str:
    """Return a mutant's line in the list."""
    return f"{mutant.name} ({mutant.broken}): {verdict(mutant)}"


def test_the_proof_is_silent_without_a_mutant() -> None:
    for name in (None, *sorted({each.aggregate.name for each in MATRIX.features})):
        features, expected = touched(name)
        assert differing(expected, online(LOG, features), features) == {}
    features, expected = touched(None)
    assert differing(expected, batch(LOG, features), features) == {}
    assert differing(expected, batches(LOG, features) or [], features) == {}


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_every_mutant_is_killed_as_the_list_says(mutant: Mutant) -> None:
    found = line(mutant)
    assert "killed by" in found
    assert found in LIST.read_text(encoding="utf-8").splitlines()


def test_the_list_names_every_mutant_and_no_other() -> None:
    lines = LIST.read_text(encoding="utf-8").splitlines()
    assert [each.split(" (")[0] for each in lines[1:]] == [mutant.name for mutant in MUTANTS]
    assert lines[0] == f"{len(MUTANTS)} of {len(MUTANTS)} mutants killed"


def test_every_aggregate_has_a_mutant_in_each_face() -> None:
    faces = {(mutant.owner, mutant.attribute == "reduce") for mutant in MUTANTS}
    assert {(type(each.aggregate), is_sql) for each in MATRIX.features for is_sql in (True, False)} <= faces
