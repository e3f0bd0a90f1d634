"""Is every label the plain reading of its target, and does it see only what comes after the cut-off?"""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.aggregates.worked import DAY, SECOND, log
from tests.proof.labels import Labels, end_of, found, plain
from tests.proof.oracle import Row, in_total_order, placed
from tests.proof.runs import visits
from tests.proof.streams import FACTS, GAP_US, fixed, streams

from footfall.aggregates import count, ever, mean, total
from footfall.engines.dialect import transpile
from footfall.errors import EngineError
from footfall.expr import event
from footfall.targets.batch import labels_sql
from footfall.targets.catalog import TARGETS
from footfall.targets.target import Question, Target
from footfall.windows import query

LOOSE = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink])


def named(name: str) -> Question:
    """Return a question of the proof's own."""
    return Question(name, "amount", "", "For the proof.")


BY_NAME = {target.name: target for target in TARGETS}
OTHERS = (
    Target(named("orders_7d"), count(), where=event.type == "purchase", asked="session_end", days=7),
    Target(named("product_14d"), total(event.price_micros * event.quantity), asked="weekly", days=14, active_days=7),
    Target(named("views_ahead"), count(), where=event.quantity > 0),
    Target(named("dear_ahead"), ever(), where=event.price_micros > 19_000_000),
)
PROVEN = (*TARGETS, *OTHERS)


@pytest.mark.parametrize("target", PROVEN, ids=lambda target: target.name)
def test_labels_are_the_plain_reading_on_fixed_logs(target: Target) -> None:
    rows = fixed(7, tracks=12)
    expected = plain(target, rows, end_of(rows))
    assert found(target, rows, end_of(rows)) == expected
    assert len({label for *_, label in expected}) > 1, "the log asks nothing of this target"


@given(rows=streams(tracks=5, length=7), target=st.sampled_from(PROVEN), missing=st.sampled_from([0, 0, DAY, 20 * DAY]))
@settings(LOOSE, max_examples=40)
def test_labels_are_the_plain_reading(rows: list[Row], target: Target, missing: int) -> None:
    end_us = end_of(rows) - missing
    assert found(target, rows, end_us) == plain(target, rows, end_us)


def altered(row: Row, number: int, given: frozenset[str]) -> Row:
    """Return a row that says something else: all but who, when, in which session, and what is given."""
    kept = {"time_precision", "bot"} | given
    return row | {name: value for name, value in FACTS[(number * 7 + 13) % len(FACTS)].items() if name not in kept}


def copied(row: Row, number: int) -> Row:
    """Return a row with ids of a copy's own, in the same order among themselves."""
    return row | {name: row[name] and f"{row[name]}\x01{number}" for name in ("event_id", "visitor_id", "session_id")}


def with_session_ids(rows: Sequence[Row]) -> list[Row]:
    """Return a log in total order, every event once, with the ids of its sessions written into it."""
    once = list({row["event_id"]: row for row in in_total_order(rows)}.values())
    return [row | {"session_id": each["session_id"]} for row, each in zip(once, placed(once, GAP_US), strict=True)]


def by_event(target: Target, rows: Sequence[Row], end_us: int) -> dict[object, Labels]:
    """Return the labels of each event."""
    answers: dict[object, Labels] = {}
    ordered = in_total_order(rows)
    for number, *answer in found(target, rows, end_us):
        answers.setdefault(ordered[int(str(number)) - 1]["event_id"], []).append(tuple(answer))
    return answers


GIVEN = {"sale_ahead": frozenset({"category"}), "value_ahead": frozenset({"item_id"})}
"""What a target declares as given: whether the sale was seen, and which products."""


def changed_by_the_past(target: Target, rows: Sequence[Row]) -> list[object]:
    """Return the events whose labels change when everything at or before them says something else; one copy of the log for each."""
    known, end_us, given = with_session_ids(rows), end_of(rows), GIVEN.get(target.name, frozenset())
    copies = [copied(altered(row, j, given) if j <= i else row, i) for i in range(len(known)) for j, row in enumerate(known)]
    whole, others = by_event(target, known, end_us), by_event(target, copies, end_us)
    names = [row["event_id"] for row in known]
    return [name for i, name in enumerate(names) if whole.get(name) != others.get(f"{name}\x01{i}")]


@given(rows=streams(tracks=4, length=5), target=st.sampled_from(PROVEN))
@settings(LOOSE, max_examples=20)
def test_with_session_ids_fixed_the_past_changes_no_label(rows: list[Row], target: Target) -> None:
    assert changed_by_the_past(target, rows) == []


@pytest.mark.parametrize("name", ["converts_session", "revenue_session", "continues", "value_ahead"])
def test_the_wall_notices_a_label_that_sees_its_own_event(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query, "AHEAD", "ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING")
    rows = fixed(7, tracks=4)
    if name == "continues":
        assert found(BY_NAME[name], rows, end_of(rows)) != plain(BY_NAME[name], rows, end_of(rows))
    else:
        assert changed_by_the_past(BY_NAME[name], rows)


def test_a_label_known_only_after_the_end_is_null_never_zero() -> None:
    rows = log(us=[0, SECOND, GAP_US + SECOND], type=["view_item", "view_item", "purchase"])
    target = BY_NAME["converts_session"]
    known = GAP_US + SECOND + GAP_US
    assert [label for *_, label in found(target, rows, known)] == [1.0, 1.0, 0.0]
    assert [label for *_, label in found(target, rows, known - 1)] == [None, None, None]


