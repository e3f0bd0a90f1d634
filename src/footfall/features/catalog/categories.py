"""Where did attention go, category by category? One pair of features for each of the shop's main categories."""

import re
from collections.abc import Sequence

from footfall.aggregates import count, total
from footfall.expr import event
from footfall.features.feature import Feature

__all__ = ["per_category", "slug"]


def per_category(categories: Sequence[str]) -> tuple[Feature, ...]:
    """Return `clicks_in_<category>` and `seconds_in_<category>` for each; two that read alike as names get a number."""
    names: dict[str, str] = {}
    for category in categories:
        name = slug(category)
        taken = name in names.values() or name.startswith("this_category")  # "clicks_in_this_category" is a feature of every shop
        names[category] = f"{name}_{len(names)}" if taken else name
    return tuple(feature for category, name in names.items() for feature in pair(category, name))


def pair(category: str, name: str) -> tuple[Feature, Feature]:
    """Return the two features of one category."""
    clicks = Feature(
        f"clicks_in_{name}",
        count(),
        where=event.category == category,
        unit="events",
        doc=f"Clicks in {category} so far in this session.",
        phrase=f"{{}} click[s] in {plainly(category)} this session",
    )
    seconds = Feature(
        f"seconds_in_{name}", total(event.gap_us), where=event.previous_category == category, unit="seconds", clock="second",
        doc=f"Time spent in {category} so far in this session: from each click there to the next click.",
        phrase=f"{{}} spent in {plainly(category)} this session",
    )  # fmt: skip
    return clicks, seconds


def plainly(category: str) -> str:
    """Return a category as part of a phrase: what would be read as a place, an ending or a bar is left out.

    >>> plainly("Tops [new] | {}")
    'Tops new'
    """
    return " ".join(re.sub(r"[\[\]{}|]", " ", category).split())


def slug(category: str) -> str:
    """Return a category as part of a plain name.

    >>> slug("Home & Garden")
    'home_garden'
    """
    return re.sub(r"[^a-z0-9]+", "_", category.lower()).strip("_") or "unnamed"
