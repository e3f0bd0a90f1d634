"""What came of those who seemed about to leave, at an earlier moment of the same data?

`came_back` takes the rules of `explore.leaving` back to a cut-off before the end, sees whom they described with what was known then, and
counts who of them came back and who bought in the days after, against everybody else seen by then, and against those among them of whom the
rule could have been true. It describes one past; it shows no cause, and no effect of writing to anybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from footfall.events.event import DAY_US
from footfall.explore.browsing import Browsing
from footfall.explore.leaving import end_of, leaving, moment
from footfall.measures.bootstrap import Interval
from footfall.measures.rate import wilson

__all__ = ["BACK_DAYS", "HORIZONS_DAYS", "Aftermath", "Came", "Share", "came_back", "left_a_cart"]

BACK_DAYS = 28
"""How long before the end the cut-off lies at most; of short data it is a third of it."""
HORIZONS_DAYS = (7, 28)
"""Days ahead that are counted, as far as the data goes."""

Came = Literal["visit", "order"]


@dataclass(frozen=True, slots=True)
class Share:
    """`found` of `count` did, with the 95 % interval of that share; None of nobody."""

    found: int
    count: int
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Aftermath:
    """How many of a group came back, or bought, within some days.

    Parameters
    ----------
    group
        ``abandoned_cart``, ``fading`` or ``likely_to_leave``.
    came, days
        What was counted (a ``visit`` that began, or an ``order`` placed, after the cut-off) and within how many days; `days` is None where
        nothing was.
    as_of_us
        The cut-off, UTC epoch microseconds; None where there is none.
    members, others, comparable
        Those of the group; everybody else seen by then; of those, whom the rule could have described.
    not_measured
        Why nothing was counted, else empty.
    """

    group: str
    came: Came = "visit"
    days: int | None = None
    as_of_us: int | None = None
    members: Share | None = None
    others: Share | None = None
    comparable: Share | None = None
    not_measured: str = ""


def left_a_cart(frame: pd.DataFrame, as_of_us: int, within_us: int) -> "pd.Series[bool]":
    """Return whose visit is over and whose cart, filled at most so long before, still holds something; `frame` as of `leaving`."""
    lately = frame["cart_us"].fillna(0).astype(np.int64) >= as_of_us - within_us
    return (frame["cart_items"].fillna(0) > 0) & lately & ~frame["here_now"].astype(np.bool_)


def came_back(browsing: Browsing, *, gap_us: int, within_us: int) -> tuple[Aftermath, ...]:
    """Count what came of each group that rules make.

    Parameters
    ----------
    browsing
        Of a source that knows visitors.
    gap_us, within_us
        Inactivity that ends a session, and how lately a cart must have been filled, in microseconds.
    """
    engine = browsing.engine
    end = end_of(browsing).us
    back_us = min(BACK_DAYS * DAY_US, (end - engine.integer(f"SELECT min(us) FROM {browsing.events}")) // 3)
    if back_us < HORIZONS_DAYS[0] * DAY_US:
        short = f"a third of the data is shorter than {HORIZONS_DAYS[0]} days, so nobody can be followed from an earlier day on"
        return tuple(Aftermath(name, not_measured=short) for name in ("abandoned_cart", "fading"))
    as_of = moment(browsing, end - back_us)
    frame, overdue = leaving(browsing, as_of, gap_us=gap_us)
    came = afterwards(browsing, frame, as_of.until_us, back_us)
    lately = frame["last_seen_us"] >= as_of.us - within_us
    cart = _of("abandoned_cart", left_a_cart(frame, as_of.us, within_us), lately, came, as_of.us)
    if frame["cart_items"].isna().all():
        cart = (Aftermath("abandoned_cart", as_of_us=as_of.us, not_measured="no cart was recorded by then"),)
    if overdue.times is None:
        few = f"only {overdue.returns:,} returns by then say what is usual"
        return (*cart, Aftermath("fading", as_of_us=as_of.us, not_measured=few))
    fading = frame["fading"].fillna(False).astype(np.bool_)
    return (*cart, *_of("fading", fading, frame["usual_gap_days"].notna(), came, as_of.us))


def afterwards(browsing: Browsing, frame: pd.DataFrame, until_us: int, back_us: int) -> Mapping[tuple[Came, int], "pd.Series[bool]"]:
    """Return by what is counted and days ahead who of the frame did it; an order only where the source has any."""
    found: dict[tuple[Came, int], pd.Series[bool]] = {}
    for days in (each for each in HORIZONS_DAYS if each * DAY_US <= back_us):
        inside = f"us >= {until_us} AND us < {until_us + days * DAY_US}"
        queries: dict[Came, str] = {"visit": f"SELECT DISTINCT visitor_no FROM {browsing.sessions} WHERE {inside}"}
        if browsing.source.has_purchases and browsing.source.kind != "orders":
            queries["order"] = f"SELECT DISTINCT visitor_no FROM {browsing.events} WHERE type = 'purchase' AND {inside}"
        if browsing.source.kind == "orders":
            queries = {"order": queries["visit"]}
        for came, query in queries.items():
            found[came, days] = frame["visitor_no"].isin(browsing.engine.frame(query)["visitor_no"])
    return found


def _of(
    group: str, inside: "pd.Series[bool]", possible: "pd.Series[bool]", came: Mapping[tuple[Came, int], "pd.Series[bool]"], as_of_us: int
) -> tuple[Aftermath, ...]:
    """Count those inside, all others, and of these those of whom it was possible."""
    if not inside.any():
        return (Aftermath(group, as_of_us=as_of_us, not_measured="nobody was of this group then"),)
    return tuple(
        Aftermath(group, what, days, as_of_us, _share(did, inside), _share(did, ~inside), _share(did, possible & ~inside))
        for (what, days), did in came.items()
    )


def _share(did: "pd.Series[bool]", among: "pd.Series[bool]") -> Share:
    found, count = int((did & among).sum()), int(among.sum())
    return Share(found, count, wilson(found, count))
