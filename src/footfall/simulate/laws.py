"""By which laws do visitors come, look and return?

Every table of the generating process that is not the funnel: who the visitors are (persona), what they came for (intent given persona),
by which channel and device, what they look at first, how long they pause, which price tier they look at, how often they look again at
something seen, and when they return. `Laws` holds them as arrays, ready for drawing and for the filter; nothing here draws. All numbers
are invented; their effects are measured in benchmarks/simulator_truth.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from footfall.events.event import TYPES
from footfall.simulate.assortment import CATEGORIES, Assortment, shop_assortment
from footfall.simulate.funnel import INTENTS, TYPE_NUMBER, Funnel, shop_funnel

__all__ = ["CHANNELS", "COUNTRIES", "DEVICES", "LONGEST_PAUSE_S", "PERSONAS", "SHORTEST_ABSENCE_S", "Laws", "shop_laws"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LONGEST_PAUSE_S = 29 * 60 - 1
"""Pauses within a visit stay under 29 minutes."""

SHORTEST_ABSENCE_S = 31 * 60
"""Visits of one visitor are at least 31 minutes apart, so that the 30-minute rule finds exactly the true ones."""

PERSONAS: Mapping[str, float] = {"loyal": 0.16, "bargain": 0.24, "explorer": 0.36, "one_off": 0.24}
"""Who somebody is: fixed for a visitor, hidden. Shares among visitors."""

INTENT_MIX: Mapping[str, Sequence[float]] = {
    "loyal": (0.30, 0.32, 0.20, 0.18),
    "bargain": (0.36, 0.38, 0.20, 0.06),
    "explorer": (0.38, 0.40, 0.19, 0.03),
    "one_off": (0.38, 0.34, 0.18, 0.10),
}
"""P(intent | persona), in the order of `INTENTS`."""

COMES_BACK: Mapping[str, tuple[float, float, float, float]] = {
    "loyal": (0.92, 0.12, 0.12, 5.0),
    "bargain": (0.80, 0.12, 0.12, 10.0),
    "explorer": (0.70, 0.12, 0.12, 14.0),
    "one_off": (0.36, 0.12, 0.12, 14.0),
}
"""P(ever returns); then P(soon) and the mean waits, soon and late, in days of season time."""

TIER_TASTE: Mapping[str, Sequence[float]] = {
    "loyal": (0.30, 0.38, 0.32),
    "bargain": (0.52, 0.32, 0.16),
    "explorer": (0.30, 0.38, 0.32),
    "one_off": (0.30, 0.38, 0.32),
}
"""P(tier | persona) of an item not seen before in the visit."""

LOOKS_AGAIN: Mapping[str, float] = {"glance": 0.06, "browse": 0.06, "compare": 0.28, "buy": 0.28}
"""P(a view goes to one of the last items viewed | intent), once there is one."""

PAUSE_MEANS_S = (22.0, 30.0, 28.0)
"""Mean pause in seconds after a page or list, after an item, and in cart and checkout."""

PAUSE_TILT: Mapping[str, float] = {"glance": 0.75, "browse": 0.75, "compare": 1.2, "buy": 1.2}
"""How an intent stretches every pause."""

PAUSE_SHAPE = 1.3
"""Shape of the gamma law of a pause. Gamma, so that the time spent tells all that the pauses tell."""

ITEM_TYPES = ("view_item", "add_to_wishlist")
PAGE_TYPES = ("page_view", "search", "view_item_list", "refund")

CHANNELS: Mapping[str, tuple[float, float, Mapping[str, float]]] = {
    "direct": (0.15, 0.34, {"buy": 1.4}),
    "organic_search": (0.33, 0.24, {"buy": 1.1}),
    "paid_search": (0.20, 0.12, {"buy": 1.6, "compare": 1.2}),
    "email": (0.02, 0.16, {"buy": 1.3}),
    "social": (0.15, 0.06, {"glance": 1.6, "buy": 0.3}),
    "referral": (0.08, 0.05, {"compare": 1.2}),
    "affiliate": (0.07, 0.03, {"buy": 1.2}),
}
"""Channel: its weight on a first visit and on later ones, and how intents multiply it."""

DEVICES: Mapping[str, tuple[float, Mapping[str, float]]] = {
    "desktop": (0.36, {"compare": 1.2, "buy": 1.6}),
    "mobile": (0.57, {"glance": 1.4, "buy": 0.75}),
    "tablet": (0.07, {}),
}
"""Device: its weight, and how intents multiply it. Chosen at each visit."""

COUNTRIES: Mapping[str, float] = {
    "DE": 0.34, "FR": 0.15, "NL": 0.10, "AT": 0.08, "ES": 0.08, "IT": 0.08, "BE": 0.06, "PL": 0.05, "SE": 0.03, "IE": 0.02, "PT": 0.01,
}  # fmt: skip
"""Share of each country; of no persona or intent, so the filter need not look."""

ENTRY: Mapping[str, Mapping[str, float]] = {
    "direct": {"page_view": 72, "search": 6, "view_item_list": 12, "view_item": 10},
    "organic_search": {"page_view": 20, "search": 4, "view_item_list": 40, "view_item": 36},
    "paid_search": {"page_view": 10, "search": 2, "view_item_list": 38, "view_item": 50},
    "email": {"page_view": 26, "view_item_list": 40, "view_item": 34},
    "social": {"page_view": 38, "view_item_list": 16, "view_item": 46},
    "referral": {"page_view": 44, "view_item_list": 24, "view_item": 32},
    "affiliate": {"page_view": 22, "view_item_list": 30, "view_item": 48},
}
"""Type of a visit's first event by channel."""

