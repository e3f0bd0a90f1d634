"""Is a log cut into the visits that the rule says?"""

from hypothesis import HealthCheck, Phase, given, settings
from tests.aggregates.worked import log
from tests.proof.oracle import Row, placed
from tests.proof.runs import visits
from tests.proof.streams import GAP_US, fixed, streams

from footfall.expr import Value
from footfall.sessions.rule import DERIVED

TOLD = ("event_id", "session_id", *DERIVED, "price_micros", "value_micros", "revenue_micros")


def cut(rows: list[Row], *columns: str) -> list[tuple[Value, ...]]:
    """Return columns of the visits of a log, in total order."""
    return visits(rows).rows(f"SELECT {', '.join(columns)} FROM visits ORDER BY ord")


@given(rows=streams(tracks=8, length=10))
@settings(max_examples=25, deadline=None, derandomize=True, phases=[Phase.generate, Phase.shrink], suppress_health_check=list(HealthCheck))
def test_every_event_is_placed_as_the_oracle_says(rows: list[Row]) -> None:
    sessions: dict[object, int] = {}
    visitors: dict[object, int | None] = {None: None}
    expected = []
    for number, row in enumerate(placed(rows, GAP_US), start=1):
        numbers = number, sessions.setdefault(row["session"], number), visitors.setdefault(row["visitor_id"], number)
        expected.append((*(row[name] for name in TOLD), *numbers))
    assert cut(rows, *TOLD, "ord", "session_no", "visitor_no") == expected


def test_exactly_the_gap_is_the_same_session_and_a_microsecond_more_is_another() -> None:
    rows = log(us=[0, GAP_US, 2 * GAP_US + 1, 2 * GAP_US + 1])
    assert cut(rows, "session_id", "click", "gap_us", "visit_gap_us") == [
        ("v/0", 1, None, None),
        ("v/0", 2, GAP_US, None),
        (f"v/{2 * GAP_US + 1}", 1, None, GAP_US + 1),
        (f"v/{2 * GAP_US + 1}", 2, 0, None),
    ]


def test_a_given_session_outlasts_any_gap_and_interrupts_no_other() -> None:
    rows = log(us=[0, 1, 2, GAP_US, 9 * GAP_US], session_id=[None, "s", None, None, "s"])
    assert cut(rows, "session_id", "click") == [("v/0", 1), ("s", 1), ("v/0", 2), ("v/0", 3), ("s", 2)]


def test_two_visitors_never_share_a_session_even_where_the_source_gave_both_the_same_id() -> None:
    rows = log(visitor_id=["a", "b", None, "a"], session_id=["s"] * 4)
    assert cut(rows, "click", "session_no", "visitor_no") == [(1, 1, 1), (1, 2, 2), (1, 3, None), (2, 1, 1)]


def test_equal_times_are_ordered_by_seq_then_by_the_bytes_of_the_id() -> None:
    rows = log(us=[5, 5, 5, 4], seq=[1, 0, 0, 9], event_id=["a", "é", "z", "b"])
    assert [name for (name,) in cut(rows, "event_id")] == ["b", "z", "é", "a"]


def test_the_order_of_arrival_changes_nothing() -> None:
    rows = fixed(3)
    assert cut(rows, "*") == cut(rows[::-1], "*")


def test_money_is_rounded_half_up_to_micro_units() -> None:
    rows = log(price=[0.0000005, 0.0000004, 33.333333, None])
    assert cut(rows, "price_micros") == [(1,), (0,), (33_333_333,), (None,)]


def test_a_run_in_a_category_ends_where_another_begins_and_is_not_counted_where_there_is_none() -> None:
    rows = log(category=["a", "a", "b", None, "b", "b", "a"])
    assert cut(rows, "category_run") == [(1,), (2,), (1,), (None,), (1,), (2,), (1,)]
