"""Which parts of the events are figures added up from?

The SQL of each part, one row an event (an order row, a session), with its `session_no`: ways from event to event, wares, orders, ways
through a visit, refunds. The figures sum over their rows, so that it makes no difference whether an analysis summed some of them before
(`explore.kept`). It runs nothing.
"""

from typing import Literal

__all__ = ["END", "OTHER", "START", "STEPS_OF_WALK", "TOLD_BY", "Told", "orders_sql", "refunds_sql", "walks_sql", "wares_sql", "ways_sql"]

START, END, OTHER = "(start)", "(end)", "(other)"
Told = Literal["type", "category"]
"""What a visit is told by: its events' types or their categories."""
TOLD_BY: tuple[Told, ...] = ("type", "category")
STEPS_OF_WALK = 6


def ways_sql(events: str, column: Told) -> str:
    """Return the SQL of ``session_no, before`` (`START` before a session's first event, `OTHER` where unknown), ``after, n``."""
    before = f"CASE WHEN click = 1 THEN '{START}' ELSE coalesce(previous_{column}, '{OTHER}') END"
    return f"SELECT session_no, {before} AS before, {column} AS after, 1 AS n FROM {events}"


def wares_sql(events: str) -> str:
    """Return the SQL of what each event tells of a product, a category, a price or revenue."""
    kinds = (("views", "view_item"), ("carts", "add_to_cart"), ("purchases", "purchase"))
    counts = ", ".join(f"CAST(type = '{kind}' AS INTEGER) AS {name}" for name, kind in kinds)
    told = "coalesce(item_id, category) IS NOT NULL OR coalesce(price_micros, revenue_micros) IS NOT NULL"
    return f"SELECT session_no, item_id, category, price_micros, 1 AS events, {counts}, revenue_micros FROM {events} WHERE {told}"


def orders_sql(events: str) -> str:
    """Return the SQL of each row of an order; `order_no` is the same for all rows of one."""
    return f"""
        SELECT session_no, coalesce(order_id, event_id) AS order_no, visitor_no, us, revenue_micros FROM {events} WHERE type = 'purchase'"""


def refunds_sql(events: str) -> str:
    """Return the SQL of ``session_no, micros``: what was given back in each session that has a refund.

    The refund's value, else its price times quantity, else what its order brought, wherever in the data that was placed.
    """
    return f"""
        SELECT back.session_no, sum(coalesce(abs(back.value_micros), back.price_micros * coalesce(back.quantity, 1), placed.value_micros))
            AS micros
        FROM {events} AS back LEFT JOIN (
            SELECT order_id, sum(revenue_micros) AS value_micros FROM {events} WHERE order_id IS NOT NULL GROUP BY order_id
        ) AS placed USING (order_id) WHERE back.type = 'refund' GROUP BY back.session_no"""


def walks_sql(events: str, sessions: str, column: Told) -> str:
    """Return the SQL of each session's way: ``session_no, walk, sessions`` (1), ``conversions`` (1 or 0).

    `walk` is a list of its types or categories (`OTHER` where unknown), equal ones in a row once, cut after one more than `STEPS_OF_WALK`
    so that one sees whether it goes on.
    """
    step, before = f"coalesce({column}, '{OTHER}')", f"coalesce(previous_{column}, '{OTHER}')"
    steps = f"""
        SELECT session_no, min_by({step}, click, {STEPS_OF_WALK + 1}) AS walk FROM {events}
        WHERE click = 1 OR {step} <> {before} GROUP BY session_no"""
    return f"""
        SELECT session_no, walk, 1 AS sessions, CAST(orders > 0 AS INTEGER) AS conversions
        FROM ({steps}) JOIN {sessions} USING (session_no)"""
