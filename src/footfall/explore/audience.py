"""Where do sessions come from?

Countries, channels and devices, with the sessions of each and how many of them buy.
"""

from dataclasses import dataclass
from typing import Literal

from footfall.explore.browsing import Browsing
from footfall.explore.values import amount, count, name

__all__ = ["Group", "groups"]

TOP = 12


@dataclass(frozen=True, slots=True)
class Group:
    """The sessions of one country, channel or device. `conversions` and `revenue` are None where the source has none."""

    name: str
    sessions: int
    share: float
    conversions: int | None
    revenue: float | None

    @property
    def conversion_rate(self) -> float | None:
        """Share of its sessions with a purchase."""
        return None if self.conversions is None else self.conversions / self.sessions


def groups(browsing: Browsing, column: Literal["country", "channel", "device"], limit: int = TOP) -> tuple[Group, ...]:
    """Return the groups with most sessions, ties by name, the rest as "all others"; empty where the source does not know the column."""
    rows = browsing.engine.rows(f"""
        SELECT {column}, count(*), count(*) FILTER (WHERE orders > 0), sum(revenue_micros) FROM {browsing.sessions}
        GROUP BY 1 ORDER BY 2 DESC, 1""")
    if all(value is None for value, *_ in rows):
        return ()
    sessions = sum(count(n) for _, n, *_ in rows)
    kept = [(name(value), count(n), count(bought), amount(money) / 1e6) for value, n, bought, money in rows]
    rest = kept[limit:]
    if len(rest) > 1:
        kept = [*kept[:limit], ("all others", sum(n for _, n, _, _ in rest), sum(b for _, _, b, _ in rest), sum(m for *_, m in rest))]
    source = browsing.source
    return tuple(
        Group(value, n, n / sessions, bought if source.has_purchases else None, money if source.has_revenue else None)
        for value, n, bought, money in kept
    )
