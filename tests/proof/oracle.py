"""What is the right answer, by the plainest reading of the declarations?

A naive oracle, quadratic in the number of events: for each event it gathers the events of the scope up to it, in total order, and applies
the definition of the aggregate to that list. It shares no code with the folds or the SQL, and knows nothing of how they are made fast.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from math import floor, sqrt
from typing import Any, TypeAlias

from footfall.aggregates.total_distinct import TotalDistinct
from footfall.events.event import PRECISIONS
from footfall.expr import Arithmetic, Both, Compare, Constant, Either, Expr, Field, In, IsNull, Not, Value
from footfall.features.feature import Declaration, Feature, FeatureSet

__all__ = ["Row", "Sum", "evaluate", "features_at_every_event", "in_total_order", "placed", "summary"]

Row: TypeAlias = dict[str, Any]
"""One event: the canonical columns and the extras by name; once placed, also money in micro-units and what the visit tells it."""

Sum: TypeAlias = tuple[Value, Value, int]
"""What an aggregate sees of one matching event: its argument, its key where it has one, its time."""

SECOND, DAY = 1_000_000, 86_400_000_000


def in_total_order(rows: Iterable[Row]) -> list[Row]:
    """Return rows by (us, seq, event_id), ids as bytes."""
    return sorted(rows, key=lambda row: (row["us"], row["seq"], row["event_id"].encode()))


def placed(rows: Iterable[Row], gap_us: int) -> list[Row]:
    """Return the rows in total order with money in micro-units, `session`, `visitor` and what a visit tells its events."""
    done: list[Row] = []
    for raw in in_total_order(rows):
        row = raw | {f"{name}_micros": in_micros(raw[name]) for name in ("price", "value", "revenue")}
        own = [each for each in done if each["visitor_id"] == row["visitor_id"]]
        cut = [each for each in own if each["given"] is None]
        row["given"] = raw["session_id"]
        if row["given"] is not None:
            row["session"] = ("given", row["visitor_id"], row["given"])
        elif cut and row["us"] - cut[-1]["us"] <= gap_us:
            row["session"], row["session_id"] = cut[-1]["session"], cut[-1]["session_id"]
        else:
            row["session"] = ("cut", row["visitor_id"], len(done))
            row["session_id"] = f"{row['visitor_id']}/{row['us']}"
        visit = [each for each in done if each["session"] == row["session"]]
        returns = not visit and own and row["visitor_id"] is not None
        row["click"] = len(visit) + 1
        row["gap_us"] = row["us"] - visit[-1]["us"] if visit else None
        row["visit_gap_us"] = row["us"] - own[-1]["us"] if returns else None
        row["previous_type"] = visit[-1]["type"] if visit else None
        row["previous_category"] = visit[-1]["category"] if visit else None
        others = [number for number, each in enumerate(visit) if each["category"] != row["category"]]
        row["category_run"] = None if row["category"] is None else len(visit) - (others[-1] if others else -1)
        done.append(row)
    return done


def in_micros(amount: float | None) -> int | None:
    """Return an amount of money in micro-units, halves up."""
    return None if amount is None else floor(amount * 1e6 + 0.5)


def evaluate(node: Expr, row: Row) -> Any:
    """Return the value of an expression at a row, None for null."""
    match node:
        case Field():
            return row[node.name]
        case Constant():
            return node.value
        case Compare() | Arithmetic():
            left, right = evaluate(node.left, row), evaluate(node.right, row)
            return None if left is None or right is None else apply(node.sign, left, right)
        case Both() | Either():
            wins = isinstance(node, Either)
            sides = [evaluate(node.left, row), evaluate(node.right, row)]
            return wins if wins in sides else None if None in sides else not wins
        case Not():
            inner = evaluate(node.inner, row)
            return None if inner is None else not inner
        case In():
            inner = evaluate(node.inner, row)
            return None if inner is None else any(inner == value for value in node.values)
        case IsNull():
            return evaluate(node.inner, row) is None
    raise TypeError(f"{node} is unknown to the oracle")


def apply(sign: str, left: Any, right: Any) -> Any:
    """Return a comparison, text as bytes, or integer arithmetic, where division by zero is null."""
    if isinstance(left, str):
        left, right = left.encode(), right.encode()
    if sign in ("//", "%") and right == 0:
        return None
    signs: dict[str, Callable[[Any, Any], Any]] = {
        "=": lambda a, b: a == b, "<>": lambda a, b: a != b, "<": lambda a, b: a < b, "<=": lambda a, b: a <= b,
        ">": lambda a, b: a > b, ">=": lambda a, b: a >= b, "+": lambda a, b: a + b, "-": lambda a, b: a - b,
        "*": lambda a, b: a * b, "//": lambda a, b: a // b, "%": lambda a, b: a % b,
    }  # fmt: skip
    return signs[sign](left, right)


def summary(name: str, matching: Sequence[Sum], now: int) -> Any:
    """Return what the aggregate called `name` says of the matching events, at the time `now`."""
    known: list[Any] = [x for x, _, _ in matching if x is not None]
    by_bytes: Callable[[Any], Any] = lambda x: x.encode() if isinstance(x, str) else x  # noqa: E731
    match name:
        case "count":
            return len(matching)
        case "ever":
            return 1 if matching else 0
        case "elapsed":
            return now - matching[0][2] if matching else None
        case "since":
            return now - matching[-1][2] if matching else None
        case "total":
            return sum(known)
        case "mean":
            return float(sum(known)) / len(known) if known else None
        case "spread":
            mean = Fraction(sum(known), len(known) or 1)
            return sqrt(sum((x - mean) ** 2 for x in known) / len(known)) if known else None
        case "least":
            return min(known, key=by_bytes, default=None)
        case "greatest":
            return max(known, key=by_bytes, default=None)
        case "first":
            return known[0] if known else None
        case "last":
            return known[-1] if known else None
        case "distinct":
            return len(set(known))
        case "repeats":
            return len(known) - len(set(known))
        case "most":
            return max(Counter(known).values(), default=0)
        case "share":
            return sum(x is True for x, _, _ in matching) / len(matching) if matching else None
        case "total_distinct":
            earliest: dict[Value, Any] = {}
            for x, key, _ in matching:
                earliest.setdefault(key, x)
            return sum(x for key, x in earliest.items() if key is not None and x is not None)
    raise TypeError(f"{name} is unknown to the oracle")


def features_at_every_event(rows: Sequence[Row], features: FeatureSet) -> list[list[Value]]:
    """Return, for placed rows, every declaration's value as of each of them, in the order of the set."""
    columns: dict[str, list[Any]] = {}
    for each in features:
        if isinstance(each, Feature):
            columns[each.name] = column_of(each, rows)
        else:
            pairs = zip(columns[each.numerator], columns[each.denominator], strict=True)
            columns[each.name] = [top / bottom if top is not None and bottom else None for top, bottom in pairs]
    return [list(answers) for answers in zip(*columns.values(), strict=True)]


