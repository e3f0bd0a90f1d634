"""How much did this event add to revenue?

Gross revenue, each order counted once: of several deliveries of an order the first counts, in the order (us, seq, event_id). Where the
source has one row an order line, every line counts. Refunds are apart: they never lower revenue.
"""

from footfall.engines.duckdb import Engine
from footfall.events.faults import REASON
from footfall.events.schema import Schema

__all__ = ["count_once", "revenue"]


def revenue(schema: Schema) -> str:
    """Return SQL for what a row adds to revenue, as if no order came twice: its value; of an order line without one, price x quantity."""
    amount = "value" if schema.orders == "orders" else "coalesce(value, price * coalesce(quantity, 1))"
    return f"CASE WHEN type = 'purchase' THEN {amount} END"


def count_once(schema: Schema, engine: Engine, table: str) -> None:
    """Take the revenue from purchases whose order has counted already."""
    if schema.orders == "lines" or "order_id" not in schema.columns:
        return
    engine.run(
        f"UPDATE {table} SET revenue = NULL WHERE event_id IN (SELECT event_id FROM ("
        f"SELECT event_id, row_number() OVER (PARTITION BY order_id ORDER BY us, seq, event_id) AS nth FROM {table} "
        f"WHERE {REASON} IS NULL AND order_id IS NOT NULL AND revenue IS NOT NULL) WHERE nth > 1)"
    )
