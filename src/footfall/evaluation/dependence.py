"""Is the target a function of other columns?

A column (or a pair) determines the target when rows that agree on it agree on the target. That alone proves nothing: an identifier
determines everything. So it must have *support*: enough rows behind each value. And it must be far from what chance gives: a rare target is
nearly constant in every group. Approximate functional dependency after Huhtala et al. (1999), "TANE", The Computer Journal 42(2), with the
share of rows to be removed, g3, as error.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

__all__ = ["Determinant", "determinants"]

PURE = 0.999
"""Share of rows that equal their group's commonest answer (1 - g3)."""
ROWS_PER_VALUE = 5.0
"""Fewest rows behind a value, on average, for a dependency to have support."""
REPEATED = 0.9
"""Share of rows whose value occurs more than once."""
EXPLAINED = 0.99
"""Share of the errors of always guessing the commonest answer that must vanish."""
PAIR_VALUES = 2_000
"""Most values of a column that is tried in pairs."""
BINS = 200
"""Most answers; an amount with more is not a look-up of this kind."""

Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Determinant:
    """Columns that determine the target.

    Parameters
    ----------
    columns
        One or two names.
    values
        Different values (or combinations).
    agreeing
        Of those, how many have one answer only.
    rows
        Rows with a value.
    purity
        Share of rows that equal their group's commonest answer.
    """

    columns: tuple[str, ...]
    values: int
    agreeing: int
    rows: int
    purity: float

    def words(self) -> str:
        """Return it for a reader."""
        named = " and ".join(f'"{name}"' for name in self.columns)
        each = f"each seen {self.rows / self.values:,.0f} times on average"
        return f"it is a function of {named} ({self.agreeing:,} of {self.values:,} values agree, {each})"

    def evidence(self) -> str:
        """Return the measured figures."""
        return f"{' + '.join(self.columns)}: purity {self.purity:.5f} over {self.rows:,} rows and {self.values:,} values"


def determinants(columns: pd.DataFrame, answer: pd.Series) -> list[Determinant]:
    """Return every single column, and every pair without such a column, that determines the answer; the fewest values first.

    Parameters
    ----------
    columns
        n rows of other columns.
    answer
        Shape (n,): the target.
    """
    known = answer.notna().to_numpy()
    target = codes(answer[known])
    if target.max(initial=0) + 1 < 2 or target.max(initial=0) >= BINS:
        return []
    coded = {str(name): codes(columns[name][known]) for name in columns}
    alone = [found for name, code in coded.items() if (found := judged((name,), code, target)) is not None]
    taken = {found.columns[0] for found in alone}
    small = [name for name, code in coded.items() if name not in taken and 1 < code.max(initial=-1) + 1 <= PAIR_VALUES]
    pairs = [(one, two, paired(coded[one], coded[two])) for one, two in combinations(small, 2)]
    both = [found for one, two, code in pairs if (found := judged((one, two), code, target)) is not None]
    return sorted(alone, key=lambda each: each.values) + sorted(both, key=lambda each: each.values)[:3]


def judged(names: tuple[str, ...], code: Codes, target: Codes) -> Determinant | None:
    """Return the determinant if these codes determine the target with support, and better than chance."""
    present = code >= 0
    code, target = code[present], target[present]
    if len(code) < 100:
        return None
    _, code = np.unique(code, return_inverse=True)
    sizes = np.bincount(code)
    values, rows = len(sizes), len(code)
    if rows / values < ROWS_PER_VALUE or sizes[sizes > 1].sum() / rows < REPEATED or values < 2:
        return None
    width = int(target.max()) + 1
    groups, counts = np.unique(code * width + target, return_counts=True)
    commonest = np.zeros(values, dtype=np.int64)
    np.maximum.at(commonest, groups // width, counts)
    purity = float(commonest.sum() / rows)
    blind = 1.0 - np.bincount(target).max() / rows
    if blind <= 0 or purity < PURE or (1.0 - purity) > (1.0 - EXPLAINED) * blind:
        return None
    return Determinant(names, values, int((commonest == sizes).sum()), rows, purity)


def codes(column: pd.Series) -> Codes:
    """Return each value's number, -1 where it is missing."""
    return pd.factorize(column, sort=False)[0].astype(np.int64)


def paired(one: Codes, two: Codes) -> Codes:
    """Return the number of each combination, -1 where either is missing."""
    code: Codes = np.where((one >= 0) & (two >= 0), one * (int(two.max(initial=0)) + 1) + two, -1)
    return code
