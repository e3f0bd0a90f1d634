"""How are files brought? A drop zone that sends each file to our own route (`transfer`), of any size, with its progress."""

from pathlib import Path

import streamlit as st

from footfall.app.configured import configured

__all__ = ["uploader"]

PARTS = Path(__file__).parent / "parts"


def uploader(key: str) -> tuple[str, ...]:
    """Show the drop zone; return the ids of the files that have just arrived, once."""
    most = configured().most_bytes / 1024**3
    hint = (
        f"CSV, Parquet, JSON Lines, gzip or zip; up to {most:,.0f} GB each. They stay on this machine and are deleted a day after last use."
    )
    show = st.components.v2.component(
        "footfall_uploader", html=(PARTS / "uploader.html").read_text("utf-8"), css=(PARTS / "uploader.css").read_text("utf-8"),
        js=(PARTS / "uploader.js").read_text("utf-8"),
    )  # fmt: skip
    found = show(data={"url": "/files", "hint": hint}, key=key, on_sent_change=lambda: None)
    return tuple(str(id) for id in found.get("sent") or ())
