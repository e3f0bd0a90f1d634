from tests.explore.made import browsing, event

from footfall.explore.paths import END, OTHER, START, transitions


def test_types_follow_types() -> None:
    found = transitions(browsing([event("a1"), event("a1", "search", minute=1), event("a1", minute=2), event("b1", "search")]))
    assert found is not None
    assert found.of == "type"
    nonzero = {way: n for way, n in found.counts.items() if n}
    assert nonzero == {
        (START, "view_item"): 1, (START, "search"): 1, ("view_item", "search"): 1, ("search", "view_item"): 1, ("view_item", END): 1,
        ("search", END): 1,
    }  # fmt: skip
    assert found.share("view_item", END) == 0.5
    assert found.share("nowhere", END) is None


def test_one_type_falls_back_to_categories() -> None:
    rows = [event("a1", category="hats"), event("a1", category="shoes", minute=1), event("a1", category="shoes", minute=2)]
    found = transitions(browsing(rows))
    assert found is not None
    assert (found.of, found.states) == ("category", ("shoes", "hats"))
    assert found.share("hats", "shoes") == 1.0
    assert found.share("shoes", "shoes") == 0.5


def test_nothing_to_follow_is_none() -> None:
    assert transitions(browsing([event("a1"), event("b1")])) is None


def test_rare_states_are_one() -> None:
    rows = [event("a1", f"type {number:02}", minute=number) for number in range(14)]
    found = transitions(browsing(rows))
    assert found is not None
    assert len(found.states) == 10
    assert OTHER in found.states
    ways_out = sum(n for (origin, _), n in found.counts.items() if origin != START)
    assert ways_out == 14, "every event leads somewhere: to the next or to the end"


def test_a_type_with_a_quote_does_no_harm() -> None:
    assert transitions(browsing([event("a1", "it's"), event("a1", minute=1)])) is not None
