"""Where does one begin? Bring data, or open what is there: uploads, the demo shop, a public data set, a finished analysis."""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from footfall.app import show
from footfall.app.configured import configured
from footfall.app.jobs import Kind, jobs, start
from footfall.app.opened import analyses, choose, forget, keys, opened, remembered
from footfall.app.uploader import uploader
from footfall.app.views import incoming, overview, try_it
from footfall.app.views.under_way import under_way
from footfall.app.visitor import own_workspace
from footfall.app.workspace import Workspace
from footfall.errors import FootfallError
from footfall.report.kept import read_kept
from footfall.report.numbers import period

__all__ = ["page"]

LEAD = "Bring your shop's clicks or orders. Footfall says who will buy, what they are worth and who they are, and how far to trust it."

READY = (
    ("demo", "The demo shop", "A simulated shop with revenue: 20,000 visitors, 90 days, a known truth. Takes some minutes."),
    ("uci-553", "A clothing shop", "165,474 real clicks of 2008 (uci-553). It holds no purchases, so only proxies can be asked."),
    ("cdnow", "A music shop", "69,659 real orders of 23,570 customers, 1997 to 1998 (cdnow). Orders only, no browsing."),
    ("uci-468", "A table of sessions", "12,330 whole sessions, summed up by their publisher (uci-468). No dates and no visitors."),
)
"""What is offered: a data set's name, its title, and what it is."""


def page() -> None:
    """Show the ways in, the work under way, and what is finished."""
    workspace = own_workspace()
    show.begin("Who comes, who buys, who comes back", LEAD)
    under_way(workspace)
    sent = uploader("files")
    if sent:
        incoming.inspect(workspace, sent)
        st.rerun()
    incoming.look(workspace)
    ready_made(workspace)
    finished(workspace)
    if configured().local:
        by_path(workspace)
    with st.expander("My data"):
        st.write(
            "Everything you brought and made lies in a folder that only this browser can open. It is deleted a day after its last use."
        )
        st.button("Delete all my data now", icon=":material/delete:", on_click=delete, args=(workspace,))


def delete(workspace: Workspace) -> None:
    """Delete everything that this browser brought and made, and what is remembered of it."""
    for job in jobs(workspace):
        job.cancel()
    for key in keys(workspace):
        for remembers in (remembered, overview.explored, try_it.scorer, try_it.row_scorer):
            remembers.clear(*key)
    workspace.delete()
    st.cache_data.clear()
    st.session_state.clear()


def ready_made(workspace: Workspace) -> None:
    """Offer the demo shop and the public data sets."""
    st.subheader("Or look at one that is ready", anchor=False)
    for column, (name, title, what) in zip(st.columns(len(READY), gap="medium"), READY, strict=True):
        with column, st.container(border=True, height="stretch", key=f"card-ready-{name}"):
            st.markdown(f"**{title}**")
            st.write(what)
            if st.button(f"Analyse {title[0].lower()}{title[1:]}", key=f"ready-{name}", width="stretch"):
                begin(workspace, "demo" if name == "demo" else "analyze", {"title": title, "source": name, "settings": {"effort": "quick"}})


def begin(workspace: Workspace, kind: Kind, request: Mapping[str, object]) -> None:
    """Begin an analysis under a new name and show the page again."""
    name = workspace.new_name()
    start(workspace, kind, {**request, "out": str(workspace.analyses / name), "analysis": name})
    st.rerun()


def finished(workspace: Workspace) -> None:
    """List the finished analyses of this browser."""
    found = analyses(workspace)
    if not found:
        return
    st.subheader("Your analyses", anchor=False)
    for folder in found:
        row(workspace, folder)


def row(workspace: Workspace, folder: Path) -> None:
    """Show one finished analysis with the way into it."""
    name = str(folder.relative_to(workspace.analyses))
    try:
        source = read_kept(folder).content.source
    except FootfallError as error:
        show.failed(error)
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"card-of-{name}"):
        st.markdown(
            f"**{show.plain(source.title or source.name)}**  \n{period(source.first, source.last) if source.first else 'whole sessions'}"
        )
        if st.button("Open", key=f"open-{name}", type="primary"):
            choose(workspace, name)
            st.switch_page(st.session_state["pages"]["overview"])


def by_path(workspace: Workspace) -> None:
    """Open a finished analysis, or read files, of this machine by their path."""
    with st.expander("Open a folder or a file of this machine"):
        said = st.text_input(
            "Path of a finished analysis, or of files to analyse", placeholder="/home/me/analysis or /data/events-*.parquet"
        )
        left, right = st.columns(2)
        if left.button("Open the analysis", disabled=not said):
            path = Path(said).expanduser()
            if not path.is_absolute():
                path = Path.cwd() / path
            try:
                read_kept(path)
            except FootfallError as error:
                show.failed(error)
            else:
                choose(workspace, str(path.resolve()))
                st.switch_page(st.session_state["pages"]["overview"])
        if right.button("Read the files", disabled=not said):
            incoming.inspect_paths(workspace, str(Path.cwd() / Path(said).expanduser()))
            st.rerun()
        if opened() is not None and st.button("Close what is open"):
            forget(workspace)
            st.rerun()
