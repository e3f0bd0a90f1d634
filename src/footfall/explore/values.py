"""How do an engine's untyped values become typed ones?

Three small readings of a cell. They do not query.
"""

__all__ = ["amount", "count", "name"]

Cell = str | int | float | bool | None


def count(cell: Cell) -> int:
    """Return a cell as a whole number; null counts as 0.

    >>> count(None), count(3)
    (0, 3)
    """
    return int(cell or 0)


def amount(cell: Cell) -> float:
    """Return a cell as a number; null counts as 0.

    >>> amount(None), amount(2)
    (0.0, 2.0)
    """
    return float(cell or 0)


def name(cell: Cell) -> str:
    """Return a cell as text; null and empty text read "(unknown)".

    >>> name(None), name("shoes")
    ('(unknown)', 'shoes')
    """
    return "(unknown)" if cell is None or cell == "" else str(cell)
