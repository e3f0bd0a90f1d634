"""How do files of any kind become one table of the engine?

`load` lays every row of every piece into the view ``raw``: the columns of the files as they are named there (text from text files, typed
from Parquet), and beside them `FILE`, `LINE` and `ROW`, which tell where each row came from. Text is streamed through Parquet files in the
engine's own folder, so that memory never holds more than a chunk. What the columns mean is `schema`'s matter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfileobj

import pyarrow as pa
import pyarrow.parquet as pq

from footfall.engines.duckdb import Engine, quote, text
from footfall.errors import DataError, SchemaError, SourceError, UsageError, Where
from footfall.events.files.delimited import Broken
from footfall.events.files.found import Piece, opened
from footfall.events.files.text_rows import Meter, TextReader
from footfall.events.files.writer import FILE, LINE, ROW, Writer
from footfall.events.log import QualityRow
from footfall.progress import SILENT, Progress, Stage

__all__ = ["RAW", "Raw", "load"]

RAW = "raw"


@dataclass(frozen=True, slots=True)
class Raw:
    """The rows as they stand in the files.

    Parameters
    ----------
    names
        Name of each piece; the column `FILE` is the place in it.
    columns
        Columns of the files and their SQL types, without those that tell where a row came from.
    broken
        Lines that are no rows, each with the number of its piece.
    mended
        Text that was not in the encoding of its file, by column.
    paths
        Files in the engine's folder that hold the rows.
    """

    names: tuple[str, ...]
    columns: dict[str, str]
    broken: tuple[tuple[int, Broken], ...] = ()
    mended: tuple[QualityRow, ...] = ()
    paths: tuple[Path, ...] = ()

    def discard(self, engine: Engine) -> None:
        """Take the rows out of the engine again, when all that is needed has been read."""
        engine.run(f"DROP VIEW {RAW}")
        for path in self.paths:
            path.unlink(missing_ok=True)


def load(
    pieces: Sequence[Piece], engine: Engine, *, delimiter: str | None = None, encoding: str | None = None, progress: Progress = SILENT
) -> Raw:
    """Lay the rows of every piece into the view ``raw``.

    Raises
    ------
    SourceError
        For a damaged file, or a working folder that is full.
    SchemaError
        When files do not have the same columns.
    DataError
        When there are no rows at all.
    UsageError
        When text and Parquet are mixed.
    """
    if len({piece.format for piece in pieces}) > 1:
        raise UsageError("Parquet and text files cannot be read together.", remedy="Read the ones first, then the others.")
    size = sum(path.stat().st_size for path in {piece.path for piece in pieces})
    with progress.stage("Reading", float(size)) as stage:
        if pieces[0].format == "parquet":
            return _load_parquet(pieces, engine)
        return _load_text(pieces, engine, delimiter, encoding, stage)


def _load_parquet(pieces: Sequence[Piece], engine: Engine) -> Raw:
    offset = 0
    columns: set[str] = set()
    selects, paths = [], []
    for number, piece in enumerate(pieces):
        path = _plain(piece, engine)
        paths.append(path)
        try:
            metadata = pq.read_metadata(path)
        except (pa.ArrowException, OSError) as error:
            raise SourceError(
                f"{piece.name} is a damaged Parquet file: {error}.", where=Where(file=piece.name), remedy="Export it again."
            ) from error
        found = set(metadata.schema.to_arrow_schema().names)
        columns = columns or found
        _same_columns(columns, found, pieces[0].name, piece.name)
        selects.append(
            f"SELECT * EXCLUDE (file_row_number), {number} AS {quote(FILE)}, file_row_number + 1 AS {quote(LINE)}, "
            f"file_row_number + {offset + 1} AS {quote(ROW)} FROM read_parquet({text(str(path))}, file_row_number = true)"
        )
        offset += metadata.num_rows
    if offset == 0:
        raise _no_rows(pieces)
    engine.run(f"CREATE OR REPLACE VIEW {RAW} AS {' UNION ALL BY NAME '.join(selects)}")
    unpacked = tuple(path for path in paths if path.parent == engine.folder)
    return Raw(tuple(piece.name for piece in pieces), _columns(engine), paths=unpacked)


def _plain(piece: Piece, engine: Engine) -> Path:
    """Return the path of a Parquet file on disk, unpacked where it lies in an archive."""
    if piece.member is None and not piece.gzipped:
        return piece.path
    path = engine.folder / f"unpacked-{len(list(engine.folder.glob('unpacked-*')))}.parquet"
    with opened(piece) as (stream, _), path.open("wb") as out:
        copyfileobj(stream, out)
    return path


def _load_text(pieces: Sequence[Piece], engine: Engine, delimiter: str | None, encoding: str | None, stage: Stage) -> Raw:
    writer = Writer(engine.folder)
    broken: list[tuple[int, Broken]] = []
    header: tuple[str, ...] = ()
    for number, piece in enumerate(pieces):
        with opened(piece) as (stream, file):
            names = TextReader(piece, number, writer, broken, Meter(file, stage)).read(stream, delimiter, encoding)
        if names:
            header = header or names
            _same_columns(set(header), set(names), pieces[0].name, piece.name)
    writer.close()
    if not writer.rows and not broken:
        raise _no_rows(pieces)
    if not writer.rows:
        raise _only_broken(pieces, broken)
    files = ", ".join(text(str(path)) for path in writer.paths)
    engine.run(f"CREATE OR REPLACE VIEW {RAW} AS SELECT * FROM read_parquet([{files}], union_by_name = true)")
    return Raw(tuple(piece.name for piece in pieces), _columns(engine), tuple(broken), tuple(writer.mended.values()), tuple(writer.paths))


def _columns(engine: Engine) -> dict[str, str]:
    return {name: kind for name, kind in engine.columns(RAW).items() if name not in (FILE, LINE, ROW)}


def _same_columns(first: set[str], other: set[str], first_name: str, other_name: str) -> None:
    if first == other:
        return
    differences = [f"{what} {', '.join(sorted(names))}" for what, names in (("lacks", first - other), ("adds", other - first)) if names]
    raise SchemaError(
        f"{other_name} does not have the columns of {first_name}: it {' and '.join(differences)}.",
        where=Where(file=other_name, line=1, column=sorted(first ^ other)[0]),
        remedy="Read files of one kind at a time.",
    )


def _no_rows(pieces: Sequence[Piece]) -> DataError:
    names = ", ".join(piece.name for piece in pieces)
    return DataError(f"{names} has a header and no rows.", where=Where(file=pieces[0].name, line=2), remedy="Export it again, with data.")


def _only_broken(pieces: Sequence[Piece], broken: Sequence[tuple[int, Broken]]) -> DataError:
    number, first = broken[0]
    where = Where(file=pieces[number].name, line=first.line, example=first.text[:80])
    return DataError(
        f"No row of {pieces[number].name} fits its header: {first.reason}.",
        where=where,
        remedy="Check that the rows are split like the header; [source] delimiter in schema.toml sets the delimiter.",
    )
