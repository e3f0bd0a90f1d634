"""Which targets does Footfall know, and which may be asked of a source?

The declarations. Where a source has no purchases, what is asked are *proxies*: they say how a visit goes on, and are called proxies
wherever they are shown (ADR 0005). `purchase_7d`, `churn_7d` and `revenue_28d` are the predictive metrics of Google Analytics 4 as its help
defines them, asked at weekly cut-offs.
"""

from collections.abc import Collection

from footfall.aggregates import ever, total, total_distinct
from footfall.events.log import SourceInfo
from footfall.expr import event, extra
from footfall.features.feature import Feature
from footfall.targets.target import Question, Target

__all__ = ["TARGETS", "targets_of", "why_not_asked"]

BANNER = "This data holds no purchases. {} is a proxy: it says how the visit goes on, not whether anybody buys."

CONVERTS_SESSION = Target(
    Question("converts_session", "binary", "", "A purchase later in this session."),
    ever(), where=event.type == "purchase", needs_purchases=True,
)  # fmt: skip
REVENUE_SESSION = Target(
    Question("revenue_session", "amount", "currency", "Order value placed later in this session."),
    total(event.revenue_micros), needs_purchases=True,
)  # fmt: skip
RETURNS_7D = Target(
    Question("returns_7d", "binary", "", "Another visit within 7 days after this session's last event."),
    ever(), asked="session_end", days=7, other_sessions=True,
)  # fmt: skip
PURCHASE_7D = Target(
    Question("purchase_7d", "binary", "", "A purchase within 7 days, of visitors active in the last 28 days."),
    ever(), where=event.type == "purchase", asked="weekly", days=7, active_days=28, needs_purchases=True,
)  # fmt: skip
CHURN_7D = Target(
    Question("churn_7d", "binary", "", "No visit within 7 days, of visitors active in the last 7 days."),
    ever(), asked="weekly", days=7, active_days=7, absent=True,
)  # fmt: skip
RETURNS_30D = Target(
    Question("returns_30d", "binary", "", "Another order within 30 days, of customers who ordered in the last 90 days."),
    ever(), asked="weekly", days=30, active_days=90, asked_of=("orders",),
)  # fmt: skip
REVENUE_28D = Target(
    Question("revenue_28d", "amount", "currency", "Order value within 28 days, of visitors active in the last 28 days."),
    total(event.revenue_micros), asked="weekly", days=28, active_days=28, needs_purchases=True, asked_of=("visits", "orders"),
)  # fmt: skip
CONTINUES = Target(
    Question("continues", "binary", "", "Any further click in this session.", proxy=True, note=BANNER.format("“Goes on clicking”")),
    ever(),
)  # fmt: skip
PREMIUM_AHEAD = Target(
    Question(
        "premium_ahead", "binary", "", "A later click in this session on a product priced above its category's mean.",
        proxy=True, note=BANNER.format("“Dearer products ahead”"),
    ),
    ever(), where=extra("price_2", "integer") == 1,
)  # fmt: skip
SALE_AHEAD = Target(
    Question(
        "sale_ahead", "binary", "", "A later click in the sale category, asked while none has been seen in this session.",
        proxy=True, note=BANNER.format("“Sale ahead”"),
    ),
    ever(), where=event.category == "sale",
    given=Feature("sale_seen", ever(), where=event.category == "sale", unit="flag", doc="Whether the sale has been seen in this session."),
)  # fmt: skip
VALUE_AHEAD = Target(
    Question(
        "value_ahead", "amount", "price units",
        "Value considered: summed price of the different products first viewed later in this session.",
        proxy=True, note=BANNER.format("“Value considered”"),
    ),
    total_distinct(event.price_micros, per=event.item_id),
)  # fmt: skip

TARGETS = (
    CONVERTS_SESSION, REVENUE_SESSION, RETURNS_7D, PURCHASE_7D, CHURN_7D, RETURNS_30D, REVENUE_28D,
    CONTINUES, PREMIUM_AHEAD, SALE_AHEAD, VALUE_AHEAD,
)  # fmt: skip
"""Every declaration."""
CONVERSIONS = frozenset({CONVERTS_SESSION.name})
"""Targets that ask for a conversion of the visit at hand, so that acting on it can be counted in money."""
CALLED = {
    "revenue_micros": "order values (column value, or price and quantity of purchases)",
    "price_micros": "prices (column price)",
    "category": "categories (column category)",
}
"""What a user sends, where the column is one of ours."""


def targets_of(source: SourceInfo, columns: Collection[str]) -> tuple[Target, ...]:
    """Return the targets that a source is asked when the user names none."""
    return tuple(target for target in TARGETS if why_not_asked(target, source, columns) is None)


def why_not_asked(target: Target, source: SourceInfo, columns: Collection[str]) -> str | None:
    """Return why a source cannot be asked this, None where it can."""
    if target.needs_purchases and not source.has_purchases:
        return "The source has no purchases."
    missing = target.fields() - set(columns)
    if missing:
        return f"The source has no {' and no '.join(CALLED.get(name, f'column {name}') for name in sorted(missing))}."
    if target.is_of_visitors and not source.knows_visitors:
        return "The source knows no visitors, only sessions."
    orders = source.kind == "orders"
    if ("orders" if orders else "visits") not in target.asked_of:
        return "Asked of visits, which an order list does not hold." if orders else "Asked of order lists; this source holds visits."
    if target.question.proxy and source.has_purchases:
        return "The source has purchases, so no proxy is needed."
    if target.question.unit == "currency" and not source.has_revenue:
        return "The source has no order values."
    return None
