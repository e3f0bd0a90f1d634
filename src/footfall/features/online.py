"""How are the same features computed one event at a time?

`Folds` compiles a feature set once; `observe` takes an event (placed in its visit by `sessions.online`) into the states of its session and
its visitor and gives every feature as of it. Plain Python: no pandas, no SQL engine. Where states are kept is the caller's affair
(`features.state` writes them as text).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from footfall.aggregates.aggregate import Aggregate, State
from footfall.events.event import DAY_US, PRECISIONS, Event
from footfall.expr import Expr, Reader, Value
from footfall.features.feature import Feature, FeatureSet
from footfall.windows.scope import SESSION

__all__ = ["Folds"]

DAY = 0
"""Slot of a visitor's states that holds the UTC day its sliding windows stand at."""


@dataclass(frozen=True, slots=True)
class Step:
    """One feature, compiled: where its state lies and how to fold and read it."""

    place: int
    slot: int
    aggregate: Aggregate
    fold: Callable[[State, Value, int], None]
    read: Callable[[State, int], Value]
    x: int
    by: int | None
    days: int | None
    scale: int
    rank: int


class Folds:
    """The folds of a feature set.

    Parameters
    ----------
    features
        The declarations; the order of `observe`'s answer is theirs.

    Notes
    -----
    A session's or visitor's states are a list with one state a feature; of a feature with `by`, a dict of states by key; of a sliding
    feature, ``[own day's state, [(day, answer), ...], answer of the past days]``.
    """

    def __init__(self, features: FeatureSet) -> None:
        self.features = features
        self._readers: list[Reader] = []
        self._known: dict[str, int] = {}
        positions = {name: place for place, name in enumerate(features.names)}
        session: list[Feature] = [each for each in features.features if each.scope is SESSION]
        visitor: list[Feature] = [each for each in features.features if each.scope is not SESSION]
        self._session = [self._step(each, positions[each.name], slot) for slot, each in enumerate(session)]
        self._visitor = [self._step(each, positions[each.name], slot + 1) for slot, each in enumerate(visitor)]
        self._session_groups = self._groups(session, self._session)
        self._visitor_groups = self._groups(visitor, self._visitor)
        self._sliding = [step for step in self._visitor if step.days is not None]
        self._ratios = [(positions[each.name], positions[each.numerator], positions[each.denominator]) for each in features.ratios]

    def new_session(self) -> list[Any]:
        """Return the states of a session before its first event."""
        return [begin(step) for step in self._session]

    def new_visitor(self) -> list[Any]:
        """Return the states of a visitor before their first event."""
        return [None, *(begin(step) for step in self._visitor)]

    def observe(self, session: list[Any], visitor: list[Any] | None, event: Event) -> list[Value]:
        """Take an event in and return every feature as of it, in the order of the set; `visitor` is None where there is none."""
        values = [read(event) for read in self._readers]
        us, rank = event.us, PRECISIONS.index(event.time_precision)
        answer: list[Value] = [None] * len(self.features)
        fold(self._session_groups, session, values, us)
        give(self._session, session, values, us, rank, answer)
        if visitor is not None:
            day = us // DAY_US
            if visitor[DAY] != day:
                turn(self._sliding, visitor, day)
            fold(self._visitor_groups, visitor, values, us)
            give(self._visitor, visitor, values, us, rank, answer)
        for place, numerator, denominator in self._ratios:
            top, bottom = answer[numerator], answer[denominator]
            if top is not None and bottom:
                answer[place] = float(top) / float(bottom)
        return answer

    def _step(self, feature: Feature, place: int, slot: int) -> Step:
        aggregate = feature.aggregate
        name = aggregate.signature() if aggregate.x is not None else ""
        x = self._reader(name, aggregate.reader)
        by = self._expression(feature.by) if feature.by is not None else None
        rank = PRECISIONS.index(feature.clock)
        return Step(place, slot, aggregate, aggregate.fold, aggregate.read, x, by, feature.scope.days, feature.scale, rank)

    def _groups(self, features: list[Feature], steps: list[Step]) -> list[tuple[int | None, list[Step]]]:
        groups: dict[int | None, list[Step]] = {}
        for feature, step in zip(features, steps, strict=True):
            groups.setdefault(self._expression(feature.where) if feature.where is not None else None, []).append(step)
        return list(groups.items())

    def _expression(self, expression: Expr) -> int:
        return self._reader(expression.sql(), expression.reader)

    def _reader(self, name: str, make: Callable[[], Reader]) -> int:
        if name not in self._known:
            self._known[name] = len(self._readers)
            self._readers.append(make())
        return self._known[name]


def begin(step: Step) -> Any:
    """Return the state of a feature before any event."""
    if step.by is not None:
        return {}
    start = step.aggregate.start()
    return start if step.days is None else [start, [], step.aggregate.read(step.aggregate.start(), 0)]


def fold(groups: list[tuple[int | None, list[Step]]], states: list[Any], values: list[Value], us: int) -> None:
    """Fold one event into the states of every feature whose filter lets it through."""
    for where, steps in groups:
        if where is not None and values[where] is not True:
            continue
        for step in steps:
            state = states[step.slot]
            if step.by is not None:
                key = values[step.by]
                if key is None:
                    continue
                kept = state.get(key)
                if kept is None:
                    kept = state[key] = step.aggregate.start()
                state = kept
            elif step.days is not None:
                state = state[0]
            step.fold(state, values[step.x], us)


def give(steps: list[Step], states: list[Any], values: list[Value], us: int, rank: int, answer: list[Value]) -> None:
    """Read every feature into its place of `answer`."""
    for step in steps:
        if rank > step.rank:
            continue
        state = states[step.slot]
        if step.by is not None:
            key = values[step.by]
            if key is None:
                continue
            state = state.get(key)
            value = step.read(state if state is not None else step.aggregate.start(), us)
        elif step.days is not None:
            value = step.aggregate.combine(state[2], step.read(state[0], us))
        else:
            value = step.read(state, us)
        if step.scale != 1 and value is not None:
            value = float(value) / step.scale
        answer[step.place] = value


def turn(sliding: list[Step], visitor: list[Any], day: int) -> None:
    """Move a visitor's sliding windows to `day`: yesterday's answers join the past, what is too old leaves it."""
    before = visitor[DAY]
    visitor[DAY] = day
    for step in sliding:
        state = visitor[step.slot]
        aggregate, days = step.aggregate, step.days or 0
        kept = state[1] if before is None else [*state[1], (before, aggregate.read(state[0], 0))]
        kept = [(on, value) for on, value in kept if on > day - days]
        past = aggregate.read(aggregate.start(), 0)
        for _, value in kept:
            past = aggregate.combine(past, value)
        visitor[step.slot] = [aggregate.start(), kept, past]
