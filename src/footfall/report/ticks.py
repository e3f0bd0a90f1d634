"""Where does an axis write a number? At round ones, with no more decimals than they have."""

from collections.abc import Sequence
from itertools import pairwise
from math import ceil, floor, log10

from footfall.report.numbers import Unit

__all__ = ["evenly", "round_numbers", "tick_spec"]


def evenly(edges: Sequence[float | None]) -> tuple[float, float] | None:
    """Return the first edge and the width of ranges that are alike; None where they are not."""
    known = [edge for edge in edges if edge is not None]
    step = (known[-1] - known[0]) / (len(known) - 1)
    alike = all(abs(high - low - step) < step / 100 for low, high in pairwise(known))
    return (known[0], step) if alike and step > 0 and len(known) == len(edges) else None


def round_numbers(low: float, high: float) -> list[float]:
    """Return about five round numbers between two ends.

    >>> round_numbers(0.0, 0.98), round_numbers(3.0, 47.0)
    ([0.0, 0.2, 0.4, 0.6, 0.8], [10.0, 20.0, 30.0, 40.0])
    """
    rough = (high - low) / 5
    power = 10.0 ** floor(log10(rough))
    step = min((factor * power for factor in (1, 2, 5, 10)), key=lambda each: abs(each - rough))
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return [round(at * step, 12) for at in range(first, last + 1)]


def tick_spec(unit: Unit, value: float) -> str:
    """Return how one tick is written: of a percentage, decimals only where it has some."""
    return ".0%" if unit.spec.endswith("%") and abs(100 * value - round(100 * value)) < 1e-9 else unit.spec
