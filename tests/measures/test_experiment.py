"""Are sample sizes those of the textbook, and does an experiment of that size see the effect as often as promised?"""

import numpy as np
import pytest

from footfall.measures.experiment import held_out_needed, smallest_holdout


@pytest.mark.parametrize(
    ("rates", "power", "size"),
    [((0.5, 0.75), 0.9, 76.7), ((0.5, 0.75), 0.8, 57.67), ((0.15, 0.30), 0.9, 160.78)],
)
def test_equal_groups_as_in_r(rates: tuple[float, float], power: float, size: float) -> None:
    """R's `power.prop.test`; its help page has the first."""
    assert held_out_needed(*rates, power=power) == pytest.approx(size, abs=0.05)


def test_more_treated_need_fewer_held_out() -> None:
    assert held_out_needed(0.05, 0.06, 4.0) < held_out_needed(0.05, 0.06, 1.0)
    assert held_out_needed(0.05, 0.06, 4.0) > held_out_needed(0.05, 0.06, 1.0) / 2


def test_the_holdout_is_the_smallest_that_suffices() -> None:
    found = smallest_holdout(100_000, 0.05, 0.055)
    assert found is not None
    assert held_out_needed(0.05, 0.055, (100_000 - found) / found) <= found
    assert held_out_needed(0.05, 0.055, (100_001 - found) / (found - 1)) > found - 1


@pytest.mark.parametrize("people", [0, 1, 1_000])
def test_too_few_people_are_never_enough(people: int) -> None:
    assert smallest_holdout(people, 0.05, 0.055) is None


def test_no_effect_cannot_be_seen() -> None:
    assert smallest_holdout(1_000_000, 0.05, 0.05) is None


def test_an_experiment_of_that_size_sees_the_effect_four_times_in_five() -> None:
    people, q, p = 20_000, 0.10, 0.12
    held_out = smallest_holdout(people, q, p)
    assert held_out is not None
    rng = np.random.default_rng(1)
    treated = people - held_out
    one, other = rng.binomial(treated, p, 20_000) / treated, rng.binomial(held_out, q, 20_000) / held_out
    pooled = (one * treated + other * held_out) / people
    z = (one - other) / np.sqrt(pooled * (1 - pooled) * (1 / treated + 1 / held_out))
    assert np.mean(np.abs(z) > 1.959964) == pytest.approx(0.8, abs=0.02)
