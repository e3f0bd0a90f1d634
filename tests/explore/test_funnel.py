from tests.explore.made import browsing, event, shop

from footfall.explore.funnel import funnel


def test_a_later_step_counts_for_the_earlier_ones() -> None:
    steps = funnel(browsing(shop()))
    assert [(step.name, step.sessions) for step in steps] == [
        ("session", 5), ("view_item", 4), ("add_to_cart", 3), ("begin_checkout", 2), ("purchase", 2),
    ]  # fmt: skip
    assert [step.of_all for step in steps] == [1.0, 0.8, 0.6, 0.4, 0.4]
    assert [step.of_previous for step in steps] == [1.0, 0.8, 0.75, 2 / 3, 1.0]


def test_one_type_is_no_funnel() -> None:
    assert funnel(browsing([event("a1"), event("b1")])) == ()


def test_steps_that_nobody_ever_took_are_left_out() -> None:
    steps = funnel(browsing([event("a1"), event("a1", "purchase", minute=1)]))
    assert [step.name for step in steps] == ["session", "view_item", "purchase"]
