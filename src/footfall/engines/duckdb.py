"""How does Footfall talk to its embedded database?

One class, `Engine`: a DuckDB database in a folder of its own, that spills to disk when memory runs out. No other module imports
duckdb. It does not know what an event is.
"""

import os
import re
import shutil
import tempfile
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from copy import copy
from pathlib import Path
from types import TracebackType

import duckdb
import pandas as pd
import pyarrow as pa

from footfall.errors import EngineError, SourceError, UsageError
from footfall.threads import thread_count

__all__ = ["Engine", "quote", "text"]

Value = str | int | float | bool | None


FREE = "Free some space or choose another --out."
FORMULA = r"^[=+\-@\t\r\n]"
"""How a text begins that a spreadsheet takes for a formula."""


def quote(name: str) -> str:
    """Quote an identifier for SQL.

    >>> quote("page 1")
    '"page 1"'
    """
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """Quote a string literal for SQL.

    >>> text("it's")
    "'it''s'"
    """
    return "'" + value.replace("'", "''") + "'"


class Engine:
    """One embedded DuckDB database: tables in memory, spilled to a folder of its own when memory runs out, deleted with it when closed.

    Tables of a database file would be compressed as they are written, which costs more time than the features in them.

    Parameters
    ----------
    threads
        Number of threads; default: one per processor.
    memory
        Memory limit such as ``"4GB"``; default: 1.5 GB a thread, and no more than half the machine's
        memory. Beyond it DuckDB spills to disk.
    directory
        Folder in which the database's own folder is made; default: the system's temporary folder.

    Raises
    ------
    SourceError
        When the folder cannot be made.
    """

    def __init__(self, *, threads: int | None = None, memory: str | None = None, directory: Path | None = None) -> None:
        try:
            self.folder = Path(tempfile.mkdtemp(prefix="footfall-", dir=directory))
        except OSError as error:
            raise SourceError(f"The working folder cannot be made: {error.strerror}.", remedy="Set TMPDIR to a writable folder.") from error
        self._tidy = weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        self.threads = thread_count(threads)
        self._connection = duckdb.connect(":memory:")
        self.run(f"SET threads = {self.threads}")
        self.run(f"SET memory_limit = {text(memory or default_memory(self.threads))}")
        self.run(f"SET temp_directory = {text(str(self.folder / 'spill'))}")
        self.run("SET preserve_insertion_order = false")
        self.run("SET TimeZone = 'UTC'")
        self.run("SET enable_progress_bar = false")

    @contextmanager
    def beside(self) -> Iterator["Engine"]:
        """Give a second connection to the same database, for another thread; tables are shared, views of `viewed` are not."""
        other = copy(self)
        other._connection = self._connection.cursor()
        try:
            other.run("SET TimeZone = 'UTC'")
            yield other
        finally:
            other._connection.close()

    def __enter__(self) -> "Engine":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the database and delete its folder. Calling it twice is fine; both happen too when nobody holds the engine any more."""
        self._connection.close()
        self._tidy()

    def run(self, sql: str, parameters: Sequence[Value] = ()) -> None:
        """Execute statements that return nothing of interest."""
        self._execute(sql, parameters)

    def rows(self, sql: str, parameters: Sequence[Value] = ()) -> list[tuple[Value, ...]]:
        """Return every row of a query as Python tuples."""
        with in_words():
            return self._execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Sequence[Value] = ()) -> tuple[Value, ...]:
        """Return the only row of a query; raises `EngineError` when there is none or more than one."""
        found = self.rows(sql, parameters)
        if len(found) != 1:
            raise EngineError(f"A query for one row gave {len(found)}: {sql[:200]}")
        return found[0]

    def integer(self, sql: str, parameters: Sequence[Value] = ()) -> int:
        """Return the only value of a query as an integer; null counts as 0."""
        return int(self.row(sql, parameters)[0] or 0)

    def frame(self, sql: str, parameters: Sequence[Value] = ()) -> pd.DataFrame:
        """Return a query as a pandas frame."""
        with in_words():
            return self._execute(sql, parameters).df()

    def arrow(self, sql: str, parameters: Sequence[Value] = ()) -> pa.Table:
        """Return a query as an Arrow table."""
        with in_words():
            return self._connection.sql(sql, params=list(parameters)).to_arrow_table()

    def columns(self, table: str) -> dict[str, str]:
        """Return the columns of a table or view, in order, with DuckDB's type names."""
        found = self.rows("SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index", [table])
        return {str(name): str(kind) for name, kind in found}

    def is_format(self, pattern: str) -> bool:
        """Return whether times can be read by a strptime format."""
        try:
            self.rows(f"SELECT try_strptime('', {text(pattern)})")
        except duckdb.InvalidInputException:
            return False
        return "%" in pattern

    def register(self, name: str, data: pd.DataFrame | pa.Table) -> None:
        """Copy a frame or Arrow table into a table of the database."""
        self._connection.register("incoming", data)
        self.run(f"CREATE OR REPLACE TABLE {quote(name)} AS SELECT * FROM incoming")
        self._connection.unregister("incoming")

    @contextmanager
    def viewed(self, name: str, data: pa.Table | pa.RecordBatchReader) -> Iterator[None]:
        """Let queries of this connection read Arrow data under a name, without copying it; a reader can be read once."""
        self._connection.register(name, data)
        try:
            yield
        finally:
            self._connection.unregister(name)

    def write(self, sql: str, path: Path) -> None:
        """Write a query to a file, as CSV where its name ends so and else as Parquet; it appears under its name only when it is whole.

        Text cells of a CSV that a spreadsheet would run as a formula get an apostrophe before them, as OWASP advises ("CSV Injection").

        Raises
        ------
        UsageError
            When the name is that of a folder.
        SourceError
            When the disk is full or the folder cannot be written.
        """
        if path.is_dir():
            raise UsageError(f"{path} is a folder, not a file to write.", remedy=f"Name a file with --out, such as {path / 'out.parquet'}.")
        half = path.with_name(f".{path.name}.{os.getpid()}.half")
        if path.suffix.lower() == ".csv":
            sql, how = f"SELECT {self._harmless(sql)} FROM ({sql}) AS written", "FORMAT csv, HEADER"
        else:
            how = "FORMAT parquet, COMPRESSION zstd"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with in_words():
                self._connection.execute(f"COPY ({sql}) TO {text(str(half))} ({how})")
            half.replace(path)
        except SourceError as error:
            if half.name not in error.what:
                raise
            reason = error.what.rsplit(": ", 1)[-1].rstrip(".")
            raise SourceError(f"{path} cannot be written: {reason}.", remedy=FREE) from error
        except OSError as error:
            raise SourceError(f"{path} cannot be written: {error.strerror or error}.", remedy=FREE) from error
        finally:
            with suppress(OSError):
                half.unlink()

    def _harmless(self, sql: str) -> str:
        """The columns of a query, with names and text that are no formula (`FORMULA`)."""
        columns = []
        for name, kind in ((str(row[0]), str(row[1])) for row in self.rows(f"DESCRIBE {sql}")):
            cell = quote(name)
            if kind == "VARCHAR" or kind.startswith("ENUM"):
                words = f"CAST({cell} AS VARCHAR)"
                cell = f"CASE WHEN regexp_matches({words}, {text(FORMULA)}) THEN chr(39) || {words} ELSE {words} END"
            columns.append(f"{cell} AS {quote(re.sub(FORMULA, lambda sign: chr(39) + sign[0], name))}")
        return ", ".join(columns)

    def _execute(self, sql: str, parameters: Sequence[Value]) -> duckdb.DuckDBPyConnection:
        with in_words():
            return self._connection.execute(sql, list(parameters)) if parameters else self._connection.execute(sql)


@contextmanager
def in_words() -> Iterator[None]:
    """Turn a fault of the disk or the memory into a `SourceError`, and a query that was interrupted into the interruption that it is."""
    try:
        yield
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise SourceError(
            f"The database cannot read or write: {first_line(error)}",
            remedy="Free some space on the disk, set TMPDIR to a larger one or the setting memory higher, or check the file that is named.",
        ) from error
    except (duckdb.InterruptException, RuntimeError) as error:
        if is_interruption(error):
            raise KeyboardInterrupt from error
        raise


def is_interruption(error: Exception) -> bool:
    """Return whether an error is DuckDB's word for Ctrl-C or a request to end, which it takes for itself while a query runs."""
    return isinstance(error, duckdb.InterruptException) or str(error).strip().lower().endswith("query interrupted")


def first_line(error: Exception) -> str:
    """Return the first line of a message, at most 300 characters of it."""
    return str(error).splitlines()[0][:300] if str(error) else type(error).__name__


def default_memory(workers: int) -> str:
    """Return DuckDB's memory limit: 1.5 GB a thread, at most half of the machine's memory."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{min(1_500 * workers, machine // 2_000_000)}MB"
