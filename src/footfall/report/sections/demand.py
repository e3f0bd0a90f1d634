"""What is wanted, at what price, and by whom? Charts of products, categories, prices, orders, countries, channels and devices."""

from collections.abc import Sequence

from footfall.events.log import SourceInfo
from footfall.explore.audience import Group, folded
from footfall.explore.distribution import Distribution
from footfall.explore.overview import Exploration
from footfall.explore.products import Ware
from footfall.report.blocks import Block, Column, Drawn, More, Table
from footfall.report.charts import Axis, Bars, Dots, Histogram, Series
from footfall.report.numbers import COUNT, DAYS, PERCENT, PRICE_UNITS, RATE, Unit, money
from footfall.report.sections.places import country_map
from footfall.report.words import plain

__all__ = ["audience_charts", "order_charts", "price_charts", "spread_chart", "ware_charts"]

FEWEST_NAMED = 0.9
"""Revenue by product is shown where at least this share of it is on rows that name one."""

AUDIENCES = (("country", "countries"), ("channel", "channels"), ("device", "devices"))


def price_unit(source: SourceInfo) -> Unit:
    """Return the unit of prices: a currency only where there is revenue."""
    return money(source.currency) if source.has_revenue else PRICE_UNITS


def ware_charts(exploration: Exploration, source: SourceInfo) -> tuple[Block, ...]:
    """Return categories and products by views, and their figures in a table."""
    found: list[Block] = []
    viewed = is_viewed(exploration)
    if exploration.categories:
        first, does = exploration.categories[0].name, "looked at" if viewed else "bought"
        found.append(views_chart("categories", f"“{first}” is {does} most", exploration.categories, "Category"))
    if exploration.products:
        share, items = exploration.assortment.top_tenth_share, COUNT.write(exploration.assortment.items)
        most, of = ("most viewed", "views") if viewed else ("most bought", "purchases")
        title = f"The {most} tenth of {items} products has {PERCENT.write(share)} of the {of}"
        found.append(views_chart("products", title, exploration.products[:12], "Product"))
        found.append(More("Products and categories in figures", tuple(ware_tables(exploration, source))))
    return tuple(found)


def is_viewed(exploration: Exploration) -> bool:
    """Return whether products are looked at, or only bought, as in an order list."""
    return any(ware.views for ware in (*exploration.categories, *exploration.products))


def views_chart(id: str, title: str, wares: Sequence[Ware], name: str) -> Bars:
    """Return the views of products or categories; where there are none, their purchases."""
    viewed = any(ware.views for ware in wares)
    what = "Product views" if viewed else "Purchases"
    counts = tuple(float(ware.views if viewed else ware.purchases) for ware in wares)
    reading = f"Each bar counts the {what.lower()} of one {name.lower()}, bots left out."
    return Bars(
        id=id, title=title, reading=reading, labels=tuple(ware.name for ware in wares),
        series=(Series(what, counts),), value=Axis(what, COUNT), name=name,
    )  # fmt: skip


def ware_tables(exploration: Exploration, source: SourceInfo) -> list[Table]:
    """Return the figures of categories and products."""
    named = exploration.assortment.revenue_named_share
    whole = named is not None and named >= FEWEST_NAMED
    note = "" if named is None or whole else f"Revenue is not shown: only {PERCENT.write(named)} of it is on rows that name a product."
    most = "most viewed first" if is_viewed(exploration) else "most bought first"
    both = ((f"Categories, {most}", exploration.categories), (f"Products, {most}", exploration.products))
    return [ware_table(caption, wares, source, note, with_revenue=whole) for caption, wares in both if wares]


def ware_table(caption: str, wares: Sequence[Ware], source: SourceInfo, note: str, *, with_revenue: bool) -> Table:
    """Return one table; columns that the source does not know are left out."""
    unit = price_unit(source)
    columns = [("Views", [COUNT.write(ware.views) for ware in wares])] if any(ware.views for ware in wares) else []
    if any(ware.carts for ware in wares):
        columns.append(("In carts", [COUNT.write(ware.carts) for ware in wares]))
    if source.has_purchases:
        columns.append(("Purchases", [COUNT.write(ware.purchases) for ware in wares]))
    if with_revenue:
        columns.append(("Revenue", [unit.write(ware.revenue) for ware in wares]))
    columns.append(("Mean price", [unit.write(ware.price) for ware in wares]))
    if any(ware.category for ware in wares):
        columns.insert(0, ("Category", [ware.category for ware in wares]))
    heads = (Column("Name", number=False), *(Column(title, number=title != "Category") for title, _ in columns))
    rows = tuple((ware.name, *(cells[at] for _, cells in columns)) for at, ware in enumerate(wares))
    return Table(caption, heads, rows, note=note)


