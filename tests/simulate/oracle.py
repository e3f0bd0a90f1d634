"""Is the truth what the declared tables say it is?

A second filter, one visitor and one event at a time in plain Python, that reads the rows of an events file (what a shop could log) and the
declared tables, and shares no code with the simulator's arrays. Slow and plain on purpose.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from math import exp, expm1

from footfall.events.event import TYPES
from footfall.simulate import assortment, crowd, funnel, laws, season

Row = Mapping[str, object]
State = tuple[str, int, int]
Weight = dict[tuple[str, str], float]


class Oracle:
    """The truth about one shop's visitors."""

    def __init__(self, items: assortment.Assortment, start: date) -> None:
        self.items = {name: number for number, name in enumerate(items.ids)}
        self.catalogue = items
        self.start = start
        self.values = {intent: values(intent) for intent in funnel.INTENTS}
        self.hours = [0.0]
        for hour in range(24 * 7):
            rate = season.BY_HOUR[hour % 24] * season.BY_WEEKDAY[(start.weekday() + hour // 24) % 7]
            mean = sum(season.BY_HOUR) / 24 * sum(season.BY_WEEKDAY) / 7
            self.hours.append(self.hours[-1] + rate / mean / 24)

    def truths(self, rows: Sequence[Row]) -> list[float]:
        """Return P(purchase later in the visit) at each row of one visitor."""
        found = []
        persona = dict(laws.PERSONAS)
        weight: Weight = {}
        state: State = ("", 0, 0)
        viewed: list[str] = []
        at: object = None
        for place, row in enumerate(rows):
            kind, second = str(row["type"]), _int(row["us"]) // 1_000_000
            pause = second - _int(rows[place - 1]["us"]) // 1_000_000 if place else None
            if pause is None or pause > 1_800:
                if pause is not None:
                    persona = self.returned(weight, state, second - pause, second)
                weight = self.entered(persona, row, first=pause is None)
                state, viewed, at = (kind, 0, 0), [], None
            else:
                weight = scaled({key: w * step(state, key[1])[kind] * pause_law(state[0], key[1])[pause] for key, w in weight.items()})
                state = after(state, kind)
            if kind == "view_item":
                weight = self.viewed(weight, str(row["item_id"]), viewed[-crowd.SEEN :], at)
                viewed.append(str(row["item_id"]))
            if kind in ("view_item", "view_item_list", "search"):
                at = row["category"]
            found.append(sum(w * self.values[intent][state] for (_, intent), w in weight.items()))
        return found

    def entered(self, persona: Mapping[str, float], row: Row, *, first: bool) -> Weight:
        weight = {}
        for who, belief in persona.items():
            for number, intent in enumerate(funnel.INTENTS):
                by = {name: (new if first else old) * tilt.get(intent, 1.0) for name, (new, old, tilt) in laws.CHANNELS.items()}
                on = {name: share * tilt.get(intent, 1.0) for name, (share, tilt) in laws.DEVICES.items()}
                channel = str(row["channel"])
                enters = {name: share * laws.ENTRY_TILT[intent].get(name, 1.0) for name, share in laws.ENTRY[channel].items()}
                seen = 1.0 if row["type"] == "refund" else enters[str(row["type"])] / sum(enters.values())
                given = laws.INTENT_MIX[who][number] * by[channel] / sum(by.values()) * on[str(row["device"])] / sum(on.values())
                weight[who, intent] = belief * given * seen
        return scaled(weight)

    def returned(self, weight: Weight, state: State, left: int, second: int) -> dict[str, float]:
        belief = {}
        possible = self.elapsed(left + 31 * 60)
        waited, passing = self.elapsed(second) - possible, self.elapsed(second + 1) - self.elapsed(second)
        for who in laws.PERSONAS:
            returns, soon, short, long = laws.COMES_BACK[who]
            wait = sum(share * exp(-waited / mean) * -expm1(-passing / mean) for share, mean in ((soon, short), (1 - soon, long)))
            belief[who] = returns * wait * sum(weight[who, intent] * step(state, intent)["exit"] for intent in funnel.INTENTS)
        total = sum(belief.values())
        return {who: share / total for who, share in belief.items()}

    def viewed(self, weight: Weight, item: str, before: Sequence[str], at: object) -> Weight:
        number = self.items[item]
        tier, share = int(self.catalogue.tier[number]), float(self.catalogue.share[number])
        category = list(assortment.CATEGORIES)[int(self.catalogue.category[number])]
        chances = {}
        for who, intent in weight:
            again = laws.LOOKS_AGAIN[intent] if before else 0.0
            new = laws.TIER_TASTE[who][tier] * share if category == at or not before else 0.0
            chances[who, intent] = again * (before.count(item) / len(before) if before else 0.0) + (1 - again) * new
        return scaled({key: w * chances[key] for key, w in weight.items()})

    def elapsed(self, second: int) -> float:
        """Return season time since Monday before the period, in days."""
        since = second - (self.start.toordinal() - date(1970, 1, 1).toordinal()) * 86_400
        week, rest = divmod(since, 7 * 86_400)
        hour, part = divmod(rest, 3_600)
        return week * 7.0 + self.hours[hour] + (self.hours[hour + 1] - self.hours[hour]) * part / 3_600


def values(intent: str) -> dict[State, float]:
    """Return P(purchase later) of every state, by backing up from an hour away: the chain has left by then."""
    states = [(last, lines, bought) for last in TYPES for lines in range(funnel.CART_LINES + 1) for bought in (0, 1)]
    value = dict.fromkeys(states, 0.0)
    for _ in range(600):
        for state in states:
            law = step(state, intent)
            value[state] = sum(
                chance * (1.0 if kind == "purchase" else value[after(state, kind)]) for kind, chance in law.items() if kind != "exit"
            )
    return value


@cache
def step(state: State, intent: str) -> dict[str, float]:
    """Return the law of what follows."""
    last, lines, bought = state
    law = {}
    for kind, weight in funnel.AFTER[last].items():
        if (lines == 0 and kind in funnel.NEEDS_CART) or (lines == funnel.CART_LINES and kind == "add_to_cart"):
            continue
        law[kind] = weight * funnel.TILT[intent].get(kind, 1.0) * (funnel.AFTER_PURCHASE.get(kind, 1.0) if bought else 1.0)
    total = sum(law.values())
    return {kind: weight / total for kind, weight in law.items()}


def after(state: State, kind: str) -> State:
    """Return the state that a type leads to."""
    _, lines, bought = state
    if kind == "purchase":
        return (kind, 0, 1)
    return (kind, lines + {"add_to_cart": 1, "remove_from_cart": -1}.get(kind, 0), bought)


@cache
def pause_law(last: str, intent: str) -> list[float]:
    """Return P(pause) of every second, by hand."""
    group = 0 if last in laws.PAGE_TYPES else 1 if last in laws.ITEM_TYPES else 2
    scale = laws.PAUSE_MEANS_S[group] * laws.PAUSE_TILT[intent] / laws.PAUSE_SHAPE
    density = [0.0] + [s ** (laws.PAUSE_SHAPE - 1) * exp(-s / scale) for s in range(1, 29 * 60)]
    total = sum(density)
    return [each / total for each in density]


def scaled(weight: Weight) -> Weight:
    total = sum(weight.values())
    return {key: each / total for key, each in weight.items()}


def _int(value: object) -> int:
    assert isinstance(value, int)
    return value
