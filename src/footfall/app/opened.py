"""Which analysis is open?

The workspace remembers it, so that it survives a reload of the page. What is read from its folder is kept in memory by token and folder: no
browser is ever given another's.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from footfall.app import show
from footfall.app.configured import configured
from footfall.app.visitor import own_token, own_workspace
from footfall.app.workspace import Workspace
from footfall.errors import FootfallError
from footfall.events.log import SourceInfo
from footfall.report.content import Content
from footfall.report.kept import KEPT, Findings, read_kept

__all__ = ["Opened", "analyses", "choose", "forget", "keys", "opened", "remembered"]

NAME = re.compile(r"[0-9a-f]{12}")
MOST = 16
"""Analyses of all browsers that are held in memory."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An analysis that is open: whose, where, and what it found."""

    token: str
    folder: Path
    kept: Findings
    stamp: float

    @property
    def content(self) -> Content:
        """All that the report shows."""
        return self.kept.content

    @property
    def source(self) -> SourceInfo:
        """What was read."""
        return self.kept.content.source

    @property
    def key(self) -> tuple[str, str, float]:
        """What caches of it go by."""
        return self.token, str(self.folder), self.stamp


def opened() -> Opened | None:
    """Return the analysis that is open; None where there is none, with a word where it cannot be read."""
    folder = chosen(own_workspace())
    if folder is None:
        return None
    token = own_token()
    try:
        stamp = (folder / KEPT).stat().st_mtime if (folder / KEPT).is_file() else 0.0
        return Opened(token, folder, remembered(token, str(folder), stamp), stamp)
    except FootfallError as error:
        show.failed(error)
        return None


@st.cache_resource(max_entries=MOST, show_spinner=False)
def remembered(token: str, folder: str, stamp: float) -> Findings:
    """Return what an analysis found, read once a browser and version of the folder (`keys`)."""
    return read_kept(Path(folder))


def keys(workspace: Workspace) -> tuple[tuple[str, str, float], ...]:
    """Return what caches of this browser's analyses go by: of those it made, and of the one that is open."""
    folders = {*analyses(workspace), *(folder for folder in (chosen(workspace),) if folder is not None)}
    return tuple((own_token(), str(folder), (folder / KEPT).stat().st_mtime) for folder in sorted(folders) if (folder / KEPT).is_file())


def chosen(workspace: Workspace) -> Path | None:
    """Return the folder of the analysis that is open."""
    note = workspace.folder / "open"
    try:
        said = note.read_text(encoding="utf-8").strip()
    except OSError:
        return configured().first
    if NAME.fullmatch(said):
        folder = workspace.analyses / said
        return folder if folder.is_dir() else configured().first
    return Path(said) if configured().local and said else configured().first


def choose(workspace: Workspace, which: str) -> None:
    """Open an analysis: one of the workspace by its name, or a folder of this machine where that is allowed."""
    (workspace.folder / "open").write_text(which, encoding="utf-8")


def forget(workspace: Workspace) -> None:
    """Close what is open."""
    (workspace.folder / "open").unlink(missing_ok=True)


def analyses(workspace: Workspace) -> tuple[Path, ...]:
    """Return the finished analyses of a workspace, newest first."""
    found = [folder for folder in workspace.analyses.iterdir() if (folder / KEPT).is_file()]
    return tuple(sorted(found, key=lambda folder: folder.stat().st_mtime, reverse=True))
