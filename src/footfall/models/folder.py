"""How is a folder of saved files written whole, and known to be unedited?

`write_whole` puts a folder in its place with all its files or not at all; `checked_files` reads it back and refuses one that was edited,
lacks a file or holds one too many; `sealed` and `unsealed` give a manifest a checksum of its own. The standard library is enough, so that
the online path can read what it needs. What the files mean is the affair of `artifact` (models) and `segments_artifact`.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from footfall.errors import ArtifactError, SourceError, UsageError

__all__ = [
    "MANIFEST",
    "REBUILD",
    "check_outside",
    "check_versions",
    "checked_files",
    "content_of",
    "sealed",
    "sha256_of",
    "unsealed",
    "version_of",
    "write_whole",
]

MANIFEST = "manifest.json"
REBUILD = "Train it again: footfall analyze SOURCE --out DIR."


def sha256_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the hash of each file, in order of their names."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}


def sealed(record: Mapping[str, object]) -> str:
    """Return a manifest as JSON text, its own checksum included."""
    return json.dumps({**record, "checksum": _checksum(record)}, indent=2, sort_keys=True, allow_nan=False) + "\n"


def unsealed(text: str, *, place: str, schema_version: int) -> dict[str, Any]:
    """Return the record that `sealed` wrote; `place` is the file's name, for messages.

    Raises
    ------
    ArtifactError
        When it is no manifest, of another schema, or was edited.
    """
    try:
        record: dict[str, Any] = json.loads(text)
        found, checksum = record.get("schema_version"), record.pop("checksum", None)
    except (ValueError, AttributeError) as error:
        raise ArtifactError(f"{place} is not a manifest.", remedy=REBUILD) from error
    if found != schema_version:
        raise ArtifactError(f"{place} has schema version {found}; this Footfall reads {schema_version}.", remedy=REBUILD)
    if checksum != _checksum(record):
        raise ArtifactError(f"{place} was edited: its checksum does not match.", remedy=REBUILD)
    return record


def write_whole(folder: Path, files: Mapping[str, bytes], manifest: str) -> None:
    """Write a folder, which is replaced as a whole.

    Raises
    ------
    SourceError
        When the folder cannot be written; nothing is left under its name then.
    """
    half = folder.with_name(f".{folder.name}.{os.getpid()}.half")
    try:
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(parents=True)
        for name, content in files.items():
            (half / name).write_bytes(content)
        (half / MANIFEST).write_text(manifest, encoding="utf-8")
        _put_in_place(half, folder)
    except OSError as error:
        raise SourceError(f"{folder} cannot be written: {error.strerror}.", remedy="Free some space or choose another --out.") from error
    finally:
        shutil.rmtree(half, ignore_errors=True)


def checked_files(folder: Path, named: Mapping[str, str]) -> dict[str, bytes]:
    """Return the content of every file that a manifest names with its hash.

    Raises
    ------
    ArtifactError
        When a file was edited, added or taken away, or cannot be read.
    """
    found = {path.name for path in folder.iterdir()} - {MANIFEST}
    strange, gone = sorted(found - set(named)), sorted(set(named) - found)
    if strange:
        raise ArtifactError(f"{folder} holds files that its manifest does not name: {', '.join(strange)}.", remedy=REBUILD)
    if gone:
        raise ArtifactError(f"{folder} lacks {', '.join(gone)}.", remedy=REBUILD)
    files = {name: content_of(folder / name) for name in named}
    for name, content in files.items():
        if hashlib.sha256(content).hexdigest() != named[name]:
            raise ArtifactError(f"{folder / name} was edited: its sha256 is not the one in the manifest.", remedy=REBUILD)
    return files


def check_outside(folder: Path, out: Path) -> None:
    """Refuse an output that would lie in a folder of saved files, which would then be refused for it.

    Raises
    ------
    UsageError
        When it would.
    """
    if out.resolve().is_relative_to(folder.resolve()):
        raise UsageError(
            f"{out} would lie in the folder of what it is made with, {folder}, and be taken for an edit of it.",
            remedy="Choose another place for --out.",
        )


def check_versions(folder: Path, written: Mapping[str, str], here: Mapping[str, str], decisive: tuple[str, ...]) -> None:
    """Refuse what another major or minor version of a decisive library wrote.

    Raises
    ------
    ArtifactError
        Naming the library and both versions.
    """
    for library in decisive:
        then, now = written.get(library), here[library]
        if then is None:
            raise ArtifactError(f"{folder} does not say which version of {library} wrote it.", remedy=REBUILD)
        if then.split(".")[:2] != now.split(".")[:2]:
            what = f"{folder} was written with {library} {then}; {now} is installed, which may read it differently."
            raise ArtifactError(what, remedy=f"Install {library} {then}, or train it again: footfall analyze SOURCE --out DIR.")


def version_of(distribution: str) -> str:
    """Return the installed version of a distribution; ``source`` where it is not installed."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "source"


def content_of(path: Path) -> bytes:
    """Return a file's content.

    Raises
    ------
    ArtifactError
        When it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise ArtifactError(f"{path} cannot be read: {error.strerror}.", remedy=REBUILD) from error


def _checksum(record: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()


def _put_in_place(half: Path, folder: Path) -> None:
    """Rename the finished folder; one that stands there already is moved out of the way first and then deleted."""
    old = folder.with_name(f".{folder.name}.{os.getpid()}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.replace(old)
    half.replace(folder)
    shutil.rmtree(old, ignore_errors=True)
