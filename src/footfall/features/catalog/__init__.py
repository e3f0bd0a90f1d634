"""Which features does Footfall know? The declarations, by theme; `catalogue` gathers those that a source can feed."""

from collections.abc import Collection, Sequence

from footfall.features.catalog import attention, cart, context, depth, history, photos, place, price, recency
from footfall.features.catalog.categories import per_category
from footfall.features.feature import FeatureSet

__all__ = ["FEATURES", "WHOLE_NUMBERS", "catalogue", "declared"]

FEATURES = FeatureSet((
    *depth.FEATURES, *attention.FEATURES, *price.FEATURES, *cart.FEATURES, *context.FEATURES, *history.FEATURES, *recency.FEATURES,
    *photos.FEATURES, *place.FEATURES,
))  # fmt: skip
"""Every declaration that depends on no value of the data."""
WHOLE_NUMBERS = ("price_2", "list_position")
"""Extra columns that features read as whole numbers: one of another type feeds none."""


def catalogue(columns: Collection[str], categories: Sequence[str] = (), *, clock: str = "second") -> FeatureSet:
    """Return the features that a source's columns and clock can feed, with those of its `categories` (chosen in training) added."""
    return FeatureSet((*FEATURES, *per_category(categories))).keep(columns, clock)


def declared(names: Collection[str], categories: Sequence[str]) -> FeatureSet:
    """Return the declarations of these names, in the catalogue's order, with their parts: what a saved model says it was trained with."""
    wanted = set(names)
    every = FeatureSet((*FEATURES, *per_category(categories)))
    wanted |= {part for ratio in every.ratios if ratio.name in wanted for part in (ratio.numerator, ratio.denominator)}
    return FeatureSet(tuple(each for each in every if each.name in wanted))
