"""What can be taken away? The report, the scores and the lists, as files."""

import os
from hashlib import sha256
from pathlib import Path

import streamlit as st

from footfall.analysis.audience import Audience, audience
from footfall.app import show
from footfall.app.made import as_csv, made_in, offer
from footfall.app.opened import Opened
from footfall.app.visitor import own_workspace
from footfall.errors import FootfallError, UsageError
from footfall.report.pdf import browser_of, print_pdf
from footfall.report.words import target_title

__all__ = ["page"]

NO_BROWSER = (
    "A PDF is printed by Chromium or Chrome, and none is installed on this machine. Open the downloaded report in your own browser and "
    "print it: its Print command can save a PDF."
)
ROWS = {"events": "visit (and visitor, where visitors are known)", "orders": "customer and day", "session_table": "row of the table"}
WHO = {"events": "visitors (visits, where no visitors are known)", "orders": "customers", "session_table": "rows"}
"""What a row is, and whom a list is of, by kind of data."""
HARMLESS = "In the CSV no cell can run as a formula of a spreadsheet."


def page(found: Opened) -> None:
    """Offer the files."""
    show.begin("Report and files", "Everything to take away: open it without this app, send it on, or load it elsewhere.")
    with st.container(border=True, key="card-report"):
        st.subheader("The report", anchor=False)
        st.write("One HTML file that opens in any browser with no network, with every chart and number of these pages.")
        offer("Download the report (HTML)", (found.folder / "report.html").read_bytes, "footfall-report.html", key="file-html", main=True)
        pdf(found)
    with st.container(border=True, key="card-scores"):
        st.subheader("The scores", anchor=False)
        st.write(f"One row a {ROWS[found.source.kind]}, with every score, its reasons and its segment. {HARMLESS}")
        with st.container(horizontal=True):
            offer("Scores (CSV)", as_csv(own_workspace(), found.folder / "scores.parquet"), "scores.csv", key="file-csv")
            offer("Scores (Parquet)", (found.folder / "scores.parquet").read_bytes, "scores.parquet", key="file-parquet")
            offer("Summary (JSON)", (found.folder / "summary.json").read_bytes, "summary.json", key="file-json")
    with st.container(border=True, key="card-audience"):
        audiences(found)


def pdf(found: Opened) -> None:
    """Offer the report as a PDF, printed when it is first asked for, where a browser can print it."""
    try:
        browser_of(os.environ)
    except UsageError:
        st.caption(NO_BROWSER)
        return
    out = own_workspace().folder / f"report-{sha256(repr(found.key).encode()).hexdigest()[:16]}.pdf"
    if not out.is_file() and st.button("Make a PDF of it", icon=":material/picture_as_pdf:", key="make-pdf"):
        with st.spinner("Printing, some 20 seconds"):
            try:
                print_pdf(found.folder / "report.html", out)
            except FootfallError as error:
                show.failed(error)
    if out.is_file():
        offer("Download the report (PDF)", out.read_bytes, "footfall-report.pdf", key="file-pdf")


def audiences(found: Opened) -> None:
    """Offer the list for an action: the best-scored share of a question, of some segments, with a random holdout."""
    st.subheader("A list for an action", anchor=False)
    asked = {each.question.name: target_title(each.question) for each in found.content.targets if each.not_asked is None}
    if not asked:
        st.caption("No question was answered, so nobody can be listed.")
        return
    show.proxies(each.question for each in found.content.targets if each.not_asked is None)
    st.write(f"The best-scored {WHO[found.source.kind]}, less a random part that is held out to measure the action by. {HARMLESS}")
    one, two, three = st.columns(3, gap="medium")
    target = one.selectbox("By the score of", list(asked), format_func=asked.__getitem__, key="audience-target")
    top = two.slider("The best-scored share (%)", 1, 100, 10, key="audience-top")
    holdout = three.slider("Held out at random (%)", 0, 50, 10, key="audience-holdout")
    segments = st.multiselect(
        "Segments", [each.name for each in found.content.segments.profiles], placeholder="all", key="audience-segments"
    )
    kind = st.segmented_control("As", ["CSV", "Parquet"], default="CSV", required=True, key="audience-kind")
    if not st.button("Make the list", key="audience-make"):
        return
    suffix = ".parquet" if kind == "Parquet" else ".csv"
    told: list[Audience] = []

    def write(out: Path) -> None:
        told.append(audience(found.folder, target, out, top=top / 100, holdout=holdout / 100, segments=segments))

    try:
        held = made_in(own_workspace(), suffix, write)()
    except FootfallError as error:
        show.failed(error)
        return
    listed = told[0]
    said = f"{listed.rows:,} of {listed.candidates:,} {listed.of}s: {listed.treat:,} to act on, {listed.holdout:,} held out."
    st.success(said, icon=":material/check:")
    for note in listed.notes:
        st.caption(show.plain(note))
    offer(f"Download the list ({kind})", lambda: held, f"{target}-audience{suffix}", key="file-audience", main=True)
