"""How is a state of the folds kept?

`dump` writes the states of a session or a visitor as bytes and `load` reads them back, the same to the last bit. They are JSON, compressed,
with the fingerprint of the feature set before it: a state of another set is refused, for its slots would mean something else.
"""

import json
import zlib
from typing import Any

from footfall.errors import DataError

__all__ = ["dump", "load"]

LEVEL = 1
"""Of compression: a state repeats the same few ids, which even the fastest level finds."""
SET, MAP = "set", "map"


def dump(states: list[Any], fingerprint: str) -> bytes:
    """Return the states that `Folds` made with the feature set of this fingerprint, as bytes."""
    written = json.dumps(plain(states), ensure_ascii=False, separators=(",", ":"))
    return f"{fingerprint}\n".encode() + zlib.compress(written.encode("utf-8", "surrogatepass"), LEVEL)


def load(data: bytes, fingerprint: str) -> list[Any]:
    """Return the states that `dump` wrote.

    Raises
    ------
    DataError
        When they belong to another feature set, or were damaged.
    """
    made_by, _, packed = data.partition(b"\n")
    if made_by != fingerprint.encode():
        raise DataError(
            "The state was kept by another set of features.",
            remedy="Fold the events again from the beginning, or use the version that kept it.",
        )
    try:
        states: list[Any] = rich(json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass")))
    except (zlib.error, ValueError) as error:
        raise DataError(f"The state is damaged: {error}.", remedy="Fold the events again from the beginning.") from error
    return states


def plain(value: Any) -> Any:
    """Return a state as JSON can hold it: sets sorted, maps as pairs in their order, since keys may be numbers."""
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, set):
        return {SET: sorted(value, key=lambda each: (str(type(each)), each))}
    if isinstance(value, dict):
        return {MAP: [[key, plain(each)] for key, each in value.items()]}
    return value


def rich(value: Any) -> Any:
    """Return what `plain` was given, tuples as lists."""
    if isinstance(value, list):
        return [rich(each) for each in value]
    if isinstance(value, dict):
        return set(value[SET]) if SET in value else {key: rich(each) for key, each in value[MAP]}
    return value
