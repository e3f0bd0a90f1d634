"""Which expressions could be read in two ways?

Hypothesis strategies for expressions over the fields of the streams, null, zero and every operator included.
"""

from hypothesis import strategies as st
from tests.proof.streams import TEXTS

from footfall.expr import Expr, event, extra, hour_of_day, lift, weekday

__all__ = ["flags", "integers", "texts"]

FLAG = st.sampled_from((event.bot, event.brand.is_null(), event.category.is_in("sale", "é", "")))
TIMES = st.sampled_from((event.us, event.gap_us, event.visit_gap_us))


def texts() -> st.SearchStrategy[Expr]:
    """Draw a text field or a constant."""
    fields = (event.type, event.item_id, event.category, event.previous_category, event.visitor_id, event.event_id, extra("colour"))
    return st.sampled_from(fields) | st.sampled_from(TEXTS).map(lift)


def integers() -> st.SearchStrategy[Expr]:
    """Draw integer arithmetic that stays small; divisions have sides that are never negative."""
    small = (event.quantity, event.seq, event.click, extra("price_2", "integer"), hour_of_day(), weekday())
    leaves = st.sampled_from(small) | st.integers(0, 5).map(lift)
    terms = leaves | st.builds(arithmetic, leaves, leaves, st.sampled_from(["+", "*", "//", "%"]))
    return terms | st.builds(arithmetic, terms, terms, st.just("-"))


def flags() -> st.SearchStrategy[Expr]:
    """Draw conditions, nested up to a few levels."""
    return st.recursive(FLAG | comparisons(texts()) | comparisons(integers()) | comparisons(TIMES), nested)


def nested(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    """Draw one more level of and, or, not."""
    return st.builds(lambda a, b: a & b, inner, inner) | st.builds(lambda a, b: a | b, inner, inner) | inner.map(lambda a: ~a)


def comparisons(sides: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    """Draw a comparison of two such sides."""
    return st.builds(compared, sides, sides, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]))


def compared(a: Expr, b: Expr, sign: str) -> Expr:
    """Return a comparison by its sign."""
    return {"==": a == b, "!=": a != b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[sign]


def arithmetic(a: Expr, b: Expr, sign: str) -> Expr:
    """Return integer arithmetic by its sign."""
    return {"+": a + b, "-": a - b, "*": a * b, "//": a // b, "%": a % b}[sign]
