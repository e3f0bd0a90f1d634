"""What is the right label, by the plainest reading of a target?

The oracle of `tests.proof.oracle`, looking ahead: for each cut-off it gathers the events that come strictly after it and applies the
aggregate's definition to that list.
"""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from tests.proof.oracle import DAY, Row, Sum, evaluate, features_at_every_event, maybe, placed, summary
from tests.proof.runs import visits
from tests.proof.streams import GAP_US

from footfall.aggregates.total_distinct import TotalDistinct
from footfall.features.feature import FeatureSet
from footfall.targets.batch import labels_sql
from footfall.targets.target import Target

__all__ = ["Labels", "end_of", "found", "plain"]

Labels: TypeAlias = list[tuple[object, ...]]
"""Of each cut-off: the place of its event in total order, its time, when its label is known, and the label."""

WEEK = 7 * DAY


def end_of(rows: Sequence[Row]) -> int:
    """Return the end of the data: its last event, or the end of that day where the clock knows only days."""
    return max((row["us"] + (DAY if row["time_precision"] == "day" else 0) for row in rows), default=0)


def found(target: Target, rows: Sequence[Row], end_us: int) -> Labels:
    """Return DuckDB's labels."""
    sql = labels_sql(target, "visits", end_us=end_us, gap_us=GAP_US)
    return visits(rows).rows(f"SELECT ord, cut_off_us, known_us, label FROM ({sql}) ORDER BY ord, cut_off_us")  # type: ignore[return-value]


def plain(target: Target, rows: Sequence[Row], end_us: int) -> Labels:
    """Return the naive labels."""
    done = placed(rows, GAP_US)
    ask = {"every_event": every_event, "session_end": session_ends, "weekly": weekly}[target.asked]
    answers = []
    for i, cut_off_us, known_us, ahead in ask(target, done, end_us):
        label = float(answer(target, done, ahead)) if known_us <= end_us else None
        scaled = label / 1_000_000 if label is not None and target.aggregate.result == "money" else label
        answers.append((i + 1, cut_off_us, known_us, scaled))
    return sorted(answers, key=lambda each: each[:2])


Question: TypeAlias = tuple[int, int, int, list[int]]


def every_event(target: Target, rows: list[Row], end_us: int) -> Iterator[Question]:
    """Give every event that is no bot's and where what is given is 0, with the rest of its session."""
    given = features_at_every_event(rows, FeatureSet((target.given,))) if target.given is not None else [[0]] * len(rows)
    for i, row in enumerate(rows):
        visit = [j for j, each in enumerate(rows) if each["session"] == row["session"]]
        known = row["us"] + DAY if row["time_precision"] == "day" else max(rows[j]["us"] for j in visit) + GAP_US
        if not row["bot"] and given[i][0] == 0:
            yield i, row["us"], known, [j for j in visit if j > i]


def session_ends(target: Target, rows: list[Row], end_us: int) -> Iterator[Question]:
    """Give the last event of every visitor's session, with what they do in the coming days."""
    for i, row in enumerate(rows):
        is_last = all(each["session"] != row["session"] for each in rows[i + 1 :])
        if is_last and row["visitor_id"] is not None and not row["bot"]:
            yield i, row["us"], *coming_days(target, rows, i, row["us"])


def weekly(target: Target, rows: list[Row], end_us: int) -> Iterator[Question]:
    """Give each visitor once a week, and at the end of the data, at their latest event if it is recent."""
    first_day = min((row["us"] // DAY * DAY for row in rows), default=0)
    for at_us in sorted({*range(first_day + WEEK, end_us, WEEK), end_us}):
        latest = {
            row["visitor_id"]: i for i, row in enumerate(rows) if row["us"] <= at_us and not row["bot"] and row["visitor_id"] is not None
        }
        for i in latest.values():
            if at_us - rows[i]["us"] < (target.active_days or 0) * DAY:
                yield i, at_us, *coming_days(target, rows, i, at_us)


def coming_days(target: Target, rows: list[Row], i: int, cut_off_us: int) -> tuple[int, list[int]]:
    """Return when the label is known, and the visitor's events after the cut-off up to then."""
    horizon = cut_off_us + (target.days or 0) * DAY
    same = [j for j, each in enumerate(rows) if each["visitor_id"] == rows[i]["visitor_id"] and cut_off_us < each["us"] <= horizon]
    return horizon, [j for j in same if not target.other_sessions or rows[j]["session"] != rows[i]["session"]]


def answer(target: Target, rows: list[Row], ahead: list[int]) -> float:
    """Return the aggregate over the events ahead; what a thing's first time is counts from the beginning of the session."""
    aggregate = target.aggregate
    per = aggregate.per if isinstance(aggregate, TotalDistinct) else None
    matches = [j for j in ahead if target.where is None or evaluate(target.where, rows[j]) is True]
    if per is not None:
        matches = [j for j in matches if j == first_time(target, rows, j)]
    sums: list[Sum] = [(maybe(aggregate.x, rows[j]), maybe(per, rows[j]), rows[j]["us"]) for j in matches]
    found = float(summary(aggregate.name, sums, 0))
    return 1.0 - found if target.absent else found


def first_time(target: Target, rows: list[Row], at: int) -> int:
    """Return the first row of a session that shows what the row `at` shows."""
    assert isinstance(target.aggregate, TotalDistinct)
    visit = [j for j, each in enumerate(rows) if each["session"] == rows[at]["session"]]
    return next(j for j in visit if maybe(target.aggregate.per, rows[j]) == maybe(target.aggregate.per, rows[at]))
