"""Which running windows does a query ask for, and can they be had without the database's window operator?

`planned` takes a query's window functions apart: what the database is asked for of single rows, and which sums, counts, extremes and firsts
run over them. None where a query looks ahead or asks for something that only the database knows. It computes nothing: `windows.running`
does.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from footfall.engines.duckdb import Engine
from footfall.windows.query import DAY, Query, named

__all__ = ["Call", "Occurrence", "Past", "Plan", "planned"]

CALL = re.compile(r"(count|sum|min|max)\((.+)\)|(first_value|last_value)\((.+) IGNORE NULLS\)", re.DOTALL)
WHOLE = frozenset({"TINYINT", "SMALLINT", "INTEGER", "BIGINT"})
NUMBER = re.compile(r"seen\d+")
SEEN = re.compile(r"CASE WHEN (seen\d+) (= 1|> 1) THEN (.+) END", re.DOTALL)
SQUARED = re.compile(r"CAST\((.+) AS HUGEINT\) \* CAST\(\1 AS HUGEINT\)", re.DOTALL)
LARGE = 2**46
"""From here on a number has three limbs, a 2^44 + b 2^22 + c; below it two, h 2^22 + c."""
SQUARE = {"hh": 2**44, "hc": 2**23, "cc": 1}
"""Products whose sum is the square of a number below `LARGE`, and the factor of each."""
LARGE_SQUARE = {"aa": 2**88, "ab": 2**67, "ac": 2**45, "bb": 2**44, "bc": 2**23, "cc": 1}


@dataclass(frozen=True, slots=True)
class Call:
    """A running window function: ``function(argument) OVER (PARTITION BY group ...)``, `argument` and `group` being names of columns.

    `group` is ``session_no`` or ``visitor_no`` and, where that is parted further, the name of the column that parts it. `seen` is the name
    of an occurrence number and the condition on it (``= 1``) under which the argument counts; without an argument the number itself does.
    """

    name: str
    function: str
    argument: str
    group: tuple[str, str]
    seen: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Past:
    """Sums (least, greatest) over the days before a row's own; `argument` and `day` are names of columns."""

    name: str
    rollup: str
    argument: str
    day: str
    days: int


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The number of times that a row's value of the column `value` came up so far in its group."""

    name: str
    value: str
    group: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """What the database is asked for, and what is made of it.

    `rows` maps expressions over a row to the names of their columns; `wide` maps the name of a 128-bit sum to its SQL over its parts.
    """

    query: Query
    rows: dict[str, str]
    occurrences: dict[str, Occurrence]
    calls: list[Call]
    past: list[Past]
    wide: dict[str, str]


def planned(query: Query, engine: Engine) -> Plan | None:
    """Return how to answer a query in batches; None where it looks ahead or asks for something that only the database knows."""
    steps = [(partition, call, name) for (partition, _), calls in query.steps.items() for call, name in calls.items()]
    read = {call: understood(call) for call in [*(call for _, call, _ in steps), *query.daily]}
    if query.ahead or any(each is None or query.needed_by(each.argument) for each in read.values()):
        return None
    kinds = kinds_of(query, engine, [each.argument for each in read.values() if each is not None])
    plan = Plan(query, dict(query.plain), {}, [], [], {})
    for (partition, value), name in query.occurrences.items():
        plan.occurrences[name] = Occurrence(name, asked(plan, value), grouped(plan, partition))
    for partition, call, name in steps:
        each = read[call]
        if each is None or not fits(each, kinds):
            return None
        group, argument = grouped(plan, partition), asked(plan, each.argument)
        if each.squared:
            products = SQUARE if largest(query, engine, each.argument) < LARGE else LARGE_SQUARE
            plan.calls.extend(Call(f"{name}_{limbs}", limbs, argument, group, each.seen) for limbs in products)
            plan.wide[name] = " + ".join(f"CAST({name}_{limbs} AS HUGEINT) * {factor}" for limbs, factor in products.items())
        else:
            plan.calls.append(Call(name, each.function, argument, group, each.seen))
    for (daily, days), name in query.rolled.items():
        each = next(read[call] for call, known in query.daily.items() if known == daily)
        if each is None or kinds.get(each.argument) not in WHOLE or each.seen[0] or each.squared:
            return None
        plan.past.append(Past(name, each.function, asked(plan, each.argument), asked(plan, DAY), days))
    return plan


@dataclass(frozen=True, slots=True)
class Read:
    """A window function's SQL, taken apart; without an argument the occurrence number itself is the argument."""

    function: str
    argument: str
    seen: tuple[str, str]
    squared: bool


def understood(call: str) -> Read | None:
    """Return what a window function's SQL asks for; None where it is of no known form."""
    found = CALL.fullmatch(call)
    if found is None:
        return None
    function, argument = (found[1], found[2]) if found[1] else (found[3], found[4])
    if argument == "*" or not is_one(argument):
        return None
    seen, squared = ("", ""), False
    if number := NUMBER.fullmatch(argument):
        return Read(function, "", (number[0], ""), squared)
    if condition := SEEN.fullmatch(argument):
        argument, seen = condition[3], (condition[1], condition[2])
    if square := SQUARED.fullmatch(argument):
        argument, squared = square[1], True
    return Read(function, argument, seen, squared)


def is_one(argument: str) -> bool:
    """Return whether no bracket of an argument closes one from outside, as in ``a) + sum(b``; brackets within text count too."""
    depth = [argument[: place + 1].count("(") - argument[: place + 1].count(")") for place, sign in enumerate(argument) if sign == ")"]
    return all(each >= 0 for each in depth)


def fits(read: Read, kinds: Mapping[str, str]) -> bool:
    """Return whether a window function can be computed over the type of its argument."""
    if read.function in ("count", "first_value", "last_value"):
        return not read.squared
    kind = kinds.get(read.argument, "BIGINT")
    return kind in WHOLE or (kind == "VARCHAR" and read.function != "sum" and not read.squared)


def largest(query: Query, engine: Engine, sql: str) -> int:
    """Return the largest absolute value of an expression over all rows."""
    return engine.integer(f"SELECT greatest(max({sql}), -min({sql})) FROM {query.table}")


def asked(plan: Plan, sql: str) -> str:
    """Return the name of the column that holds an expression, made on the first call."""
    return plan.rows.setdefault(sql, sql if sql.isidentifier() else f"x{len(plan.rows)}") if sql else ""


def grouped(plan: Plan, partition: str) -> tuple[str, str]:
    """Return the key of a partition and the name of the column that parts it further, "" for none."""
    key, _, further = partition.partition(", ")
    return key, asked(plan, further)


def kinds_of(query: Query, engine: Engine, arguments: list[str]) -> dict[str, str]:
    """Return DuckDB's type of each argument."""
    named_arguments = {sql: f"x{number}" for number, sql in enumerate(dict.fromkeys(filter(None, arguments)))}
    if not named_arguments or any(query.needed_by(sql) for sql in named_arguments):
        return {}
    found = engine.rows(f"DESCRIBE SELECT {named(named_arguments)} FROM {query.table}")
    return {sql: str(row[1]) for sql, row in zip(named_arguments, found, strict=True)}
