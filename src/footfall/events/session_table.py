"""How does a file of whole sessions become a table to learn from?

The second kind of input: one row a session, already aggregated by its publisher. Numbers become float64, the rest categories; the target
stays as it is. Nothing is put aside here: the audit and the models look at the columns as they are.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from footfall.engines.duckdb import Engine, quote
from footfall.errors import SchemaError, Where
from footfall.events.files.found import Piece, digest
from footfall.events.files.raw import RAW, Raw
from footfall.events.files.writer import ROW
from footfall.events.log import QualityRow, SessionTable, SourceInfo
from footfall.events.schema import Origin, Schema, near
from footfall.events.staging import source_value

__all__ = ["TRUE_FALSE", "as_truths", "read_sessions"]

TRUTHS: Mapping[str, bool] = {"true": True, "false": False, "1": True, "0": False, "yes": True, "no": False, "1.0": True, "0.0": False}
TRUE_FALSE: Mapping[str, float] = {"true": 1.0, "false": 0.0}
"""Words that make a column of truths, and the numbers that models take for them."""


def read_sessions(
    raw: Raw, schema: Schema, engine: Engine, pieces: Sequence[Piece], *, categories: Collection[str] | None = None
) -> SessionTable:
    """Return the rows of ``raw`` as a session table, in the order of the file.

    Parameters
    ----------
    raw, schema, engine, pieces
        What was laid into the engine, and what it is.
    categories
        Of rows for a saved model: the columns that it takes as categories. They stay as they are written, and neither the target nor a
        declared category must be there. None for a table to learn from.

    Raises
    ------
    SchemaError
        When the target or a declared category is not a column of the file.
    """
    for name in (*((schema.target,) if schema.target else ()), *schema.categories):
        if name not in raw.columns and categories is None:
            raise SchemaError(
                f'{raw.names[0]} has no column "{name}".',
                where=Where(file=raw.names[0], column=name),
                remedy=f"{near(name, set(raw.columns)).strip()} It has: {', '.join(raw.columns)}.".strip(),
            )
    columns = ", ".join(f"{source_value(Origin(name), raw.columns)} AS {quote(name)}" for name in raw.columns)
    texts = engine.frame(f"SELECT {columns} FROM {RAW} ORDER BY {quote(ROW)}")
    as_written = {*schema.categories, *(categories or ())}
    frame = pd.DataFrame({name: _typed(texts[name], is_target=name == schema.target, as_written=name in as_written) for name in texts})
    endless = _endless(frame)
    frame = frame.replace([np.inf, -np.inf], np.nan)
    copies = int(frame.duplicated().sum())
    source = SourceInfo(
        name=schema.name or pieces[0].stem,
        title=schema.title,
        licence=schema.licence,
        files=tuple(piece.name for piece in pieces),
        sha256=digest(pieces),
        kind="session_table",
        sessions=len(frame),
        quarantined=len(raw.broken),
        quality=(*_quality(raw, copies), *endless),
        has_clock=False,
        precision="day",
        gives_sessions=True,
        notes=schema.notes,
    )
    return SessionTable(frame, schema.target, source, dict(schema.docs))


def _quality(raw: Raw, copies: int) -> tuple[QualityRow, ...]:
    kept = (QualityRow("rows equal to another, kept (they may be different sessions)", copies),) if copies else ()
    broken = tuple(QualityRow(each.reason, 1, "", each.text[:80], raw.names[number], each.line) for number, each in raw.broken)
    return (*kept, *broken, *raw.mended)


def _endless(frame: pd.DataFrame) -> tuple[QualityRow, ...]:
    """Return the columns that hold infinity, which is read as unknown."""
    counts = {name: int(np.isinf(frame[name]).sum()) for name in frame if pd.api.types.is_float_dtype(frame[name])}
    return tuple(QualityRow("infinite, read as unknown", count, str(name)) for name, count in counts.items() if count)


def as_truths(values: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return texts that all read as yes or no (`TRUTHS`) as bool, or as 1, 0 and NaN where some are missing; others as they are."""
    known = values.dropna()
    if pd.api.types.is_numeric_dtype(values) or known.empty or not known.str.lower().isin(TRUTHS.keys()).all():
        return values
    truths = values.str.lower().map(TRUTHS)
    return truths.astype(bool) if len(known) == len(values) else truths.astype("float64")


def _typed(texts: "pd.Series[str]", *, is_target: bool, as_written: bool) -> "pd.Series[bool] | pd.Series[float] | pd.Series[str]":
    """Return a column as bool (the target, where it is one), float64 (numbers and truths) or ``str`` (categories)."""
    known = texts.dropna()
    lower = known.str.lower()
    if is_target and len(known) and lower.isin(TRUTHS.keys()).all():
        return as_truths(texts)
    if as_written:
        return texts.astype("str")
    if len(known) and lower.isin(TRUE_FALSE.keys()).all():
        return texts.str.lower().map(TRUE_FALSE).astype("float64")
    numbers = pd.to_numeric(texts, errors="coerce").astype("float64")
    return texts.astype("str") if numbers.isna().sum() > texts.isna().sum() else numbers
