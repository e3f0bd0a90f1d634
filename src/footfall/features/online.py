"""How are the same features computed one event at a time?

`Folds` compiles a feature set once; `observe` takes an event (placed in its visit by `sessions.online`) into the states of its session and
its visitor and gives every feature as of it. Plain Python: no pandas, no SQL engine. Where states are kept is the caller's affair
(`features.state` writes them as text).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from footfall.aggregates.aggregate import Aggregate
from footfall.events.event import DAY_US, PRECISIONS, Event
from footfall.expr import Expr, Reader, Value
from footfall.features.feature import Feature, FeatureSet
from footfall.windows.scope import SESSION

__all__ = ["Folds"]

PRECISION_RANK = {name: rank for rank, name in enumerate(PRECISIONS)}

DAY = 0
"""Slot of a visitor's states that holds the UTC day its sliding windows stand at."""


@dataclass(frozen=True, slots=True)
class Step:
    """One feature, compiled: its place in the answer, where its state lies, and what it reads of an event (numbers of readers)."""

    feature: Feature
    place: int
    slot: int
    x: int
    by: int | None
    where: int | None


class Group:
    """Features that share a filter, taken apart into short tuples, because they are walked for every click."""

    def __init__(self, where: int | None, steps: list[Step]) -> None:
        self.where = where
        self.plain = [(step.slot, step.feature.aggregate.fold, step.x) for step in steps if is_plain(step)]
        self.sliding = [(step.slot, step.feature.aggregate.fold, step.x) for step in steps if step.feature.scope.days]
        self.keyed = [(step.slot, step.feature.aggregate, step.x, step.by) for step in steps if step.by is not None]

    def fold(self, states: list[Any], values: list[Value], us: int) -> None:
        """Fold one event that the filter lets through into every state."""
        for slot, into, x in self.plain:
            into(states[slot], values[x], us)
        for slot, into, x in self.sliding:
            into(states[slot][0], values[x], us)
        for slot, aggregate, x, by in self.keyed:
            key = values[by]
            if key is not None:
                state = states[slot]
                if key not in state:
                    state[key] = aggregate.start()
                aggregate.fold(state[key], values[x], us)


