"""How are the value behind a reason and its effect said?

A declared feature by its phrase (`features.phrase`); a column of a session table, which nobody declared, by name, value and place among the
training rows: ``PageValues is 12.3 (higher than 87% of rows)``. Effects in percentage points, or in the amount's unit. Equal values are
worded once, so that a column of 100,000 rows costs a fraction of a second.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from footfall.dataset.dataset import Bools, Floats, Kind
from footfall.features.phrase import in_words

__all__ = ["Saying", "Wording"]

POINTS = 100.0
TENTHS_FROM = 0.95
"""Points from which tenths are enough."""
DIGITS = 4
"""Significant digits of values of which the words show three at most: close ones are worded once."""


@dataclass(frozen=True, slots=True)
class Saying:
    """How one feature is said: by its phrase, or else by its `label` (default: its name) and percentiles (101, of the training rows; none
    for a category).
    """

    name: str
    phrase: str = ""
    unit: str = ""
    percentiles: tuple[float, ...] = ()
    label: str = ""

    def words(self, value: float | str | None, currency: str | None) -> str:
        """Return a value in words."""
        if self.phrase:
            return in_words(self.phrase, self.unit, value, name=self.name, currency=currency)
        called = self.label or self.name
        if value is None or value != value:  # NaN
            return f"{called} is not known"
        if isinstance(value, str):
            return f'{called} is "{value}"'
        return f"{called} is {_plain(value)}{self._place(value)}"

    def _place(self, value: float) -> str:
        """Return where a value stands among the training rows."""
        if not self.percentiles:
            return ""
        last = len(self.percentiles) - 1
        below = round(100.0 * int(np.searchsorted(self.percentiles, value, side="left")) / (last + 1))
        above = round(100.0 * (last + 1 - int(np.searchsorted(self.percentiles, value, side="right"))) / (last + 1))
        if max(below, above) < 50:
            return f" (as {100 - below - above}% of rows)"
        side, share = ("higher", below) if below >= above else ("lower", above)
        return f" ({side} than {'all' if share == 100 else f'{share}% of'} rows)"


@dataclass(frozen=True, slots=True)
class Wording:
    """How the reasons of one model are said.

    Parameters
    ----------
    sayings
        Of the model's features, in their order.
    kind, unit
        Of the question.
    currency
        Code of amounts; None where the data has none.
    """

    sayings: tuple[Saying, ...]
    kind: Kind
    unit: str
    currency: str | None

    @property
    def scale(self) -> float:
        """By what a change of the score is multiplied to be a size: percentage points of a probability."""
        return POINTS if self.kind == "binary" else 1.0

    def words(self, number: int, values: pd.Series) -> list[str]:
        """Return the words of n values of a feature."""
        saying = self.sayings[number]
        plain: Iterable[float | str | None]
        if pd.api.types.is_numeric_dtype(values):
            numbers = values.to_numpy(dtype=np.float64, na_value=np.nan)
            plain = numbers.tolist() if saying.unit == "currency" or not saying.phrase else _rounded(numbers).tolist()
        else:
            plain = [None if gap else str(value) for value, gap in zip(values, values.isna(), strict=True)]
        known: dict[float | str | None, str] = {}
        said = []
        for value in plain:
            key = None if value != value else value
            if key not in known:
                known[key] = saying.words(key, self.currency)
            said.append(known[key])
        return said

    def effect(self, size: float, *, raises: bool) -> str:
        """Return by how much a reason moves the score: ``+4.2 points``, ``-1.10 EUR``; the sign is the model's own direction."""
        sign, amount = "+" if raises else "-", abs(size)
        if self.kind == "binary":
            shown = f"{amount:.1f}" if amount >= TENTHS_FROM else f"{amount:.2f}"
            return f"{sign}{shown} points" if amount >= 0.005 else f"{sign}under 0.01 points"
        unit = self.currency if self.unit == "currency" else self.unit
        return f"{sign}{f'{amount:,.2f}' if amount >= 0.005 else 'under 0.01'}{f' {unit}' if unit else ''}"

    def effects(self, sizes: Floats, raises: Bools) -> list[str]:
        """Return the effects of n reasons."""
        digits = np.where((self.kind == "binary") & (np.abs(sizes) >= TENTHS_FROM), 10.0, 100.0)
        rounded = np.round(np.abs(sizes) * digits) / digits
        pairs = list(zip(rounded.tolist(), raises.tolist(), strict=True))
        known = {pair: self.effect(pair[0], raises=pair[1]) for pair in set(pairs)}
        return [known[pair] for pair in pairs]


def _plain(value: float) -> str:
    if float(value).is_integer() and abs(value) < 1e15:
        return f"{value:,.0f}"
    return f"{value:,.3g}" if abs(value) < 1_000 else f"{value:,.0f}"


def _rounded(values: Floats) -> Floats:
    """Return numbers that are not whole to `DIGITS` significant digits."""
    with np.errstate(divide="ignore", invalid="ignore"):
        power = np.where(values == 0, 0.0, np.floor(np.log10(np.abs(values))))
    step = 10.0 ** (power - DIGITS + 1)
    rounded: Floats = np.where(values == np.floor(values), values, np.round(values / step) * step)
    return rounded
