"""What rows does a delimited text hold, and which lines are broken?

Reads CSV with any delimiter, quotes and newlines inside fields, one chunk at a time, and keeps the line on which every row begins. A line
whose quotes or number of fields are wrong is put aside alone: what an unclosed quote swallowed is given back and read again.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import pyarrow as pa
import pyarrow.csv as csv_arrow

from footfall.errors import SchemaError, Where
from footfall.events.files.text import Lines

__all__ = ["BROKEN_QUOTES", "WRONG_FIELDS", "Broken", "Chunk", "Dialect", "Header", "chunks", "header"]

CHUNK_ROWS = 50_000
SAMPLE_LINES = 100
DELIMITERS = (",", ";", "\t", "|")
WRONG_FIELDS = "wrong number of fields"
BROKEN_QUOTES = "broken quotes"
QUOTE = '"'


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


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows column by column: row i of each begins on ``lines[i]``; and the lines that are no rows."""

    columns: Sequence[Sequence[str] | pa.ChunkedArray]
    lines: Sequence[int]
    broken: Sequence[Broken] = ()


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
    while block := lines.take(CHUNK_ROWS):
        fast = _plain(block, lines.number - len(block) + 1, header)
        if fast is None:
            lines.give_back(block)
        yield fast or _careful(lines, header)


def _plain(block: list[str], first: int, header: Header) -> Chunk | None:
    """Split lines of which each is a whole row, some ten times as fast as looking at every record; None where one is not."""
    whole = "".join(block)
    if QUOTE in whole or header.dialect.delimiter == " ":
        return None
    try:
        table = csv_arrow.read_csv(
            pa.py_buffer(whole.encode()),
            csv_arrow.ReadOptions(column_names=header.names, block_size=len(whole) * 4),
            csv_arrow.ParseOptions(delimiter=header.dialect.delimiter, quote_char=False),
            csv_arrow.ConvertOptions(column_types=dict.fromkeys(header.names, pa.string()), strings_can_be_null=False),
        )
    except (pa.ArrowInvalid, UnicodeEncodeError):
        return None
    return Chunk(table.columns, range(first, first + len(block))) if table.num_rows == len(block) else None


def _careful(lines: Lines, header: Header) -> Chunk:
    """Read up to `CHUNK_ROWS` records that may hold quotes, and newlines inside them."""
    rows: list[list[str]] = []
    numbers: list[int] = []
    broken: list[Broken] = []
    reader = header.dialect.reader(lines, strict=True)
    while len(rows) < CHUNK_ROWS:
        lines.taken.clear()
        first = lines.number + 1
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error:
            broken.append(_aside(lines, first, BROKEN_QUOTES))
            continue
        if _fits(row, len(header.names)):
            rows.append(row)
            numbers.append(first)
        elif row:
            broken.append(_aside(lines, first, WRONG_FIELDS))
    return Chunk(list(zip(*rows, strict=True)), numbers, broken)


def _fits(row: list[str], width: int) -> bool:
    """Tell whether a row has the right number of fields; an empty one after the last is taken off."""
    if len(row) == width + 1 and not row[-1]:
        row.pop()
    return len(row) == width


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
