"""What is a feature?

A plain frozen declaration: a name that grep finds, an aggregate, a filter, a scope, a unit, a sentence. `Feature` looks back over events;
`Ratio` divides two features. Neither computes: `batch` writes the SQL, `online` runs the folds. `FeatureSet` is a checked, ordered
collection with a fingerprint.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from footfall.aggregates.aggregate import Aggregate, Result
from footfall.errors import UsageError
from footfall.events.event import DAY_US, PRECISIONS
from footfall.expr import Expr
from footfall.features.phrase import check_phrase
from footfall.windows.scope import SESSION, Scope

__all__ = ["Declaration", "Feature", "FeatureSet", "Ratio"]


@dataclass(frozen=True, slots=True)
class Feature:
    """What is known as of an event, the event included.

    Parameters
    ----------
    name
        Unique; what the table's column, the model's input and the report are called.
    aggregate
        How events become one value.
    where
        Which events count; None: all.
    by
        Only events that share this event's value of the expression ("views of *this* item"); null where it is null.
    scope
        How far back.
    unit
        ``currency``, ``seconds`` and ``days`` leave as floats in that unit; else a word for people: ``events``, ``share``, ``hour``.
    doc
        One sentence.
    phrase
        The value in a few words, for reasons of scores (`phrase.in_words`); no part of what the feature means.
    clock
        The coarsest precision of the source's clock that gives a meaning; on a coarser one the feature is null, never invented.
    """

    name: str
    aggregate: Aggregate
    where: Expr | None = None
    by: Expr | None = None
    scope: Scope = SESSION
    unit: str = ""
    doc: str = ""
    clock: str = "day"
    phrase: str = ""

    @property
    def result(self) -> Result:
        """Kind of the value inside; money and durations are integers there."""
        return self.aggregate.result

    @property
    def is_text(self) -> bool:
        """Whether the value is a category."""
        return self.result == "text"

    @property
    def scale(self) -> int:
        """By what the inner integer is divided on its way out: micro-units to currency, microseconds to seconds or days."""
        if self.result not in ("money", "duration"):
            return 1
        return DAY_US if self.unit == "days" else 1_000_000

    def fields(self) -> frozenset[str]:
        """Return the fields of the event that are read; a visitor's features read `visitor_id`."""
        parts = [self.aggregate.x, self.aggregate.of(), self.where, self.by]
        key = {"visitor_id"} if self.scope is not SESSION else set()
        return frozenset(key).union(*(part.fields() for part in parts if part is not None))

    def signature(self) -> str:
        """Return everything that gives the value its meaning, as text."""
        where = self.where.sql() if self.where is not None else ""
        by = self.by.sql() if self.by is not None else ""
        return f"{self.name}={self.aggregate.signature()} where {where} by {by} in {self.scope.name} clock {self.clock} per {self.scale}"


@dataclass(frozen=True, slots=True)
class Ratio:
    """One feature divided by another; null where either is null or the second is zero.

    Parameters
    ----------
    name, unit, doc, phrase
        As of `Feature`.
    numerator, denominator
        Names of features in the same set, with numeric values.
    """

    name: str
    numerator: str
    denominator: str
    unit: str = "ratio"
    doc: str = ""
    phrase: str = ""

    @property
    def is_text(self) -> bool:
        """Never."""
        return False

    def signature(self) -> str:
        """Return everything that gives the value its meaning, as text."""
        return f"{self.name}={self.numerator}/{self.denominator}"


Declaration = Feature | Ratio

RESERVED = frozenset(
    {"ord", "all", "and", "as", "case", "else", "end", "from", "group", "in", "not", "null", "or", "order", "select", "then", "when"}
)
"""Words that SQL would read as its own, and the column that joins the steps of a query."""


@dataclass(frozen=True)
class FeatureSet:
    """Declarations in order, checked: names are unique, windows can slide, ratios find their parts.

    Raises
    ------
    UsageError
        When a declaration cannot be computed, saying which and why.
    """

    declarations: tuple[Declaration, ...]

    def __post_init__(self) -> None:
        names: set[str] = set()
        for declaration in self.declarations:
            check(declaration, names)
            names.add(declaration.name)

    def __iter__(self) -> Iterator[Declaration]:
        return iter(self.declarations)

    def __len__(self) -> int:
        return len(self.declarations)

    @property
    def features(self) -> tuple[Feature, ...]:
        """The declarations that read events."""
        return tuple(each for each in self.declarations if isinstance(each, Feature))

    @property
    def ratios(self) -> tuple[Ratio, ...]:
        """The declarations that divide others."""
        return tuple(each for each in self.declarations if isinstance(each, Ratio))

    @cached_property
    def by_name(self) -> dict[str, Declaration]:
        """Declarations by name."""
        return {declaration.name: declaration for declaration in self.declarations}

    @property
    def names(self) -> tuple[str, ...]:
        """Names in order."""
        return tuple(declaration.name for declaration in self.declarations)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of all signatures: two sets with the same fingerprint mean the same."""
        return hashlib.sha256("\n".join(each.signature() for each in self.declarations).encode()).hexdigest()

    def keep(self, columns: Iterable[str], clock: str = "second") -> "FeatureSet":
        """Return the declarations whose fields are all among `columns` and whose clock is no finer, and the ratios whose parts remain."""
        known, rank = set(columns), PRECISIONS.index(clock)
        kept = {each.name for each in self.features if each.fields() <= known and PRECISIONS.index(each.clock) >= rank}
        ratios = {each.name for each in self.ratios if {each.numerator, each.denominator} <= kept}
        return FeatureSet(tuple(each for each in self.declarations if each.name in kept | ratios))


def check(declaration: Declaration, names: set[str]) -> None:
    """Refuse a declaration that the batch or the online path could not compute alike."""
    plain = re.fullmatch(r"[a-z][a-z0-9_]*", declaration.name) is not None and declaration.name not in RESERVED
    if declaration.name in names or not plain:
        raise UsageError(f"A feature's name must be new and a plain word in small letters, and {declaration.name!r} is not.")
    if declaration.phrase:
        check_phrase(declaration.phrase, declaration.unit, declaration.name)
    if isinstance(declaration, Ratio):
        missing = {declaration.numerator, declaration.denominator} - names
        if missing:
            raise UsageError(f"The ratio {declaration.name} needs {', '.join(sorted(missing))}, declared before it.")
        return
    if declaration.scope.days is not None and (declaration.aggregate.rollup is None or declaration.by is not None):
        raise UsageError(f"{declaration.name}: {declaration.aggregate.name} cannot slide over days.", remedy="Use an unbounded scope.")
    if declaration.aggregate.name == "current" and declaration.where is not None:
        raise UsageError(f"{declaration.name}: current takes no filter.")
    if declaration.clock not in PRECISIONS:
        raise UsageError(
            f"{declaration.name}: {declaration.clock!r} is no precision of a clock.", remedy=f"One of {', '.join(PRECISIONS)}."
        )
