"""Does a visit count once, and is each visitor one cluster?"""

import numpy as np
import pandas as pd

from footfall.dataset.scored import ScoredRows, clusters


def rows(units: list[int]) -> ScoredRows:
    size = len(units)
    label = np.where(np.arange(size) % 3 == 0, np.nan, 1.0)
    return ScoredRows(
        pd.DataFrame({"x": np.arange(size, dtype=np.float64)}), np.arange(size) / size, label, np.arange(size), np.array(units)
    )


def test_one_row_a_unit_is_drawn_and_any_of_them_may_be() -> None:
    many = rows([0, 0, 0, 1, 2, 2])
    drawn = [many.once(seed) for seed in range(30)]
    assert all(sorted(each.unit.tolist()) == [0, 1, 2] for each in drawn)
    assert {float(each.features["x"].iloc[0]) for each in drawn} == {0.0, 1.0, 2.0}
    assert all((each.score == each.features["x"] / 6).all() for each in drawn)
    assert many.once(3).score.tolist() == many.once(3).score.tolist()


def test_rows_without_an_outcome_are_left_out() -> None:
    assert rows([0, 0, 1, 1]).known().features["x"].tolist() == [1.0, 2.0]


def test_a_visitor_is_one_cluster_and_so_is_a_session_of_nobody() -> None:
    visitor = pd.Series(["a", None, "b", "a", None, None], dtype="str")
    found = clusters(visitor, np.array([1, 2, 3, 4, 2, 5]))
    assert found.tolist() == [0, 1, 2, 0, 1, 3]
    assert clusters(pd.Series(["7", None], dtype="str"), np.array([1, 7])).tolist() == [0, 1]
