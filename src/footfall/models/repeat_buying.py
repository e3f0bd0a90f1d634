"""How many orders will a known customer place, if each buys at a rate of their own until they drop out?

The BG/NBD model (Fader, Hardie & Lee, Marketing Science 24(2), 2005, 275-284): a customer who is alive orders at a constant rate, which is
gamma-distributed over customers, and drops out after each order with a chance that is beta-distributed. Four numbers, fitted by maximum
likelihood, carry an expectation over any horizon, also one longer than the data could show a learner. It knows nothing of amounts,
seasons or features.
"""

from dataclasses import dataclass
from math import log

import numpy as np
from scipy.optimize import minimize
from scipy.special import betaln, gammaln, hyp2f1

from footfall.dataset.dataset import Floats
from footfall.errors import DataError

__all__ = ["BgNbd", "Past"]

START = (0.25, 4.5, 0.8, 2.4)
"""Where the search begins: near the published fit to CDNOW in weeks (r 0.243, alpha 4.414, a 0.793, b 2.426)."""
AT_ONE = 1e-6
"""The expectation has a removable hole at a = 1; within this distance, the value beside it is taken."""


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of n customers, each of shape (n,); times in one unit, such as weeks.

    Parameters
    ----------
    again
        Orders after the first.
    recency
        Time from the first order to the latest.
    age
        Time from the first order to now.
    """

    again: Floats
    recency: Floats
    age: Floats


@dataclass(frozen=True, slots=True)
class BgNbd:
    """A fitted model: rates are Gamma(r, alpha), chances of dropping out Beta(a, b)."""

    r: float
    alpha: float
    a: float
    b: float

    @classmethod
    def fit(cls, past: Past) -> "BgNbd":
        """Fit by maximum likelihood, in logarithms of the four numbers.

        Raises
        ------
        DataError
            When nobody has ordered again, or the search does not end.
        """
        if not (past.again > 0).any():
            raise DataError("Nobody has ordered a second time, so repeat buying cannot be learnt.", remedy="Use a longer period.")

        def unlikely(logs: Floats) -> float:
            return -float(_likelihood(np.exp(logs), past).mean())

        found = minimize(unlikely, [log(number) for number in START], method="L-BFGS-B")
        if not found.success:
            raise DataError(f"The repeat buying model cannot be fitted: {found.message}.", remedy="Use more customers or a longer period.")
        return cls(*(float(value) for value in np.exp(found.x)))

    def expected(self, ahead: float, past: Past) -> Floats:
        """Return the expected number of orders within `ahead` from now, shape (n,) (equation 10 of the paper)."""
        x, since, now = past.again, self.alpha + past.recency, self.alpha + past.age
        a = self.a + 2 * AT_ONE if abs(self.a - 1) < AT_ONE else self.a
        share = ahead / (now + ahead)
        growth = 1 - (1 - share) ** (self.r + x) * hyp2f1(self.r + x, self.b + x, a + self.b + x - 1, share)
        dead = np.where(x > 0, a / (self.b + np.maximum(x, 1.0) - 1) * (now / since) ** (self.r + x), 0.0)
        orders: Floats = (a + self.b + x - 1) / (a - 1) * growth / (1 + dead)
        return orders


def _likelihood(numbers: Floats, past: Past) -> Floats:
    """Logarithm of each customer's likelihood, shape (n,) (equation 6 of the paper, in the order that keeps it stable)."""
    r, alpha, a, b = numbers
    x = past.again
    common = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + betaln(a, b + x) - betaln(a, b)
    alive = -(r + x) * np.log(alpha + past.age)
    left = np.log(a) - np.log(b + np.maximum(x, 1.0) - 1) - (r + x) * np.log(alpha + past.recency)
    logs: Floats = common + np.logaddexp(alive, np.where(x > 0, left, -np.inf))
    return logs
