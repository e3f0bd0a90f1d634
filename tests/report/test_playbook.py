"""Are segments called what the playbook says, each by a name of its own?"""

from pathlib import Path

import pytest

from footfall.errors import UsageError
from footfall.models.rfm import TABLE
from footfall.report.playbook import LEAVING, LEVELS, LeavingPlay, Play, Playbook, RfmPlay, read_playbook

CART = Play("Cart builders", {"cart_adds": "high"}, "Remind of the cart.", "They put products in it.")
WORDS = {"clicks": ("long visits", "short visits"), "cart_adds": ("full carts", "empty carts")}


def names(z: dict[int, dict[str, float]], book: Playbook) -> list[str]:
    return [name for name, _, _ in (book.assign(z, "session")[label] for label in z)]


def test_no_play_is_given_twice_and_the_rest_is_named_by_what_stands_out() -> None:
    z = {0: {"cart_adds": 2.0, "clicks": 0.1}, 1: {"cart_adds": 0.9, "clicks": 1.5}, 2: {"cart_adds": -0.1, "clicks": 0.0}}
    assert names(z, Playbook((CART,), WORDS)) == ["Cart builders", "Long visits, full carts", "Typical visitors"]


def test_two_groups_that_stand_out_alike_get_names_that_differ_in_more_than_order() -> None:
    z = {0: {"cart_adds": 2.0, "clicks": 1.0, "searches": 0.5}, 1: {"cart_adds": 1.0, "clicks": 2.0, "searches": -0.5}}
    z |= {2: {"cart_adds": 1.1, "clicks": 2.0, "searches": 0.0}, 3: {"cart_adds": 0.0, "clicks": 0.0}, 4: {"cart_adds": 0.1, "clicks": 0.0}}
    found = names(z, Playbook((), WORDS))
    assert found[:2] == ["Full carts, long visits", "Long visits, full carts, low searches"]
    assert len(set(found)) == len(found)


def test_a_play_fits_only_its_unit_and_features_that_are_there() -> None:
    play = Play("Fans", {"orders_so_far": "high"}, "Thank them.", "They buy.", unit="customer")
    assert play.fit({"orders_so_far": 2.0}, "customer") == 2.0
    assert play.fit({"orders_so_far": 2.0}, "session") is None
    assert play.fit({"clicks": 2.0}, "customer") is None
    assert play.fit({"orders_so_far": 0.1}, "customer") is None


def test_a_category_needs_no_words_of_its_own() -> None:
    assert Playbook().say("clicks_in_red_shoes", 1.0) == "much of red shoes"
    assert Playbook().say("Informational_Duration", -1.0) == "low informational duration"


def test_the_playbook_names_only_levels_that_there_are_and_every_play_has_an_action() -> None:
    book = read_playbook()
    assert len({play.name for play in book.plays}) == len(book.plays) > 15
    assert all(play.action.endswith(".") and play.why.endswith(".") and set(play.when.values()) <= set(LEVELS) for play in book.plays)
    assert all(much != little for much, little in book.words.values())


def test_a_playbook_of_ones_own_is_read(tmp_path: Path) -> None:
    own = tmp_path / "plays.toml"
    own.write_text(
        '[[play]]\nname = "Fans"\nwhen = { clicks = "high" }\naction = "Thank."\nwhy = "They come."\n[words]\nclicks = ["a", "b"]\n'
    )
    read = read_playbook(own)
    assert read == Playbook(
        (Play("Fans", {"clicks": "high"}, "Thank.", "They come."),), {"clicks": ("a", "b")}, read_playbook().rfm, read_playbook().leaving
    )


def test_every_rfm_group_has_a_name_and_an_action_and_one_s_own_take_their_place(tmp_path: Path) -> None:
    ours = read_playbook().rfm
    assert list(ours) == [rule.key for rule in TABLE]
    assert len({play.name for play in ours.values()}) == len(ours)
    assert all(play.action.endswith(".") and play.why.endswith(".") for play in ours.values())
    own = tmp_path / "plays.toml"
    own.write_text('play = []\n[[rfm]]\nkey = "new"\nname = "Fresh"\naction = "Greet."\nwhy = "They are new."\n')
    assert read_playbook(own).rfm == {**ours, "new": RfmPlay("Fresh", "Greet.", "They are new.")}


def test_every_group_about_to_leave_has_a_name_and_an_action_and_one_s_own_take_their_place(tmp_path: Path) -> None:
    ours = read_playbook().leaving
    assert tuple(ours) == LEAVING
    assert all(play.action.endswith(".") and play.why.endswith(".") for play in ours.values())
    own = tmp_path / "plays.toml"
    own.write_text('play = []\n[[leaving]]\nkey = "fading"\nname = "Slipping away"\naction = "Call."\nwhy = "They stay away."\n')
    assert read_playbook(own).leaving == {**ours, "fading": LeavingPlay("Slipping away", "Call.", "They stay away.")}
    own.write_text('play = []\n[[leaving]]\nkey = "gone"\nname = "Gone"\naction = "Call."\nwhy = "They left."\n')
    with pytest.raises(UsageError, match=r"leaving\.0\.key"):
        read_playbook(own)


