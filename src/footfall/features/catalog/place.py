"""How far down the shop's lists has this session gone? For sources that say an item's position in its list, as GA4's `index` does.

Who reads a list from its top still has its rest before them; who is at its end has not, whatever the number of clicks. A source declares
the extra column `list_position`, a whole number that grows from the top of a category's list to its end.
"""

from footfall.aggregates import current, greatest, least, mean
from footfall.expr import event, extra
from footfall.features.feature import Declaration, Feature

__all__ = ["FEATURES"]

POSITION = extra("list_position", "integer")

FEATURES: tuple[Declaration, ...] = (
    Feature(
        "list_position_now",
        current(POSITION),
        unit="place",
        doc="Place in its list of the product at hand, 1 at the top.",
        phrase="product at hand at place {} of its list | place in the list not known",
    ),
    Feature(
        "furthest_in_category",
        greatest(POSITION),
        by=event.category,
        unit="place",
        doc="Furthest place seen in the list of the category at hand in this session.",
        phrase="seen as far as place {} of the list at hand | place in the list not known",
    ),
    Feature(
        "nearest_in_category",
        least(POSITION),
        by=event.category,
        unit="place",
        doc="Nearest place to its top seen in the list of the category at hand in this session.",
        phrase="place {} of the list at hand is the nearest to its top seen | place in the list not known",
    ),
    Feature(
        "list_position_mean",
        mean(POSITION),
        unit="places",
        doc="Mean place in their lists of the products of this session.",
        phrase="products at place {} of their lists on average | place in the list not known",
    ),
)
