"""How do our plain records become JSON and come back equal?

`encoded` and `decoded`, for frozen dataclasses of Footfall's own, tuples, mappings and numbers. A record says which class it is, and only
classes that were registered are ever made of it: a file can fill in data, never choose code. It reads and writes no file.
"""

import dataclasses
import math
import types
from collections.abc import Iterable, Mapping
from typing import Any, get_args, get_type_hints

import numpy as np

__all__ = ["Damaged", "Json", "classes_of", "decoded", "encoded"]

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]

IS, PAIRS, SET, NUMBERS, ODD = "is", "pairs", "set", "numbers", "odd"
"""How what JSON cannot say is written: a record's class, a mapping, a set, an array of numbers, a number that is none."""


class Damaged(Exception):
    """JSON that is not what `encoded` writes, or of classes that have changed since."""


def classes_of(roots: Iterable[type]) -> dict[str, type]:
    """Return, by name, the dataclasses that records of `roots` may hold, found through their types."""
    found: dict[str, type] = {}
    waiting: list[object] = list(roots)
    while waiting:
        kind = waiting.pop()
        waiting += [arg for arg in get_args(kind) if not isinstance(arg, (str, int))]
        if not isinstance(kind, type) or isinstance(kind, types.GenericAlias) or not dataclasses.is_dataclass(kind):
            continue
        if found.get(kind.__name__) is kind:
            continue
        if kind.__name__ in found:
            raise TypeError(f"Two records are called {kind.__name__}.")
        found[kind.__name__] = kind
        waiting += get_type_hints(kind).values()
    return found


def encoded(value: object) -> Json:
    """Return a value as JSON can hold it.

    Raises
    ------
    TypeError
        For a value that is none of the known kinds.

    >>> encoded({"a": (1, float("inf"))})
    {'pairs': [['a', [1, {'odd': 'inf'}]]]}
    """
    if isinstance(value, float) and not isinstance(value, np.generic):
        return value if math.isfinite(value) else {ODD: str(value)}
    if value is None or isinstance(value, str | bool | int):
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: encoded(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {IS: type(value).__name__, **fields}
    if isinstance(value, Mapping):
        return {PAIRS: [[encoded(key), encoded(held)] for key, held in value.items()]}
    if isinstance(value, tuple | list):
        return [encoded(each) for each in value]
    if isinstance(value, frozenset | set):
        return {SET: [encoded(each) for each in sorted(value)]}
    if isinstance(value, np.ndarray):
        return {NUMBERS: [encoded(each) for each in value.tolist()]}
    if isinstance(value, np.generic):
        return encoded(value.item())
    raise TypeError(f"{type(value).__name__} cannot be kept.")


def decoded(value: Json, classes: Mapping[str, type]) -> Any:
    """Return what `encoded` was given; lists come back as tuples.

    Raises
    ------
    Damaged
        For a class that is not among `classes` or that has other fields today.

    >>> decoded(encoded({"a": (1, 2.5)}), {})
    {'a': (1, 2.5)}
    """
    if isinstance(value, list):
        return tuple(decoded(each, classes) for each in value)
    if not isinstance(value, dict):
        return value
    if IS in value:
        return record(value, classes)
    (kind, held), *more = value.items()
    if more or not isinstance(held, list | str):
        raise Damaged(f"An entry {kind!r} is not understood.")
    match kind:
        case "pairs":
            return {decoded(key, classes): decoded(each, classes) for key, each in held}  # type: ignore[misc,str-unpack]
        case "set":
            return frozenset(decoded(each, classes) for each in held)
        case "numbers":
            return np.array([decoded(each, classes) for each in held], dtype=np.float64)
        case "odd":
            return float(str(held))
    raise Damaged(f"An entry {kind!r} is not understood.")


def record(value: dict[str, Json], classes: Mapping[str, type]) -> Any:
    """Return one dataclass."""
    kind = classes.get(str(value[IS]))
    if kind is None:
        raise Damaged(f"A record is called {value[IS]!r}, which is none of today's.")
    known = {field.name for field in dataclasses.fields(kind)}
    if known != (given := set(value) - {IS}):
        raise Damaged(f"A record {value[IS]} holds other fields than today: {', '.join(sorted(known ^ given))}.")
    return kind(**{name: decoded(held, classes) for name, held in value.items() if name != IS})
