"""How does a mapping look as a ``schema.toml`` to edit?

Writes TOML for people: what was guessed, what is missing as a comment that shows how to give it, and the columns left over as extras that
are commented out.
"""

import json
import re
from collections.abc import Mapping, Sequence

from footfall.events.schema import Origin

__all__ = ["declared_schema", "write_schema"]

EXAMPLES = {
    "us": '# us = { column = "...", unit = "ms" }      # missing: s, ms, us, iso, or a format such as "%d.%m.%Y %H:%M"',
    "type": '# type = { value = "view_item" }           # missing: a column, or the same type for every row',
    "visitor_id": '# visitor_id = "..."                       # missing: or session_id, with knows_visitors = false in [source]',
}


def write_schema(columns: Mapping[str, Origin], missing: Sequence[str], unused: Sequence[str], unknown_types: Sequence[str] = ()) -> str:
    """Return the text of a ``schema.toml``.

    Parameters
    ----------
    columns
        Canonical columns and where they come from.
    missing
        What an event needs and is not mapped, in words.
    unused
        Columns of the file that are not mapped.
    unknown_types
        Values of the event's type that mean nothing to Footfall.
    """
    needed = [line for name, line in EXAMPLES.items() if name not in columns and not (name == "visitor_id" and "session_id" in columns)]
    lines = [
        "# Guessed by Footfall. Correct it, then give it with --schema.",
        *(f"# Missing: {each}." for each in missing),
        "",
        "[source]",
        '# name = "my-shop"',
        '# currency = "EUR"',
        '# kind = "session_table"    # where every row is a whole session; then target = "..." and no [columns]',
        '# orders = "lines"          # where an order has one row a line, and every line counts',
        *(["knows_visitors = false"] if "visitor_id" not in columns and "session_id" in columns else []),
        "",
        "[columns]",
        *(f"{name} = {_origin(origin)}" + (_not_known(unknown_types) if name == "type" else "") for name, origin in columns.items()),
        *needed,
    ]
    if unused:
        lines += ["", "# [extras]", *(f"# {_key(_name(each))} = {_text(each)}" for each in unused)]
    return "\n".join(lines) + "\n"


def declared_schema(columns: Mapping[str, Origin], about: Mapping[str, str | bool]) -> str:
    """Return the text of a ``schema.toml`` that says just this: nothing guessed, nothing left to fill in.

    >>> print(declared_schema({"type": Origin(value="view_item")}, {"name": "shop"}))
    [source]
    name = "shop"
    <BLANKLINE>
    [columns]
    type = { value = "view_item" }
    <BLANKLINE>
    """
    said = [f"{key} = {str(value).lower() if isinstance(value, bool) else _text(value)}" for key, value in about.items()]
    return "\n".join(["[source]", *said, "", "[columns]", *(f"{name} = {_origin(origin)}" for name, origin in columns.items())]) + "\n"


def _origin(origin: Origin) -> str:
    parts = {"column": origin.column, "unit": origin.unit, "timezone": origin.timezone}
    given = [f"{key} = {_text(value)}" for key, value in parts.items() if value is not None]
    if origin.value is not None:
        return f"{{ value = {_text(str(origin.value))} }}"
    if origin.decimal != ".":
        given.append(f"decimal = {_text(origin.decimal)}")
    if origin.map:
        given.append(f"map = {{ {', '.join(f'{_key(theirs)} = {_text(ours)}' for theirs, ours in origin.map.items())} }}")
    return _text(origin.column or "") if len(given) == 1 else f"{{ {', '.join(given)} }}"


def _not_known(types: Sequence[str]) -> str:
    """Return a comment that tells which types are not known yet.

    >>> _not_known(["Kauf"]), _not_known([])
    ('    # not known yet: "Kauf"; say what they mean in map, as map = { "Kauf" = "purchase" }', '')
    """
    if not types:
        return ""
    listed = ", ".join(_text(each) for each in types)
    return f'    # not known yet: {listed}; say what they mean in map, as map = {{ {_text(types[0])} = "purchase" }}'


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _text(name)


def _name(column: str) -> str:
    """Return a plain name for an extra column."""
    return re.sub(r"\W+", "_", column.lower()).strip("_") or column
