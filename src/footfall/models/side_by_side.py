"""How do several fits share the processors?

Each on one thread, side by side. Boosting with many threads inside one fit waits at thousands of barriers, and on a machine that does
something else besides, it waits for whole time slices: on two busy cores the same fit took 21 s with two threads and 8 s with one. It is
also what makes a model the same on any number of processors.
"""

import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from sklearn.exceptions import ConvergenceWarning
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

__all__ = ["side_by_side"]

Item = TypeVar("Item")
Result = TypeVar("Result")


def side_by_side(work: Callable[[Item], Result], items: Sequence[Item], *, threads: int) -> list[Result]:
    """Return ``work(item)`` of each item in order, up to `threads` at a time, each on one thread of its own.

    >>> side_by_side(abs, [-1, 2], threads=2)
    [1, 2]
    """
    with threadpool_limits(1), _patient():
        if min(threads, len(items)) <= 1:
            return [work(item) for item in items]
        with ThreadPoolExecutor(threads, initializer=_one_thread) as pool:
            return list(pool.map(work, items))


@contextmanager
def _patient() -> Iterator[None]:
    """A fit that ran out of rounds says so to nobody: how good it is, the tune part tells; nor does PyTorch's exporter, which tests hold.

    Set here, since warnings are the process's: what a thread sets, another one that ends undoes.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        warnings.filterwarnings("ignore", module=r"torch\.|footfall\.models\.sequence_training")
        yield


def _one_thread() -> None:
    """OpenMP's limit is each thread's own, so every worker sets it anew."""
    threadpool_limits(1, user_api="openmp")