def price_charts(exploration: Exploration, source: SourceInfo) -> tuple[Drawn, ...]:
    """Return the prices looked at, and their middle half by category."""
    if exploration.prices is None:
        return ()
    unit, spread = price_unit(source), exploration.prices
    whole = Unit(",.0f", unit.before, unit.after)
    what = "Product views" if is_viewed(exploration) or not exploration.products else "Purchases"
    found: list[Drawn] = [
        spread_chart(
            "prices", f"Half of the {what.lower()} are of prices up to {whole.write(spread.median)}", spread, Axis("Price", whole),
            what,
            f"Each bar counts the {what.lower()} in a range of prices.",
        )
    ]  # fmt: skip
    by_category = sorted(exploration.category_prices, key=lambda pair: (-pair[1].median, pair[0]))
    if len(by_category) > 1:
        found.append(
            Dots(
                id="prices-by-category", title=f"“{by_category[0][0]}” is the dearest category, “{by_category[-1][0]}” the cheapest",
                reading=f"The dot is the median price; the line holds the middle half of the {what.lower()}.",
                labels=tuple(name for name, _ in by_category), values=tuple(each.median for _, each in by_category),
                low=tuple(each.p25 for _, each in by_category), high=tuple(each.p75 for _, each in by_category),
                value=Axis("Median price", whole), name="Category", spans="Middle half",
            )
        )  # fmt: skip
    return tuple(found)


def spread_chart(id: str, title: str, spread: Distribution, over: Axis, counted: str, reading: str) -> Histogram:
    """Return the histogram of a distribution."""
    edges = (*(bar.low for bar in spread.bins), spread.bins[-1].high)
    series = Series(counted, tuple(float(bar.count) for bar in spread.bins))
    return Histogram(id=id, title=title, reading=reading, edges=edges, series=(series,), over=over, value=Axis(counted, COUNT))


def order_charts(exploration: Exploration, source: SourceInfo) -> tuple[Drawn, ...]:
    """Return order values, orders a customer, and days between orders."""
    orders = exploration.orders
    if orders is None:
        return ()
    found: list[Drawn] = []
    if orders.values is not None:
        unit = money(source.currency, whole=True)
        title = f"Half of the orders are worth at most {money(source.currency).write(orders.values.median)}"
        found.append(
            spread_chart(
                "order-values",
                title,
                orders.values,
                Axis("Order value", unit),
                "Orders",
                "Each bar counts the orders in a range of values.",
            )
        )
    if orders.by_customer is not None:
        spread = orders.by_customer
        repeat = 1 - spread.bins[0].count / spread.n
        found.append(
            Bars(
                id="orders-by-customer", title=f"{PERCENT.write(repeat)} of the customers ordered more than once",
                reading="Each bar counts the customers with so many orders in the period.",
                labels=tuple(f"{bar.low:.0f}" if bar.high is not None else f"{bar.low:.0f}+" for bar in spread.bins),
                series=(Series("Customers", tuple(float(bar.count) for bar in spread.bins)),),
                value=Axis("Customers", COUNT), name="Orders", lying=False,
            )
        )  # fmt: skip
    if orders.days_between is not None and orders.days_between.n >= 20:
        title = f"Half of the repeat orders come within {DAYS.write(orders.days_between.median)}"
        reading = "Each bar counts pairs of neighbouring orders of one customer, so many days apart."
        found.append(
            spread_chart(
                "days-between-orders", title, orders.days_between, Axis("Days between two orders", COUNT), "Repeat orders", reading
            )
        )
    return tuple(found)


def audience_charts(exploration: Exploration, source: SourceInfo) -> tuple[Drawn, ...]:
    """Return the map of countries, then countries, channels and devices, as far as the source knows them."""
    groups = (folded(exploration.countries), exploration.channels, exploration.devices)
    what = "orders" if source.kind == "orders" else "sessions"
    bars = tuple(group_chart(one, many, found, what) for (one, many), found in zip(AUDIENCES, groups, strict=True) if found)
    world = country_map(exploration.countries, source.currency)
    return bars if world is None else (world, *bars)


def group_chart(one: str, many: str, groups: Sequence[Group], what: str) -> Bars:
    """Return the sessions (or orders) of each group, with its conversion rate where sessions buy."""
    top, known = groups[0], what == "sessions" and groups[0].conversion_rate is not None
    notes = tuple(
        f"{COUNT.write(each.sessions)} · {RATE.write(each.conversion_rate)}" if known else COUNT.write(each.sessions) for each in groups
    )
    buying = ", and the share of them that buy" if known else ""
    return Bars(
        id=many,
        title=f"{PERCENT.write(top.share)} of the {what} come from {'the channel ' if one == 'channel' else ''}“{plain(top.name)}”"
        if one != "device" else f"{PERCENT.write(top.share)} of the {what} are on {plain(top.name)}",
        reading=f"Each bar counts the {what} of one {one}{buying}.",
        labels=tuple(each.name if one == "country" else plain(each.name) for each in groups), series=(Series(what.capitalize(),
        tuple(float(each.sessions) for each in groups)),),
        value=Axis(f"{what.capitalize()}{buying}", COUNT), name=one.capitalize(), notes=notes,
    )  # fmt: skip
