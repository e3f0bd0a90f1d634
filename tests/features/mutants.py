"""Which mistakes must the proof notice?

Each mutant is a plausible mistake in one face of an aggregate, in a window, in a filter, or in the cut into visits. `test_mutants.py` makes
each in turn, runs the proof on fixed logs and wants it noticed; `tests/golden/mutants.txt` lists by which comparison.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import sqrt
from typing import Any, TypeAlias

import numpy as np
from tests.proof import runs

from footfall.aggregates import (
    count,
    current,
    distinct,
    elapsed,
    ever,
    first,
    greatest,
    last,
    least,
    mean,
    most,
    repeats,
    share,
    since,
    spread,
    total,
    total_distinct,
)  # fmt: skip
from footfall.aggregates.aggregate import Aggregate, Column
from footfall.expr import Expr, event
from footfall.features import online
from footfall.features.online import Folds
from footfall.sessions import batch as sessions
from footfall.sessions.online import Placer
from footfall.windows import batches, plan, running
from footfall.windows.segments import Segments, past_days

__all__ = ["MUTANTS", "Mutant"]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A mistake: `attribute` of `owner` replaced by `put`, which breaks what `broken` says.

    `aggregate` names the aggregate whose declarations are tried; None: the owner, where it is one, else the whole catalogue.
    """

    name: str
    broken: str
    owner: Any
    attribute: str
    put: Any
    aggregate: str | None = None


AGGREGATES: tuple[Aggregate, ...] = (
    count(), current(event.seq), distinct(event.seq), elapsed(), ever(), first(event.seq), greatest(event.seq), last(event.seq),
    least(event.seq), mean(event.seq), most(event.seq), repeats(event.seq), share(event.bot), since(), spread(event.seq), total(event.seq),
    total_distinct(event.seq, per=event.seq),
)  # fmt: skip
CLASSES = {aggregate.name: type(aggregate) for aggregate in AGGREGATES}

State: TypeAlias = list[Any]


def fold(name: str, broken: str, step: Callable[[State, Any, int], State]) -> Mutant:
    """Return a fold that takes each event in by `step`, from the old state to the new."""

    def folded(self: Aggregate, state: State, x: Any, us: int) -> None:
        state[:] = step(state, x, us)

    return Mutant(name, broken, CLASSES[owner_of(name)], "fold", folded)


def start(name: str, broken: str, state: State) -> Mutant:
    """Return a fold that begins with another state."""
    return Mutant(name, broken, CLASSES[owner_of(name)], "start", lambda self: list(state))


def read(name: str, broken: str, answer: Callable[[State, int], Any]) -> Mutant:
    """Return a fold that is read another way."""
    return Mutant(name, broken, CLASSES[owner_of(name)], "read", lambda self, state, us: answer(state, us))


def combine(name: str, broken: str, join: Callable[[Any, Any], Any]) -> Mutant:
    """Return a fold whose days are joined another way."""
    return Mutant(name, broken, CLASSES[owner_of(name)], "combine", lambda self, past, own: join(past, own))


def reduce(name: str, broken: str, sql: Callable[[Any, Column], str]) -> Mutant:
    """Return an aggregate with other SQL."""
    return Mutant(name, broken, CLASSES[owner_of(name)], "reduce", sql)


def owner_of(name: str) -> str:
    """Return the aggregate that a mutant's name begins with."""
    return max((each for each in CLASSES if name.startswith(f"{each}_")), key=len)


def rewrite(name: str, broken: str, owner: Any, attribute: str, old: str, new: str) -> Mutant:
    """Return SQL with a piece of its text replaced; the piece must be there."""
    write = getattr(owner, attribute)

    def rewritten(*arguments: Any) -> str:
        text = str(write(*arguments))
        assert old in text, f"{name} finds no {old!r} to break"
        return text.replace(old, new)

    return Mutant(name, broken, owner, attribute, rewritten)


def features(name: str, broken: str, old: str, new: str) -> Mutant:
    """Return a mistake in the SQL of features."""
    return rewrite(name, broken, runs, "features_sql", old, new)


