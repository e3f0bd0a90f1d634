"""Are the traces found that an outcome leaves, and not those of an honest column?"""

import numpy as np
import pandas as pd
import pytest

from footfall.dataset.dataset import Floats
from footfall.evaluation.aftermath import FEWEST, id_order, one_sided, own_rows

ROWS = 4_000


def drawn(seed: int = 1, rate: float = 0.2) -> tuple[np.random.Generator, Floats]:
    rng = np.random.default_rng(seed)
    return rng, (rng.random(ROWS) < rate).astype(np.float64)


def named(columns: pd.DataFrame, label: Floats) -> dict[str, str]:
    return {each.column: each.what for each in one_sided(columns, label)}


def test_a_value_of_the_rarer_answer_alone_is_found_whatever_it_is() -> None:
    rng, label = drawn()
    few = (label == 1) & (rng.random(ROWS) < 0.3)
    columns = pd.DataFrame({
        "reason": pd.Series(rng.choice(["size", "late"], ROWS)).where(few), "given_back": np.where(few, rng.gamma(2, 9, ROWS), 0.0),
        "state": pd.Series(np.where(few, "sent back", rng.choice(["open", "closed"], ROWS)), dtype="str"),
        "age": np.where(few, np.nan, rng.normal(size=ROWS)),
    })  # fmt: skip
    assert named(columns, label) == {"reason": "filled in", "given_back": "not zero", "state": "sent back", "age": "missing"}
    (first, *_) = one_sided(columns, label)
    assert (first.rows, first.rarer, first.base) == (few.sum(), few.sum(), label.mean())


def test_it_is_the_rarer_answer_even_where_that_is_no() -> None:
    rng, label = drawn(rate=0.8)
    assert named(pd.DataFrame({"gone": np.where((label == 0) & (rng.random(ROWS) < 0.5), 1.0, 0.0)}), label) == {"gone": "not zero"}


def test_a_value_of_the_commoner_answer_alone_is_ordinary() -> None:
    rng, label = drawn()
    bounced = (label == 0) & (rng.random(ROWS) < 0.5)
    assert one_sided(pd.DataFrame({"pages": np.where(bounced, 1.0, 2.0 + rng.poisson(3, ROWS))}), label) == []


@pytest.mark.parametrize(("rows", "found"), [(FEWEST - 1, 0), (FEWEST, 1)])
def test_a_few_rows_are_chance(rows: int, found: int) -> None:
    _, label = drawn()
    value = np.zeros(ROWS)
    value[np.flatnonzero(label == 1)[:rows]] = 1.0
    assert len(one_sided(pd.DataFrame({"value": value}), label)) == found


def visitors(size: int, seed: int = 2) -> tuple[pd.DataFrame, Floats]:
    """Visits of visitors that differ in their rate, `size` each on average."""
    rng = np.random.default_rng(seed)
    visitor = rng.integers(0, ROWS // size, ROWS)
    rate = rng.beta(1.0, 4.0, ROWS // size)
    return pd.DataFrame({"visitor": [f"u{n}" for n in visitor], "known_rate": rate[visitor]}), (rng.random(ROWS) < rate[visitor]).astype(
        np.float64
    )


@pytest.mark.parametrize("how", ["mean", "sum", "smoothed", "scaled"])
def test_an_aggregate_with_its_own_rows_is_found(how: str) -> None:
    columns, label = visitors(4)
    by = pd.Series(label).groupby(columns["visitor"])
    mean, total, count = by.transform("mean"), by.transform("sum"), by.transform("count")
    made = {"mean": mean, "sum": total, "smoothed": (total + 0.2 * label.mean()) / (count + 0.2), "scaled": 7 - 3 * mean}[how]
    (found,) = own_rows(columns.assign(made=made), label)
    assert (found.column, found.group) == ("made", "visitor")
    assert found.agreement > found.knowable + 0.1


def test_amounts_have_aggregates_too() -> None:
    columns, label = visitors(4)
    spent = label * np.random.default_rng(3).gamma(2.0, 20.0, ROWS)
    columns["spent"] = pd.Series(spent).groupby(columns["visitor"]).transform("sum")
    assert [each.column for each in own_rows(columns, spent)] == ["spent"]


def test_even_the_true_rate_of_a_visitor_is_honest() -> None:
    for size in (3, 10, 40):
        assert own_rows(*visitors(size)) == []


def test_an_aggregate_over_many_rows_is_what_it_is_with_or_without_one() -> None:
    columns, label = visitors(100)
    columns["mean"] = pd.Series(label).groupby(columns["visitor"]).transform("mean")
    assert own_rows(columns, label) == []


def test_the_order_of_an_identifier() -> None:
    rng, label = drawn()
    numbers = pd.Series(np.arange(ROWS, dtype=np.float64))
    assert id_order(numbers, label, seed=1) == pytest.approx(0.5, abs=0.05)
    sorted_by = pd.Series(np.argsort(np.argsort(label, kind="stable")), dtype="float64")
    assert id_order(sorted_by, label, seed=1) > 0.99
    texts = pd.Series([f"{'B' if yes else 'A'}-{rng.integers(10**9):010d}" for yes in label], dtype="str")
    assert id_order(texts, label, seed=1) > 0.99