def test_equal_times_after_the_event_in_total_order_are_ahead() -> None:
    rows = log(us=[5, 5, 5], seq=[0, 1, 2], type=["view_item", "purchase", "view_item"])
    assert [label for *_, label in found(BY_NAME["converts_session"], rows, 9 * DAY)] == [1.0, 0.0, 0.0]


def test_a_return_is_another_session_within_seven_days_to_the_microsecond() -> None:
    seven = 7 * DAY
    rows = log(us=[0, seven, 2 * seven + 1, 2 * seven + 2], session_id=["a", "b", "c", "c"])
    answers = found(BY_NAME["returns_7d"], rows, 9 * seven)
    assert [(number, label) for number, *_, label in answers] == [(1, 1.0), (2, 0.0), (4, 0.0)]


def test_whoever_was_active_and_stays_away_for_seven_days_has_left() -> None:
    seven = 7 * DAY
    rows = log(us=[0, seven + 1, 3 * seven], session_id=["a", "b", "c"])
    answers = found(BY_NAME["churn_7d"], rows, 4 * seven)
    assert [(cut_off_us, label) for _, cut_off_us, _, label in answers] == [(2 * seven, 0.0), (3 * seven, 1.0)]


def test_bots_are_not_asked_and_strangers_have_no_coming_days() -> None:
    rows = log(bot=[False, True, False], visitor_id=["a", "a", None], session_id=["s", "s", "t"])
    assert [number for number, *_ in found(BY_NAME["continues"], rows, 9 * DAY)] == [1, 3]
    assert found(BY_NAME["returns_7d"], rows, 9 * DAY) == []


def test_the_sale_is_asked_only_while_unseen_and_value_counts_each_product_once() -> None:
    rows = log(category=[None, "x", "sale", "x"], item_id=["a", "b", "a", "c"], price=[1.0, 2.0, 1.0, 4.0])
    assert [(number, label) for number, *_, label in found(BY_NAME["sale_ahead"], rows, 9 * DAY)] == [(1, 1.0), (2, 1.0)]
    assert [label for *_, label in found(BY_NAME["value_ahead"], rows, 9 * DAY)] == [6.0, 4.0, 4.0, 0.0]


def test_weekly_cut_offs_go_on_however_few_the_events() -> None:
    rows = log(us=[0, 60 * DAY], time_precision=["day", "day"])
    answers = found(BY_NAME["returns_30d"], rows, 61 * DAY)
    assert [(number, cut_off_us) for number, cut_off_us, *_ in answers] == [(1, 7 * week * DAY) for week in range(1, 9)] + [(2, 61 * DAY)]
    assert [label for *_, label in answers] == [0.0] * 4 + [None] * 5


def test_only_what_adds_up_can_look_days_ahead() -> None:
    broken = Target(named("mean_7d"), mean(event.quantity), asked="session_end", days=7)
    with pytest.raises(EngineError, match="mean cannot look days ahead"):
        labels_sql(broken, "visits", end_us=0, gap_us=GAP_US)


def test_every_target_reads_as_spark() -> None:
    for target in PROVEN:
        assert "label" in transpile(labels_sql(target, "visits", end_us=1, gap_us=GAP_US))


MISTAKES = {
    "the event itself counts as ahead": ("revenue_session", "BETWEEN 1 FOLLOWING", "BETWEEN CURRENT ROW"),
    "what is not yet known is 0": ("converts_session", "AS DOUBLE) END", "AS DOUBLE) ELSE 0 END"),
    "whoever comes has left": ("churn_7d", "1 - CAST", "CAST"),
    "labels are known when the session's last event is": ("continues", " + 1800000000 END", " END"),
    "a day's clock is taken for an instant": ("continues", "'day'", "'no day'"),
    "bots are asked": ("continues", "NOT bot", "true"),
    "the sale is asked though seen": ("sale_ahead", "given = 0", "given >= 0"),
    "things seen before the cut-off count again": ("value_ahead", "seen0 = 1", "seen0 >= 1"),
    "the cut-off itself is ahead": ("orders_7d", "later.us > cut_off_us", "later.us >= cut_off_us"),
    "the horizon's last instant is outside": ("returns_7d", "later.us <= cut_off_us", "later.us < cut_off_us"),
    "the end of a session is its first event": ("returns_7d", "ORDER BY ord DESC", "ORDER BY ord"),
    "weeks begin with the data": ("returns_30d", "greatest(1,", "greatest(0,"),
    "visitors long gone are asked": ("revenue_28d", "< us + 2419200000000", "< us + 9419200000000"),
    "older events are asked again": ("returns_30d", "at_us < next_us", "true"),
}
"""Mistake: the target that must show it, and what in its SQL is replaced by what."""


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_the_labels_is_noticed(mistake: str) -> None:
    name, old, new = MISTAKES[mistake]
    target = {each.name: each for each in PROVEN}[name]
    noticed = []
    for rows in (fixed(7, tracks=12), BORDERS):
        sql = labels_sql(target, "visits", end_us=end_of(rows), gap_us=GAP_US)
        assert old in sql
        wrong = visits(rows).rows(f"SELECT ord, cut_off_us, known_us, label FROM ({sql.replace(old, new)}) ORDER BY ord, cut_off_us")
        noticed.append(wrong != plain(target, rows, end_of(rows)))
    assert any(noticed)


BORDERS = log(
    us=[0, 0, 7 * DAY, 7 * DAY, 30 * DAY], session_id=["a", "b", "c", "d", "e"], type=["purchase"] * 5, time_precision=["second"] * 5
)  # fmt: skip
"""Events on the very borders of horizons."""
