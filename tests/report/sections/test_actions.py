from tests.report.contents import orders, proxies, sessions, shop

from footfall.report.blocks import Cards, Listing
from footfall.report.content import Content
from footfall.report.sections.actions import actions_section


def advice(content: Content) -> dict[str, tuple[str, ...]]:
    lists = {part.title: [block.items for block in part.blocks if isinstance(block, Listing)] for part in actions_section(content).parts}
    return {title: items[0] for title, items in lists.items() if items}


def test_segments_that_bring_most_come_first() -> None:
    (cards,) = [block for block in actions_section(shop()).parts[0].blocks if isinstance(block, Cards)]
    assert [card.tag for card in cards.items] == ["Ready to buy", "Comparers", "Browsers of the sale", "Passers-by"]


def test_proxies_are_called_so_here_too() -> None:
    assert all("(a proxy)" in item for item in advice(proxies())["With the scores"])


def test_better_data_is_asked_for_by_what_is_missing() -> None:
    missing = " ".join(advice(proxies())["With the data"])
    for words in ("purchase events", "visitor id", "to the second", "It is a function of item_id."):
        assert words in missing, words
    assert "quarantine.parquet: 3 rows" in " ".join(advice(shop())["With the data"])
    assert "browsing events" in " ".join(advice(orders())["With the data"])
    assert "With the data" not in advice(sessions())
