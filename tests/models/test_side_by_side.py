"""Are results in the order of the items, and errors not swallowed?"""

import time

import pytest
from threadpoolctl import threadpool_info  # type: ignore[import-untyped]

from footfall.models.side_by_side import side_by_side


@pytest.mark.parametrize("threads", [1, 3])
def test_the_order_is_that_of_the_items(threads: int) -> None:
    def slow_first(item: int) -> int:
        time.sleep(0.02 if item == 0 else 0.0)
        return 10 * item

    assert side_by_side(slow_first, range(5), threads=threads) == [0, 10, 20, 30, 40]


@pytest.mark.parametrize("threads", [1, 2])
def test_each_works_on_one_thread(threads: int) -> None:
    seen = side_by_side(lambda _: max(pool["num_threads"] for pool in threadpool_info()), [1, 2], threads=threads)
    assert seen == [1, 1]


def test_an_error_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        side_by_side(lambda item: 1 // item, [1, 0], threads=2)
