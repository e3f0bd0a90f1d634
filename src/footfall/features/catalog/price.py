"""What price level is being looked at, and how does this product sit in it?"""

from footfall.aggregates import first, greatest, last, least, mean, spread, total_distinct
from footfall.expr import event
from footfall.features.feature import Declaration, Feature, Ratio

__all__ = ["FEATURES"]

FEATURES: tuple[Declaration, ...] = (
    Feature(
        "price_now",
        last(event.price_micros),
        unit="currency",
        doc="Price of the product seen last in this session.",
        phrase="product seen last costs {} | price not known",
    ),
    Feature(
        "price_first",
        first(event.price_micros),
        unit="currency",
        doc="Price of the first product seen in this session.",
        phrase="first product seen costs {} | price not known",
    ),
    Feature(
        "price_mean",
        mean(event.price_micros),
        unit="currency",
        doc="Mean price over the clicks of this session.",
        phrase="mean price seen this session {} | no price seen this session",
    ),
    Feature(
        "price_least",
        least(event.price_micros),
        unit="currency",
        doc="Lowest price seen in this session.",
        phrase="lowest price seen this session {} | no price seen this session",
    ),
    Feature(
        "price_greatest",
        greatest(event.price_micros),
        unit="currency",
        doc="Highest price seen in this session.",
        phrase="highest price seen this session {} | no price seen this session",
    ),
    Feature(
        "price_spread",
        spread(event.price_micros),
        unit="currency",
        doc="Standard deviation of the prices seen in this session.",
        phrase="prices seen this session vary by {} | too few prices seen this session",
    ),
    Feature(
        "price_mean_in_category",
        mean(event.price_micros),
        by=event.category,
        unit="currency",
        doc="Mean price seen in the category at hand in this session.",
        phrase="mean price seen in the category at hand {} | no price seen in the category at hand",
    ),
    Feature(
        "value_seen",
        total_distinct(event.price_micros, per=event.item_id),
        unit="currency",
        doc="Summed price of the different products seen in this session.",
        phrase="products seen this session cost {} together",
    ),
    Ratio(
        "price_against_mean",
        "price_now",
        "price_mean",
        unit="ratio",
        doc="Price of the latest product against the mean seen in this session.",
        phrase="latest product costs {} times the session's mean | price not known",
    ),
    Ratio(
        "price_against_greatest",
        "price_now",
        "price_greatest",
        unit="ratio",
        doc="Price of the latest product against the highest seen in this session.",
        phrase="latest product costs {} times the dearest seen this session | price not known",
    ),
)
