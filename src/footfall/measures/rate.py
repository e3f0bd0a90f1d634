"""How sure is a share that was counted of independent cases?

`wilson` gives the interval of one share. Where the cases are not independent (rows of one visit, weeks of one visitor) it is too narrow:
`measures.bootstrap` is for those.
"""

from math import sqrt

from footfall.measures.bootstrap import Interval

__all__ = ["wilson"]

Z = 1.959963984540054
"""97.5 % point of the standard normal distribution."""


def wilson(found: int, count: int) -> Interval | None:
    """Return the 95 % score interval of a share, ``found / count``; None of nobody.

    ``(p + z²/2n ± z √(p(1 - p)/n + z²/4n²)) / (1 + z²/n)`` (Wilson, Journal of the American Statistical Association 22, 1927), which stays
    inside 0 to 1 and holds near its ends, where the usual ± does not (Brown, Cai & DasGupta, Statistical Science 16, 2001).

    >>> [round(end, 4) for end in wilson(1, 10)], wilson(0, 0)
    ([0.0179, 0.4042], None)
    """
    if count == 0:
        return None
    share, square = found / count, Z * Z
    middle = share + square / (2 * count)
    half = Z * sqrt(share * (1 - share) / count + square / (4 * count * count))
    whole = 1 + square / count
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)
