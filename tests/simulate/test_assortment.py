import numpy as np

from footfall.simulate.assortment import CATEGORIES, TIERS, shop_assortment

ITEMS = shop_assortment(553)


def test_ids_are_unique_and_everything_has_a_price() -> None:
    assert len(set(ITEMS.ids)) == len(ITEMS.ids) == sum(count for *_, count in CATEGORIES.values())
    assert ITEMS.cents.min() >= 190
    assert set(ITEMS.cents % 100) == {90, 95}


def test_tiers_are_thirds_by_price() -> None:
    for category in range(len(CATEGORIES)):
        prices = [ITEMS.cents[(ITEMS.category == category) & (ITEMS.tier == tier)] for tier in range(len(TIERS))]
        assert len({len(part) for part in prices}) == 1
        assert prices[0].max() // 100 <= prices[1].min() // 100
        assert prices[1].max() // 100 <= prices[2].min() // 100


def test_shares_sum_to_one_in_each_tier_of_each_category() -> None:
    group = ITEMS.category * len(TIERS) + ITEMS.tier
    np.testing.assert_allclose(np.bincount(group, ITEMS.share), 1)


def test_draws_keep_to_category_and_tier_and_follow_the_shares() -> None:
    category, tier = np.full(50_000, 3), np.full(50_000, 1)
    drawn = ITEMS.draw(category, tier, np.random.default_rng(2).random(50_000))
    assert set(ITEMS.category[drawn]) == {3}
    assert set(ITEMS.tier[drawn]) == {1}
    np.testing.assert_allclose(
        np.bincount(drawn, minlength=len(ITEMS.ids)) / 50_000,
        np.where((ITEMS.category == 3) & (ITEMS.tier == 1), ITEMS.share, 0),
        atol=0.01,
    )


def test_seed_chooses_the_items() -> None:
    assert shop_assortment(553).ids == ITEMS.ids
    assert (shop_assortment(554).cents != ITEMS.cents).any()
