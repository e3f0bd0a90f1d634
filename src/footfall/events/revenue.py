"""How much did this event add to revenue?

Gross revenue, each order counted once: of several deliveries of an order the first counts, in the order (us, seq, event_id). Where the
source has one row an order line, every line counts. Refunds are apart: they never lower revenue.
"""

from footfall.engines.duckdb import Engine
from footfall.events.schema import Schema
from footfall.events.staging import STAGED

__all__ = ["AGAIN", "find_later_deliveries", "revenue_sql"]

AGAIN = "delivered_again"


def find_later_deliveries(schema: Schema, engine: Engine) -> None:
    """Fill the table ``delivered_again`` with the ids of purchases whose order has counted already."""
    empty = "" if schema.orders == "orders" and "order_id" in schema.columns and "value" in schema.columns else " LIMIT 0"
    engine.run(
        f"CREATE OR REPLACE TABLE {AGAIN} AS SELECT event_id FROM ("
        f"SELECT event_id, row_number() OVER (PARTITION BY order_id ORDER BY us, seq, event_id) AS nth FROM {STAGED} "
        f"WHERE reason IS NULL AND type = 'purchase' AND order_id IS NOT NULL AND value IS NOT NULL) WHERE nth > 1{empty}"
    )


def revenue_sql(schema: Schema) -> str:
    """Return SQL for `revenue` over ``staged`` s, left-joined to ``delivered_again`` a."""
    amount = "s.value" if schema.orders == "orders" else "coalesce(s.value, s.price * coalesce(s.quantity, 1))"
    return f"CASE WHEN s.type = 'purchase' AND a.event_id IS NULL THEN {amount} END"
