"""Why is somebody on the list of those who may be about to leave, in words?

One sentence a group and visitor (`analysis.at_risk_rows`). What is said is what was measured; the model's reasons are its own words.
"""

from math import floor, isnan

from footfall.explore.came_back import Aftermath, Share
from footfall.report.numbers import PERCENT, Unit
from footfall.targets.target import Target

__all__ = ["aftermath_words", "ago", "cart_words", "every", "fading_words", "likely_words"]


def ago(days: float) -> str:
    """Return how long ago something was.

    >>> ago(0.4), ago(1.0), ago(16.9)
    ('less than a day ago', '1 day ago', '16 days ago')
    """
    whole = floor(days)
    return "less than a day ago" if whole < 1 else "1 day ago" if whole == 1 else f"{whole:,} days ago"


def every(days: float) -> str:
    """Return a usual gap.

    >>> every(1.0), every(4.0), every(10.5)
    ('every day', 'every 4 days', 'every 10.5 days')
    """
    return "every day" if days == 1 else "every " + f"{days:,.1f}".removesuffix(".0") + " days"


def cart_words(things: float, worth: float, days: float, unit: Unit) -> str:
    """Return what was left in the cart, and when; a worth that is NaN is not known.

    >>> cart_words(2, 49.8, 3.2, Unit(",.2f", before="€")), cart_words(1, float("nan"), 0.1, Unit(",.2f"))
    ('left 2 things worth €49.80 in the cart 3 days ago', 'left 1 thing in the cart less than a day ago')
    """
    what = "1 thing" if things == 1 else f"{things:,.0f} things"
    valued = "" if isnan(worth) else f" worth {unit.write(worth)}"
    return f"left {what}{valued} in the cart {ago(days)}"


def fading_words(absent_days: float, usual_gap_days: float, *, orders: bool) -> str:
    """Return how long somebody has been away, and what is usual for them; `orders`: of an order list.

    >>> fading_words(16.2, 4.0, orders=False)
    'last seen 16 days ago; usually comes every 4 days'
    """
    did, does = ("last ordered", "orders") if orders else ("last seen", "comes")
    return f"{did} {ago(absent_days)}; usually {does} {every(usual_gap_days)}"


def likely_words(leaves: float, reasons: str, target: Target) -> str:
    """Return how likely the model thinks that somebody stays away, and its reasons."""
    again = "order again" if target.asked_of == ("orders",) else "come back"
    said = f"by the model {PERCENT.write(leaves)} likely not to {again} within {target.days} days"
    return f"{said} ({reasons})" if reasons else said


def aftermath_words(each: Aftermath) -> str:
    """Return what came of such visitors before."""
    if each.members is None or each.others is None:
        return f"what came of such visitors is not known: {each.not_measured}"
    did = "ordered" if each.came == "order" else "came back"
    against, whom = (each.others, "all others") if each.comparable is None else (each.comparable, "others it could have been said of")
    return f"of such visitors before, {share_words(each.members)} {did} within {each.days} days; of {whom} {share_words(against)}"


def share_words(share: Share) -> str:
    """Return a share with its interval."""
    if not share.count or share.interval is None:
        return "none were there"
    low, high = share.interval
    return f"{share.found / share.count:.1%} ({low:.1%} to {high:.1%})"
