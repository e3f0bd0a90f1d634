"""How was the data read that something was learnt from?

`ReadAs` is kept beside a model: hours of the day, visits and amounts mean the same in new data only where it is read alike. The standard
library is enough, so that the online path can read it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["ReadAs"]


@dataclass(frozen=True, slots=True)
class ReadAs:
    """Settings that change what features mean.

    Parameters
    ----------
    timezone
        IANA name of the zone that hours and days were taken in; None where it was not recorded.
    session_gap
        Inactivity that ends a session, such as ``30min``.
    currency
        ISO 4217 code that amounts were in once they had been read; None where nobody said.
    rates
        What one unit of each other currency was worth in it.
    """

    timezone: str | None = "UTC"
    session_gap: str = "30min"
    currency: str | None = None
    rates: Mapping[str, float] = field(default_factory=dict)
