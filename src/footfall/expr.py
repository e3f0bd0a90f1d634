"""How is a condition or an amount written once, and read by a table as well as by an event?

An expression is a small tree over the fields of `event`: ``event.type == "purchase"``. `sql` gives its text in DuckDB's dialect, `reader`
gives a Python function of one `Event`. Both follow SQL's three-valued logic: a comparison with null is null, and a filter lets through only
what is true. It knows nothing of windows or aggregates. The nodes stand in one file since an operator on any of them makes another.

>>> (event.type == "purchase").sql()
"(type = 'purchase')"
>>> (event.price_micros * event.quantity).sql()
'(price_micros * quantity)'
"""

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

__all__ = [
    "DAY_US",
    "HOUR_US",
    "Expr",
    "Field",
    "Kind",
    "Readable",
    "Reader",
    "Value",
    "event",
    "extra",
    "hour_of_day",
    "local_day",
    "weekday",
]

Kind = Literal["text", "integer", "money", "duration", "flag"]
"""What a value is: `money` in micro-units of the currency and `duration` in microseconds are integers too."""

Value: TypeAlias = str | int | float | bool | None

HOUR_US = 3_600_000_000
DAY_US = 24 * HOUR_US


class Readable(Protocol):
    """Anything whose attributes are the fields of an event."""


Reader: TypeAlias = Callable[[Readable], Value]

