"""What is looked at, put in the cart and bought?

Products and categories with their views, carts, purchases and revenue; prices of what is looked at.
"""

from dataclasses import dataclass
from typing import Literal

from footfall.engines.duckdb import text
from footfall.explore.browsing import Browsing
from footfall.explore.distribution import Distribution, distribution, spread
from footfall.explore.values import amount, count, name

__all__ = ["Assortment", "Ware", "assortment", "category_prices", "prices", "top"]

TOP = 15


@dataclass(frozen=True, slots=True)
class Ware:
    """One product or category.

    Parameters
    ----------
    name
        As in the data.
    category
        Of a product: the commonest; empty for a category.
    views, carts, purchases
        Events of type view_item, add_to_cart and purchase.
    revenue
        In the source's currency; None where the source has none.
    price
        Mean unit price of its events; None where there are no prices.
    """

    name: str
    category: str
    views: int
    carts: int
    purchases: int
    revenue: float | None
    price: float | None


@dataclass(frozen=True, slots=True)
class Assortment:
    """How attention is spread over the products.

    Parameters
    ----------
    items, categories
        How many different ones.
    top_tenth_share
        Share of all views that the most viewed tenth of the products has; where nothing is viewed, of purchases. None without products.
    revenue_named_share
        Share of revenue on rows that name a product; None without revenue.
    """

    items: int
    categories: int
    top_tenth_share: float | None
    revenue_named_share: float | None


def looks(browsing: Browsing) -> str:
    """Return the column that counts: views, or purchases where nothing is looked at, as in an order list."""
    return "views" if browsing.engine.integer(f"SELECT sum(views) FROM {browsing.wares}") else "purchases"


def top(browsing: Browsing, column: Literal["item_id", "category"], limit: int = TOP) -> tuple[Ware, ...]:
    """Return the most viewed (in an order list: most bought) products or categories, ties by name."""
    category = "first(category ORDER BY category IS NULL, events DESC, category)" if column == "item_id" else "NULL"
    sums = "sum(events) AS events, sum(views) AS views, sum(carts) AS carts, sum(purchases) AS purchases, sum(revenue_micros) AS revenue"
    priced = "sum(CAST(price_micros AS HUGEINT) * events) AS paid, sum(events) FILTER (WHERE price_micros IS NOT NULL) AS priced"
    rows = browsing.engine.rows(f"""
        WITH by_category AS (SELECT item_id, category, {sums}, {priced} FROM {browsing.wares} WHERE {column} IS NOT NULL GROUP BY 1, 2)
        SELECT {column}, {category}, sum(views) AS views, sum(carts), sum(purchases) AS purchases, sum(revenue), sum(paid), sum(priced)
        FROM by_category GROUP BY 1 ORDER BY views DESC, purchases DESC, 1 LIMIT {limit}""")
    has_revenue = browsing.source.has_revenue
    return tuple(
        Ware(name(ware), name(of) if of else "", count(views), count(carts), count(bought),
             amount(revenue) / 1e6 if has_revenue else None, amount(paid) / count(n) / 1e6 if n else None)
        for ware, of, views, carts, bought, revenue, paid, n in rows
    )  # fmt: skip


def assortment(browsing: Browsing) -> Assortment:
    """Return how many products there are and how unevenly they are looked at."""
    engine = browsing.engine
    items, tenth, views = engine.row(f"""
        SELECT count(*), sum(views) FILTER (WHERE place <= ceil(total / 10.0)), sum(views) FROM (
            SELECT views, row_number() OVER (ORDER BY views DESC, item_id) AS place, count(*) OVER () AS total FROM (
                SELECT item_id, sum({looks(browsing)}) AS views FROM {browsing.wares}
                WHERE item_id IS NOT NULL GROUP BY item_id))""")
    categories = engine.integer(f"SELECT count(DISTINCT category) FROM {browsing.wares}")
    named, revenue = engine.row(f"SELECT sum(revenue_micros) FILTER (WHERE item_id IS NOT NULL), sum(revenue_micros) FROM {browsing.wares}")
    return Assortment(
        items=count(items),
        categories=categories,
        top_tenth_share=count(tenth) / count(views) if count(views) else None,
        revenue_named_share=count(named) / count(revenue) if count(revenue) else None,
    )


def prices(browsing: Browsing) -> Distribution | None:
    """Return the distribution of unit prices looked at (where nothing is: bought); None without prices."""
    counted = looks(browsing)
    looked = f"SELECT price_micros / 1e6 AS value, {counted} AS looks FROM {browsing.wares} WHERE {counted} > 0"
    return distribution(browsing.engine, looked, times="sum(looks)")


def category_prices(browsing: Browsing, categories: tuple[Ware, ...]) -> tuple[tuple[str, Distribution], ...]:
    """Return the distribution of unit prices looked at in each of these categories that has prices."""
    if not categories:
        return ()
    names, counted = ", ".join(text(ware.name) for ware in categories), looks(browsing)
    tally = browsing.engine.arrow(f"""
        SELECT category, price_micros / 1e6 AS value, CAST(sum({counted}) AS BIGINT) AS n FROM {browsing.wares}
        WHERE {counted} > 0 AND price_micros IS NOT NULL AND category IN ({names}) GROUP BY 1, 2 ORDER BY 2""")
    of, values, counts = tally["category"].to_numpy(), tally["value"].to_numpy(), tally["n"].to_numpy()
    spreads = ((ware.name, spread(values[of == ware.name], counts[of == ware.name])) for ware in categories)
    return tuple((name, found) for name, found in spreads if found is not None)
