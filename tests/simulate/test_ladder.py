import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from footfall.simulate.ladder import Ladder

laws = st.lists(st.integers(0, 5), min_size=1, max_size=6).map(lambda weights: [*weights, 1])


@given(st.lists(laws, min_size=1, max_size=5), st.floats(0, 1, exclude_max=True))
def test_draws_invert_the_cumulated_law(weights: list[list[int]], u: float) -> None:
    rows = [np.array(weight) / sum(weight) for weight in weights]
    drawn = Ladder.of(rows).draw(np.arange(len(rows)), np.full(len(rows), u))
    for law, outcome in zip(rows, drawn, strict=True):
        assert law[outcome] > 0
        assert law[:outcome].sum() <= u + 1e-12
        assert u < law[: outcome + 1].sum() + 1e-12


def test_draw_just_below_one_stays_in_its_row() -> None:
    ladder = Ladder.of(np.full((600, 3), 1 / 3))
    row = np.arange(600)
    assert (ladder.draw(row, np.full(600, np.nextafter(1.0, 0.0))) == 2).all()
    assert (ladder.draw(row, np.zeros(600)) == 0).all()


def test_frequencies_follow_the_law() -> None:
    law = np.array([[0.2, 0.0, 0.5, 0.3]])
    drawn = Ladder.of(law).draw(np.zeros(100_000, dtype=np.int64), np.random.default_rng(1).random(100_000))
    np.testing.assert_allclose(np.bincount(drawn, minlength=4) / 100_000, law[0], atol=0.006)
