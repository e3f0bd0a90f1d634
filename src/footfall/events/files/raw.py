"""How do files of any kind become one table of the engine?

`load` lays every row of every piece into the view ``raw``: the columns of the files as they are named there (text from text files, typed
from Parquet), and beside them `FILE`, `LINE` and `ROW`, which tell where each row came from. Text is streamed through Parquet files in the
engine's own folder, so that memory never holds more than a chunk. What the columns mean is `schema`'s matter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfileobj
from typing import IO

import pyarrow as pa
import pyarrow.parquet as pq

from footfall.engines.duckdb import Engine, quote, text
from footfall.errors import DataError, SchemaError, SourceError, UsageError, Where
from footfall.events.files import delimited, json_lines
from footfall.events.files.delimited import Broken
from footfall.events.files.found import Piece, opened
from footfall.events.files.text import Lines, decoded
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
    """

    names: tuple[str, ...]
    columns: dict[str, str]
    broken: tuple[tuple[int, Broken], ...] = ()
    mended: tuple[QualityRow, ...] = ()


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
    selects = []
    for number, piece in enumerate(pieces):
        path = _plain(piece, engine)
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
    return Raw(tuple(piece.name for piece in pieces), _columns(engine))


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
    try:
        for number, piece in enumerate(pieces):
            with opened(piece) as (stream, file):
                reader = _TextReader(piece, number, writer, broken, _Meter(file, stage))
                names = reader.read(stream, delimiter, encoding)
            header = header or names
            _same_columns(set(header), set(names), pieces[0].name, piece.name)
        writer.close()
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, SourceError):
            raise
        raise SourceError(
            f"The working folder {engine.folder} cannot be written: {error}.", remedy="Free some space or set TMPDIR."
        ) from error
    if not writer.rows and not broken:
        raise _no_rows(pieces)
    if not writer.rows:
        raise _only_broken(pieces, broken)
    files = ", ".join(text(str(path)) for path in writer.paths)
    engine.run(f"CREATE OR REPLACE VIEW {RAW} AS SELECT * FROM read_parquet([{files}], union_by_name = true)")
    return Raw(tuple(piece.name for piece in pieces), _columns(engine), tuple(broken), tuple(writer.mended.values()))


class _Meter:
    """Tells a stage how far a file has been read."""

    def __init__(self, file: IO[bytes], stage: Stage) -> None:
        self.file, self.stage, self.at = file, stage, 0

    def tick(self) -> None:
        at = self.file.tell()
        self.stage.advance(max(at - self.at, 0))
        self.at = max(at, self.at)


@dataclass(frozen=True, slots=True)
class _TextReader:
    """Streams one text piece into the writer."""

    piece: Piece
    number: int
    writer: Writer
    broken: list[tuple[int, Broken]]
    meter: _Meter

    def read(self, stream: IO[bytes], delimiter: str | None, encoding: str | None) -> tuple[str, ...]:
        """Return the header; empty for JSON Lines, whose rows name their columns."""
        lines = Lines(decoded(stream, self.piece.name, encoding))
        try:
            first = next((line for line in lines if line.strip()), "")
            lines.give_back(lines.taken)
            lines.taken.clear()
            if first.lstrip().startswith("["):
                raise SourceError(
                    f"{self.piece.name} is one JSON array.",
                    where=Where(file=self.piece.name, line=1),
                    remedy="Write one object a line: jq -c '.[]'.",
                )
            if first.lstrip().startswith("{"):
                self._json(lines)
                return ()
            return self._delimited(lines, delimiter)
        except UnicodeDecodeError as error:
            raise _undecodable(self.piece.name, lines.number + 1, error) from error

    def _delimited(self, lines: Lines, delimiter: str | None) -> tuple[str, ...]:
        header = delimited.header(lines, self.piece.name, delimiter)
        for chunk in delimited.chunks(lines, header):
            self.writer.write(header.names, chunk.columns, chunk.lines, self.number, self.piece.name)
            self._aside(chunk.broken)
        return header.names

    def _json(self, lines: Lines) -> None:
        for rows, numbers, broken in json_lines.objects(lines):
            names = tuple(dict.fromkeys(name for row in rows for name in row))
            columns = [[row.get(name) for row in rows] for name in names]
            self.writer.write(names, columns, numbers, self.number, self.piece.name)
            self._aside(broken)

    def _aside(self, broken: Iterable[Broken]) -> None:
        self.broken.extend((self.number, each) for each in broken)
        self.meter.tick()


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


def _undecodable(name: str, line: int, error: UnicodeDecodeError) -> SourceError:
    example = bytes(error.object[error.start : error.start + 8]).hex(" ")
    return SourceError(
        f"{name} is not {error.encoding} all the way.",
        where=Where(file=name, line=line, example=example),
        remedy="Convert it to UTF-8 (iconv), or correct [source] encoding in schema.toml.",
    )
