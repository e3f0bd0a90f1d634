"""What do the bytes of a text file say?

Finds the encoding (byte order mark, UTF-8, UTF-16, else Windows-1252) and yields numbered lines that can be given back. UTF-8 is read
with the odd bytes kept aside, so that a file of mixed encodings loses nothing: `mend` reads those as Windows-1252 (of which Latin-1 text
is a part), and the caller counts them.
"""

import codecs
import csv
import io
from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import IO, cast

from footfall.errors import SourceError, UsageError, Where

__all__ = ["Lines", "decoded", "mend"]

SAMPLE_BYTES = 65_536
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}

csv.field_size_limit(1 << 20)


class Lines(Iterator[str]):
    """Physical lines of a text, numbered from 1, that can be given back.

    `taken` holds the lines handed out since it was last cleared; `number` is that of the line handed out last.
    """

    def __init__(self, source: Iterator[str]) -> None:
        self._source = source
        self._back: deque[str] = deque()
        self.taken: list[str] = []
        self.number = 0

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self._source)
        self.number += 1
        self.taken.append(line)
        return line

    def take(self, count: int) -> list[str]:
        """Hand out up to `count` lines at once."""
        lines = [self._back.popleft() for _ in range(min(count, len(self._back)))]
        lines += islice(self._source, count - len(lines))
        self.number += len(lines)
        return lines

    def give_back(self, lines: list[str]) -> None:
        """Put lines back, to be read again, in the order given."""
        self._back.extendleft(reversed(lines))
        self.number -= len(lines)


def decoded(stream: IO[bytes], name: str, encoding: str | None) -> io.TextIOWrapper:
    """Return a stream of bytes as text with its line endings kept.

    Parameters
    ----------
    encoding
        As declared; None: found out. A declared encoding is strict.

    Raises
    ------
    SourceError
        When the stream is empty or holds no text.
    UsageError
        When no such encoding exists.
    """
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream))
    sample = buffered.peek(SAMPLE_BYTES)[:SAMPLE_BYTES]
    if not sample.strip():
        raise SourceError(f"{name} is empty.", where=Where(file=name), remedy="Export it again: a header and at least one row are needed.")
    if encoding is None:
        found = _encoding(sample, name)
        return io.TextIOWrapper(buffered, found, "surrogateescape" if found.startswith("utf-8") else "strict", newline="")
    try:
        return io.TextIOWrapper(buffered, encoding, "strict", newline="")
    except LookupError as error:
        raise UsageError(f'"{encoding}" is not an encoding.', remedy='Give one that Python knows, such as "utf-8" or "cp1252".') from error


def mend(value: str) -> str | None:
    r"""Return text whose odd bytes are read as Windows-1252, or None when it had none.

    >>> mend(b"Caf\xe9".decode("utf-8", "surrogateescape")), mend("Café")
    ('Café', None)
    """
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return "".join(_mended(character) for character in value)
    return None


def _mended(character: str) -> str:
    if not "\udc80" <= character <= "\udcff":
        return character
    return bytes([ord(character) - 0xDC00]).decode("cp1252", "replace")


def _encoding(sample: bytes, name: str) -> str:
    for mark, encoding in MARKS.items():
        if sample.startswith(mark):
            return encoding
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if even + odd == 0:
        return "utf-8"
    if odd > 0.3 * len(sample) / 2 and even < odd / 10:
        return "utf-16-le"
    if even > 0.3 * len(sample) / 2 and odd < even / 10:
        return "utf-16-be"
    raise SourceError(f"{name} is not text.", where=Where(file=name), remedy="Give CSV, JSON Lines or Parquet, plain, gzip or zip.")
