"""Where does the app keep what one person brought and made?

`Workspace`: a folder of its own for each browser, named by a hash of the 128-bit token in its cookie, so that nobody who sees the folder
can take the token from it, and nobody without the token can name the folder. Uploads lie under names of our own: what a browser calls a
file never becomes a path. It runs nothing.
"""

import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from footfall.errors import SourceError, UsageError

__all__ = ["DAY_S", "KINDS", "Upload", "Workspace", "new_token", "workspaces"]

DAY_S = 24 * 3600
"""How long after its last use a workspace is kept, in seconds."""
TOKEN = re.compile(r"[0-9a-f]{32}")
ID = re.compile(r"[0-9a-f]{12}")
KINDS = (
    ".csv",
    ".tsv",
    ".txt",
    ".parquet",
    ".json",
    ".jsonl",
    ".ndjson",
    ".csv.gz",
    ".tsv.gz",
    ".json.gz",
    ".jsonl.gz",
    ".zip",
    ".gz",
)
"""How the name of a file that is brought may end."""
NOTE = ".name"
"""Ends the name of the note beside an upload, which says what it is called; no kind of file ends so."""
SHOWN = 120
"""Characters of a file's name that are kept."""


def new_token() -> str:
    """Return 128 random bits as 32 hexadecimal digits."""
    return secrets.token_hex(16)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a person brought: what they call it, where it lies, how many bytes it has."""

    id: str
    name: str
    path: Path
    size: int


@dataclass(frozen=True, slots=True)
class Workspace:
    """One person's folder.

    Parameters
    ----------
    folder
        Where it lies; made on first use.
    """

    folder: Path

    @classmethod
    def of(cls, root: Path, token: str) -> "Workspace":
        """Return the workspace of a token and note that it is in use.

        Raises
        ------
        UsageError
            When the token is none.
        SourceError
            When the folder cannot be made.
        """
        if not TOKEN.fullmatch(token):
            raise UsageError("This browser sent no valid key to its workspace.", remedy="Allow cookies for this page and load it again.")
        found = cls(root / sha256(token.encode()).hexdigest()[:32])
        try:
            root.mkdir(parents=True, exist_ok=True, mode=0o700)
            for each in (found.folder, found.uploads, found.analyses, found.jobs):
                each.mkdir(parents=True, exist_ok=True, mode=0o700)
            found.touch()
        except OSError as error:
            remedy = "Name another folder: footfall app --data DIR."
            raise SourceError(f"The app's folder {root} cannot be written: {error.strerror}.", remedy=remedy) from error
        return found

    @property
    def uploads(self) -> Path:
        """Files that were brought."""
        return self.folder / "uploads"

    @property
    def analyses(self) -> Path:
        """Finished analyses."""
        return self.folder / "analyses"

    @property
    def jobs(self) -> Path:
        """Work under way, and how it ended."""
        return self.folder / "jobs"

    def touch(self, now: float | None = None) -> None:
        """Note that the workspace is in use."""
        used = self.folder / "used"
        used.touch()
        if now is not None:
            os.utime(used, (now, now))

    @property
    def used(self) -> float:
        """When it was last used, in seconds since 1970; 0 where nobody knows."""
        try:
            return (self.folder / "used").stat().st_mtime
        except OSError:
            return 0.0

    def new_name(self) -> str:
        """Return a name for an analysis to come."""
        return secrets.token_hex(6)

    def new_upload(self, name: str) -> tuple[str, Path]:
        """Return the id of a file to come and the path it is to be written to; what it is called is kept beside it.

        Raises
        ------
        UsageError
            When it is of a kind that cannot be read.
        """
        shown = re.sub(r"[\x00-\x1f\x7f]", "", name.replace("\\", "/").rsplit("/", 1)[-1])[-SHOWN:].strip()
        kind = next((each for each in sorted(KINDS, key=len, reverse=True) if shown.lower().endswith(each)), None)
        if kind is None or not shown:
            listed = ", ".join(KINDS[:6])
            raise UsageError(
                f"“{shown or 'A file without a name'}” is of a kind that cannot be read.",
                remedy=f"Bring one of {listed} or a zip or gzip of one.",
            )
        id = secrets.token_hex(6)
        (self.uploads / f"{id}{NOTE}").write_text(json.dumps({"name": shown}), encoding="utf-8")
        return id, self.uploads / f"{id}{kind}"

    def files(self) -> tuple[Upload, ...]:
        """Return what was brought whole, oldest first."""
        found = []
        for note in self.uploads.glob(f"*{NOTE}"):
            parts = self.uploads.glob(f"{note.stem}.*")
            data = next((path for path in parts if path != note and not path.name.endswith(".half")), None)
            if data is not None and ID.fullmatch(note.stem):
                found.append(
                    (data.stat().st_mtime, Upload(note.stem, json.loads(note.read_text("utf-8"))["name"], data, data.stat().st_size))
                )
        return tuple(upload for _, upload in sorted(found, key=lambda pair: (pair[0], pair[1].id)))

    def forget(self, id: str) -> None:
        """Delete a file that was brought."""
        if ID.fullmatch(id):
            for path in self.uploads.glob(f"{id}.*"):
                path.unlink(missing_ok=True)

    def delete(self) -> None:
        """Delete everything."""
        shutil.rmtree(self.folder, ignore_errors=True)


def workspaces(root: Path) -> Iterator[Workspace]:
    """Yield every workspace under a root, and nothing else that may lie there."""
    for folder in root.iterdir() if root.is_dir() else ():
        if folder.is_dir() and TOKEN.fullmatch(folder.name):
            yield Workspace(folder)