def visits(name: str, broken: str, attribute: str, old: str, new: str) -> Mutant:
    """Return a mistake in the SQL that cuts visits."""
    return rewrite(name, broken, sessions, attribute, old, new)


def divided(column: Column, top: str, bottom: str) -> str:
    """Return the SQL of a quotient of two running numbers."""
    return f"(CAST({column.running(top)} AS DOUBLE) / nullif({column.running(bottom)}, 0))"


def times(aggregate: Any, column: Column, condition: str) -> str:
    """Return the SQL of `repeats` under another condition on the occurrence number."""
    return column.running(f"count(CASE WHEN {column.occurrence(aggregate.x)} {condition} THEN 1 END)")


def counted_twice(aggregate: Any, column: Column) -> str:
    """Return the SQL of `total_distinct` that counts a thing's second time too."""
    amount = f"CASE WHEN {column.occurrence(aggregate.per)} <= 2 THEN {column.value} END"
    return f"CAST(coalesce({column.running(f'sum({amount})')}, 0) AS BIGINT)"


def at_hand(state: State, key: Any) -> State:
    """Return the state of `most` with the count of `key` for the greatest."""
    return [state[1][key], state[1]]


def least_of(state: State, x: Any) -> State:
    """Return the state of `least` with text compared as a dictionary does."""
    known = [value for value in (state[0], x) if value is not None]
    return [min(known, key=lambda value: value.lower() if isinstance(value, str) else value, default=None)]


def raised(state: State, key: Any) -> State:
    """Return the state of `most` after one more event with `key`."""
    seen = {**state[1], key: state[1].get(key, 0) + 1}
    return [max(seen.values()), seen]


def unknown_passes(folds: Folds, expression: Expr | None, plain: Any = Folds._expression) -> int | None:
    """Compile filters so that they let the unknown through."""
    if expression is None or expression.kind != "flag":
        number: int | None = plain(folds, expression)
        return number
    read = expression.reader()
    return folds._reader(f"open {expression.sql()}", lambda: lambda row: True if read(row) is None else read(row))


def a_day_too_long(sliding: Any, visitor: Any, day: int, plain: Any = online.turn) -> None:
    """Turn the day in windows that are one day too long."""
    longer = [replace(step.feature, scope=replace(step.feature.scope, days=step.feature.scope.days + 1)) for step in sliding]
    plain([replace(step, feature=feature) for step, feature in zip(sliding, longer, strict=True)], visitor, day)


def begin_early(placer: Placer, gap_us: int, plain: Any = Placer.__init__) -> None:
    """Make a placer that cuts at exactly the gap."""
    plain(placer, gap_us - 1)


def of_class(name: str) -> Any:
    """Return the SQL of an aggregate as it is, for mutants that wrap it."""
    return CLASSES[name].reduce


SPREAD, SINCE = of_class("spread"), of_class("since")
BACK = "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW"
PEERS = BACK.replace("ROWS", "RANGE")
LOCAL_DAY = "((us + utc_offset_s * 1000000) // 86400000000)"


def first_of_all(self: Segments, known: Any) -> Any:
    """Return the first value of each group at all its rows."""
    there = known if self.order is None else known[self.order]
    place = np.repeat(np.minimum.reduceat(np.where(there, np.arange(self.rows), self.rows), self.starts), self.sizes)
    return self._rows_at(np.minimum(place, self.rows - 1), place < self.rows)


def last_of_any(self: Segments, known: Any) -> Any:
    """Return the last value so far, of whichever group."""
    there = known if self.order is None else known[self.order]
    place = np.maximum.accumulate(np.where(there, np.arange(self.rows), -1))
    return self._rows_at(place, place >= 0)


