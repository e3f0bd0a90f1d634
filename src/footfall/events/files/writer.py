"""How do rows of text reach the engine without filling memory?

`Writer` appends chunks to Parquet files in a folder, a new file wherever the columns change. Every column is text; three more tell where
each row came from.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from footfall.errors import SourceError
from footfall.events.files.text import mend
from footfall.events.log import QualityRow

__all__ = ["FILE", "LINE", "MENDED", "ROW", "Writer"]

FILE, LINE, ROW = "footfall file", "footfall line", "footfall row"
"""Columns that tell where a row came from: number of its file, its line (row of a Parquet file), its number over all files."""

MENDED = "not UTF-8, read as Windows-1252"


class Writer:
    """Appends rows of text to Parquet files in `folder`; `paths` are the files so far, `rows` their rows.

    Text that does not fit its file's encoding is mended, and counted by column in `mended`.
    """

    def __init__(self, folder: Path) -> None:
        self.paths: list[Path] = []
        self.rows = 0
        self.mended: dict[str, QualityRow] = {}
        self._folder = folder
        self._names: tuple[str, ...] = ()
        self._open: pq.ParquetWriter | None = None

    def write(
        self,
        names: tuple[str, ...],
        columns: Sequence[Sequence[str | None] | pa.ChunkedArray],
        lines: Sequence[int],
        number: int,
        file: str,
    ) -> None:
        """Append rows, given column by column, of file `number` called `file`.

        Raises
        ------
        SourceError
            When the folder cannot be written.
        """
        if not lines:
            return
        arrays = [self._text(name, values, lines, file) for name, values in zip(names, columns, strict=True)]
        arrays += [
            pa.array([number] * len(lines), pa.int32()),
            pa.array(lines, pa.int64()),
            pa.array(range(self.rows + 1, self.rows + len(lines) + 1), pa.int64()),
        ]
        table = pa.Table.from_arrays(arrays, names=[*names, FILE, LINE, ROW])
        file_open = self._rotate(names, table.schema)
        with self._writable():
            file_open.write_table(table)
        self.rows += len(lines)

    def close(self) -> None:
        """Finish the file under way."""
        if self._open is not None:
            with self._writable():
                self._open.close()
            self._open = None

    def _rotate(self, names: tuple[str, ...], schema: pa.Schema) -> pq.ParquetWriter:
        if self._open is None or names != self._names:
            self.close()
            self.paths.append(self._folder / f"rows-{len(self.paths)}.parquet")
            self._open = pq.ParquetWriter(self.paths[-1], schema, compression="lz4")
            self._names = names
        return self._open

    @contextmanager
    def _writable(self) -> Iterator[None]:
        try:
            yield
        except (OSError, pa.ArrowException) as error:
            raise SourceError(
                f"The working folder {self._folder} cannot be written: {error}.", remedy="Free some space or set TMPDIR."
            ) from error

    def _text(
        self, name: str, values: Sequence[str | None] | pa.ChunkedArray, lines: Sequence[int], file: str
    ) -> pa.Array | pa.ChunkedArray:
        if isinstance(values, pa.ChunkedArray):
            return values
        try:
            return pa.array(values, pa.string())
        except UnicodeEncodeError:
            return pa.array([self._mended(name, value, line, file) for value, line in zip(values, lines, strict=True)], pa.string())

    def _mended(self, name: str, value: str | None, line: int, file: str) -> str | None:
        whole = None if value is None else mend(value)
        if whole is None:
            return value
        before = self.mended.get(name) or QualityRow(MENDED, 0, name, whole[:80], file, line)
        self.mended[name] = QualityRow(MENDED, before.count + 1, name, before.example, before.file, before.line)
        return whole
