from dataclasses import replace

from tests.explore.made import SHOP, browsing, event, shop

from footfall.explore.orders import orders


def test_values_counts_and_gaps() -> None:
    found = orders(browsing(shop()))
    assert found is not None
    assert found.values is not None
    assert (found.values.n, found.values.median) == (3, 7.0)
    assert found.by_customer is not None
    assert (found.by_customer.n, found.by_customer.greatest) == (1, 3.0)
    assert found.days_between is not None
    assert (found.days_between.n, found.days_between.least, found.days_between.greatest) == (2, 0.0, 8.0)


def test_lines_of_one_order_are_one_order() -> None:
    rows = [event("a1", "purchase", minute=at, order_id="o1", value=2.0, revenue=2.0) for at in range(3)]
    found = orders(browsing(rows))
    assert found is not None
    assert found.values is not None
    assert (found.values.n, found.values.mean) == (1, 6.0)


def test_without_purchases_there_are_none() -> None:
    assert orders(browsing(shop(), replace(SHOP, has_purchases=False))) is None


def test_without_revenue_or_visitors_the_rest_is_told() -> None:
    found = orders(browsing(shop(), replace(SHOP, has_revenue=False)))
    assert found is not None
    assert found.values is None
    assert found.by_customer is not None
    alone = orders(browsing(shop(), replace(SHOP, knows_visitors=False)))
    assert alone is not None
    assert alone.by_customer is None