FOLDS = (
    start("count_of_nothing_is_one", "count: begins at 1", [1]),
    combine("count_takes_the_busier_part", "count: the greater of past and today, not the sum", max),
    fold("total_begins_anew_on_null", "total: null swallows the sum", lambda s, x, us: [0 if x is None else s[0] + x]),
    start("total_of_nothing_is_one", "total: begins at 1", [1]),
    combine("total_forgets_the_past", "total: only today counts in a window", lambda past, own: own),
    fold("mean_divides_by_nulls_too", "mean: null counts as a zero", lambda s, x, us: [s[0] + 1, s[1] + (x or 0)]),
    fold("mean_skips_zeros", "mean: zero taken for null", lambda s, x, us: [s[0] + 1, s[1] + x] if x else s),
    read("mean_of_nothing_is_zero", "mean: 0 for nothing", lambda s, us: s[1] / s[0] if s[0] else 0.0),
    read("spread_of_a_sample", "spread: divides by n - 1", lambda s, us: sqrt((s[2] - s[1] ** 2 / s[0]) / (s[0] - 1)) if s[0] > 1 else 0.0),
    fold("spread_counts_nulls", "spread: null counts as a zero", lambda s, x, us: [s[0] + 1, s[1] + (x or 0), s[2] + (x or 0) ** 2]),
    fold("least_of_null_is_zero", "least: number null is 0", lambda s, x, us: s if isinstance(x, str) else [min(x or 0, s[0] or 0)]),
    fold("least_ignores_case", "least: text by the dictionary", lambda s, x, us: least_of(s, x)),
    combine(
        "least_is_hidden_by_an_empty_day", "least: a day without values hides the others",
        lambda past, own: None if past is None or own is None else min(past, own),
    ),
    fold("greatest_stays_at_the_first", "greatest: keeps the first value", lambda s, x, us: [x] if s[0] is None else s),
    fold("greatest_of_null_is_zero", "greatest: number null is 0", lambda s, x, us: s if isinstance(x, str) else [max(x or 0, s[0] or 0)]),
    combine("greatest_forgets_the_past", "greatest: only today counts in a window", lambda past, own: own),
    fold("first_takes_empty_for_null", "first: empty text and zero taken for null", lambda s, x, us: s if s[0] or x is None else [x]),
    fold("first_is_last_of_a_tie", "first: of equal times the last", lambda s, x, us: s if x is None or us != [*s, us][1] else [x, us]),
    fold("last_forgets_on_null", "last: null is a value", lambda s, x, us: [x]),
    fold("last_is_first_of_a_tie", "last: of equal times the first", lambda s, x, us: s if x is None or us == [*s, None][1] else [x, us]),
    fold("current_keeps_the_last_known", "current: null keeps the value before", lambda s, x, us: s if x is None else [x]),
    fold("distinct_counts_null", "distinct: null is a value", lambda s, x, us: [s[0] | {x}]),
    fold("distinct_ignores_case", "distinct: B is b", lambda s, x, us: s if x is None else [s[0] | {str(x).lower()}]),
    read("distinct_of_nothing_is_null", "distinct: null for none", lambda s, us: len(s[0]) or None),
    fold("repeats_counts_the_first_time", "repeats: every value is a repeat", lambda s, x, us: s if x is None else [s[0] + 1, s[1]]),
    fold("repeats_counts_null", "repeats: null repeats null", lambda s, x, us: [s[0] + (x in s[1]), s[1] | {x}]),
    fold("most_counts_null", "most: null is a value", lambda s, x, us: raised(s, x)),
    fold("most_counts_the_latest", "most: the count of the value at hand", lambda s, x, us: s if x is None else at_hand(raised(s, x), x)),
    fold("ever_turns", "ever: a second match undoes the first", lambda s, x, us: [1 - s[0]]),
    start("ever_is_null_before", "ever: null for none", [None]),
    fold("elapsed_counts_from_the_latest", "elapsed: from the latest match", lambda s, x, us: [us]),
    read("elapsed_of_nothing_is_zero", "elapsed: 0 for none", lambda s, us: us - (us if s[0] is None else s[0])),
    fold("since_counts_from_the_first", "since: from the first match", lambda s, x, us: [us] if s[0] is None else s),
    fold("share_leaves_the_unknown_out", "share: unknown not in the divisor", lambda s, x, us: s if x is None else [s[0] + 1, s[1] + x]),
    read("share_of_nothing_is_zero", "share: 0 for no events", lambda s, us: s[1] / s[0] if s[0] else 0.0),
    fold(
        "total_distinct_waits_for_an_amount", "total_distinct: the first known amount counts",
        lambda s, x, us: s if None in x or x[1] in s[1] else [s[0] + x[0], s[1] | {x[1]}],
    ),
    fold(
        "total_distinct_counts_null", "total_distinct: null is a thing",
        lambda s, x, us: s if x[1] in s[1] else [s[0] + (x[0] or 0), s[1] | {x[1]}],
    ),
    Mutant("filters_let_the_unknown_through", "where: null passes the filter", Folds, "_expression", unknown_passes),
    Mutant("windows_of_eight_days", "fold: windows one day too long", online, "turn", a_day_too_long),
    Mutant("windows_never_turn", "fold: windows forget nothing", online, "turn", lambda sliding, visitor, day: None),
    Mutant("money_is_cut_off", "fold: money cut, not rounded", runs, "micros", lambda amount: amount and int(amount * 1_000_000)),
    Mutant("placer_cuts_at_the_gap", "placer: exactly the gap begins a session", Placer, "__init__", begin_early),
)  # fmt: skip
"""Mistakes in the online face."""

