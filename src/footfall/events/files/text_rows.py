"""How does one text file go, row by row, into the engine?

`TextReader` finds out whether a text is delimited or JSON Lines, and streams its rows into a `Writer`, its broken lines into a list.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from footfall.errors import SourceError, Where
from footfall.events.files import delimited, json_lines
from footfall.events.files.delimited import Broken
from footfall.events.files.found import Piece, opened
from footfall.events.files.text import Lines, decoded
from footfall.events.files.writer import Writer
from footfall.progress import Stage

__all__ = ["Meter", "TextReader"]


class Meter:
    """Tells a stage how far a file has been read."""

    def __init__(self, file: IO[bytes], stage: Stage) -> None:
        self.file, self.stage, self.at = file, stage, 0

    def tick(self) -> None:
        """Advance the stage by what has been read since the last tick."""
        at = self.file.tell()
        self.stage.advance(max(at - self.at, 0))
        self.at = max(at, self.at)


@dataclass(frozen=True, slots=True)
class TextReader:
    """Streams one text piece into the writer."""

    piece: Piece
    number: int
    writer: Writer
    broken: list[tuple[int, Broken]]
    meter: Meter

    def read(self, stream: IO[bytes], delimiter: str | None, encoding: str | None) -> tuple[str, ...]:
        """Return the header; empty for JSON Lines, whose rows name their columns."""
        with decoded(stream, self.piece.name, encoding) as text:
            lines = Lines(text)
            try:
                return self._rows(lines, delimiter)
            except UnicodeDecodeError as error:
                raise _undecodable(self.piece, error) from error

    def _rows(self, lines: Lines, delimiter: str | None) -> tuple[str, ...]:
        first = next((line for line in lines if line.strip()), "")
        lines.give_back(lines.taken)
        lines.taken.clear()
        if first.lstrip().startswith("["):
            where = Where(file=self.piece.name, line=1, example=first.strip()[:80])
            raise SourceError(f"{self.piece.name} is one JSON array.", where=where, remedy="Write one object a line: jq -c '.[]'.")
        if first.lstrip().startswith("{"):
            self._json(lines)
            return ()
        return self._delimited(lines, delimiter)

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


def _undecodable(piece: Piece, error: UnicodeDecodeError) -> SourceError:
    line, example = _first_odd_line(piece, error.encoding)
    return SourceError(
        f"{piece.name} is not {error.encoding} all the way.",
        where=Where(file=piece.name, line=line, example=example),
        remedy="Convert it to UTF-8 (iconv), or correct [source] encoding in schema.toml.",
    )


def _first_odd_line(piece: Piece, encoding: str) -> tuple[int | None, str | None]:
    """Return the number of the first line that is not in an encoding, and its odd bytes; nothing where lines are no runs of bytes."""
    if encoding.startswith(("utf-16", "utf-32")):
        return None, None
    with opened(piece) as (stream, _):
        for number, line in enumerate(stream, 1):
            try:
                line.decode(encoding)
            except UnicodeDecodeError as error:
                return number, line[error.start : error.start + 8].hex(" ")
    return None, None
