"""Does the audit find ten planted leaks, and leave ten clean tables alone, whatever the columns are called?"""

import numpy as np
import pytest
from tests.proof.tables import CLEAN, LEAKS, UNFIT, Clean, Leak, audited, disguised, serious

SEED = 11


def test_there_are_ten_of_each() -> None:
    assert (len({each.name for each in LEAKS}), len({each.name for each in CLEAN})) == (10, 10)


@pytest.mark.parametrize("hidden", [False, True], ids=["as it is", "in disguise"])
@pytest.mark.parametrize("leak", [*LEAKS, *UNFIT], ids=lambda leak: leak.name)
def test_a_planted_leak_is_found(leak: Leak, hidden: bool) -> None:
    made = leak.make(np.random.default_rng(SEED))
    made = disguised(made, seed=SEED) if hidden else made
    found = serious(audited(made, seed=SEED))
    assert [(each.severity, made.names.get(leak.column, leak.column) in each.column) for each in found] == [(leak.severity, True)], found
    assert all(each.finding and each.evidence and each.remedy for each in found)


@pytest.mark.parametrize("hidden", [False, True], ids=["as it is", "in disguise"])
@pytest.mark.parametrize("clean", CLEAN, ids=lambda clean: clean.name)
def test_a_clean_table_is_left_alone(clean: Clean, hidden: bool) -> None:
    made = clean.make(np.random.default_rng(SEED))
    assert serious(audited(disguised(made, seed=SEED) if hidden else made, seed=SEED)) == []