def test_a_play_of_before_still_fits_sessions_by_what_was_ordered_before() -> None:
    loyal = Play("Loyal", {"orders_so_far": "high"}, "Thank.", "They ordered.")
    assert loyal.fit({"orders_before": 2.0}, "session") == 2.0
    assert loyal.fit({"orders_so_far": 1.0, "orders_before": 2.0}, "customer") == 1.0
    assert loyal.fit({"revenue_before": 2.0}, "session") is None
    assert Playbook(words={"orders_so_far": ("much", "little")}).say("orders_before", 1.0) == "much"
    assert Playbook(words={"orders_so_far": ("much", "little"), "orders_before": ("a", "b")}).say("orders_before", -1.0) == "b"


def test_not_low_is_everything_but_low() -> None:
    play = Play("Wide", {"clicks": "not low"}, "a", "b")
    assert [play.fit({"clicks": z}, "session") is not None for z in (-0.4, -0.3, 0.0, 3.0)] == [False, True, True, True]


def test_what_only_keeps_others_out_adds_nothing_to_the_fit() -> None:
    shy = Play("Shy", {"cart_adds": "not high", "clicks": "low"}, "a", "b")
    assert shy.fit({"cart_adds": -2.0, "clicks": -0.5}, "session") == 0.5
    assert shy.fit({"cart_adds": 0.4, "clicks": -0.5}, "session") is None
    assert Play("Any", {"cart_adds": "not high"}, "a", "b").fit({"cart_adds": -2.0}, "session") == 0.0


DEMO = {
    0: {"price_spread": -0.7, "category_focus_share": 0.45, "clicks": -0.56, "item_views": -0.51, "distinct_items": -0.5, "cart_adds": -0.4,
        "distinct_categories": -0.52, "orders_before": -0.31, "sessions_so_far": -0.2},
    1: {"price_spread": 0.44, "price_mean": 0.1, "cart_adds": -0.4, "distinct_categories": 0.35, "distinct_items": 0.21, "clicks": 0.09,
        "orders_before": -0.3, "sessions_so_far": -0.2},
    2: {"category_focus_share": -0.8, "distinct_categories": -0.96, "price_spread": -1.0, "clicks": -0.74, "distinct_items": -0.86,
        "cart_adds": -0.4, "orders_before": -0.25},
    3: {"cart_adds": 1.6, "checkout_steps": 1.5, "cart_value": 1.4, "clicks": 0.52, "distinct_items": 0.32, "distinct_categories": 0.24},
}  # fmt: skip
"""What sets the segments of a simulated shop apart, rounded."""


def test_the_segments_of_an_ordinary_shop_have_names_and_actions_of_the_playbook() -> None:
    book = read_playbook()
    found = book.assign(DEMO, "session")
    assert [found[label][0] for label in DEMO] == ["Brief visitors", "Comparers of prices", "Gone early", "Cart builders"]
    plain = {**DEMO[1], "price_spread": 0.2}
    assert book.assign({1: plain}, "session")[1][0] == "Window shoppers"
    table = {"Informational": -0.37, "ProductRelated": -0.15, "Administrative": -0.18, "BounceRates": -0.24}
    assert book.assign({0: table}, "session")[0][0] == "Straight to the products"


@pytest.mark.parametrize(
    "text",
    [
        '[[play]]\nname = "Fans"\n',
        '[[play]]\nname = "x"\nwhen = { a = "tall" }\naction = ""\nwhy = ""\n',
        "play = [",
        "",
        'play = []\n[words]\nclicks = "many"\n',
        "play = []\n[wrods]\n",
        '[[play]]\nname = "x"\nwhen = {}\naction = "a"\nwhy = "b"\n',
        '[[play]]\nname = "x"\nwhen = { a = "low" }\naction = "a"\nwhy = "b"\nunit = "sesion"\n',
        '[[play]]\nname = "x"\nwhen = { a = ["low"] }\naction = "a"\nwhy = "b"\n',
        '[[play]]\nname = "x"\nwhen = "low"\naction = "a"\nwhy = "b"\n',
        'play = []\n[[rfm]]\nkey = "best"\nname = "x"\naction = "a"\nwhy = "b"\n',
        'play = []\n[[rfm]]\nkey = "new"\nname = "x"\naction = "a"\n',
    ],
    ids=[
        "a play without an action",
        "an unknown level",
        "no TOML",
        "no plays",
        "words that are no pair",
        "an unknown key",
        "a play for everybody",
        "an unknown unit",
        "a list of levels",
        "no features",
        "an unknown RFM group",
        "an RFM group without a reason",
    ],
)
def test_what_is_no_playbook_is_refused(text: str, tmp_path: Path) -> None:
    own = tmp_path / "plays.toml"
    own.write_text(text)
    with pytest.raises(UsageError) as caught:
        read_playbook(own)
    assert caught.value.remedy
    assert caught.value.where is not None
    assert caught.value.where.file == str(own)


def test_a_playbook_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_playbook(tmp_path / "plays.toml")