_COMPARE: dict[str, Callable[..., bool]] = {
    "=": operator.eq, "<>": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_ARITHMETIC: dict[str, Callable[..., int | None]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul,
    "//": lambda a, b: a // b if b else None, "%": lambda a, b: a % b if b else None,
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Expr:
    """A node of an expression. Operators build bigger ones; `==` compares fields, not nodes."""

    @property
    def kind(self) -> Kind:
        """What the value is."""
        return "flag"

    def sql(self) -> str:
        """Return the text in DuckDB's dialect, in brackets where needed."""
        raise TypeError(f"{type(self).__name__} is abstract")

    def reader(self) -> Reader:
        """Return a function of one event that gives the value, None for null."""
        raise TypeError(f"{type(self).__name__} is abstract")

    def fields(self) -> frozenset[str]:
        """Return the names of the event's fields that are read."""
        return frozenset()

    def __eq__(self, other: object) -> "Expr":  # type: ignore[override]
        return Compare("=", self, lift(other))

    def __ne__(self, other: object) -> "Expr":  # type: ignore[override]
        return Compare("<>", self, lift(other))

    def __lt__(self, other: object) -> "Expr":
        return Compare("<", self, lift(other))

    def __le__(self, other: object) -> "Expr":
        return Compare("<=", self, lift(other))

    def __gt__(self, other: object) -> "Expr":
        return Compare(">", self, lift(other))

    def __ge__(self, other: object) -> "Expr":
        return Compare(">=", self, lift(other))

    def __add__(self, other: object) -> "Expr":
        return Arithmetic("+", self, lift(other))

    def __sub__(self, other: object) -> "Expr":
        return Arithmetic("-", self, lift(other))

    def __mul__(self, other: object) -> "Expr":
        return Arithmetic("*", self, lift(other))

    def __floordiv__(self, other: object) -> "Expr":
        return Arithmetic("//", self, lift(other))

    def __mod__(self, other: object) -> "Expr":
        return Arithmetic("%", self, lift(other))

    def __and__(self, other: "Expr") -> "Expr":
        return Both(self, other)

    def __or__(self, other: "Expr") -> "Expr":
        return Either(self, other)

    def __invert__(self) -> "Expr":
        return Not(self)

    def is_in(self, *values: str) -> "Expr":
        """Return whether the value is one of these; null stays null."""
        return In(self, values)

    def is_null(self) -> "Expr":
        """Return whether the value is null; never null itself."""
        return IsNull(self)

    def __hash__(self) -> int:
        return id(self)

    def __bool__(self) -> bool:
        raise TypeError("An expression has no truth of its own: combine with & | ~ instead of and, or, not.")


@dataclass(frozen=True, eq=False)
class Field(Expr):
    """A column of the event; `is_extra` where the source declared it, under any name at all, which SQL therefore quotes."""

    name: str
    type: Kind
    is_extra: bool = False

    @property
    def kind(self) -> Kind:  # noqa: D102
        return self.type

    def sql(self) -> str:  # noqa: D102
        return '"' + self.name.replace('"', '""') + '"' if self.is_extra else self.name

    def reader(self) -> Reader:  # noqa: D102
        if not self.is_extra:
            return operator.attrgetter(self.name)
        name = self.name

        def read(row: Readable) -> Value:
            value: Value = row.extras.get(name)  # type: ignore[attr-defined]
            return value

        return read

    def fields(self) -> frozenset[str]:  # noqa: D102
        return frozenset((self.name,))


@dataclass(frozen=True, eq=False)
class Constant(Expr):
    """A literal."""

    value: str | int | bool

    @property
    def kind(self) -> Kind:
        return "text" if isinstance(self.value, str) else "flag" if isinstance(self.value, bool) else "integer"

    def sql(self) -> str:
        if isinstance(self.value, str):
            return "'" + self.value.replace("'", "''") + "'"
        return str(self.value).lower() if isinstance(self.value, bool) else str(self.value)

    def reader(self) -> Reader:
        value = self.value
        return lambda row: value


@dataclass(frozen=True, eq=False)
class _Pair(Expr):
    sign: str
    left: Expr
    right: Expr

    def sql(self) -> str:
        return f"({self.left.sql()} {self.sign} {self.right.sql()})"

    def fields(self) -> frozenset[str]:
        return self.left.fields() | self.right.fields()

    def _combine(self, apply: Callable[..., Value]) -> Reader:
        left = self.left.reader()
        if isinstance(self.right, Constant):
            constant = self.right.value

            def with_constant(row: Readable) -> Value:
                a = left(row)
                return None if a is None else apply(a, constant)

            return with_constant
        right = self.right.reader()

        def with_both(row: Readable) -> Value:
            a, b = left(row), right(row)
            return None if a is None or b is None else apply(a, b)

        return with_both


class Compare(_Pair):
    """A comparison; null with a null on either side. Text compares by bytes, as Python and a binary collation both do."""

    def reader(self) -> Reader:
        return self._combine(_COMPARE[self.sign])


class Arithmetic(_Pair):
    """Integer arithmetic; `//` and `%` want sides that are never negative (SQL truncates where Python floors), and by 0 they are null."""

    @property
    def kind(self) -> Kind:
        kinds = (self.left.kind, self.right.kind)
        if self.sign in ("//", "%"):
            return "integer"
        return "money" if "money" in kinds else "duration" if "duration" in kinds else "integer"

    def sql(self) -> str:
        divides = self.sign in ("//", "%") and not (isinstance(self.right, Constant) and self.right.value)
        right = f"nullif({self.right.sql()}, 0)" if divides else self.right.sql()
        return f"({self.left.sql()} {self.sign} {right})"

    def reader(self) -> Reader:
        return self._combine(_ARITHMETIC[self.sign])


@dataclass(frozen=True, eq=False)
class Both(Expr):
    """Three-valued and: false wins over null."""

    left: Expr
    right: Expr

    def sql(self) -> str:
        return f"({self.left.sql()} AND {self.right.sql()})"

    def reader(self) -> Reader:
        left, right = self.left.reader(), self.right.reader()

        def read(row: Readable) -> Value:
            a = left(row)
            if a is False:
                return False
            b = right(row)
            return False if b is False else None if a is None or b is None else True

        return read

    def fields(self) -> frozenset[str]:
        return self.left.fields() | self.right.fields()


@dataclass(frozen=True, eq=False)
class Either(Expr):
    """Three-valued or: true wins over null."""

    left: Expr
    right: Expr

    def sql(self) -> str:
        return f"({self.left.sql()} OR {self.right.sql()})"

    def reader(self) -> Reader:
        left, right = self.left.reader(), self.right.reader()

        def read(row: Readable) -> Value:
            a = left(row)
            if a is True:
                return True
            b = right(row)
            return True if b is True else None if a is None or b is None else False

        return read

    def fields(self) -> frozenset[str]:
        return self.left.fields() | self.right.fields()


@dataclass(frozen=True, eq=False)
class Not(Expr):
    """Three-valued not: null stays null."""

    inner: Expr

    def sql(self) -> str:
        return f"(NOT {self.inner.sql()})"

    def reader(self) -> Reader:
        inner = self.inner.reader()

        def read(row: Readable) -> Value:
            a = inner(row)
            return None if a is None else not a

        return read

    def fields(self) -> frozenset[str]:
        return self.inner.fields()


@dataclass(frozen=True, eq=False)
class In(Expr):
    """Membership in a list of constants."""

    inner: Expr
    values: tuple[str, ...]

    def sql(self) -> str:
        return f"({self.inner.sql()} IN ({', '.join(Constant(value).sql() for value in self.values)}))"

    def reader(self) -> Reader:
        inner, values = self.inner.reader(), frozenset(self.values)

        def read(row: Readable) -> Value:
            a = inner(row)
            return None if a is None else a in values

        return read

    def fields(self) -> frozenset[str]:
        return self.inner.fields()


@dataclass(frozen=True, eq=False)
class IsNull(Expr):
    """Whether a value is missing."""

    inner: Expr

    def sql(self) -> str:
        return f"({self.inner.sql()} IS NULL)"

    def reader(self) -> Reader:
        inner = self.inner.reader()
        return lambda row: inner(row) is None

    def fields(self) -> frozenset[str]:
        return self.inner.fields()


class _Event:
    """The namespace of fields: `event.type`. A misspelt one fails at import, not in a query."""

    event_id = Field("event_id", "text")
    visitor_id = Field("visitor_id", "text")
    session_id = Field("session_id", "text")
    seq = Field("seq", "integer")
    us = Field("us", "duration")
    utc_offset_s = Field("utc_offset_s", "integer")
    time_precision = Field("time_precision", "text")
    type = Field("type", "text")
    item_id = Field("item_id", "text")
    category = Field("category", "text")
    brand = Field("brand", "text")
    price_micros = Field("price_micros", "money")
    quantity = Field("quantity", "integer")
    order_id = Field("order_id", "text")
    value_micros = Field("value_micros", "money")
    revenue_micros = Field("revenue_micros", "money")
    page = Field("page", "text")
    channel = Field("channel", "text")
    country = Field("country", "text")
    device = Field("device", "text")
    bot = Field("bot", "flag")
    click = Field("click", "integer")
    gap_us = Field("gap_us", "duration")
    visit_gap_us = Field("visit_gap_us", "duration")
    previous_type = Field("previous_type", "text")
    previous_category = Field("previous_category", "text")
    category_run = Field("category_run", "integer")


event = _Event()
"""The fields that expressions may name. The last six come from the visit: `sessions.rule` says what they are."""


def extra(name: str, kind: Kind = "text") -> Field:
    """Return a column that a source declares beyond the canonical ones."""
    return Field(name, kind, is_extra=True)


def hour_of_day() -> Expr:
    """Return the hour (0 to 23) on the shop's clock, by integer arithmetic alone so that every engine agrees."""
    return ((event.us + event.utc_offset_s * 1_000_000) // HOUR_US) % 24


def local_day() -> Expr:
    """Return the number of the day on the shop's clock, 1970-01-01 being 0."""
    return (event.us + event.utc_offset_s * 1_000_000) // DAY_US


def weekday() -> Expr:
    """Return the day of the week on the shop's clock, Monday 0 to Sunday 6 (1970-01-01 was a Thursday)."""
    return (local_day() + 3) % 7


def lift(value: object) -> Expr:
    """Turn a constant into an expression; an expression stays as it is."""
    if isinstance(value, Expr):
        return value
    if isinstance(value, str | int):
        return Constant(value)
    raise TypeError(f"{value!r} cannot stand in an expression: use text, an integer, a bool, or another field.")


def all_of(conditions: Iterable[Expr]) -> Expr | None:
    """Return the conjunction of conditions, None for none."""
    combined: Expr | None = None
    for condition in conditions:
        combined = condition if combined is None else combined & condition
    return combined
