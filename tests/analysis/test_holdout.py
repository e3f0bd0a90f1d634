"""Is the holdout random, of the right size, and the same each time?"""

import pytest
from scipy.stats import kstest

from footfall.analysis.holdout import groups, position

IDS = [f"v:{number}" for number in range(20_000)]


def held_out(ids: list[str], share: float, seed: int) -> set[str]:
    return {each for each, group in zip(ids, groups(ids, share=share, seed=seed), strict=True) if group == "holdout"}


def test_the_share_is_met_on_average() -> None:
    assert len(held_out(IDS, 0.1, 1)) / len(IDS) == pytest.approx(0.1, abs=0.01)
    assert kstest([position(each, seed=1) for each in IDS], "uniform").pvalue > 0.001


def test_a_growing_list_in_any_order_keeps_everybody_where_they_were() -> None:
    early, later = IDS[:5_000], [*reversed(IDS)]
    assert held_out(later, 0.1, 1) & set(early) == held_out(early, 0.1, 1)


def test_a_greater_share_only_adds() -> None:
    assert held_out(IDS, 0.1, 1) < held_out(IDS, 0.2, 1)


def test_another_seed_draws_another_holdout_independently() -> None:
    one, other = held_out(IDS, 0.2, 1), held_out(IDS, 0.2, 2)
    assert len(one & other) / len(IDS) == pytest.approx(0.04, abs=0.01)


def test_nobody_and_the_known_value() -> None:
    assert held_out(IDS, 0.0, 1) == set()
    assert position("v:1", seed=553) == pytest.approx(0.8214680120328981, abs=1e-15), "lists that are out there must keep their groups"
