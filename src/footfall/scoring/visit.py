"""What do the models of an analysis say of a visit that somebody makes up, after each click?

`VisitScorer` opens a finished analysis once; `begin` gives a `Visit`, whose `click` takes an event through `sessions.online` and
`features.online` and gives a `Moment`: every answer that is asked at clicks, the segment so far, and the reasons. Features, scores and
reasons are those of ``footfall score --at every`` for the same events. The visitor is a new one without a history; letting days pass and
coming back makes one. Of an order list, which nobody clicks through, what is answered are the questions about a customer's coming days.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from footfall.dataset.histories import WORDS, Histories, SessionEvents, Words
from footfall.dataset.session_events import COLUMN
from footfall.dataset.weekly import known_of_one
from footfall.errors import DataError, UsageError, Where
from footfall.events.event import DAY_US, Event
from footfall.events.zones import zone
from footfall.expr import Value
from footfall.features.feature import FeatureSet
from footfall.features.online import Folds
from footfall.models.read_as import ReadAs
from footfall.models.segments_artifact import NamedSegment, SegmentsArtifact
from footfall.scoring import segments
from footfall.scoring.answers import Answer, Answering, loaded_models, loaded_segments, segment_of
from footfall.scoring.clicks import CartLine, Clicker, SoFar, moment_us
from footfall.scoring.offer import Offer, read_offer
from footfall.scoring.score import features_of, target_of
from footfall.sessions.online import Placer
from footfall.sessions.rule import duration_us
from footfall.targets.target import Target

__all__ = ["Asking", "Moment", "Visit", "VisitScorer"]

NEW = "The visitor is a new one: nothing is known from before. Let days pass and come back to make a history."
NOBODY = "The data knows no visitors: a visit is all that is known."
DATES = "The data has dates only: letting minutes pass changes nothing."
ORDERS = (
    "This is an order list: nothing can be tried click by click, since it holds no browsing. What can be tried is a customer's history, "
    "order by order: the questions about the coming days are answered as of the end of each day."
)


@dataclass(frozen=True, slots=True)
class Asking:
    """A model with the declaration of its target, and the features that it learnt from."""

    model: Answering
    target: Target
    features: FeatureSet


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a visit stands after an event.

    Parameters
    ----------
    event
        The event as it was taken in, with what was filled in; its `click` is its number in the visit.
    visit
        1 for the first visit, 2 after a gap that ends a visit, and so on.
    now_us
        UTC epoch microseconds: the time of the event, or what waiting made of it.
    answers
        Of every target that is asked at clicks, as of the event.
    ahead
        Of every target about a visitor's coming days, as of `now_us` and as if nothing more came; empty where they were not asked for.
    segment
        As of the event; None where the analysis has no segments. Of a visit it is provisional until the visit is over.
    cart
        What lies in the cart.
    """

    event: Event
    visit: int
    now_us: int
    answers: tuple[Answer, ...]
    ahead: tuple[Answer, ...] = ()
    segment: NamedSegment | None = None
    cart: tuple[CartLine, ...] = ()

    @property
    def click(self) -> int:
        """The event is the k-th of its visit."""
        return self.event.click or 1

    def record(self) -> dict[str, object]:
        """Return it as JSON types."""
        event, segment = self.event, self.segment
        told = {"name": segment.name, "action": segment.action, "stability": segment.stability} if segment is not None else None
        return {
            "visit": self.visit, "click": self.click, "type": event.type, "item_id": event.item_id, "us": event.us, "now_us": self.now_us,
            "answers": [each.record() for each in self.answers], "ahead": [each.record() for each in self.ahead], "segment": told,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class VisitScorer:
    """The models of a finished analysis, loaded once, for visits that somebody makes up.

    Parameters
    ----------
    offer
        What may be clicked.
    at_clicks, ahead
        The models of targets that are asked at clicks, and of those about a visitor's coming days.
    segments
        None where the analysis found none, or found them among single events.
    read_as
        How the data was read: zone and session gap.
    """

    offer: Offer
    at_clicks: tuple[Asking, ...]
    ahead: tuple[Asking, ...]
    segments: SegmentsArtifact | None
    read_as: ReadAs

    @classmethod
    def open(cls, folder: str | Path) -> "VisitScorer":
        """Open a finished analysis of events or of an order list. Some seconds: every model is loaded and asked once.

        Raises
        ------
        UsageError
            When the folder is no analysis, or one of a session table or of a single column, or when it holds no model.
        SourceError
            When the analysis is of another version or its offer is damaged.
        ArtifactError
            When a model was edited, or means something else today.
        """
        place = Path(folder)
        offer = read_offer(place)
        _check_kind(offer, place)
        models = loaded_models(place, offer)
        asking = tuple(Asking(each, target_of(each.artifact), features_of(each.artifact)) for each in models)
        found = loaded_segments(place)
        opened = cls(
            offer, tuple(each for each in asking if not each.target.is_of_visitors),
            tuple(each for each in asking if each.target.is_of_visitors), found if found is not None and found.is_of_events else None,
            models[0].artifact.manifest.read_as or ReadAs(),
        )  # fmt: skip
        opened._warm()
        return opened

    @property
    def of_orders(self) -> bool:
        """Whether a history of orders is tried, and no visit."""
        return self.offer.kind == "orders"

    @property
    def notes(self) -> tuple[str, ...]:
        """What who tries it should know."""
        offer = self.offer
        who = NEW if offer.knows_visitors else NOBODY
        return (*((ORDERS,) if self.of_orders else ()), who, *(() if offer.has_clock else (DATES,)))

    def begin(
        self, time: str | int | None = None, *, channel: str | None = None, device: str | None = None, country: str | None = None,
        ahead: bool = False,
    ) -> "Visit":  # fmt: skip
        """Begin a visit of a new visitor.

        Parameters
        ----------
        time
            ISO time (without a zone: the shop's) or UTC epoch microseconds; default: noon of the day after the data ends.
        channel, device, country
            Of its events, until one says otherwise.
        ahead
            Whether to answer the questions about the visitor's coming days as well; an order list has no others.
        """
        where = zone(self.read_as.timezone or "UTC")
        now = self.offer.start_us if time is None else moment_us(time, where, whole_days=not self.offer.has_clock)
        stays = {"channel": channel, "device": device, "country": country}
        return Visit(self, Clicker(self.offer, where), SoFar(now, stays=stays), ahead=ahead or not self.at_clicks)

    def _warm(self) -> None:
        """Ask every model once, so that what reasons are worked out with is there at the first click."""
        for each in (*self.at_clicks, *self.ahead):
            if not each.model.artifact.model.reads_history:
                each.model.answer(known_of_one(each.features, dict.fromkeys(each.features.names), 0))


class Visit:
    """A visit under way, and the visits of the same visitor after it; made by `VisitScorer.begin`. Not to be shared between threads.

    Parameters
    ----------
    scorer, clicker
        Of the analysis.
    so_far
        Where it begins.
    ahead
        Whether the questions about coming days are answered.
    """

    def __init__(self, scorer: VisitScorer, clicker: Clicker, so_far: SoFar, *, ahead: bool) -> None:
        self.scorer, self.so_far, self.ahead = scorer, so_far, ahead
        self._clicker = clicker
        self._placer = Placer(duration_us(scorer.read_as.session_gap))
        asked = (*scorer.at_clicks, *scorer.ahead)
        sets = {each.features.fingerprint: each.features for each in asked}
        if scorer.segments is not None:
            own = segments.features_of(scorer.segments)
            sets[own.fingerprint] = own
        self._memories = {fingerprint: _Memory(features) for fingerprint, features in sets.items()}
        self._given = {each.target.name: _Memory(FeatureSet((each.target.given,))) for each in asked if each.target.given is not None}
        self._events: list[Event] = []
        self._moment: Moment | None = None
        self._sessions: list[str] = []

    @property
    def moment(self) -> Moment | None:
        """Where it stands; None before the first event."""
        return self._moment

    def click(self, record: Mapping[str, object]) -> Moment:
        """Take an event in and return where the visit stands; `clicks.Clicker.event` says what a record holds.

        Raises
        ------
        SchemaError
            When it names a column that there is not.
        DataError
            When it cannot be an event; the visit stays as it was.
        """
        event = self._placer.place(self._clicker.event(record, self.so_far))
        for memory in (*self._memories.values(), *self._given.values()):
            memory.observe(event)
        self._events.append(event)
        self.so_far = self.so_far.after(event)
        if event.session_id not in self._sessions:
            self._sessions.append(event.session_id or "")
        answers = tuple(self._answer(each, event) for each in self.scorer.at_clicks)
        number = self._sessions.index(event.session_id or "") + 1
        self._moment = Moment(event, number, event.us, answers, self._ahead(), self._segment(), self.so_far.cart)
        return self._moment

    def wait(self, duration: str) -> Moment | None:
        """Let time pass (``5min``, ``2h``, ``21d``) and return where the visit stands; None before the first event.

        Answers at clicks are as of the latest event and stay; those about coming days move.

        Raises
        ------
        UsageError
            When it is no duration.
        DataError
            When waiting makes no sense: the data has dates only, and knows no visitors or less than a day is waited.
        """
        passed = duration_us(duration)
        offer = self.scorer.offer
        if not offer.waits:
            what = "Waiting changes nothing: the data has dates only and knows no visitors, so nothing depends on time within a visit."
            raise DataError(what, where=Where(column="wait"), remedy="Leave it away.")
        if not offer.has_clock and passed % DAY_US:
            what = f"The data has dates only, so {duration} cannot pass: only whole days."
            raise DataError(what, where=Where(column="wait"), remedy="Wait days, such as 21d.")
        now = moment_us(self.so_far.now_us + passed, self._clicker.where, name="wait", whole_days=not offer.has_clock)
        self.so_far = replace(self.so_far, now_us=now)
        if self._moment is not None:
            self._moment = replace(self._moment, now_us=now, ahead=self._ahead())
        return self._moment

    def _answer(self, asking: Asking, event: Event) -> Answer:
        """Return what a model says as of the latest event."""
        given = asking.target.given
        if given is not None and self._given[asking.target.name].latest[given.name]:
            return asking.model.not_asked(f"No longer asked, since it has happened: {given.doc[:1].lower()}{given.doc[1:]}")
        values = self._memories[asking.features.fingerprint].latest
        return asking.model.answer(values, self._history(asking, event))

    def _history(self, asking: Asking, event: Event) -> Histories | None:
        """Return the events of the session so far, for a model that reads them."""
        if not asking.model.artifact.model.reads_history:
            return None
        own = [each for each in self._events if each.session_id == event.session_id]
        return _history(own, has_clock=self.scorer.offer.has_clock)

    def _ahead(self) -> tuple[Answer, ...]:
        """Return what is said of the coming days, as of now."""
        return tuple(self._answer_ahead(each) for each in self.scorer.ahead) if self.ahead and self._events else ()

    def _answer_ahead(self, asking: Asking) -> Answer:
        """Return what a model says of the coming days: as of the latest event or, asked weekly, as of now (or the end of that day)."""
        values: Mapping[str, Value] = self._memories[asking.features.fingerprint].latest
        if asking.target.asked == "weekly":
            idle = self.so_far.now_us + (0 if self.scorer.offer.has_clock else DAY_US) - self._events[-1].us
            days = asking.target.active_days or asking.target.days or 7
            if idle >= days * DAY_US:
                return asking.model.not_asked(f"Asked of those who were seen in the last {days} days; the last event is older.")
            values = known_of_one(asking.features, values, idle)
        return asking.model.answer(values)

    def _segment(self) -> NamedSegment | None:
        artifact = self.scorer.segments
        return None if artifact is None else segment_of(artifact, self._memories[artifact.fingerprint].latest)


class _Memory:
    """What one set of features remembers of the visits of a visitor."""

    def __init__(self, features: FeatureSet) -> None:
        self._folds = Folds(features)
        self._sessions: dict[str | None, list[Any]] = {}
        self._visitor = self._folds.new_visitor()
        self.latest: dict[str, Value] = {}

    def observe(self, event: Event) -> None:
        """Take an event in; `latest` is every feature as of it."""
        session = self._sessions.setdefault(event.session_id, self._folds.new_session())
        values = self._folds.observe(session, self._visitor if event.visitor_id is not None else None, event)
        self.latest = dict(zip(self._folds.features.names, values, strict=True))


def _history(events: Sequence[Event], *, has_clock: bool) -> Histories:
    """Return the history that ends at the last of a session's events, as `dataset.session_events` reads it from a log."""
    words = {}
    for name in WORDS:
        codes, names = pd.factorize(pd.Series([getattr(each, COLUMN[name]) for each in events], dtype="object"), sort=True)
        words[name] = Words(codes.astype(np.int32), tuple(map(str, names)))
    price = np.array([np.nan if each.price_micros is None else each.price_micros / 1_000_000 for each in events])
    gap = np.array([np.nan if each.gap_us is None or not has_clock else each.gap_us / 1_000_000 for each in events])
    count = np.arange(1, len(events) + 1, dtype=np.int64)
    return Histories(SessionEvents(count, words, price, gap, count), np.array([0]), np.array([len(events) - 1]))


def _check_kind(offer: Offer, folder: Path) -> None:
    """Refuse an analysis in which there is no visit to make up."""
    if offer.of_column:
        raise UsageError(
            f"{folder} asks for a column of the log itself: its model looks at single rows, not at visits.", where=Where(str(folder)),
            remedy="Analyse without --target, or with a target such as converts_session.",
        )  # fmt: skip
    if offer.kind == "session_table":
        raise UsageError(
            f"{folder} is of a session table, which holds whole sessions and no clicks.", where=Where(str(folder)),
            remedy="Fill in a row instead: RowScorer, or one JSON object a row for footfall try.",
        )  # fmt: skip
