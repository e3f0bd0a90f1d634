"""What rows does a JSON Lines text hold?

One object a line; objects inside objects become columns with dotted names, lists become JSON text. Lines that are no JSON object are put
aside.
"""

import json
from collections.abc import Iterator

from footfall.events.files.delimited import CHUNK_ROWS, Broken
from footfall.events.files.text import Lines

__all__ = ["NOT_JSON", "objects"]

NOT_JSON = "not a JSON object"

Row = dict[str, str | None]


def objects(lines: Lines) -> Iterator[tuple[list[Row], list[int], list[Broken]]]:
    """Yield chunks of (rows as text by column, the line of each, the broken lines)."""
    rows: list[Row] = []
    numbers: list[int] = []
    broken: list[Broken] = []
    for line in lines:
        lines.taken.clear()
        if not line.strip():
            continue
        try:
            value = json.loads(line, parse_float=str, parse_int=str)
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict):
            rows.append(dict(_flat(value, "")))
            numbers.append(lines.number)
        else:
            broken.append(Broken(lines.number, NOT_JSON, line.rstrip("\r\n")))
        if len(rows) == CHUNK_ROWS:
            yield rows, numbers, broken
            rows, numbers, broken = [], [], []
    yield rows, numbers, broken


def _flat(value: dict[str, object], prefix: str) -> Iterator[tuple[str, str | None]]:
    for key, each in value.items():
        name = f"{prefix}{key}"
        if isinstance(each, dict):
            yield from _flat(each, f"{name}.")
        elif each is None or isinstance(each, str):
            yield name, each
        elif isinstance(each, bool):
            yield name, "true" if each else "false"
        else:
            yield name, json.dumps(each, ensure_ascii=False)