def column_of(feature: Feature, rows: Sequence[Row]) -> list[Any]:
    """Return a feature's value as of each row, in its unit."""
    aggregate = feature.aggregate
    per = aggregate.per if isinstance(aggregate, TotalDistinct) else None
    seen: list[Sum] = [(maybe(aggregate.x, row), maybe(per, row), row["us"]) for row in rows]
    matches = [feature.where is None or evaluate(feature.where, row) is True for row in rows]
    keys = [maybe(feature.by, row) for row in rows]
    answers: list[Any] = []
    for i, row in enumerate(rows):
        inside = [j for j in range(i + 1) if in_scope(rows[j], row, feature) and keys[j] == keys[i]]
        if i not in inside or (feature.by is not None and keys[i] is None) or too_coarse(row, feature):
            answers.append(None)
        elif aggregate.name == "current":
            answers.append(in_unit(seen[i][0], feature))
        else:
            answers.append(in_unit(summary(aggregate.name, [seen[j] for j in inside if matches[j]], row["us"]), feature))
    return answers


def maybe(node: Expr | None, row: Row) -> Any:
    """Return the value of an expression that may not be there."""
    return None if node is None else evaluate(node, row)


def in_scope(row: Row, at: Row, feature: Feature) -> bool:
    """Return whether a row belongs to the feature's scope as of a later row (or itself)."""
    if feature.scope.name == "session":
        return bool(row["session"] == at["session"])
    days = {"visitor": None, "visitor_7d": 7, "visitor_28d": 28}[feature.scope.name]
    recent = days is None or at["us"] // DAY - row["us"] // DAY < days
    return at["visitor_id"] is not None and row["visitor_id"] == at["visitor_id"] and recent


def too_coarse(row: Row, feature: Feature) -> bool:
    """Return whether the row's clock is coarser than the feature can use."""
    return PRECISIONS.index(row["time_precision"]) > PRECISIONS.index(feature.clock)


def in_unit(value: Any, declaration: Declaration) -> Any:
    """Return an amount or a duration in the declaration's unit, all else as it is."""
    inner = declaration.result if isinstance(declaration, Feature) else "number"
    if value is None or inner not in ("money", "duration"):
        return value
    return float(value) / (DAY if declaration.unit == "days" else SECOND)
