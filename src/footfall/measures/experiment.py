"""How many must be left out so that the effect of an action can be seen?

Sample sizes of an experiment that compares two rates: those acted on and those held out. It draws nobody (`analysis.audience` does).
"""

from math import sqrt
from statistics import NormalDist

__all__ = ["LEVEL", "POWER", "held_out_needed", "smallest_holdout"]

LEVEL = 0.05
"""Two-sided: how often chance alone would be taken for an effect."""
POWER = 0.8
"""How often an effect that is there is seen: Cohen's convention ("Statistical Power Analysis", 2nd ed. 1988, section 2.4)."""


def held_out_needed(held_out_rate: float, treated_rate: float, ratio: float = 1.0, *, level: float = LEVEL, power: float = POWER) -> float:
    """Return how many to hold out to see the difference of two rates, where `ratio` times as many are treated.

    ``(z_(1-level/2) sqrt((1 + 1/k) m (1-m)) + z_power sqrt(q (1-q) + p (1-p) / k))^2 / (p - q)^2`` with q the rate of those held out, p of
    those treated, k the ratio and ``m = (q + k p) / (1 + k)``: Fleiss, Levin & Paik, "Statistical Methods for Rates and Proportions", 3rd
    ed. 2003, sections 4.2 and 4.3, without the continuity correction.

    Parameters
    ----------
    held_out_rate, treated_rate
        Between 0 and 1, not equal.
    ratio
        Those treated for each one held out, above 0.

    >>> round(held_out_needed(0.5, 0.75, power=0.9), 1)
    76.7
    """
    q, p = held_out_rate, treated_rate
    mean = (q + ratio * p) / (1 + ratio)
    chance, miss = NormalDist().inv_cdf(1 - level / 2), NormalDist().inv_cdf(power)
    spread = chance * sqrt((1 + 1 / ratio) * mean * (1 - mean)) + miss * sqrt(q * (1 - q) + p * (1 - p) / ratio)
    return spread**2 / (p - q) ** 2


def smallest_holdout(people: int, held_out_rate: float, treated_rate: float, *, level: float = LEVEL, power: float = POWER) -> int | None:
    """Return the fewest of `people` to hold out, the rest being treated; None where even half of them would be too few.

    Found by bisection: the more are held out, up to half, the smaller a difference is seen.

    >>> smallest_holdout(100_000, 0.05, 0.055), smallest_holdout(10_000, 0.05, 0.055)
    (19643, None)
    """
    few, many = 1, people // 2

    def enough(held_out: int) -> bool:
        ratio = (people - held_out) / held_out
        return held_out_needed(held_out_rate, treated_rate, ratio, level=level, power=power) <= held_out

    if many < 1 or held_out_rate == treated_rate or not enough(many):
        return None
    while few < many:
        middle = (few + many) // 2
        few, many = (few, middle) if enough(middle) else (middle + 1, many)
    return few
