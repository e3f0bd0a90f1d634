"""How do results reach the disk whole or not at all?

`finished_folder` gives a working folder beside the target and puts it in its place only when all is written. `write_json` refuses NaN.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from footfall.errors import EngineError, SourceError, UsageError, Where

__all__ = ["check_name", "finished_folder", "write_json"]

MARK = "summary.json"
TAKEN = frozenset({
    "click", "cut_off_us", "event_id", "label", "ord", "part", "rfm", "row", "segment", "session_id", "visitor_id",
})  # fmt: skip
"""Columns that stand beside a target's in the files of scores and predictions."""
LONGEST = 100
"""Characters of a name that files are called by; file systems bear 255 bytes, endings and working names included."""


def check_name(target: str) -> None:
    """Refuse a column as a target whose name cannot be that of a file and of a column of the scores.

    Raises
    ------
    UsageError
        When it cannot.
    """
    reason = ""
    if target.lower() in TAKEN:
        reason = "scores have a column of that name already"
    elif not target.strip() or any(letter in target for letter in "/\\\0") or target.startswith("."):
        reason = "no file can be called by it"
    elif len(target.encode()) > LONGEST:
        reason = f"it is longer than the {LONGEST} bytes that files can be called by"
    if reason:
        raise UsageError(
            f"The column {target[:80]!r} cannot be a target under this name: {reason}.",
            where=Where(column=target[:80]),
            remedy="Rename the column in the source.",
        )


@contextmanager
def finished_folder(out: Path, *, mark: str = MARK, what: str = "analysis") -> Iterator[Path]:
    """Give a folder to write into; on success it becomes `out`, replacing an earlier one of its kind; on any failure it vanishes.

    Parameters
    ----------
    out
        The folder.
    mark
        The file by which a finished folder of this kind is known.
    what
        What it holds, for the error.

    Raises
    ------
    UsageError
        When `out` is a link to nowhere, or exists and is no such folder (it holds files, but not its mark): nothing of it is touched.
    SourceError
        When the folder cannot be written.
    """
    if out.is_file() or (out.is_dir() and any(out.iterdir()) and not (out / mark).exists()):
        raise UsageError(f"{out} exists and is not a finished {what}.", remedy="Choose an empty or a new folder for --out.")
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
