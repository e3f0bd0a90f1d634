"""What can be taken away? The report, the scores and the lists, as files."""

from pathlib import Path

import streamlit as st

from footfall.app import show
from footfall.app.opened import Opened
from footfall.app.visitor import own_workspace
from footfall.engines.duckdb import Engine, text

__all__ = ["page"]


def page(found: Opened) -> None:
    """Offer the files."""
    show.begin("Report and files", "Everything to take away: open it without this app, send it on, or load it elsewhere.")
    st.subheader("The report", anchor=False)
    st.write("One HTML file that opens in any browser with no network, with every chart and number of these pages.")
    st.download_button("Download the report (HTML)", (found.folder / "report.html").read_bytes, file_name="footfall-report.html",
                       mime="text/html",
                       on_click="ignore", type="primary", icon=":material/download:")  # fmt: skip
    st.subheader("The scores", anchor=False)
    st.write("One row a visit or visitor with every score, its reasons and its segment. In the CSV no cell can run as a formula.")
    left, right = st.columns(2)
    scores = found.folder / "scores.parquet"
    left.download_button("Scores (CSV)", lambda: scores_csv(found), file_name="scores.csv", mime="text/csv", on_click="ignore",
                         icon=":material/download:")  # fmt: skip
    right.download_button("Scores (Parquet)", scores.read_bytes, file_name="scores.parquet", on_click="ignore", icon=":material/download:")


def scores_csv(found: Opened) -> bytes:
    """Return the scores as CSV, made on demand and kept in the workspace."""
    out = own_workspace().folder / "scores.csv"
    with Engine() as engine:
        engine.write(f"SELECT * FROM read_parquet({text(str(found.folder / 'scores.parquet'))})", out)
    return Path(out).read_bytes()
