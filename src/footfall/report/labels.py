"""How is a label written in a figure? Escaped, in a few short lines."""

from collections.abc import Sequence
from functools import partial
from html import escape as escape_html
from textwrap import wrap

__all__ = ["cut", "escape", "short", "stacked"]

escape = partial(escape_html, quote=False)
"""Text that cannot become markup; quotes stay, since Plotly would write their entities out."""

COLUMN_CHARACTERS = 16
HEAD_LINES = 4
LABEL_CHARACTERS = 24
"""Longer labels are wrapped, and cut after two lines."""


def cut(label: str) -> str:
    """Return a column's name in one short line."""
    return label if len(label) <= COLUMN_CHARACTERS else f"{label[: COLUMN_CHARACTERS - 1]}…"


def stacked(label: str, width: int) -> str:
    """Return a column's name in lines of at most `width` characters: escaped, and cut after four lines.

    >>> stacked("Comparers who come back", 14)
    'Comparers who<br>come back'
    """
    lines: Sequence[str] = wrap(label, max(width, 8)) or [""]
    kept = [*lines[:HEAD_LINES]]
    if len(lines) > HEAD_LINES:
        kept[-1] = f"{kept[-1][: max(width, 8) - 1]}…"
    return "<br>".join(escape(line) for line in kept)


def short(label: str) -> str:
    """Return a label for an axis: escaped, wrapped, and cut after two lines.

    >>> short("<b>")
    '&lt;b&gt;'
    """
    lines: Sequence[str] = wrap(label, LABEL_CHARACTERS) or [""]
    kept = list(lines[:2])
    if len(lines) > 2:
        kept[1] = kept[1][: LABEL_CHARACTERS - 1] + "…"
    return "<br>".join(escape(line) for line in kept)
