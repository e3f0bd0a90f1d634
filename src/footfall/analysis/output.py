"""How do results reach the disk whole or not at all?

`finished_folder` gives a working folder beside the target and puts it in its place only when all is written. `write_json` refuses NaN.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from footfall.errors import EngineError, SourceError, UsageError

__all__ = ["finished_folder", "write_json"]

MARK = "summary.json"


@contextmanager
def finished_folder(out: Path) -> Iterator[Path]:
    """Give a folder to write into; on success it becomes `out`, replacing an earlier analysis; on any failure it vanishes.

    Raises
    ------
    UsageError
        When `out` exists and is not an analysis (it holds files, but no summary.json): nothing of it is touched.
    SourceError
        When the folder cannot be written.
    """
    if out.is_file() or (out.is_dir() and any(out.iterdir()) and not (out / MARK).exists()):
        raise UsageError(f"{out} exists and is not a finished analysis.", remedy="Choose an empty or a new folder for --out.")
    half = out.with_name(f".{out.name}.{os.getpid()}.half")
    old = out.with_name(f".{out.name}.{os.getpid()}.old")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir()
        yield half
        if out.exists():
            out.rename(old)
        half.rename(out)
    except OSError as error:
        if isinstance(error, SourceError):
            raise
        raise SourceError(
            f"{out} cannot be written: {error.strerror or error}.", remedy="Free some space or choose another --out."
        ) from error
    finally:
        shutil.rmtree(half, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def write_json(record: Mapping[str, object], path: Path) -> None:
    """Write a record as JSON, keys in their order; NaN is our mistake."""
    try:
        text = json.dumps(record, indent=2, ensure_ascii=False, allow_nan=False)
    except ValueError as error:
        raise EngineError(f"{path.name} would hold a number that is none.") from error
    path.write_text(text + "\n", encoding="utf-8")
