"""Sessions in which only the order of the items says what comes: the chance of yes is high right after item A was followed by item B."""

from dataclasses import replace

import numpy as np
from tests.models.synthetic import binary

from footfall.dataset.dataset import Dataset, Floats
from footfall.dataset.histories import Histories, SessionEvents, Words

__all__ = ["in_order", "order_of"]

ITEMS = ("A", "B", "C")
SURE, SELDOM = 0.9, 0.1


def in_order(rows: int = 6_000, *, seed: int = 1) -> Dataset:
    """The data set of `synthetic.binary`, with histories and labels of their order; its features say nothing."""
    plain = binary(rows, seed=seed, informative=False)
    rng = np.random.default_rng(seed)
    items = rng.integers(0, len(ITEMS), rows).astype(np.int32)
    click = plain.ids["click"].to_numpy(np.int64)
    words = {
        "type": Words(np.zeros(rows, dtype=np.int32), ("view_item",)),
        "item": Words(items, ITEMS),
        "category": Words(np.full(rows, -1, dtype=np.int32), ()),
    }
    events = SessionEvents(np.arange(1, rows + 1), words, np.full(rows, 5.0), np.where(click > 1, 10.0, np.nan), click)
    last = np.arange(rows)
    histories = Histories(events, last - click + 1, last)
    label = (rng.random(rows) < order_of(histories)).astype(np.float64)
    return replace(plain, label=label, history=histories)


def order_of(histories: Histories) -> Floats:
    """The chance of yes of each row."""
    items, last = histories.events.words["item"].codes, histories.last
    follows = (items[last] == 1) & (last > histories.first) & (items[last - 1] == 0)
    return np.where(follows, SURE, SELDOM)