ENTRY_TILT: Mapping[str, Mapping[str, float]] = {
    "glance": {"page_view": 1.2},
    "browse": {"view_item_list": 1.2},
    "compare": {"view_item": 1.3},
    "buy": {"search": 2.5, "view_item": 1.5, "page_view": 0.7},
}

FAVOURITE = 0.6
"""Share of a visitor's interest that goes to a favourite category; the rest follows the general interest."""


@dataclass(frozen=True, slots=True)
class Laws:
    """The generating process as arrays: P = 4 personas, J = 4 intents.

    Parameters
    ----------
    funnel, items
        What is done next, and what there is to look at.
    persona, mix
        Shapes (P,) and (P, J): P(persona), P(intent | persona).
    returns
        Shape (P,): P(a visitor ever comes back after a visit).
    soon
        Shape (P,): P(the wait is a short one).
    rate
        Shape (2, P): rates of the short and the long wait, per day of season time.
    channel
        Shape (2, J, 7): P(channel | first or later visit, intent).
    device
        Shape (J, 3): P(device | intent).
    entry
        Shape (7, J, T): P(first type | channel, intent).
    tier
        Shape (P, 3): P(price tier | persona).
    again
        Shape (J,): P(looking again | intent).
    pause_group
        Shape (T,): 0 page or list, 1 item, 2 cart and checkout.
    pause
        Shape (3, L + 1, J): P(pause of s seconds | group of the last type, intent), s = 0 .. L = `LONGEST_PAUSE_S`, nothing at 0.
    interest
        Shape (8,): P(category), general.
    country
        Shape (11,): P(country).
    """

    funnel: Funnel
    items: Assortment
    persona: Floats
    mix: Floats
    returns: Floats
    soon: Floats
    rate: Floats
    channel: Floats
    device: Floats
    entry: Floats
    tier: Floats
    again: Floats
    pause_group: Ints
    pause: Floats
    interest: Floats
    country: Floats


def shop_laws(seed: int) -> Laws:
    """Return the laws of the simulated shop; the seed chooses its items alone."""
    comes_back = np.array([COMES_BACK[name] for name in PERSONAS])
    interest = np.array([share for _, _, share, _ in CATEGORIES.values()])
    return Laws(
        funnel=shop_funnel(),
        items=shop_assortment(seed),
        persona=np.array(list(PERSONAS.values())),
        mix=np.array([INTENT_MIX[name] for name in PERSONAS]),
        returns=comes_back[:, 0],
        soon=comes_back[:, 1],
        rate=1 / comes_back[:, 2:].T,
        channel=_channels(),
        device=_tilted({name: weight for name, (weight, _) in DEVICES.items()}, {name: tilt for name, (_, tilt) in DEVICES.items()}),
        entry=_entry(),
        tier=np.array([TIER_TASTE[name] for name in PERSONAS]),
        again=np.array([LOOKS_AGAIN[name] for name in INTENTS]),
        pause_group=np.array([0 if name in PAGE_TYPES else 1 if name in ITEM_TYPES else 2 for name in TYPES]),
        pause=_pauses(),
        interest=interest / interest.sum(),
        country=np.array(list(COUNTRIES.values())),
    )


def _tilted(weights: Mapping[str, float], tilts: Mapping[str, Mapping[str, float]]) -> Floats:
    """Return P(name | intent), shape (J, names)."""
    table = np.array([[weight * tilts[name].get(intent, 1.0) for name, weight in weights.items()] for intent in INTENTS])
    return np.asarray(table / table.sum(axis=-1, keepdims=True))


def _channels() -> Floats:
    tilts = {name: tilt for name, (_, _, tilt) in CHANNELS.items()}
    first = _tilted({name: weight for name, (weight, _, _) in CHANNELS.items()}, tilts)
    return np.stack([first, _tilted({name: weight for name, (_, weight, _) in CHANNELS.items()}, tilts)])


def _entry() -> Floats:
    table = np.zeros((len(CHANNELS), len(INTENTS), len(TYPES)))
    for row, channel in enumerate(CHANNELS):
        for column, intent in enumerate(INTENTS):
            for name, weight in ENTRY[channel].items():
                table[row, column, TYPE_NUMBER[name]] = weight * ENTRY_TILT[intent].get(name, 1.0)
    return np.asarray(table / table.sum(axis=-1, keepdims=True))


def _pauses() -> Floats:
    """Return the law of a pause: a gamma density taken at whole seconds from 1 and normalised."""
    seconds = np.arange(1, LONGEST_PAUSE_S + 1.0)[None, :, None]
    mean = np.multiply.outer(np.array(PAUSE_MEANS_S), np.array([PAUSE_TILT[name] for name in INTENTS]))[:, None, :]
    density = seconds ** (PAUSE_SHAPE - 1) * np.exp(-PAUSE_SHAPE * seconds / mean)
    table = np.concatenate([np.zeros((3, 1, len(INTENTS))), density], axis=1)
    return np.asarray(table / table.sum(axis=1, keepdims=True))
