"""Does new data have the columns that a saved model reads?

`table_inputs` takes from a session table (or a log's own columns) what a model reads, and refuses one that lacks some of it; a category
that is written otherwise than in training (1.0 for 01) is still that category. `as_learnt` brings columns and features to the types that
the model learnt from, and refuses what does not fit by its name. `without_values` says which columns of events are not there or hold
nothing. It scores nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

import numpy as np
import pandas as pd

from footfall.dataset.session_events import COLUMN
from footfall.engines.duckdb import quote
from footfall.errors import SchemaError, Where
from footfall.events.log import SessionTable
from footfall.events.schema import near
from footfall.events.session_table import TRUE_FALSE
from footfall.features.feature import FeatureSet
from footfall.models.manifest import FeatureNote
from footfall.sessions.batch import Visits
from footfall.sessions.rule import DERIVED

__all__ = ["as_learnt", "table_inputs", "without_values"]

GIVEN_AS = {"price_micros": "price", "value_micros": "value", "revenue_micros": "value"}
"""What a user calls the columns that the visits hold in another form."""
ONLY_AT = {"order_id": "purchase", "revenue_micros": "purchase", "quantity": "add_to_cart"}
"""Columns that are filled in at one type of event: where none of it happened, they are empty and nothing is missing."""


def table_inputs(table: SessionTable, wanted: Sequence[FeatureNote], known: Mapping[str, Sequence[str]] | None = None) -> pd.DataFrame:
    """Return the columns that a model reads, as it learnt from them: numbers as float64, categories as text, numbers among them too.

    Parameters
    ----------
    table
        n rows.
    wanted
        What the model reads.
    known
        The values that its categories held in training: what is the same number or truth, written otherwise, is taken for them.

    Raises
    ------
    SchemaError
        When a column is not there, or holds words where the model learnt from numbers.
    """
    file = ", ".join(table.source.files) or None
    gone = [note.name for note in wanted if note.name not in table.frame.columns]
    if gone:
        raise _lacking(gone, table, file)
    inputs = as_learnt(table.frame, wanted, called="column", file=file)
    return inputs.assign(**{name: _as_known(inputs[name], values) for name, values in (known or {}).items() if name in inputs})


def as_learnt(frame: pd.DataFrame, wanted: Sequence[FeatureNote], *, called: str = "feature", file: str | None = None) -> pd.DataFrame:
    """Return those of the wanted columns that are there, in the types of training: float64 with NaN, or text with missing values.

    Parameters
    ----------
    frame
        n rows.
    wanted
        What the model reads.
    called, file
        What a column is and where it comes from, for the message.

    Raises
    ------
    SchemaError
        When one holds words where the model learnt from numbers.
    """
    there = [note for note in wanted if note.name in frame.columns]
    columns = {
        note.name: _texts(frame[note.name]) if note.kind == "category" else _numbers(frame[note.name], called, file) for note in there
    }
    return pd.DataFrame(columns, index=frame.index)


def without_values(visits: Visits, features: FeatureSet, names: Iterable[str], *, histories: bool = False) -> tuple[str, ...]:
    """Return the columns that features of these names read and that hold no value in any event, as a user calls them, in order.

    Parameters
    ----------
    visits
        The events; a column that the source lacks is there and empty (`score.add_missing`).
    features
        Declarations, among them those of these names.
    names
        The features that a model reads.
    histories
        Whether it reads the events themselves besides.
    """
    read = _fields(features, set(names)) | ({*COLUMN.values(), "price_micros"} if histories else set())
    known = [name for name in visits.engine.columns(visits.table) if name in read and name not in DERIVED]
    if not known:
        return ()
    counts = ", ".join(f"count({quote(name)})" for name in known)
    types = ", ".join(f"count(*) FILTER (type = '{ONLY_AT[name]}')" if name in ONLY_AT else "count(*)" for name in known)
    found = visits.engine.row(f"SELECT {counts}, {types} FROM {visits.table}")
    empty = [name for name, count, asked in zip(known, found, found[len(known) :], strict=False) if asked and not count]
    return tuple(dict.fromkeys(GIVEN_AS.get(name, name) for name in empty))


def _lacking(gone: list[str], table: SessionTable, file: str | None) -> SchemaError:
    """Return the error for columns that a session table or a log lacks, with the names that are near."""
    one, there, of = len(gone) == 1, [str(name) for name in table.frame.columns], "log" if table.of_log else "session table"
    return SchemaError(
        f"The {of} lacks {'a column' if one else f'{len(gone)} columns'} that the model reads: {', '.join(gone[:5])}.",
        where=Where(file=file, column=gone[0] if one else None),
        remedy=f"Add the {'column' if one else 'columns'}, or rename those that hold the same.{near(gone[0], set(there))} "
        f"The {of.rsplit(maxsplit=1)[-1]} has: {', '.join(there)}.",
    )


def _texts(column: pd.Series) -> pd.Series:
    """Return categories as text; a whole number is written without a point: 3 and not 3.0."""
    if not pd.api.types.is_numeric_dtype(column):
        return column.astype("str")
    numbers = column.astype(np.float64)
    words = {value: np.format_float_positional(value, trim="-") for value in numbers.dropna().unique()}
    return numbers.astype("object").map(words).astype("str")


def _as_known(column: pd.Series, known: Sequence[str]) -> pd.Series:
    """Return categories as training wrote them; one that it never saw, or could have meant two of its own, stays as it is."""
    strange = {value for value in column.dropna().unique() if value not in known}
    if not strange:
        return column
    meant: dict[Decimal | str, list[str]] = {}
    for value in known:
        meant.setdefault(_meaning(value), []).append(value)
    same = {value: _alike(value, meant.get(_meaning(value), [])) for value in strange}
    return column.replace({value: found[0] for value, found in same.items() if len(found) == 1}).astype("str")


def _alike(value: str, found: list[str]) -> list[str]:
    """Return those of equal meaning that are written in the same way, truths as words or numbers; all where none is."""
    return [each for each in found if _is_truth(each) is _is_truth(value)] or found


def _is_truth(value: str) -> bool:
    """Return whether a text is a truth, written as a word."""
    return value.strip().lower() in TRUE_FALSE


def _meaning(value: str) -> Decimal | str:
    """Return the number that a text or a truth stands for, exactly (ids of 20 digits are not all alike), else the text itself."""
    word = value.strip().lower()
    if word in TRUE_FALSE:
        return Decimal(int(TRUE_FALSE[word]))
    try:
        number = Decimal(word)
    except InvalidOperation:
        return value
    return number if number.is_finite() and "_" not in word else value


def _numbers(column: pd.Series, called: str, file: str | None) -> pd.Series:
    """Return a column as numbers, refusing words."""
    if not pd.api.types.is_numeric_dtype(column):
        column = column.mask(column.str.lower().isin(TRUE_FALSE), column.str.lower().map(TRUE_FALSE).astype("str"))
    numbers = pd.to_numeric(column, errors="coerce").astype(np.float64)
    words = column[numbers.isna() & column.notna()]
    if len(words):
        example = str(words.iloc[0])[:80]
        raise SchemaError(
            f'The {called} "{column.name}" holds words ("{example}"); the model learnt from numbers.',
            where=Where(file=file, column=str(column.name) if called == "column" else None, example=example),
            remedy=f"Give a number in {'each row' if called == 'column' else 'what it reads'}, and nothing where it is unknown.",
        )
    return numbers


def _fields(features: FeatureSet, names: set[str]) -> set[str]:
    """Return the fields of events that some features read."""
    parts = {part for each in features.ratios if each.name in names for part in (each.numerator, each.denominator)}
    return set().union(*(each.fields() for each in features.features if each.name in names | parts))