SQL = (
    reduce("count_counts_all_rows", "count: the filter is forgotten", lambda self, c: c.running("count(*)")),
    reduce("total_of_nothing_is_null", "total: null for nothing", lambda self, c: f"CAST({c.running(f'sum({c.value})')} AS BIGINT)"),
    reduce("mean_divides_by_matches", "mean: nulls in the divisor", lambda self, c: divided(c, f"sum({c.value})", f"count({c.matches})")),
    reduce("spread_of_nothing_is_zero", "spread: 0 for nothing", lambda self, c: f"coalesce({SPREAD(self, c)}, 0)"),
    reduce("least_is_the_greatest", "least: max for min", lambda self, c: c.running(f"max({c.value})")),
    reduce("greatest_is_the_last", "greatest: the latest value", lambda self, c: c.running(f"last_value({c.value} IGNORE NULLS)")),
    reduce("first_may_be_null", "first: null is a value", lambda self, c: c.running(f"first_value({c.value})")),
    reduce("last_may_be_null", "last: null is a value", lambda self, c: c.running(f"last_value({c.value})")),
    reduce("current_is_the_last_known", "current: null keeps the value before", lambda self, c: CLASSES["last"].reduce(self, c)),
    reduce("distinct_counts_every_time", "distinct: repeats count", lambda self, c: c.running(f"count({c.value})")),
    reduce("repeats_from_the_first_time", "repeats: the first time is one", lambda self, c: times(self, c, ">= 1")),
    reduce("repeats_from_the_third_time", "repeats: the second time is none", lambda self, c: times(self, c, "> 2")),
    reduce("most_of_nothing_is_null", "most: null for none", lambda self, c: c.running(f"max({c.occurrence(self.x)})")),
    reduce("ever_of_nothing_is_null", "ever: null for none", lambda self, c: f"CAST({c.running(f'max({c.matches})')} AS BIGINT)"),
    reduce("elapsed_from_the_last_match", "elapsed: from the latest match", lambda self, c: f"({c.now} - {c.running(f'max({c.us})')})"),
    reduce("since_of_nothing_is_zero", "since: 0 for never", lambda self, c: f"coalesce({SINCE(self, c)}, 0)"),
    reduce(
        "share_of_all_rows", "share: divides by all events, not by matching ones",
        lambda self, c: divided(c, f"count(CASE WHEN {c.value} THEN 1 END)", "count(*)"),
    ),
    reduce("total_distinct_counts_twice", "total_distinct: the second time counts too", lambda self, c: counted_twice(self, c)),
    features("frames_leave_the_event_out", "as of: the event itself is not included", BACK, BACK.replace("CURRENT ROW", "1 PRECEDING")),
    features("frames_see_one_ahead", "as of: the next event leaks in", BACK, BACK.replace("CURRENT ROW", "1 FOLLOWING")),
    features("frames_let_peers_in", "as of: later events of the same instant leak in", f"ORDER BY ord {BACK}", f"ORDER BY us {PEERS}"),
    features("days_of_eight", "windows: seven days are eight", "BETWEEN 6 PRECEDING", "BETWEEN 7 PRECEDING"),
    features("days_include_all_of_today", "windows: later events of today leak in", "AND 1 PRECEDING", "AND CURRENT ROW"),
    features("days_on_the_shops_clock", "windows: days of the shop's zone, not of UTC", "(us // 86400000000)", LOCAL_DAY),
    features("strangers_are_one_visitor", "scope: events without a visitor are pooled", "visitor_no IS NOT NULL THEN", "true THEN"),
    features("no_category_is_one", "by: null is a key", "category IS NOT NULL THEN", "true THEN"),
    features("clocks_are_invented", "clock: a day is taken for an instant", "'second')", "'second', 'day')"),
    features("ratios_of_nothing", "ratio: divides by zero", "nullif(CAST(", "coalesce(CAST("),
    visits("order_forgets_seq", "order: equal times by id alone", "numbered_sql", "us, seq, event_id)", "us, event_id)"),
    visits("order_of_the_dictionary", "order: ids by the dictionary", "numbered_sql", "seq, event_id)", "seq, lower(event_id), event_id)"),
    visits("amounts_are_cut_off", "money: cut, not rounded, to micro-units", "numbered_sql", "+ 0.5", "+ 0.0"),
    visits("visits_end_at_the_gap", "visits: exactly the gap begins a session", "placed_sql", "> 18", ">= 18"),
    visits("given_visits_keep_others_open", "visits: given sessions count in the gap", "placed_sql", ", session_id IS NULL O", " O"),
    visits("returns_at_every_event", "visits: the time since the last visit at every event", "visits_sql", "session_no = ord AND ", ""),
    visits("the_one_before_is_of_any", "visits: previous of another visit", "visits_sql", "(type) OVER session", "(type) OVER visitor"),
    visits("runs_go_on_over_a_gap", "visits: no category ends no run", "visits_sql", "IS DISTINCT FROM category", "<> category"),
)  # fmt: skip
"""Mistakes in the batch face."""


