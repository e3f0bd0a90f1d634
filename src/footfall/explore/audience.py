"""Where do sessions come from?

Countries, channels and devices, with the sessions of each and how many of them buy.
"""

from dataclasses import dataclass
from typing import Literal

from footfall.explore.browsing import Browsing
from footfall.explore.values import amount, count, name

__all__ = ["PLACES", "TOP", "Group", "folded", "groups"]

TOP = 12
"""So many bars are read at a glance."""
PLACES = 300
"""More than there are countries: a column of more names holds something else."""


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
    source = browsing.source
    found = tuple(
        Group(value, n, n / sessions, bought if source.has_purchases else None, money if source.has_revenue else None)
        for value, n, bought, money in kept
    )
    return folded(found, limit)


def folded(found: tuple[Group, ...], limit: int = TOP) -> tuple[Group, ...]:
    """Return the first groups and the rest as "all others", unless that is only one."""
    rest = found[limit:]
    if len(rest) < 2:
        return found
    bought, money = [group.conversions for group in rest], [group.revenue for group in rest]
    others = Group(
        "all others",
        sum(group.sessions for group in rest),
        sum(group.share for group in rest),
        None if None in bought else sum(each or 0 for each in bought),
        None if None in money else sum(each or 0.0 for each in money),
    )
    return (*found[:limit], others)
