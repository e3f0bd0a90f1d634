"""What does the shop sell?

A seeded list of items: category, brand, price, popularity, and the price tier within its category. The list is the same for every visitor
and known to everybody; taste for it is in `laws`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from footfall.simulate.ladder import Ladder

__all__ = ["CATEGORIES", "TIERS", "Assortment", "shop_assortment"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TIERS = ("low", "middle", "high")
"""Price tiers: thirds of a category's items by price."""

CATEGORIES: dict[str, tuple[float, float, float, int]] = {
    "shoes": (50.0, 0.55, 0.17, 144),
    "clothing": (36.0, 0.65, 0.22, 216),
    "bags": (44.0, 0.70, 0.09, 96),
    "beauty": (24.0, 0.65, 0.12, 144),
    "home": (34.0, 0.80, 0.14, 168),
    "kitchen": (40.0, 0.80, 0.09, 120),
    "sports": (42.0, 0.70, 0.10, 144),
    "toys": (26.0, 0.65, 0.07, 168),
}
"""Category: median price, spread of the logarithm, share of interest, number of items. Invented."""

BRANDS = (
    "Alder", "Birke", "Calla", "Dorn", "Elm", "Fjord", "Ginkgo", "Hazel", "Iris", "Juno", "Kelp", "Lumen",
    "Moss", "Nord", "Onda", "Pine", "Quill", "Rowan", "Sage", "Tarn", "Umbra", "Vale", "Wren", "Yarrow",
)  # fmt: skip

ZIPF = 0.8
"""Exponent of the popularity of items within a tier: the r-th is chosen in proportion to r^-0.8."""


@dataclass(frozen=True, slots=True)
class Assortment:
    """The shop's n items, ordered by category, tier and popularity.

    Parameters
    ----------
    ids, brands
        Shape (n,): item id such as ``i0042``, and brand.
    category, tier
        Shape (n,): numbers into `CATEGORIES` and `TIERS`.
    cents
        Shape (n,): unit price in cents.
    share
        Shape (n,): P(item | its category and tier).
    ladder
        Draws an item's place within its category and tier, row ``category * 3 + tier``.
    """

    ids: tuple[str, ...]
    brands: tuple[str, ...]
    category: Ints
    tier: Ints
    cents: Ints
    share: Floats
    ladder: Ladder

    def draw(self, category: Ints, tier: Ints, u: Floats) -> Ints:
        """Return the items that uniform draws `u` choose from each category and tier, all of shape (m,)."""
        row = category * len(TIERS) + tier
        return np.asarray(self.ladder.start[row] + self.ladder.draw(row, u))


def shop_assortment(seed: int) -> Assortment:
    """Return the assortment of a seed: 1,200 items in 8 categories."""
    rng = np.random.default_rng([seed, 1])
    cents, category, tier, share = [], [], [], []
    for number, (median, spread, _, count) in enumerate(CATEGORIES.values()):
        prices = np.sort(_prices(median, spread, count, rng))
        third = count // len(TIERS)
        for level in range(len(TIERS)):
            weight = np.arange(1, third + 1.0) ** -ZIPF
            cents.append(rng.permutation(prices[level * third : (level + 1) * third]))
            category.append(np.full(third, number))
            tier.append(np.full(third, level))
            share.append(weight / weight.sum())
    total = sum(len(part) for part in cents)
    brands = rng.integers(0, len(BRANDS), total)
    names = rng.permutation(total) + 1
    return Assortment(
        ids=tuple(f"i{name:04d}" for name in names),
        brands=tuple(BRANDS[brand] for brand in brands),
        category=np.concatenate(category),
        tier=np.concatenate(tier),
        cents=np.concatenate(cents),
        share=np.concatenate(share),
        ladder=Ladder.of(share),
    )


def _prices(median: float, spread: float, count: int, rng: np.random.Generator) -> Ints:
    """Return prices in cents: log-normal, ending in .90 or .95, 1.90 at least."""
    whole = np.floor(rng.lognormal(np.log(median), spread, count))
    return np.asarray(np.maximum(whole, 1) * 100 + rng.choice([90, 95], count), dtype=np.int64)
