from tests.report.contents import orders, proxies, shop

from footfall.explore.overview import Exploration
from footfall.report.blocks import Banner, More, Part, Table
from footfall.report.content import Content
from footfall.report.html import charts_of
from footfall.report.sections.behaviour import behaviour_section


def parts(content: Content) -> dict[str, Part]:
    assert isinstance(content.exploration, Exploration)
    return {part.title: part for part in behaviour_section(content, content.exploration).parts}


def ids(content: Content) -> set[str]:
    assert isinstance(content.exploration, Exploration)
    return {chart.id for chart in charts_of(behaviour_section(content, content.exploration))}


def test_a_shop_with_everything_shows_everything() -> None:
    assert ids(shop()) == {
        "session-lengths", "session-durations", "funnel", "transitions", "sessions-by-day", "revenue-by-day", "hours", "order-values",
        "orders-by-customer", "categories", "products", "prices", "prices-by-category", "countries", "channels", "devices", "retention",
    }  # fmt: skip


def test_clicks_alone_show_what_they_can() -> None:
    assert ids(proxies()) == {
        "session-lengths", "transitions", "sessions-by-day", "weekdays", "categories", "products", "prices", "prices-by-category",
        "countries",
    }  # fmt: skip
    assert "What follows what" in parts(proxies())


def test_an_order_list_has_orders_and_a_banner() -> None:
    visits = parts(orders())["Visits"].blocks
    assert [block.kind for block in visits if isinstance(block, Banner)] == ["caution"]
    assert {"order-values", "orders-by-customer", "days-between-orders", "retention", "weekdays"} <= ids(orders())
    assert "session-lengths" not in ids(orders())


def test_revenue_by_product_is_left_out_where_rows_do_not_name_it() -> None:
    (more,) = [block for block in parts(shop())["Products and categories"].blocks if isinstance(block, More)]
    for table in more.blocks:
        assert isinstance(table, Table)
        assert "Revenue" not in [column.title for column in table.columns]
        assert "only 62% of it" in table.note
