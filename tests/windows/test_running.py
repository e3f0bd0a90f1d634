"""Are the running windows over a batch those of SQL, written down by hand?"""

from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from footfall.errors import EngineError
from footfall.windows.plan import LARGE, LARGE_SQUARE, SQUARE, Call, Occurrence, Past
from footfall.windows.running import Batch, product

ROWS = pa.table({
    "unit": [1, 1, 1, 2],
    "session": [1, 1, 2, 3],
    "ord": [1, 2, 3, 4],
    "amount": pa.array([1, None, 4, 8]),
    "word": pa.array(["a", "b", "a", None]),
    "day": [0, 0, 1, 1],
})  # fmt: skip
VISITOR, SESSION = ("visitor_no", ""), ("session_no", "")
OCCURRENCES = {"seen0": Occurrence("seen0", "word", VISITOR)}


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (Call("x", "sum", "amount", VISITOR), [1, 1, 5, 8]),
        (Call("x", "sum", "amount", SESSION), [1, 1, 4, 8]),
        (Call("x", "sum", "amount", ("visitor_no", "word")), [1, None, 5, 8]),
        (Call("x", "count", "amount", VISITOR), [1, 1, 2, 1]),
        (Call("x", "min", "amount", VISITOR), [1, 1, 1, 8]),
        (Call("x", "max", "word", VISITOR), ["a", "b", "b", None]),
        (Call("x", "first_value", "word", SESSION), ["a", "a", "a", None]),
        (Call("x", "last_value", "amount", VISITOR), [1, 1, 4, 8]),
        (Call("x", "count", "", VISITOR, ("seen0", "= 1")), [1, 2, 2, 0]),
        (Call("x", "sum", "amount", VISITOR, ("seen0", "> 1")), [None, None, 4, None]),
        (Call("x", "max", "", VISITOR, ("seen0", "")), [1, 1, 2, None]),
    ],
    ids=lambda it: f"{it.function} {it.argument} {it.group} {it.seen}" if isinstance(it, Call) else "",
)
def test_a_running_window(call: Call, expected: list[Any]) -> None:
    assert Batch(ROWS, OCCURRENCES).running(call).to_pylist() == expected


def test_the_days_before_a_rows_own() -> None:
    batch = Batch(ROWS, {})
    assert batch.past(Past("x", "sum", "amount", "day", 6)).to_pylist() == [None, None, 1, None]
    assert batch.past(Past("x", "max", "amount", "day", 6)).to_pylist() == [None, None, 1, None]


@pytest.mark.parametrize("order", [[0, 2, 1, 3], [1, 0, 2, 3], [3, 0, 1, 2]])
def test_rows_out_of_order_are_refused(order: list[int]) -> None:
    with pytest.raises(EngineError, match="do not lie in the order"):
        Batch(ROWS.take(order), {})


def test_products_of_limbs_make_squares() -> None:
    for products, greatest in ((SQUARE, LARGE - 1), (LARGE_SQUARE, 2**62)):
        values = np.array([0, 1, 2**22 - 1, 2**22, 2**40 + 77, greatest])
        parts = {limbs: product(values, limbs) for limbs in products}
        squares = [sum(int(parts[limbs][at]) * factor for limbs, factor in products.items()) for at in range(len(values))]
        assert squares == [int(value) ** 2 for value in values]