def segments(name: str, broken: str, attribute: str, put: Callable[..., Any]) -> Mutant:
    """Return a mistake in the running windows of batches."""
    return Mutant(name, broken, Segments, attribute, put)


def a_day_more(*arguments: Any, days: int, **rest: Any) -> Any:
    """Return the past of windows that are one day too long."""
    return past_days(*arguments, days=days + 1, **rest)


def cut_anywhere(engine: Any, table: str, size: int) -> list[tuple[int, int]]:
    """Return batches of so many rows, whoever they belong to."""
    rows = engine.integer(f"SELECT count(*) FROM {table}")
    return [(first, min(first + size, rows)) for first in range(0, rows, size)]


BATCHES = (
    segments("sums_run_on", "batches: sums go on into the next group", "_running", lambda self, values: np.cumsum(values)),
    segments("order_is_forgotten", "batches: results stay in the order of groups", "_back", lambda self, column: column),
    segments("every_time_is_the_first", "batches: occurrences are not counted", "number", lambda self: np.ones(self.rows, dtype=np.int64)),
    Mutant("first_before_it_comes", "batches: the first value is known before it comes", Segments, "first", first_of_all, "first"),
    segments("last_of_the_group_before", "batches: the last value of the group before", "last", last_of_any),
    Mutant("batches_of_eight_days", "batches: seven days are eight", running, "past_days", a_day_more),
    Mutant("batches_cut_visitors", "batches: a visitor may lie in two", batches, "bounds_of", cut_anywhere),
    Mutant(
        "squares_lose_a_limb",
        "batches: a product of limbs counts once, not twice",
        plan,
        "LARGE_SQUARE",
        plan.LARGE_SQUARE | {"bc": 2**22},
    ),
)
"""Mistakes in the face that runs by NumPy."""


MUTANTS: tuple[Mutant, ...] = (*FOLDS, *SQL, *BATCHES)
"""All of them."""
