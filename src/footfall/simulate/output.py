"""How do two files appear together and whole, or not at all?

`Pair` writes events and truth a chunk at a time under hidden names and renames both when the last chunk is in. It knows no shop.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.parquet as pq

from footfall.errors import SourceError

__all__ = ["Pair"]


class Pair:
    """Two Parquet files in the making; leaving the context without an error puts them under their names.

    Parameters
    ----------
    events, truth
        The final paths; their folder is made where it is missing.
    about
        Key-value metadata of both files.

    Raises
    ------
    SourceError
        When a file cannot be written, the disk being full for example. Nothing is left behind then, and a file of that name stays as it
        was.
    """

    def __init__(self, events: Path, truth: Path, about: Mapping[str, str]) -> None:
        self._final = (events, truth)
        self._half = tuple(path.with_name(f".{path.name}.{os.getpid()}.half") for path in self._final)
        self._about = about
        self._writers: list[pq.ParquetWriter] = []

    def __enter__(self) -> "Pair":
        return self

    def write(self, events: pa.Table, truth: pa.Table) -> None:
        """Append a chunk to both files. Every chunk has the columns of the first; dictionary columns are stored as plain texts."""
        try:
            if not self._writers:
                self._final[0].parent.mkdir(parents=True, exist_ok=True)
                self._writers = [_writer(path, table.schema, self._about) for path, table in zip(self._half, (events, truth), strict=True)]
            for writer, table in zip(self._writers, (events, truth), strict=True):
                writer.write_table(table)
        except OSError as error:
            raise self._failure(error) from error

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            for writer in self._writers:
                writer.close()
            if kind is None:
                # the truth first: where the events stand, their truth does
                self._half[1].replace(self._final[1])
                self._half[0].replace(self._final[0])
        except OSError as problem:
            if kind is None:
                raise self._failure(problem) from problem
        finally:
            for half in self._half:
                with suppress(OSError):
                    half.unlink(missing_ok=True)

    def _failure(self, error: OSError) -> SourceError:
        return SourceError(
            f"{self._final[0]} cannot be written: {error.strerror or error}.", remedy="Free some space or choose another --out."
        )


def _writer(path: Path, schema: pa.Schema, about: Mapping[str, str]) -> pq.ParquetWriter:
    coded = [field.name for field in schema if pa.types.is_dictionary(field.type)]
    writer = pq.ParquetWriter(path, schema, compression="zstd", use_dictionary=coded, store_schema=False)
    writer.add_key_value_metadata(dict(about))
    return writer
