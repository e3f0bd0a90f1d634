from tests.report.contents import proxies, shop

from footfall.explore.overview import Exploration
from footfall.report.charts import Bars, Heat
from footfall.report.sections.flow import flow_charts, length_charts, walk_tables


def exploration_of_shop() -> Exploration:
    found = shop().exploration
    assert isinstance(found, Exploration)
    return found


def test_the_funnel_names_its_narrowest_step() -> None:
    funnel = flow_charts(exploration_of_shop())[0]
    assert isinstance(funnel, Bars)
    assert funnel.title == "33.3% of the sessions reach “purchase”"
    assert "from “product view” to “add to cart”: 60.0% go on" in funnel.reading
    assert funnel.notes[0] == "6"


def test_rows_of_the_transitions_add_up_to_one() -> None:
    grid = flow_charts(exploration_of_shop())[1]
    assert isinstance(grid, Heat)
    for line in grid.values:
        assert abs(sum(value or 0.0 for value in line) - 1.0) < 1e-9 or all(value is None for value in line)


def test_categories_stay() -> None:
    found = proxies().exploration
    assert isinstance(found, Exploration)
    assert "stay in the same category" in flow_charts(found)[0].title


def test_lengths_say_the_median() -> None:
    assert length_charts(exploration_of_shop())[0].title == "Half of the sessions have at most 2 clicks"


def test_ways_are_told_in_words_with_who_buys() -> None:
    (table,) = walk_tables(exploration_of_shop())
    assert [column.title for column in table.columns] == ["Way through the visit", "Sessions", "Share", "Of them buy"]
    assert all("_" not in way for way, *_ in table.rows)
    assert "product view → add to cart" in " ".join(way for way, *_ in table.rows)
    assert "are 100% of all sessions" in table.note


def test_where_nothing_is_bought_ways_say_nothing_of_buying() -> None:
    found = proxies().exploration
    assert isinstance(found, Exploration)
    (table,) = walk_tables(found)
    assert [column.title for column in table.columns] == ["Way through the visit", "Sessions", "Share"]
    assert "categories" in table.note
