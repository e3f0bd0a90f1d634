"""Where is a named data set?

Looks in the folder ``FOOTFALL_DATA``, then in the user's cache, then fetches the file from its publisher into the cache, and checks that it
is the published one. Where there is no network it says exactly where to put which file.
"""

import hashlib
import os
import shutil
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

from footfall.errors import SourceError, Where
from footfall.events.files.found import Piece, digest, find, opened
from footfall.events.sources.source import Publication, Source
from footfall.progress import SILENT, Progress

__all__ = ["cache_folder", "locate"]

TIMEOUT_S = 30
BLOCK = 1 << 16


def locate(source: Source, *, progress: Progress = SILENT) -> Piece:
    """Return the data file of a named data set, fetched where it is not at hand.

    Raises
    ------
    SourceError
        When it is nowhere and cannot be fetched, is not the published file, or ``FOOTFALL_DATA`` is no folder.
    """
    publication = source.publication
    if publication is None:
        raise SourceError(f"{source.name} is not published under an address.", remedy="Give its files.")
    folders = [cache_folder()]
    if given := os.environ.get("FOOTFALL_DATA"):
        if not Path(given).is_dir():
            raise SourceError(f"FOOTFALL_DATA names {given}, which is no folder.", where=Where(file=given), remedy="Correct or unset it.")
        folders.insert(0, Path(given))
    for folder in folders:
        for name in (publication.file, *publication.also):
            if (folder / name).is_file():
                return _checked(folder / name, source.name, publication)
    fetched = _fetch(source.name, publication, cache_folder(), progress)
    try:
        return _checked(fetched, source.name, publication)
    except SourceError:
        fetched.unlink(missing_ok=True)
        raise


def cache_folder() -> Path:
    """Return the folder of the user's cache: ``$XDG_CACHE_HOME/footfall``, else ``~/.cache/footfall``."""
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "footfall"


def _fetch(name: str, publication: Publication, folder: Path, progress: Progress) -> Path:
    target = folder / (publication.file if publication.address.endswith(Path(publication.file).suffix) else Path(publication.address).name)
    half = target.with_name(f".{target.name}.{os.getpid()}.half")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with urlopen(publication.address, timeout=TIMEOUT_S) as answer, half.open("wb") as out:
            size = answer.headers.get("Content-Length")
            with progress.stage(f"Fetching {name}", float(size) if size else None) as stage:
                while block := answer.read(BLOCK):
                    out.write(block)
                    stage.advance(len(block))
        shutil.move(half, target)
    except (OSError, ValueError) as error:
        raise SourceError(
            f"{name} is neither in FOOTFALL_DATA nor in {folder}, and {publication.address} cannot be fetched: {error}.",
            where=Where(file=str(target)),
            remedy=f"Fetch {publication.address} elsewhere and put the file at {target}, or into the folder that FOOTFALL_DATA names.",
        ) from error
    finally:
        with suppress(OSError):
            half.unlink()
    return target


def _checked(path: Path, name: str, publication: Publication) -> Piece:
    """Return the piece of a file that is the published one; a publisher's archive may hold others beside it."""
    pieces = find([path])
    for piece in pieces:
        if digest([piece]) == publication.sha256 or (publication.rows_sha256 and _rows_digest(piece) == publication.rows_sha256):
            return piece
    raise SourceError(
        f"{path} is not {name} as published (sha256 {digest(pieces)[:12]}..., expected {publication.sha256[:12]}...).",
        where=Where(file=str(path)),
        remedy=f"Delete it, and fetch {publication.address} again; or give the file by its path to read it as it is.",
    )


def _rows_digest(piece: Piece) -> str:
    """Return the hash of a file's rows, however they are spaced and its lines end."""
    with opened(piece) as (stream, _):
        rows = [b",".join(line.split()) for line in stream if line.strip()]
    return hashlib.sha256(b"\n".join(rows[1:])).hexdigest()
