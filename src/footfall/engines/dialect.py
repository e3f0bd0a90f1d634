"""Which SQL may run, and how does it read on another engine?

`check` walks the syntax tree and refuses any function that is not on the white list, because sqlglot passes unknown functions through
silently and an engine may know them by another meaning. `transpile` writes the same query for Spark. It runs nothing.
"""

from functools import lru_cache

import sqlglot
from sqlglot import exp

from footfall.errors import EngineError

__all__ = ["ALLOWED", "check", "transpile"]

ALLOWED = frozenset({
    "COUNT", "SUM", "MIN", "MAX", "ROW_NUMBER", "FIRST_VALUE", "LAST_VALUE", "LAG", "LEAD", "COALESCE", "NULLIF", "LEAST", "GREATEST",
    "SQRT", "FLOOR", "CASE", "IF", "CAST", "AND", "OR", "NOT", "CONCAT",
})  # fmt: skip
"""Functions that mean the same on DuckDB and Spark for the types that features use. No timestamp function is among them (ADR 0003)."""


@lru_cache(maxsize=64)
def check(sql: str) -> str:
    """Return `sql` if every function in it is on the white list.

    Raises
    ------
    EngineError
        Naming the function that is not.
    """
    for node in sqlglot.parse_one(sql, dialect="duckdb").find_all(exp.Func):
        name = node.name.upper() if isinstance(node, exp.Anonymous) else node.sql_name()
        if name not in ALLOWED:
            raise EngineError(
                f"SQL of a feature calls {name}, which is not on the white list.",
                remedy="Express it with the functions of engines/dialect.py.",
            )
    return sql


def transpile(sql: str, dialect: str = "spark", *, pretty: bool = True) -> str:
    """Return the same query in another engine's dialect; 128-bit integers become DECIMAL(38, 0) there."""
    tree = sqlglot.parse_one(check(sql), dialect="duckdb")
    if dialect != "duckdb":
        for cast in tree.find_all(exp.Cast):
            if cast.to.is_type(exp.DataType.Type.INT128):
                cast.set("to", exp.DataType.build("DECIMAL(38, 0)"))
    return tree.sql(dialect=dialect, pretty=pretty)
