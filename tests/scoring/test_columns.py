"""Are columns brought to what the model learnt from, and is what does not fit refused by its name?"""

import numpy as np
import pandas as pd
import pytest

from footfall.errors import SchemaError
from footfall.events.log import SessionTable, SourceInfo
from footfall.models.manifest import FeatureNote
from footfall.scoring.columns import table_inputs

PAGES, CHANNEL = FeatureNote("pages", "number", ""), FeatureNote("channel", "category", "")


def table(**columns: pd.Series) -> SessionTable:
    return SessionTable(pd.DataFrame(columns), None, SourceInfo("new", files=("new.csv",)), {})


def texts(*values: str | None) -> pd.Series:
    return pd.Series(values, dtype="str")


def test_only_what_the_model_reads_is_returned_in_its_order() -> None:
    found = table_inputs(table(other=texts("x"), channel=texts("mail"), pages=pd.Series([1.0])), (PAGES, CHANNEL))
    assert list(found.columns) == ["pages", "channel"]
    assert found.dtypes.astype("str").to_dict() == {"pages": "float64", "channel": "str"}


def test_numbers_where_categories_were_are_text_as_in_the_file() -> None:
    found = table_inputs(table(channel=pd.Series([1.0, 2.5, 1e6, np.nan, 0.1])), (CHANNEL,))["channel"]
    assert found.dtype == "str"
    assert found[[0, 1, 2, 4]].tolist() == ["1", "2.5", "1000000", "0.1"]
    assert found.isna().tolist() == [False, False, False, True, False]


@pytest.mark.parametrize("column", [pd.Series([np.nan, np.nan]), texts(None, None)], ids=["numbers", "text"])
def test_nothing_but_gaps_is_unknown_whatever_its_type(column: pd.Series) -> None:
    found = table_inputs(table(pages=column, channel=column), (PAGES, CHANNEL))
    assert found.dtypes.astype("str").to_dict() == {"pages": "float64", "channel": "str"}
    assert found.isna().all(axis=None)


def test_numbers_that_were_read_as_text_and_truths_are_numbers() -> None:
    found = table_inputs(table(pages=texts("3", None, "4.5"), channel=texts("a", "b", "c")), (PAGES,))
    assert found["pages"].tolist() == pytest.approx([3, np.nan, 4.5], nan_ok=True)
    assert table_inputs(table(pages=pd.Series([True, False])), (PAGES,))["pages"].tolist() == [1.0, 0.0]


def test_words_where_numbers_were_are_refused_with_an_example() -> None:
    with pytest.raises(SchemaError, match=r'column "pages" holds words \("many"\).*new\.csv, column "pages".*number') as caught:
        table_inputs(table(pages=texts("3", None, "many")), (PAGES,))
    assert caught.value.where is not None
    assert caught.value.where.example == "many"


def test_columns_that_are_not_there_are_named_and_near_ones_suggested() -> None:
    with pytest.raises(SchemaError, match=r'lacks 2 columns that the model reads: pages, channel\..*Did you mean "page"\? .* has: page\.'):
        table_inputs(table(page=pd.Series([1.0])), (PAGES, CHANNEL))


@pytest.mark.parametrize(
    ("known", "given", "read"),
    [
        (("true", "false", "maybe"), texts("TRUE", "False", None, "true"), ["true", "false", None, "true"]),
        (("true", "false", "maybe"), pd.Series([1.0, 0.0]), ["true", "false"]),
        (("true", "01", "02"), texts("TRUE", "1", "2.0"), ["true", "01", "02"]),
        (("01", "02", "x"), texts("1", "2.0", "02", "03", "x"), ["01", "02", "02", "03", "x"]),
        (("01", "1"), texts("1", "01", "1.0"), ["1", "01", "1.0"]),
        (("10",), texts("1_0", "nan", "1e1"), ["1_0", "nan", "10"]),
        (("12345678901234567890",), texts("12345678901234567891"), ["12345678901234567891"]),
    ],
    ids=[
        "truths",
        "truths that a log keeps as numbers",
        "truths beside codes",
        "codes",
        "two of one number",
        "words that Python reads as numbers",
        "long ids",
    ],
)
def test_a_category_that_is_written_otherwise_is_the_one_that_training_knew(
    known: tuple[str, ...], given: pd.Series, read: list[str | None]
) -> None:
    found = table_inputs(table(channel=given), (CHANNEL,), {"channel": known})["channel"]
    assert found.dtype == "str"
    assert [None if pd.isna(each) else each for each in found] == read


def test_truths_where_numbers_were_are_numbers_and_the_word_between_them_is_named() -> None:
    assert table_inputs(table(pages=texts("TRUE", "false", None)), (PAGES,))["pages"].tolist() == pytest.approx([1, 0, np.nan], nan_ok=True)
    with pytest.raises(SchemaError, match=r'holds words \("maybe"\)'):
        table_inputs(table(pages=texts("true", "maybe")), (PAGES,))
