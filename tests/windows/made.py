"""What do the tests of plans and of batches ask for?"""

from collections.abc import Sequence

from tests.aggregates.worked import log
from tests.proof.oracle import Row

from footfall.aggregates.aggregate import Aggregate
from footfall.expr import Expr
from footfall.windows.query import Query
from footfall.windows.scope import Scope

Asked = tuple[Aggregate, Expr | None, Expr | None, Scope]


def query_of(asked: Sequence[Asked], *, table: str = "visits", ahead: bool = False) -> Query:
    """Return one query for all that is asked."""
    query = Query(table, ahead=ahead)
    for number, (aggregate, where, by, scope) in enumerate(asked):
        query.add(f"a{number}", query.answer(aggregate, where, by, scope))
    return query


def two_visitors() -> list[Row]:
    """Two visitors that take turns, each in two sessions."""
    return log(visitor_id=["a", "b", "a", "b", "a", "b"], session_id=["1", "2", "1", "2", "3", "4"], quantity=[1, 2, 4, 8, 16, 32])
