"""Is who is about to leave said by their own past alone, and does the cart hold what was neither removed nor bought?"""

from collections.abc import Sequence

import pandas as pd
import pytest
from tests.explore.made import SHOP, Row, browsing, event

from footfall.events.event import DAY_US
from footfall.events.log import SourceInfo
from footfall.explore import leaving as module
from footfall.explore.leaving import Overdue, end_of, leaving, moment

GAP_US = 30 * 60_000_000


def told(rows: Sequence[Row], source: SourceInfo = SHOP, day: float | None = None) -> tuple[pd.DataFrame, Overdue]:
    """The frame by visitor, as of the end or of a day since the first Monday."""
    made = browsing(rows, source)
    as_of = end_of(made) if day is None else moment(made, int((19_723 + day) * DAY_US))
    frame, overdue = leaving(made, as_of, gap_us=GAP_US)
    return frame.set_index("visitor_id"), overdue


def days(name: str, *when: int) -> list[Row]:
    """A visit on each of some days."""
    return [event(f"{name}{at}", day=day) for at, day in enumerate(when)]


def add(session: str, item: str, day: float = 0, minute: float = 0, **more: str | float | None) -> Row:
    return event(session, "add_to_cart", day=int(day), minute=minute, item_id=item, **{"price": 10.0, **more})


def test_what_is_known_of_a_visitor_is_counted() -> None:
    rows = [
        event("ax"), event("ax", "purchase", minute=5, order_id="o1", item_id="i", revenue=20.0), *days("a", 4, 14),
        event("a9", day=14, minute=300), event("b1", day=20),
    ]  # fmt: skip
    frame, _ = told(rows)
    a, b = frame.loc["va"], frame.loc["vb"]
    assert (a["visits"], a["orders"], a["revenue"]) == (4, 1, 20.0)
    assert a["usual_gap_days"] == 7.0, "the median of 4 and 10: the two visits of day 14 are one day"
    assert a["absent_days"] == pytest.approx(6 - 300 / 1440)
    assert a["times_usual"] == pytest.approx((6 - 300 / 1440) / 7)
    assert (b["visits"], b["orders"], bool(b["here_now"]), bool(a["here_now"])) == (1, 0, True, False)
    assert pd.isna(b["usual_gap_days"])
    assert frame["fading"].isna().all(), "nobody can say what is usual"


def test_two_days_of_visits_have_no_usual_gap() -> None:
    frame, _ = told([*days("a", 0, 4), *days("b", 0, 4, 8)])
    assert frame["usual_gap_days"].isna().tolist() == [True, False]


def regulars(many: int) -> list[Row]:
    """Visitors whose usual gap is 2 days and whose latest return took 4 (nine in ten) or 20 (one in ten)."""
    rows: list[Row] = []
    for at in range(many):
        last = 4 + (20 if at % 10 == 0 else 4)
        rows += [
            {**row, "visitor_id": f"r{at}", "session_id": f"r{at}-{day}"}
            for day, row in zip((0, 2, 4, last), days("r", 0, 2, 4, last), strict=True)
        ]
    return rows


def test_an_absence_is_unusual_that_is_longer_than_nine_in_ten_returns_in_own_gaps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FEWEST", 40)
    rows = [*regulars(40), *days("a", 0, 5, 10), *days("b", 0, 1, 2), *days("c", 30)]
    frame, overdue = told(rows)
    assert overdue.returns == 40
    assert overdue.times is not None
    assert overdue.times == pytest.approx(2.8), "36 returned after 2 usual gaps, 4 after 10: a tenth of the way from the 36th to the 37th"
    fading = {name: bool(frame["times_usual"][name] > overdue.times) for name in ("va", "vb")}
    assert fading == {"va": overdue.times < 20 / 5, "vb": True}
    assert {name: bool(frame.loc[name, "fading"]) for name in ("va", "vb")} == fading
    assert frame["fading"].isna()["vc"]


def test_too_few_returns_say_nothing() -> None:
    frame, overdue = told([*regulars(40), *days("b", 0, 1, 2), *days("c", 90)])
    assert overdue == Overdue(None, 40)
    assert frame["fading"].isna().all()


def test_what_was_removed_or_bought_is_no_longer_in_the_cart() -> None:
    rows = [
        add("a1", "kept", quantity=2), add("a1", "kept", minute=1), add("a1", "removed", minute=2), add("a1", "bought", minute=3),
        event("a1", "remove_from_cart", minute=4, item_id="removed"), event("a1", "purchase", minute=5, order_id="o", item_id="bought"),
        add("b1", "again"), event("b1", "remove_from_cart", minute=1, item_id="again"), add("b1", "again", minute=2),
        event("c1", "purchase", minute=0, order_id="p", item_id="later"), add("c1", "later", minute=1),
        event("d1", day=9),
    ]  # fmt: skip
    frame, _ = told(rows)
    assert frame["cart_items"].tolist() == [1, 1, 1, 0]
    assert frame["cart_contents"].tolist()[:3] == ["kept", "again", "later"]
    assert frame.loc["va", "cart_value"] == 30.0
    assert frame.loc["va", "cart_us"] == 19_723 * DAY_US + 60_000_000
    assert frame["cart_value"].isna()["vd"]


def test_a_purchase_that_names_no_item_empties_the_cart_and_one_that_names_another_does_not() -> None:
    rows = [
        add("a1", "x"), event("a1", "purchase", minute=1, order_id="o", value=10.0), add("b1", "x"),
        event("b1", "purchase", minute=1, order_id="q", item_id="y"),
        event("c1", "add_to_cart"), event("c1", "purchase", minute=1, order_id="r", item_id="y"),
    ]  # fmt: skip
    assert told(rows)[0]["cart_items"].tolist() == [0, 1, 0]


def test_a_cart_of_long_before_the_last_visit_does_not_count_and_an_unpriced_one_has_no_value() -> None:
    rows = [add("a1", "old"), event("a2", day=29), add("b1", "x", price=None), event("b2", day=10)]
    frame, _ = told(rows)
    assert frame["cart_items"].tolist() == [0, 1]
    assert frame["cart_value"].isna()["vb"]


def test_without_any_cart_in_the_source_nothing_is_said_of_carts() -> None:
    assert told(days("a", 0, 3))[0]["cart_items"].isna().all()


def test_nothing_after_the_moment_is_looked_at() -> None:
    before = [add("a1", "x", price=5.0), *days("b", 0, 1, 3)]
    later = [event("a2", "purchase", day=8, order_id="o", item_id="x", revenue=5.0), *days("c", 7), event("b9", day=9)]
    alone, with_later = told(before, day=5)[0], told([*before, *later], day=5)[0]
    pd.testing.assert_frame_equal(alone.drop(columns="visitor_no"), with_later.drop(columns="visitor_no"))


def test_of_dates_alone_the_last_day_ends_with_the_data() -> None:
    source = SourceInfo("orders", kind="orders", knows_visitors=True, has_clock=False, has_purchases=True, has_revenue=True)
    rows = [{**row, "type": "purchase", "time_precision": "day"} for row in (*days("a", 0, 2, 4), *days("b", 6))]
    frame, _ = told(rows, source)
    assert frame["absent_days"].tolist() == [3.0, 1.0]
    assert not frame["here_now"].any()
    assert frame["orders"].tolist() == [3, 1]
