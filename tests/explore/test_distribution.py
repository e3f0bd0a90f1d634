import numpy as np
import pytest

from footfall.engines.duckdb import Engine
from footfall.explore.distribution import distribution, even_edges


@pytest.fixture
def engine() -> Engine:
    return Engine(threads=1)


def values(*numbers: float) -> str:
    return "SELECT unnest([" + ", ".join(f"{float(number)!r}::DOUBLE" for number in numbers) + "]) AS value"


def test_quantiles_are_nearest_rank(engine: Engine) -> None:
    numbers = np.random.default_rng(1).integers(0, 40, 101).astype(float)
    found = distribution(engine, values(*numbers))
    assert found is not None
    expected = np.quantile(numbers, [0.05, 0.25, 0.5, 0.75, 0.95, 0.99], method="inverted_cdf")
    assert [found.p5, found.p25, found.median, found.p75, found.p95, found.p99] == expected.tolist()
    assert found.mean == pytest.approx(numbers.mean())
    assert (found.n, found.least, found.greatest) == (101, numbers.min(), numbers.max())


def test_every_value_falls_in_one_bar(engine: Engine) -> None:
    numbers = np.random.default_rng(2).exponential(30, 500)
    found = distribution(engine, values(*numbers))
    assert found is not None
    assert sum(bar.count for bar in found.bins) == 500
    for bar in found.bins:
        assert bar.count == sum(bar.low <= number < (bar.high if bar.high is not None else np.inf) for number in numbers)
    assert found.bins[-1].high is None, "the exponential's tail lies beyond the 99th percentile"


def test_given_edges_end_open(engine: Engine) -> None:
    found = distribution(engine, values(1, 1, 2, 9), (1.0, 2.0, 3.0))
    assert found is not None
    assert [(bar.low, bar.high, bar.count) for bar in found.bins] == [(1.0, 2.0, 2), (2.0, 3.0, 1), (3.0, None, 1)]


def test_nothing_is_none(engine: Engine) -> None:
    assert distribution(engine, "SELECT NULL::DOUBLE AS value") is None


def test_one_value_has_one_bar(engine: Engine) -> None:
    found = distribution(engine, values(7, 7))
    assert found is not None
    assert [bar.count for bar in found.bins if bar.count] == [2]
    assert found.median == found.least == found.greatest == 7.0


def test_a_negative_value_is_counted_in_the_first_bar(engine: Engine) -> None:
    found = distribution(engine, values(-5, 1, 2), (0.0, 1.0))
    assert found is not None
    assert sum(bar.count for bar in found.bins) == 3


@pytest.mark.parametrize(("least", "most"), [(0, 1), (3, 48), (-20, 1e6), (0.001, 0.002), (5, 5), (0, 0)])
def test_edges_are_even_and_cover(least: float, most: float) -> None:
    edges = even_edges(least, most)
    assert edges[0] <= least
    assert len(edges) <= 26
    assert edges[-1] <= most or len(edges) == 1
    steps = np.diff(edges)
    assert np.allclose(steps, steps[:1]) if len(steps) else True
