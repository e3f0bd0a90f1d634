from dataclasses import replace

from tests.report.contents import orders, proxies, sessions, shop

from footfall.report.blocks import Listing, Table
from footfall.report.content import Content
from footfall.report.sections.source import source_section


def tables(content: Content) -> list[Table]:
    return [block for part in source_section(content).parts for block in part.blocks if isinstance(block, Table)]


def test_faults_come_with_column_and_example() -> None:
    faults, facts = tables(shop())
    assert faults.rows[0] == ("price is negative", "3", "price", "-4")
    assert ("Currency", "EUR") in facts.rows
    assert "3 rows could not be used (17%)" in source_section(shop()).lead


def test_nothing_wrong_is_said() -> None:
    assert "Every row could be used." in source_section(proxies()).lead
    assert len(tables(proxies())) == 1


def test_no_currency_without_revenue() -> None:
    assert all(row[0] != "Currency" for row in tables(proxies())[0].rows)


def test_what_is_missing_and_bots_are_told() -> None:
    (listing,) = [block for part in source_section(shop()).parts for block in part.blocks if isinstance(block, Listing)]
    assert any("are of bots" in item for item in listing.items)
    assert any(
        "order list" in item
        for part in source_section(orders()).parts
        for block in part.blocks
        if isinstance(block, Listing)
        for item in block.items
    )


def test_the_clock_comes_with_its_zone_where_that_is_known() -> None:
    content = shop()
    zoned = replace(content, source=replace(content.source, timezone="Europe/Warsaw"))
    for each, clock in ((content, "to the second"), (zoned, "to the second, hours in Europe/Warsaw")):
        assert ("Clock", clock) in tables(each)[1].rows


def test_a_table_has_neither_events_nor_a_clock() -> None:
    rows = {row[0]: row[1] for row in tables(sessions())[0].rows}
    assert rows["Clock"] == "none"
    assert rows["Events"].startswith("none")
