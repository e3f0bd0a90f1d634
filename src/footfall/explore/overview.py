"""What does the shop look like?

`explore` asks every question of this package and returns the answers in one record, `Exploration`, bots left out. What the source cannot
say is None or empty, and `missing` says why. It draws nothing.
"""

from dataclasses import dataclass

from footfall.explore.audience import PLACES, Group, groups
from footfall.explore.browsing import Browsing, prepare, summed
from footfall.explore.distribution import Distribution
from footfall.explore.funnel import Step, funnel
from footfall.explore.orders import Orders, orders
from footfall.explore.paths import Transitions, transitions
from footfall.explore.products import Assortment, Ware, assortment, category_prices, prices, top
from footfall.explore.retention import Retention, retention
from footfall.explore.sessions import session_durations, session_lengths
from footfall.explore.times import Day, Hour, days, hours, weekdays
from footfall.explore.values import amount, count
from footfall.explore.walks import Walks, walks
from footfall.progress import SILENT, Progress
from footfall.sessions.batch import Visits

__all__ = ["Exploration", "Missing", "Overview", "described", "explore", "overview"]


@dataclass(frozen=True, slots=True)
class Overview:
    """The counts, bots left out.

    `visitors` is None where the source knows none; `conversions` (sessions with a purchase) and `orders` where it has no purchases;
    `revenue` (gross) and `refunds` (the value given back; of a refund without a value, that of its order), in its currency, where it has
    none.
    """

    events: int
    sessions: int
    visitors: int | None
    conversions: int | None
    orders: int | None
    revenue: float | None
    refunds: float | None
    bot_events: int
    bot_sessions: int

    @property
    def net_revenue(self) -> float | None:
        """Revenue - refunds, as far as refunds are in the data; below zero where orders from before it were given back."""
        return None if self.revenue is None else self.revenue - (self.refunds or 0.0)

    def money(self) -> dict[str, float] | None:
        """Return gross revenue, refunds and net revenue beside each other; None where there is no revenue."""
        if self.revenue is None or self.net_revenue is None:
            return None
        return {"gross": self.revenue, "refunds": self.refunds or 0.0, "net": self.net_revenue}

    @property
    def conversion_rate(self) -> float | None:
        """Share of sessions with a purchase."""
        return None if self.conversions is None or not self.sessions else self.conversions / self.sessions

    @property
    def aov(self) -> float | None:
        """Average order value: revenue / orders."""
        return None if self.revenue is None or not self.orders else self.revenue / self.orders

    @property
    def revenue_per_session(self) -> float | None:
        """Revenue / sessions."""
        return None if self.revenue is None or not self.sessions else self.revenue / self.sessions


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is not shown, and why the data cannot say it."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Exploration:
    """Everything that the report shows of an event log, as plain records."""

    overview: Overview
    days: tuple[Day, ...]
    weekdays: tuple[float, ...]
    hours: tuple[Hour, ...]
    lengths: Distribution | None
    durations: Distribution | None
    funnel: tuple[Step, ...]
    transitions: Transitions | None
    walks: Walks | None
    assortment: Assortment
    categories: tuple[Ware, ...]
    products: tuple[Ware, ...]
    prices: Distribution | None
    category_prices: tuple[tuple[str, Distribution], ...]
    orders: Orders | None
    countries: tuple[Group, ...]
    channels: tuple[Group, ...]
    devices: tuple[Group, ...]
    retention: Retention | None
    missing: tuple[Missing, ...]


def explore(visits: Visits, *, progress: Progress = SILENT) -> Exploration:
    """Describe an event log.

    Cost: four passes over the visits, out of core, and some over the sessions.
    """
    with progress.stage("Exploring", 4) as stage:
        browsing = prepare(visits)
        stage.advance()
        browsing = summed(browsing)
        stage.advance()
        found = described(browsing)
        stage.advance(2)
    return found


def described(browsing: Browsing) -> Exploration:
    """Ask every question of the sessions at hand."""
    categories = top(browsing, "category")
    bought = browsing.source.kind == "orders"
    return Exploration(
        overview=overview(browsing),
        days=days(browsing),
        weekdays=weekdays(browsing),
        hours=hours(browsing),
        lengths=None if bought else session_lengths(browsing),
        durations=None if bought else session_durations(browsing),
        funnel=funnel(browsing),
        transitions=None if bought else transitions(browsing),
        walks=None if bought else walks(browsing),
        assortment=assortment(browsing),
        categories=categories,
        products=top(browsing, "item_id"),
        prices=prices(browsing),
        category_prices=category_prices(browsing, categories[:8]),
        orders=orders(browsing),
        countries=groups(browsing, "country", limit=PLACES),
        channels=groups(browsing, "channel"),
        devices=groups(browsing, "device"),
        retention=retention(browsing),
        missing=missing(browsing),
    )


def overview(browsing: Browsing) -> Overview:
    """Return the counts."""
    source = browsing.source
    events, sessions, visitors, conversions, placed, revenue, refunds = browsing.engine.row(f"""
        SELECT sum(clicks), count(*), count(DISTINCT visitor_no), count(*) FILTER (WHERE orders > 0), sum(orders), sum(revenue_micros),
            sum(refund_micros)
        FROM {browsing.sessions}""")
    return Overview(
        events=count(events),
        sessions=count(sessions),
        visitors=count(visitors) if source.knows_visitors else None,
        conversions=count(conversions) if source.has_purchases else None,
        orders=count(placed) if source.has_purchases else None,
        revenue=amount(revenue) / 1e6 if source.has_revenue else None,
        refunds=amount(refunds) / 1e6 if source.has_revenue and source.has_refunds else None,
        bot_events=browsing.bot_events,
        bot_sessions=browsing.bot_sessions,
    )


def missing(browsing: Browsing) -> tuple[Missing, ...]:
    """Return what this source cannot say, and why."""
    source = browsing.source
    asked = (
        (source.kind == "orders", "Session lengths, paths and the funnel", "the source is an order list: it holds purchases, not browsing"),
        (not source.has_clock, "Time spent, hours of the day", "the source holds dates only, no clock"),
        (not source.knows_visitors, "Returning visitors and retention", "the source knows sessions but no visitors"),
        (not source.has_purchases, "Conversion and orders", "the source holds no purchases"),
    )
    return tuple(Missing(what, why) for holds, what, why in asked if holds)