class Answers:
    """What can be read where the clock has one precision, taken apart likewise."""

    def __init__(self, steps: list[Step], rank: int) -> None:
        known = [step for step in steps if PRECISION_RANK[step.feature.clock] >= rank]
        lying = [step for step in known if is_plain(step) and lies_open(step)]
        self.open = [(step.place, step.slot) for step in lying if step.feature.scale == 1]
        self.open_scaled = [(step.place, step.slot, step.feature.scale) for step in lying if step.feature.scale != 1]
        plain = [step for step in known if is_plain(step) and not lies_open(step)]
        self.plain = [(step.place, step.slot, step.feature.aggregate.read) for step in plain if step.feature.scale == 1]
        self.scaled = [
            (step.place, step.slot, step.feature.aggregate.read, step.feature.scale) for step in plain if step.feature.scale != 1
        ]
        self.sliding = [(step.place, step.slot, step.feature.aggregate, step.feature.scale) for step in known if step.feature.scope.days]
        self.keyed = [
            (step.place, step.slot, step.feature.aggregate.read, step.feature.aggregate.start(), step.feature.scale, step.by)
            for step in known
            if step.by is not None
        ]

    def give(self, states: list[Any], values: list[Value], us: int, answer: list[Value]) -> None:
        """Read every feature into its place of `answer`."""
        for place, slot in self.open:
            answer[place] = states[slot][0]
        for place, slot, scale in self.open_scaled:
            value = states[slot][0]
            answer[place] = None if value is None else float(value) / scale
        for place, slot, read in self.plain:
            answer[place] = read(states[slot], us)
        for place, slot, read, scale in self.scaled:
            value = read(states[slot], us)
            answer[place] = None if value is None else float(value) / scale
        for place, slot, aggregate, scale in self.sliding:
            own, _, past = states[slot]
            answer[place] = scaled(aggregate.combine(past, aggregate.read(own, us)), scale)
        for place, slot, read, nothing, scale, by in self.keyed:
            key = values[by]
            if key is not None:
                answer[place] = scaled(read(states[slot].get(key, nothing), us), scale)


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
        places = {name: place for place, name in enumerate(features.names)}
        session = [each for each in features.features if each.scope is SESSION]
        visitor = [each for each in features.features if each.scope is not SESSION]
        self._session = [self._step(each, places[each.name], slot) for slot, each in enumerate(session)]
        self._visitor = [self._step(each, places[each.name], slot + 1) for slot, each in enumerate(visitor)]
        self._session_starts, self._visitor_starts = (
            [beginning(step.feature) for step in steps] for steps in (self._session, self._visitor)
        )
        self._session_groups, self._visitor_groups = grouped(self._session), grouped(self._visitor)
        self._session_answers = {name: Answers(self._session, rank) for name, rank in PRECISION_RANK.items()}
        self._visitor_answers = {name: Answers(self._visitor, rank) for name, rank in PRECISION_RANK.items()}
        self._sliding = [step for step in self._visitor if step.feature.scope.days]
        self._ratios = [(places[each.name], places[each.numerator], places[each.denominator]) for each in features.ratios]
        self._width = len(features)

    def new_session(self) -> list[Any]:
        """Return the states of a session before its first event."""
        return [start() for start in self._session_starts]

    def new_visitor(self) -> list[Any]:
        """Return the states of a visitor before their first event."""
        return [None, *(start() for start in self._visitor_starts)]

    def observe(self, session: list[Any], visitor: list[Any] | None, event: Event) -> list[Value]:
        """Take an event in and return every feature as of it, in the order of the set; `visitor` is None where there is none."""
        values = [read(event) for read in self._readers]
        us, answer = event.us, [None] * self._width  # type: tuple[int, list[Value]]
        for group in self._session_groups:
            if group.where is None or values[group.where] is True:
                group.fold(session, values, us)
        self._session_answers[event.time_precision].give(session, values, us, answer)
        if visitor is not None:
            day = us // DAY_US
            if visitor[DAY] != day:
                turn(self._sliding, visitor, day)
            for group in self._visitor_groups:
                if group.where is None or values[group.where] is True:
                    group.fold(visitor, values, us)
            self._visitor_answers[event.time_precision].give(visitor, values, us, answer)
        for place, numerator, denominator in self._ratios:
            top, bottom = answer[numerator], answer[denominator]
            if top is not None and bottom:
                answer[place] = float(top) / float(bottom)
        return answer

    def _step(self, feature: Feature, place: int, slot: int) -> Step:
        """Return how one feature is folded: where its value and its state stand."""
        aggregate = feature.aggregate
        x = self._reader(aggregate.signature() if aggregate.x is not None else "", aggregate.reader)
        return Step(feature, place, slot, x, self._expression(feature.by), self._expression(feature.where))

    def _expression(self, expression: Expr | None) -> int | None:
        """Return the place of an expression among the readers; None for none."""
        return None if expression is None else self._reader(expression.sql(), expression.reader)

    def _reader(self, name: str, make: Callable[[], Reader]) -> int:
        """Return the place of the reader of this name, made on the first call: features that read the same share one."""
        if name not in self._known:
            self._known[name] = len(self._readers)
            self._readers.append(make())
        return self._known[name]


def is_plain(step: Step) -> bool:
    """Return whether a feature has one state, neither by key nor by day."""
    return step.by is None and not step.feature.scope.days


def lies_open(step: Step) -> bool:
    """Return whether the answer is the first slot of the state as it stands, so that no call is needed to read it."""
    return type(step.feature.aggregate).read is Aggregate.read


def grouped(steps: list[Step]) -> list[Group]:
    """Return the features by their filter."""
    filters = dict.fromkeys(step.where for step in steps)
    return [Group(where, [step for step in steps if step.where == where]) for where in filters]


def scaled(value: Value, scale: int) -> Value:
    """Return an inner integer in its unit."""
    return value if scale == 1 or value is None else float(value) / scale


def beginning(feature: Feature) -> Callable[[], Any]:
    """Return what makes the state of a feature before any event."""
    aggregate = feature.aggregate
    if feature.by is not None:
        return dict
    if not feature.scope.days:
        return aggregate.start
    return lambda: [aggregate.start(), [], aggregate.read(aggregate.start(), 0)]


def turn(sliding: list[Step], visitor: list[Any], day: int) -> None:
    """Move a visitor's sliding windows to `day`: yesterday's answers join the past, what is too old leaves it."""
    before = visitor[DAY]
    visitor[DAY] = day
    for step in sliding:
        state = visitor[step.slot]
        aggregate, days = step.feature.aggregate, step.feature.scope.days or 0
        kept = state[1] if before is None else [*state[1], (before, aggregate.read(state[0], 0))]
        kept = [(on, value) for on, value in kept if on > day - days]
        past = aggregate.read(aggregate.start(), 0)
        for _, value in kept:
            past = aggregate.combine(past, value)
        visitor[step.slot] = [aggregate.start(), kept, past]
