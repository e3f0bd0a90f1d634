"""What are orders like?

Order values, orders a customer, and days between two orders of one customer.
"""

from dataclasses import dataclass

from footfall.events.event import DAY_US
from footfall.explore.browsing import Browsing
from footfall.explore.distribution import Distribution, distribution

__all__ = ["Orders", "orders"]

COUNT_EDGES = tuple(float(orders) for orders in range(1, 12))


@dataclass(frozen=True, slots=True)
class Orders:
    """Distributions of order value (in the source's currency), of orders a customer, and of days between a customer's orders."""

    values: Distribution | None
    by_customer: Distribution | None
    days_between: Distribution | None


def orders(browsing: Browsing) -> Orders | None:
    """Return the distributions that the source can give; None without purchases."""
    if not browsing.source.has_purchases:
        return None
    engine, table = browsing.engine, browsing.orders
    values = f"SELECT sum(revenue_micros) / 1e6 AS value FROM {table} GROUP BY order_no" if browsing.source.has_revenue else None
    if not browsing.source.knows_visitors:
        return Orders(distribution(engine, values) if values else None, None, None)
    placed = f"SELECT visitor_no, min(us) AS us FROM {table} WHERE visitor_no IS NOT NULL GROUP BY visitor_no, order_no"
    counts = f"SELECT count(*) AS value FROM ({placed}) GROUP BY visitor_no"
    gaps = f"SELECT floor((us - lag(us) OVER (PARTITION BY visitor_no ORDER BY us)) / {DAY_US}) AS value FROM ({placed})"
    return Orders(
        values=distribution(engine, values) if values else None,
        by_customer=distribution(engine, counts, COUNT_EDGES),
        days_between=distribution(engine, gaps),
    )
