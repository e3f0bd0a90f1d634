"""How does this period stand against the one before?"""

from footfall.events.log import SourceInfo
from footfall.explore.look import Looked
from footfall.explore.overview import Overview
from footfall.report.blocks import Fact, Facts
from footfall.report.numbers import COUNT, RATE, Unit, money, period

__all__ = ["period_facts"]

POINTS = 100.0
WHOLE_FROM = 1_000.0
"""Amounts from here on are written without decimals."""


def period_facts(looked: Looked, source: SourceInfo) -> tuple[Facts, str]:
    """Return the key figures of a choice, each against the period before, and a sentence on what is compared with what."""
    found, now, before = looked.exploration.overview, looked.latest, looked.before
    currency = money(source.currency, whole=(found.revenue or 0.0) >= WHOLE_FROM)
    orders = source.kind == "orders"
    known: list[tuple[str, Unit, str]] = [
        ("visitors", COUNT, "customers" if orders else "visitors"), ("sessions", COUNT, "days of customers" if orders else "sessions"),
        ("conversion_rate", RATE, "conversion rate"), ("orders", COUNT, "orders"), ("revenue", currency, "revenue"),
        ("aov", money(source.currency, whole=False), "average order value"),
    ]  # fmt: skip
    if orders:
        known = [each for each in known if each[0] != "conversion_rate"]
    whole = now is found or now == found
    facts = tuple(
        Fact(unit.write(value), label, beside(unit, figure(now, name), figure(before, name), whole=whole, share=unit is RATE))
        for name, unit, label in known
        if (value := figure(found, name)) is not None
    )
    return Facts(facts), compared(looked)


def beside(unit: Unit, now: float | None, before: float | None, *, whole: bool, share: bool) -> str:
    """Return what stands under a figure: the change, and where it is not the figure's own, what changed."""
    moved = change(now, before, share=share)
    return moved if whole or not moved else f"lately {unit.write(now)}, {moved}"


def figure(overview: Overview | None, name: str) -> float | None:
    """Return one figure of the counts."""
    found = None if overview is None else getattr(overview, name)
    return None if found is None else float(found)


def change(now: float | None, before: float | None, *, share: bool) -> str:
    """Return the change in words: of counts and amounts in per cent, of shares in percentage points.

    >>> change(110.0, 100.0, share=False), change(0.03, 0.02, share=True), change(1.0, None, share=False)
    ('▲ 10.0%', '▲ 1.0 points', '')
    """
    if now is None or before is None or (not share and before <= 0):
        return ""
    moved = POINTS * (now - before) if share else POINTS * (now / before - 1)
    if abs(moved) < 0.05:
        return "unchanged"
    size = f"{abs(moved):,.1f}" + (" points" if share else "%")
    return f"{'▲' if moved > 0 else '▼'} {size}"


def compared(looked: Looked) -> str:
    """Return what is compared with what."""
    if looked.latest_days is None:
        return "The data is too short to compare with an earlier period."
    if looked.before_days is None:
        return f"The days before {period(*looked.latest_days)} are not wholly in the data, so nothing is compared."
    return f"Lately: {period(*looked.latest_days)}, compared with {period(*looked.before_days)}."
