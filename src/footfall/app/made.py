"""How does a page offer a file that is made only when somebody asks for it?

`offer` shows the button. What makes the file writes it to a place of its own, which is read and deleted, so that two tabs or two clicks
never get each other's. It runs outside the page: whose workspace it is must be known before.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from footfall.app.workspace import Workspace
from footfall.engines.duckdb import Engine, text

__all__ = ["as_csv", "made_in", "offer"]


def made_in(workspace: Workspace, suffix: str, write: Callable[[Path], object]) -> Callable[[], bytes]:
    """Return what writes a file into a workspace and gives its bytes; nothing of it is left there."""

    def made() -> bytes:
        with tempfile.TemporaryDirectory(dir=workspace.folder) as place:
            out = Path(place) / f"made{suffix}"
            write(out)
            return out.read_bytes()

    return made


def as_csv(workspace: Workspace, parquet: Path) -> Callable[[], bytes]:
    """Return what gives a Parquet file as CSV in which no cell can run as a formula."""

    def write(out: Path) -> None:
        with Engine() as engine:
            engine.write(f"SELECT * FROM read_parquet({text(str(parquet))})", out)

    return made_in(workspace, ".csv", write)


def offer(label: str, made: Callable[[], bytes], name: str, *, key: str, main: bool = False) -> None:
    """Show a button that downloads a file; `main` where it is what the page is for."""
    st.download_button(
        label, made, file_name=name, on_click="ignore", type="primary" if main else "secondary", icon=":material/download:", key=key
    )
