"""What rows does a delimited text hold, and which lines are broken?

Reads CSV with any delimiter, quotes and newlines inside fields, one chunk at a time, and keeps the line on which every row begins. A line
whose quotes or number of fields are wrong is put aside alone: what an unclosed quote swallowed is given back and read again.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from footfall.errors import SchemaError, Where
from footfall.events.files.text import Lines

__all__ = ["BROKEN_QUOTES", "WRONG_FIELDS", "Broken", "Chunk", "Dialect", "Header", "chunks", "header"]

CHUNK_ROWS = 50_000
SAMPLE_LINES = 100
DELIMITERS = (",", ";", "\t", "|")
WRONG_FIELDS = "wrong number of fields"
BROKEN_QUOTES = "broken quotes"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How fields are told apart: `delimiter`, where a space stands for any run of white space."""

    delimiter: str

    def reader(self, lines: Iterator[str], *, strict: bool) -> Iterator[list[str]]:
        """Return a reader of records; a strict one raises `csv.Error` on broken quotes."""
        return csv.reader(lines, delimiter=self.delimiter, skipinitialspace=self.delimiter == " ", strict=strict)


@dataclass(frozen=True, slots=True)
class Header:
    """Names of the columns, and the dialect that told them."""

    names: tuple[str, ...]
    dialect: Dialect


@dataclass(frozen=True, slots=True)
class Broken:
    """A line that is no row: its number, what is wrong, and its text."""

    line: int
    reason: str
    text: str


@dataclass(slots=True)
class Chunk:
    """Up to `CHUNK_ROWS` rows: `rows[i]` begins on `lines[i]`."""

    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)


def header(lines: Lines, name: str, delimiter: str | None) -> Header:
    """Read the header and find out the delimiter.

    Raises
    ------
    SchemaError
        When two columns have the same name, or the declared delimiter does not split the header.
    """
    sample = list(islice(lines, SAMPLE_LINES))
    if sample and sample[0].lower().startswith("sep=") and len(sample[0].strip()) == 5:
        delimiter = delimiter or sample.pop(0).strip()[4]
    while sample and not sample[0].strip():
        sample.pop(0)
    found = _delimiter(sample)
    dialect = Dialect(delimiter or found)
    lines.give_back(sample)
    lines.taken.clear()
    names = [each.strip() or f"unnamed_{place}" for place, each in enumerate(next(dialect.reader(lines, strict=False)), 1)]
    _check(names, name, lines.number, dialect.delimiter, found)
    return Header(tuple(names), dialect)


def chunks(lines: Lines, header: Header) -> Iterator[Chunk]:
    """Yield the rows below the header, chunk by chunk."""
    width = len(header.names)
    reader = header.dialect.reader(lines, strict=True)
    chunk = Chunk()
    while True:
        lines.taken.clear()
        first = lines.number + 1
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error:
            chunk.broken.append(_aside(lines, first, BROKEN_QUOTES))
            continue
        if len(row) == width + 1 and not row[-1]:
            row.pop()
        if len(row) == width:
            chunk.rows.append(row)
            chunk.lines.append(first)
        elif row:
            chunk.broken.append(_aside(lines, first, WRONG_FIELDS))
        if len(chunk.rows) == CHUNK_ROWS:
            yield chunk
            chunk = Chunk()
    yield chunk


def _aside(lines: Lines, first: int, reason: str) -> Broken:
    """Put one line aside and give back the others that the reader took with it."""
    broken, *others = lines.taken
    lines.give_back(others)
    return Broken(first, BROKEN_QUOTES if others else reason, broken.rstrip("\r\n"))


def _delimiter(sample: list[str]) -> str:
    """Return the delimiter that splits the sample most evenly into most fields; white space where none does."""

    def evenness(delimiter: str) -> tuple[float, int]:
        widths = [len(row) for row in csv.reader(sample, delimiter=delimiter) if row]
        if not widths or widths[0] < 2:
            return (0.0, 0)
        return (sum(width == widths[0] for width in widths) / len(widths), widths[0])

    best = max(DELIMITERS, key=evenness)
    return best if evenness(best)[1] > 1 else " "


def _check(names: list[str], file: str, line: int, delimiter: str, found: str) -> None:
    if len(names) == 1 and found not in (delimiter, " "):
        raise SchemaError(
            f'{file} is not split by the declared delimiter "{delimiter}".',
            where=Where(file=file, line=line, column=names[0], example=names[0][:80]),
            remedy=f'Set delimiter = "{found}" in [source], or leave it out.',
        )
    seen: set[str] = set()
    for each in names:
        if each.lower() in seen:
            raise SchemaError(
                f'{file} has two columns named "{each}" (capitals do not count).',
                where=Where(file=file, line=line, column=each, example=each),
                remedy="Rename one of them in the header.",
            )
        seen.add(each.lower())
