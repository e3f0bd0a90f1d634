from dataclasses import replace

import numpy as np
from tests.report.contents import orders, proxies, sessions, shop

from footfall.models.rfm import rfm
from footfall.report.blocks import More, Table, Words
from footfall.report.charts import Bars, Heat
from footfall.report.content import Content
from footfall.report.playbook import read_playbook
from footfall.report.rfm import RfmSegments, describe_rfm
from footfall.report.sections.customers import customers_parts


def with_customers(content: Content, *, revenue: bool = True) -> Content:
    """The content with 300 customers scored."""
    rng = np.random.default_rng(6)
    recency, count = rng.exponential(60, 300), rng.geometric(0.4, 300).astype(np.float64)
    value = rng.lognormal(3, 1, 300) if revenue else None
    segments = {0: {"Passers-by": 0.25, "Comparers": 0.75}}
    told = describe_rfm(
        rfm(recency, count, value), recency, count, value, as_of="2024-03-30", book=read_playbook(), notes=("A note.",), segments=segments
    )
    return replace(content, segments=replace(content.segments, rfm=told))


def test_groups_are_shown_with_what_they_bring_and_what_to_do() -> None:
    content = with_customers(shop())
    (part,) = customers_parts(content)
    groups = content.segments.rfm.groups
    (bars,) = [block for block in part.blocks if isinstance(block, Bars)]
    assert [series.name for series in bars.series] == ["Customers", "Revenue"]
    assert bars.labels == tuple(each.name for each in groups)
    top = max(groups, key=lambda each: (each.revenue_share or 0.0) - each.share)
    assert bars.title.startswith(f"“{top.name}” are ")
    (table,) = [block for block in part.blocks if isinstance(block, Table)]
    assert [row[0] for row in table.rows] == [each.name for each in groups]
    assert table.rows[0][-1] == f"{groups[0].action}\n{groups[0].why}"
    assert "€" in table.rows[0][-2]
    (more,) = [block for block in part.blocks if isinstance(block, More)]
    tables = [block for block in more.blocks if isinstance(block, Table)]
    assert [row[1] for row in tables[0].rows] == [each.rule for each in groups]
    assert [row[0] for row in tables[1].rows] == ["5", "4", "3", "2", "1"]


def test_the_learnt_segments_stand_beside_them() -> None:
    (heat,) = [block for block in customers_parts(with_customers(orders()))[0].blocks if isinstance(block, Heat)]
    assert heat.columns == ("Passers-by", "Browsers of the sale", "Comparers", "Ready to buy")
    assert heat.values == ((0.25, 0.0, 0.75, 0.0),)
    assert heat.name == "Share of customers"


def test_without_revenue_there_is_no_bar_of_it() -> None:
    (part,) = customers_parts(with_customers(shop(), revenue=False))
    (bars,) = [block for block in part.blocks if isinstance(block, Bars)]
    assert [series.name for series in bars.series] == ["Customers"]
    assert "is the largest group" in bars.title


def test_where_nobody_buys_nothing_is_said_and_else_the_reason() -> None:
    assert customers_parts(proxies()) == ()
    assert customers_parts(sessions()) == ()
    few = RfmSegments(not_asked="Only 3 customers.")
    (part,) = customers_parts(replace(shop(), segments=replace(shop().segments, rfm=few)))
    assert part.blocks == (Words("Not asked. Only 3 customers."),)
    assert customers_parts(replace(proxies(), segments=replace(proxies().segments, rfm=few))) == ()
