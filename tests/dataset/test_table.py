"""Does a session table become rows to learn from, with the target kept out of the features?"""

import numpy as np
import pandas as pd
import pytest

from footfall.dataset.dataset import PARTS
from footfall.dataset.table import from_table
from footfall.errors import UsageError
from footfall.events.log import SessionTable, SourceInfo
from footfall.settings import Settings


def table(rows: int = 200, *, target: str | None = "bought", **columns: list[float]) -> SessionTable:
    """A few columns of every kind, every third row the same as the one before it."""
    rng = np.random.default_rng(3)
    frame = pd.DataFrame({
        "pages": rng.poisson(5, rows).astype(np.float64), "minutes": rng.gamma(2.0, 3.0, rows), "weekend": rng.random(rows) < 0.3,
        "channel": pd.Series(rng.choice(["mail", "search"], rows), dtype="str"), "bought": rng.random(rows) < 0.2,
    })  # fmt: skip
    frame.iloc[2::3] = frame.iloc[1::3].to_numpy()[: len(frame.iloc[2::3])]
    frame = frame.astype({"pages": "float64", "minutes": "float64", "weekend": "bool", "channel": "str", "bought": "bool"})
    docs = {"pages": "Pages seen.", "bought": "Whether it ended with an order."}
    return SessionTable(frame.assign(**columns), target, SourceInfo("table", kind="session_table"), docs)


def test_the_target_is_asked_and_is_no_feature() -> None:
    given = table()
    dataset = from_table(given, Settings())
    assert (dataset.question.name, dataset.question.kind, dataset.question.unit) == ("bought", "binary", "")
    assert dataset.question.doc == "Whether it ended with an order."
    assert list(dataset.features.columns) == ["pages", "minutes", "weekend", "channel"]
    assert (dataset.label == given.frame["bought"].astype(float)).all()
    assert (dataset.numeric, dataset.categorical) == (["pages", "minutes", "weekend"], ["channel"])
    assert set(dataset.features["weekend"].unique()) == {0.0, 1.0}


def test_another_column_may_be_the_target_and_an_amount_keeps_its_name() -> None:
    dataset = from_table(table(), Settings(), target="minutes")
    assert (dataset.question.name, dataset.question.kind, dataset.question.unit, dataset.question.doc) == (
        "minutes", "amount", "minutes", "minutes",
    )  # fmt: skip
    assert "bought" in dataset.features.columns
    assert "minutes" not in dataset.features.columns


def test_duplicates_lie_in_one_part() -> None:
    given = table(600)
    dataset = from_table(given, Settings())
    parts = pd.DataFrame({"part": dataset.part, "group": dataset.group}).groupby("group")["part"]
    assert (parts.nunique() == 1).all()
    assert len(np.unique(dataset.group)) == len(given.frame.drop_duplicates())
    assert set(dataset.part) == set(PARTS)
    assert dataset.borders_us == ()


def test_rows_are_numbered_and_know_no_visitor_and_no_time() -> None:
    dataset = from_table(table(3), Settings())
    assert dataset.ids["event_id"].tolist() == ["row 1", "row 2", "row 3"]
    assert dataset.ids[["visitor_id", "session_id"]].isna().all(axis=None)
    assert dataset.ids["click"].tolist() == [1, 1, 1]
    assert (dataset.weight == 1.0).all()


@pytest.mark.parametrize(
    ("values", "kind"), [([0, 1], "binary"), ([0.0, 1.0, np.nan], "binary"), ([0, 2], "amount"), ([0.5, 1.0], "amount"), ([1], "binary")]
)
def test_noughts_and_ones_are_yes_and_no_and_other_numbers_are_amounts(values: list[float], kind: str) -> None:
    rows = 60
    column = [values[row % len(values)] for row in range(rows)]
    dataset = from_table(table(rows, answer=column), Settings(), target="answer")
    assert dataset.question.kind == kind
    assert np.array_equal(dataset.label, np.array(column, dtype=np.float64), equal_nan=True)


def test_a_column_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(UsageError, match=r"no column 'boght'.* Did you mean \"bought\"\? It has: pages, minutes, weekend, channel, bought"):
        from_table(table(), Settings(), target="boght")
    with pytest.raises(UsageError, match="names no target"):
        from_table(table(target=None), Settings())


def test_words_cannot_be_a_target() -> None:
    with pytest.raises(UsageError, match="'channel' holds neither yes/no nor numbers"):
        from_table(table(), Settings(), target="channel")


def test_the_table_is_left_as_it_was() -> None:
    given = table()
    before = given.frame.copy()
    from_table(given, Settings())
    pd.testing.assert_frame_equal(given.frame, before)
