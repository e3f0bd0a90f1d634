import numpy as np
import pandas as pd
import pytest

from footfall.events.log import SessionTable, SourceInfo
from footfall.explore.table import explore_table, spans


def table(frame: pd.DataFrame, target: str | None = "bought") -> SessionTable:
    return SessionTable(frame, target, SourceInfo("t", kind="session_table", sessions=len(frame)), {"pages": "Pages seen."})


def frame(rows: int = 400) -> pd.DataFrame:
    rng = np.random.default_rng(5)
    pages = rng.integers(0, 100, rows).astype(float)
    bought = pages > 60
    month = pd.Series(rng.choice(["Mar", "May", "Nov"], rows), dtype="str")
    noise = rng.normal(size=rows)
    noise[:7] = np.nan
    return pd.DataFrame({"noise": noise, "month": month, "pages": pages, "bought": bought})


def test_the_column_that_tells_comes_first() -> None:
    found = explore_table(table(frame()))
    assert next(column.name for column in found.columns) == "pages"
    first = found.columns[0]
    assert first.doc == "Pages seen."
    assert first.separation is not None
    assert first.separation > 0.9
    assert found.base_rate == pytest.approx(frame()["bought"].mean())


def test_bars_hold_every_known_row() -> None:
    found = {column.name: column for column in explore_table(table(frame())).columns}
    assert sum(bar.count for bar in found["pages"].bars) == 400
    assert sum(bar.count for bar in found["noise"].bars) == 393
    assert found["noise"].missing == 7
    assert len(found["pages"].bars) <= 13


def test_rates_are_those_of_the_rows() -> None:
    data = frame()
    found = {column.name: column for column in explore_table(table(data)).columns}
    for bar in found["month"].bars:
        assert bar.rate == pytest.approx(data.loc[data["month"] == bar.label, "bought"].mean())


def test_rare_categories_are_one_bar() -> None:
    many = pd.DataFrame({"code": pd.Series([f"c{number % 30:02}" for number in range(300)], dtype="str"), "bought": [True, False] * 150})
    (column,) = explore_table(table(many)).columns
    assert len(column.bars) == 13
    assert column.bars[-1].label == "all others"
    assert sum(bar.count for bar in column.bars) == 300


def test_a_target_of_words_or_none_has_no_rates() -> None:
    data = frame().assign(bought=pd.Series(["yes", "no"] * 200, dtype="str"))
    for target in ("bought", None):
        found = explore_table(table(data, target))
        assert found.target is None
        assert found.base_rate is None
        assert all(bar.rate is None for column in found.columns for bar in column.bars)


def test_an_amount_is_a_target_too() -> None:
    data = frame().assign(bought=np.arange(400.0))
    found = explore_table(table(data))
    assert found.base_rate == 199.5


def test_empty_and_constant_columns_do_not_fail() -> None:
    data = pd.DataFrame(
        {"empty": [np.nan] * 3, "same": [1.0] * 3, "word": pd.Series([None] * 3, dtype="str"), "bought": [True, False, True]}
    )
    found = {column.name: column for column in explore_table(table(data)).columns}
    assert found["empty"].bars == ()
    assert found["same"].separation == 0.0
    assert found["word"].missing == 3


def test_duplicates_are_counted() -> None:
    data = pd.DataFrame({"a": [1.0, 1.0, 2.0], "bought": [True, True, False]})
    assert explore_table(table(data)).duplicates == 1


def test_spans() -> None:
    assert spans([0.0, 5.0, 1000.0]) == ["0 to 5", "5 to 1,000", "1,000 and more"]
