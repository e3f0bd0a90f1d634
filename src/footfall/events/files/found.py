"""Which files are meant, and what are they really?

Turns what the user gave (paths, globs, zips, gzips) into `Piece`s: one stream of one format each. A file is what its first bytes say, not
what its name says. It does not read rows.
"""

import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from glob import has_magic
from pathlib import Path
from typing import IO, Literal, cast

from footfall.errors import SourceError, Where

__all__ = ["Format", "Piece", "digest", "find", "opened"]

Format = Literal["text", "parquet"]

SIGNATURES = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"%PDF": "a PDF document",
    b"SQLite format 3\x00": "an SQLite database",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"BZh": "a bzip2 file",
    b"\xfd7zXZ": "an xz file",
    b"\x28\xb5\x2f\xfd": "a Zstandard file",
    b"\x7fELF": "a program",
    b"ORC": "an ORC file",
    b"Obj\x01": "an Avro file",
    b"ARROW1": "an Arrow file",
}
"""First bytes of files that are often given by mistake."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One stream of rows.

    Parameters
    ----------
    name
        As messages show it: the path as given, and for a zip ``archive.zip/member.csv``.
    path
        The file on disk.
    member
        Name inside the zip.
    gzipped
        Whether the stream is gzip.
    format
        ``parquet`` or ``text`` (CSV or JSON Lines: its first line tells).
    """

    name: str
    path: Path
    member: str | None
    gzipped: bool
    format: Format

    @property
    def stem(self) -> str:
        """Name without folder and endings."""
        return Path(self.member or self.path.name).name.split(".")[0]


def find(given: Sequence[str | Path]) -> tuple[Piece, ...]:
    """Return the pieces meant by paths and globs, each glob in name order.

    Raises
    ------
    SourceError
        For a path that is missing, a directory, unreadable, empty, or of a kind that Footfall does not read.
    """
    paths = [path for each in given for path in _expand(str(each))]
    return tuple(piece for path in dict.fromkeys(paths) for piece in _pieces(path))


@contextmanager
def opened(piece: Piece) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """Open a piece; yields its stream of plain bytes, and the file underneath, whose ``tell()`` shows how far reading is."""
    with ExitStack() as stack, _readable(piece.path):
        raw = stack.enter_context(piece.path.open("rb"))
        stream: IO[bytes] = raw
        if piece.member is not None:
            archive = stack.enter_context(zipfile.ZipFile(raw))
            stream = stack.enter_context(archive.open(piece.member))
        if piece.gzipped:
            stream = cast("IO[bytes]", stack.enter_context(gzip.open(stream)))
        try:
            yield stream, raw
        except (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile) as error:
            raise SourceError(
                f"{piece.name} is damaged: {error}.", where=Where(file=piece.name), remedy="Fetch or export it again."
            ) from error


def digest(pieces: Sequence[Piece]) -> str:
    """Return the sha256 of a piece's plain bytes; of several, that of their hashes in name order."""
    hashes = []
    for piece in sorted(pieces, key=lambda piece: piece.name):
        with opened(piece) as (stream, _):
            hashes.append(hashlib.file_digest(cast("io.BufferedReader", stream), "sha256").hexdigest())
    return hashes[0] if len(hashes) == 1 else hashlib.sha256("".join(hashes).encode()).hexdigest()


def _expand(given: str) -> list[Path]:
    path = Path(given).expanduser()
    if path.is_dir():
        raise SourceError(
            f"{given} is a directory.", where=Where(file=given), remedy=f'Give its files, for example "{given.rstrip("/")}/*.csv".'
        )
    if path.exists():
        return [path]
    root = Path(path.anchor)
    found = sorted(each for each in root.glob(str(path.relative_to(root))) if each.is_file()) if has_magic(given) else []
    if not found:
        raise SourceError(f"{given} does not exist.", where=Where(file=given), remedy=_nearby(path))
    return found


def _nearby(path: Path) -> str:
    try:
        names = sorted(each.name for each in path.parent.iterdir())
    except OSError:
        return f'The folder "{path.parent}" does not exist either; check the path.'
    close = get_close_matches(path.name, names, n=3, cutoff=0.5)
    return f"Did you mean {' or '.join(str(path.parent / name) for name in close)}?" if close else "Check the path."


def _pieces(path: Path) -> list[Piece]:
    name = str(path)
    with _readable(path), path.open("rb") as file:
        start = file.read(64)
    if not start:
        raise SourceError(f"{name} is empty.", where=Where(file=name), remedy="Export it again: a header and at least one row are needed.")
    if not start.startswith(b"PK\x03\x04"):
        return [_piece(Piece(name, path, None, start.startswith(b"\x1f\x8b"), "text"))]
    with _readable(path), zipfile.ZipFile(path) as archive:
        members = [info for info in archive.infolist() if not info.is_dir() and info.file_size and not _hidden(info.filename)]
        if any(info.filename == "[Content_Types].xml" for info in members):
            raise SourceError(
                f"{name} is an Excel workbook.", where=Where(file=name), remedy="Save its sheet as CSV (UTF-8) and give that file."
            )
        if any(info.flag_bits & 1 for info in members):
            raise SourceError(f"{name} is encrypted.", where=Where(file=name), remedy="Unpack it and give the file inside.")
    if not members:
        raise SourceError(
            f"{name} holds no data.", where=Where(file=name), remedy="Give an archive with a CSV, Parquet or JSON Lines file inside."
        )
    names = sorted(info.filename for info in members)
    return [_piece(Piece(f"{name}/{member}", path, member, member.endswith(".gz"), "text")) for member in names]


def _piece(piece: Piece) -> Piece:
    with opened(piece) as (stream, _):
        start = stream.read(64)
    if start.startswith(b"PAR1"):
        return Piece(piece.name, piece.path, piece.member, piece.gzipped, "parquet")
    for signature, what in SIGNATURES.items():
        if start.startswith(signature):
            raise SourceError(
                f"{piece.name} is {what}.", where=Where(file=piece.name), remedy="Give CSV, JSON Lines or Parquet, plain, gzip or zip."
            )
    return piece


def _hidden(member: str) -> bool:
    return member.startswith("__MACOSX/") or Path(member).name.startswith(".")


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except SourceError:
        raise
    except zipfile.BadZipFile as error:
        raise SourceError(f"{path} is a damaged zip: {error}.", where=Where(file=str(path)), remedy="Fetch or export it again.") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceError(f"{path} cannot be read: {reason}.", where=Where(file=str(path)), remedy="Check its permissions.") from error
