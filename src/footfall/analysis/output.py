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
def finished_folder(out: Path, mark: str = MARK) -> Iterator[Path]:
    """Give a folder to write into; on success it becomes `out`, replacing an earlier one of its kind; on any failure it vanishes.

    Parameters
    ----------
    out
        The folder.
    mark
        The file by which an earlier one of its kind is known.

    Raises
    ------
    UsageError
        When `out` is a link to nowhere, or exists and is not of its kind (it holds files, but none named `mark`): nothing of it is touched.
    SourceError
        When the folder cannot be written.
    """
    if out.is_file() or (out.is_dir() and any(out.iterdir()) and not (out / mark).exists()):
        kind = "analysis" if mark == MARK else "comparison"
        raise UsageError(f"{out} exists and is not a finished {kind}.", remedy="Choose an empty or a new folder for --out.")
    if out.is_symlink() and not out.exists():
        raise UsageError(f"{out} is a link to nowhere.", remedy="Choose another folder for --out, or make the one that it leads to.")
    place = out.resolve()  # behind a link the folder is replaced, not the link
    half = place.with_name(f".{place.name}.{os.getpid()}.half")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir()
        yield half
        put_in_place(half, place)
    except OSError as error:
        if isinstance(error, SourceError) and half.name not in error.what:
            raise
        what = error.what.replace(str(half), str(out)) if isinstance(error, SourceError) else ""
        raise SourceError(
            what or f"{out} cannot be written: {error.strerror or error}.", remedy="Free some space or choose another --out."
        ) from error
    finally:
        shutil.rmtree(half, ignore_errors=True)


def put_in_place(half: Path, place: Path) -> None:
    """Move a finished folder to its place; where that fails, what stood there stands there again."""
    old = place.with_name(f".{place.name}.{os.getpid()}.old")
    try:
        if place.exists():
            place.rename(old)
        half.rename(place)
    except BaseException:
        if old.exists() and not place.exists():
            old.rename(place)
        raise
    finally:
        if place.exists():
            shutil.rmtree(old, ignore_errors=True)


def write_json(record: Mapping[str, object], path: Path) -> None:
    """Write a record as JSON, keys in their order; NaN is our mistake."""
    try:
        text = json.dumps(record, indent=2, ensure_ascii=False, allow_nan=False)
    except ValueError as error:
        raise EngineError(f"{path.name} would hold a number that is none.") from error
    path.write_text(text + "\n", encoding="utf-8")
