"""What is known of this visitor from all visits so far?"""

from footfall.aggregates import count, distinct, elapsed, ever, first, greatest, last, mean, since, total
from footfall.expr import event
from footfall.features.feature import Declaration, Feature, Ratio
from footfall.windows.scope import VISITOR

__all__ = ["FEATURES"]

FEATURES: tuple[Declaration, ...] = (
    Feature(
        "sessions_so_far",
        count(),
        where=event.click == 1,
        scope=VISITOR,
        unit="sessions",
        doc="Sessions of this visitor, this one included.",
    ),
    Feature("clicks_so_far", count(), scope=VISITOR, unit="events", doc="Clicks of this visitor over all sessions."),
    Feature("days_since_last_visit", last(event.visit_gap_us), unit="days", doc="Days between this session's start and the visit before."),
    Feature(
        "mean_days_between_visits", mean(event.visit_gap_us), scope=VISITOR, unit="days", doc="Mean days between this visitor's visits."
    ),
    Feature("days_known", elapsed(), scope=VISITOR, unit="days", doc="Days since this visitor was first seen."),
    Feature("items_so_far", distinct(event.item_id), scope=VISITOR, unit="items", doc="Different products this visitor has ever seen."),
    Feature(
        "views_of_this_item_so_far",
        count(),
        where=event.type == "view_item",
        by=event.item_id,
        scope=VISITOR,
        unit="events",
        doc="How often this visitor has seen the product at hand, over all sessions.",
    ),
    Feature(
        "clicks_in_this_category_so_far",
        count(),
        by=event.category,
        scope=VISITOR,
        unit="events",
        doc="Clicks of this visitor in the category at hand, over all sessions.",
    ),
    Feature(
        "cart_adds_so_far",
        count(),
        where=event.type == "add_to_cart",
        scope=VISITOR,
        unit="events",
        doc="Times this visitor ever put something in the cart.",
    ),
    Feature(
        "checkouts_so_far",
        count(),
        where=event.type == "begin_checkout",
        scope=VISITOR,
        unit="events",
        doc="Checkouts this visitor ever began.",
    ),
    Feature(
        "orders_so_far",
        distinct(event.order_id),
        where=event.type == "purchase",
        scope=VISITOR,
        unit="orders",
        doc="Orders of this visitor so far.",
    ),
    Feature("revenue_so_far", total(event.revenue_micros), scope=VISITOR, unit="currency", doc="Order value of this visitor so far."),
    Feature(
        "order_line_mean",
        mean(event.revenue_micros),
        scope=VISITOR,
        unit="currency",
        doc="Mean value of this visitor's order lines so far.",
    ),
    Feature(
        "order_line_greatest",
        greatest(event.revenue_micros),
        scope=VISITOR,
        unit="currency",
        doc="Highest order line of this visitor so far.",
    ),
    Feature(
        "days_since_order",
        since(),
        where=event.type == "purchase",
        scope=VISITOR,
        unit="days",
        doc="Days since this visitor's latest order.",
    ),
    Feature(
        "days_since_cart_add",
        since(),
        where=event.type == "add_to_cart",
        scope=VISITOR,
        unit="days",
        doc="Days since this visitor last put something in the cart.",
    ),
    Feature(
        "bought_this_item",
        ever(),
        where=event.type == "purchase",
        by=event.item_id,
        scope=VISITOR,
        unit="flag",
        doc="Whether this visitor ever bought the product at hand.",
    ),
    Feature("refunds_so_far", count(), where=event.type == "refund", scope=VISITOR, unit="events", doc="Refunds this visitor has had."),
    Feature("channels_so_far", distinct(event.channel), scope=VISITOR, unit="channels", doc="Different channels this visitor came by."),
    Feature("first_channel", first(event.channel), scope=VISITOR, unit="channel", doc="The channel that first brought this visitor."),
    Feature(
        "price_mean_so_far", mean(event.price_micros), scope=VISITOR, unit="currency", doc="Mean price of everything this visitor has seen."
    ),
    Ratio("orders_per_session", "orders_so_far", "sessions_so_far", unit="ratio", doc="Orders of this visitor for each session."),
    Ratio("clicks_per_session", "clicks_so_far", "sessions_so_far", unit="events", doc="Clicks of this visitor for each session."),
    Ratio(
        "price_mean_against_history",
        "price_mean",
        "price_mean_so_far",
        unit="ratio",
        doc="Price level of this session against this visitor's usual one.",
    ),
)
