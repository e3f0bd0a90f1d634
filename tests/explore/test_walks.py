from dataclasses import replace

from tests.explore.made import SHOP, browsing, event, shop

from footfall.explore.walks import walks


def test_equal_steps_in_a_row_are_one() -> None:
    rows = [event("a1"), event("a1", minute=1), event("a1", "search", minute=2), event("a1", minute=3), event("b1", "search")]
    found = walks(browsing(rows))
    assert found is not None
    assert (found.of, found.different) == ("type", 2)
    assert [(each.steps, each.goes_on, each.sessions, each.share) for each in found.top] == [
        (("search",), False, 1, 0.5),
        (("view_item", "search", "view_item"), False, 1, 0.5),
    ], "ties by their steps"


def test_a_way_of_seven_steps_goes_on_after_six() -> None:
    six = [event("a1", "view_item" if at % 2 else "search", minute=at) for at in range(6)]
    seven = [event("b1", "view_item" if at % 2 else "search", minute=at) for at in range(7)]
    found = walks(browsing([*six, *seven]))
    assert found is not None
    assert [(len(each.steps), each.goes_on) for each in found.top] == [(6, False), (6, True)]


def test_ways_that_differ_only_later_are_one() -> None:
    long = [event(name, f"type {at}", minute=at) for name, length in (("a1", 7), ("b1", 9)) for at in range(length)]
    found = walks(browsing(long))
    assert found is not None
    assert (found.different, found.top[0].sessions) == (1, 2)


def test_conversions_are_sessions_with_a_purchase() -> None:
    found = walks(browsing(shop()))
    assert found is not None
    bought = {each.steps: (each.sessions, each.conversions) for each in found.top}
    assert bought["view_item", "add_to_cart", "begin_checkout", "purchase"] == (1, 1)
    assert bought["view_item", "purchase", "refund"] == (1, 1)
    assert bought["view_item", "add_to_cart"] == (1, 0)
    none = walks(browsing(shop(), replace(SHOP, has_purchases=False)))
    assert none is not None
    assert none.top[0].conversions is None
    assert none.top[0].conversion_rate is None


def test_one_type_falls_back_to_categories_and_an_unknown_one_is_a_step() -> None:
    rows = [event("a1", category="hats"), event("a1", minute=1), event("a1", category="hats", minute=2), event("b1", category="shoes")]
    found = walks(browsing(rows))
    assert found is not None
    assert found.of == "category"
    assert {each.steps for each in found.top} == {("hats", "(other)", "hats"), ("shoes",)}


def test_only_the_commonest_are_told() -> None:
    rows = [event(f"{at:02}", f"type {at:02}") for at in range(14)] + [event("zz", "type 13")]
    found = walks(browsing(rows))
    assert found is not None
    assert (len(found.top), found.different, found.top[0].steps) == (10, 14, ("type 13",))


def test_nothing_to_follow_is_none() -> None:
    assert walks(browsing([event("a1"), event("b1")])) is None
