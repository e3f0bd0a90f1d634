"""How active has this visitor been lately?"""

from footfall.aggregates import count, ever, greatest, least, total
from footfall.expr import event
from footfall.features.feature import Declaration, Feature, Ratio
from footfall.windows.scope import VISITOR_7D, VISITOR_28D

__all__ = ["FEATURES"]

FEATURES: tuple[Declaration, ...] = (
    Feature(
        "sessions_7d",
        count(),
        where=event.click == 1,
        scope=VISITOR_7D,
        unit="sessions",
        doc="Sessions of this visitor in the last 7 days.",
        phrase="{} visit[s] in the last 7 days | visitor not known",
    ),
    Feature(
        "clicks_7d",
        count(),
        scope=VISITOR_7D,
        unit="events",
        doc="Clicks of this visitor in the last 7 days.",
        phrase="{} click[s] in the last 7 days | visitor not known",
    ),
    Feature(
        "cart_adds_7d",
        count(),
        where=event.type == "add_to_cart",
        scope=VISITOR_7D,
        unit="events",
        doc="Times this visitor put something in the cart in the last 7 days.",
        phrase="{} product[s] put in the cart in the last 7 days | visitor not known",
    ),
    Feature(
        "sessions_28d",
        count(),
        where=event.click == 1,
        scope=VISITOR_28D,
        unit="sessions",
        doc="Sessions of this visitor in the last 28 days.",
        phrase="{} visit[s] in the last 28 days | visitor not known",
    ),
    Feature(
        "clicks_28d",
        count(),
        scope=VISITOR_28D,
        unit="events",
        doc="Clicks of this visitor in the last 28 days.",
        phrase="{} click[s] in the last 28 days | visitor not known",
    ),
    Feature(
        "cart_adds_28d",
        count(),
        where=event.type == "add_to_cart",
        scope=VISITOR_28D,
        unit="events",
        doc="Times this visitor put something in the cart in the last 28 days.",
        phrase="{} product[s] put in the cart in the last 28 days | visitor not known",
    ),
    Feature(
        "revenue_last_28d",
        total(event.revenue_micros),
        scope=VISITOR_28D,
        unit="currency",
        doc="Order value of this visitor in the last 28 days.",
        phrase="{} spent in the last 28 days | visitor not known",
    ),
    Feature(
        "bought_28d",
        ever(),
        where=event.type == "purchase",
        scope=VISITOR_28D,
        unit="flag",
        doc="Whether this visitor bought in the last 28 days.",
        phrase="bought in the last 28 days | not bought in the last 28 days | visitor not known",
    ),
    Feature(
        "price_greatest_7d",
        greatest(event.price_micros),
        scope=VISITOR_7D,
        unit="currency",
        doc="Highest price this visitor has seen in the last 7 days.",
        phrase="highest price seen in the last 7 days {} | no price seen in the last 7 days",
    ),
    Feature(
        "price_least_28d",
        least(event.price_micros),
        scope=VISITOR_28D,
        unit="currency",
        doc="Lowest price this visitor has seen in the last 28 days.",
        phrase="lowest price seen in the last 28 days {} | no price seen in the last 28 days",
    ),
    Ratio(
        "clicks_7d_of_28d",
        "clicks_7d",
        "clicks_28d",
        unit="share",
        doc="Share of this visitor's clicks of 28 days that fall in the last 7.",
        phrase="{} of the last 28 days' clicks fall in the last 7 | visitor not known",
    ),
)
