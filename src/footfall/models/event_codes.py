"""How do events become numbers that a network reads?

`EventCodes`: vocabularies of the words that training rows saw (rare and unseen ones share a code), and the scale of prices and gaps. It is
fitted on the train part only and kept as plain JSON. It needs no deep learning library.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from footfall.dataset.dataset import Bools, Floats
from footfall.dataset.histories import WORDS, Histories, SessionEvents, Words

__all__ = ["NUMBERS", "Coded", "EventCodes"]

NONE, RARE, KNOWN = 0, 1, 2
"""Codes: no word, a rare or unseen one, and the first of those that are known."""
RAREST = 20
"""A word seen fewer times in training is rare: fewer sightings teach an embedding noise."""
MOST = 5_000
"""Most known words of a column, the commonest first."""
NUMBERS = 5
"""Numbers of an event: price and gap, each with a mark that it is known, and the click number."""

Codes = NDArray[np.int64]
Record = dict[str, object]


@dataclass(frozen=True, slots=True)
class Coded:
    """Events as numbers: `words` of shape (events, 3), int64, and `numbers` of shape (events, `NUMBERS`), float32."""

    words: Codes
    numbers: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scale:
    """``(log(1 + x) - mean) / spread``; `spread` is above 0."""

    mean: float
    spread: float

    @classmethod
    def of(cls, values: Floats) -> "Scale":
        """Fit on the known values."""
        logs = np.log1p(np.maximum(values[~np.isnan(values)], 0.0))
        if not len(logs):
            return cls(0.0, 1.0)
        return cls(float(logs.mean()), float(logs.std()) or 1.0)

    def __call__(self, values: Floats) -> Floats:
        """Return the scaled values; 0, the mean, where there is none."""
        scaled = (np.log1p(np.maximum(values, 0.0)) - self.mean) / self.spread
        return np.where(np.isnan(values), 0.0, scaled)


@dataclass(frozen=True, slots=True)
class EventCodes:
    """What a network knows of words and scales.

    Parameters
    ----------
    known
        The known words of each column of `WORDS`; the k-th has code `KNOWN` + k.
    price, gap
        Scales of prices (currency) and gaps (seconds).
    """

    known: Mapping[str, tuple[str, ...]]
    price: Scale
    gap: Scale

    @classmethod
    def of(cls, histories: Histories) -> "EventCodes":
        """Learn from the events that lie in the histories of training rows, and from no others."""
        events, seen = histories.events, histories.seen()
        known = {name: _commonest(events.words[name], seen) for name in WORDS}
        return cls(known, Scale.of(events.price[seen]), Scale.of(events.gap_s[seen]))

    @property
    def sizes(self) -> tuple[int, ...]:
        """Codes of each column of `WORDS`: the rows that its embedding needs."""
        return tuple(KNOWN + len(self.known[name]) for name in WORDS)

    def __call__(self, events: SessionEvents) -> Coded:
        """Return the events as numbers; O(events)."""
        words = np.stack([_codes(events.words[name], self.known[name]) for name in WORDS], axis=1)
        price, gap = events.price, events.gap_s
        numbers = [self.price(price), ~np.isnan(price), self.gap(gap), ~np.isnan(gap), np.log(events.click) / 2.0]
        return Coded(words, np.stack(numbers, axis=1).astype(np.float32))

    def record(self) -> Record:
        """Return itself as plain JSON values; `from_record` reads them back."""
        scales = {name: {"mean": scale.mean, "spread": scale.spread} for name, scale in (("price", self.price), ("gap", self.gap))}
        return {"known": {name: list(words) for name, words in self.known.items()}, **scales}

    @classmethod
    def from_record(cls, record: Record) -> "EventCodes":
        """Return what a record describes.

        Raises
        ------
        ValueError
            When the record describes no codes.
        """
        known = record.get("known")
        if not isinstance(known, dict) or set(known) != set(WORDS):
            raise ValueError("no vocabularies")
        if not all(isinstance(words, list) and all(isinstance(word, str) for word in words) for words in known.values()):
            raise ValueError("a vocabulary that is no list of words")
        return cls({name: tuple(known[name]) for name in WORDS}, _scale(record.get("price")), _scale(record.get("gap")))


def _commonest(words: Words, seen: Bools) -> tuple[str, ...]:
    """Return the words that get a code of their own: the commonest of the events seen, those on few events left out."""
    codes = words.codes[seen]
    counts = np.bincount(codes[codes >= 0], minlength=len(words.names))
    order = np.lexsort((np.arange(len(counts)), -counts))[:MOST]
    return tuple(words.names[place] for place in order if counts[place] >= RAREST)


def _codes(words: Words, known: tuple[str, ...]) -> Codes:
    """Return the code of each event's word: its own, that of rare and unknown ones, or that of no word."""
    code = {name: KNOWN + place for place, name in enumerate(known)}
    table = np.array([*(code.get(name, RARE) for name in words.names), NONE], dtype=np.int64)
    coded: Codes = table[words.codes]  # -1, no word, is the table's last
    return coded


def _scale(record: object) -> Scale:
    """Read a scale back, refusing one that could not have been written."""
    if not isinstance(record, dict) or not all(isinstance(record.get(name), float) for name in ("mean", "spread")):
        raise ValueError("no scale")
    if not record["spread"] > 0:
        raise ValueError("a scale without spread")
    return Scale(record["mean"], record["spread"])
