"""Does the space of segments keep what is related, and treat new rows like old ones?"""

import numpy as np
import pandas as pd

from footfall.models.space import components_of, finite, fit_space


def related(rows: int, factors: int, seed: int = 1) -> pd.DataFrame:
    """Twenty columns that a few hidden factors drive, with noise."""
    rng = np.random.default_rng(seed)
    loads = np.kron(np.eye(factors), np.ones((1, -(-20 // factors))))[:, :20]
    return pd.DataFrame(rng.normal(size=(rows, factors)) @ loads * 2 + rng.normal(size=(rows, 20)), columns=[f"x{n}" for n in range(20)])


def test_as_many_components_are_kept_as_there_are_factors() -> None:
    for factors in (3, 5):
        frame = related(2_000, factors)
        standard = ((frame - frame.mean()) / frame.std(ddof=0)).to_numpy()
        assert components_of(standard, 1).shape == (20, factors)


def test_unrelated_columns_are_all_kept() -> None:
    noise = np.random.default_rng(2).normal(size=(2_000, 20))
    assert components_of(noise, 1).shape[1] in (2, 20)


def test_new_rows_fall_where_the_same_old_rows_do() -> None:
    frame = related(500, 3).assign(amount=np.exp(3 * np.random.default_rng(3).normal(size=500)))
    space = fit_space(frame, seed=1)
    assert space is not None
    alone = np.vstack([space.points(finite(frame.iloc[[row]])) for row in range(20)])
    assert (alone == space.points(finite(frame))[:20]).all(), "to the last bit"


def test_extremes_are_clipped_and_the_missing_stand_in_the_middle() -> None:
    frame = pd.DataFrame({"a": np.random.default_rng(4).normal(size=400), "b": np.random.default_rng(5).normal(size=400)})
    space = fit_space(frame, seed=1)
    assert space is not None
    odd = pd.DataFrame({"a": [1e9, np.nan, np.inf], "b": [0.0, 0.0, 0.0]})
    points = np.abs(space.points(odd.to_numpy()))
    assert points.max() < 5
    assert (points[1] == points[2]).all()


def test_columns_that_do_not_vary_make_no_space() -> None:
    assert fit_space(pd.DataFrame({"a": np.ones(60), "b": np.full(60, np.nan)}), seed=1) is None
