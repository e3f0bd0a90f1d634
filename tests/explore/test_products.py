from dataclasses import replace

import pytest
from tests.explore.made import SHOP, browsing, event, shop

from footfall.explore.products import assortment, category_prices, prices, top


def test_wares_are_counted_by_type() -> None:
    shoes, hats = top(browsing(shop()), "category")
    assert (shoes.name, shoes.views, shoes.carts, shoes.purchases, shoes.revenue, shoes.price) == ("shoes", 3, 2, 1, 20.0, 20.0)
    assert (hats.name, hats.views, hats.revenue) == ("hats", 2, 0.0)


def test_a_product_has_its_commonest_category() -> None:
    rows = [event("a1", item_id="i1", category=category, minute=at) for at, category in enumerate(("hats", "shoes", "shoes"))]
    (ware,) = top(browsing(rows), "item_id")
    assert (ware.name, ware.category, ware.price) == ("i1", "shoes", None)


def test_without_revenue_there_is_none() -> None:
    wares = top(browsing(shop(), replace(SHOP, has_revenue=False)), "item_id")
    assert [ware.revenue for ware in wares] == [None, None]


def test_assortment() -> None:
    found = assortment(browsing(shop()))
    assert (found.items, found.categories) == (2, 2)
    assert found.top_tenth_share == pytest.approx(3 / 5), "of two products the first is the top tenth; purchases are no views"
    assert found.revenue_named_share == 20 / 32


def test_prices_are_of_what_is_looked_at() -> None:
    found = prices(browsing(shop()))
    assert found is not None
    assert (found.n, found.least, found.greatest) == (5, 5.0, 20.0), "prices in carts are not counted twice"


def test_prices_by_category_survive_a_quote() -> None:
    there = browsing([event("a1", category="kid's", price=3.0, item_id="i1")])
    ((name, spread),) = category_prices(there, top(there, "category"))
    assert (name, spread.median) == ("kid's", 3.0)


def test_where_nothing_is_looked_at_purchases_count() -> None:
    rows = [event("a1", type="purchase", item_id=item, category="c", price=price, minute=at) for at, (item, price) in
            enumerate((("i1", 3.0), ("i1", 3.0), ("i2", 9.0)))]  # fmt: skip
    there = browsing(rows)
    assert assortment(there).top_tenth_share == pytest.approx(2 / 3)
    spread = prices(there)
    assert spread is not None
    assert (spread.n, spread.median) == (3, 3.0)
    ((_, of_category),) = category_prices(there, top(there, "category"))
    assert of_category.n == 3


def test_no_prices_is_none() -> None:
    assert prices(browsing([event("a1")])) is None
