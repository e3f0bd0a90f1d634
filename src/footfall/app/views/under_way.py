"""How far is the work, and how did the last end? Shown while it runs, without holding up the page, and again after a reload."""

import time
from pathlib import Path

import streamlit as st

from footfall.app import show
from footfall.app.jobs import Job, jobs
from footfall.app.opened import choose
from footfall.app.workspace import Workspace

__all__ = ["under_way"]

TITLES = {"inspect": "Reading and checking", "analyze": "Analysing", "demo": "Simulating and analysing", "score": "Scoring"}


def under_way(workspace: Workspace) -> None:
    """Show the work that runs, and what of the finished was not taken note of yet."""
    found = [(job, job.state) for job in jobs(workspace)]
    running = tuple(job.id for job, state in found if state == "running" and job.kind != "score")
    if running:
        watch(workspace, running)
    for job, state in found:
        if job.kind in ("analyze", "demo") and state != "running" and not (job.folder / "seen").exists():
            ended(workspace, job)


@st.fragment(run_every=1.0)
def watch(workspace: Workspace, ids: tuple[str, ...]) -> None:
    """Show how far each is; once one has ended, show the page anew."""
    found = [job for job in jobs(workspace) if job.id in ids]
    if len(found) < len(ids) or any(job.state != "running" for job in found):
        st.rerun()
    for job in found:
        reached = job.reached
        with st.container(border=True, key=f"card-{job.id}"):
            title = str(job.request.get("title", "your files"))
            left, right = st.columns([5, 1], vertical_alignment="center")
            left.markdown(f"**{TITLES.get(job.kind, 'Working')}: {show.plain(title)}**")
            if right.button("Cancel", key=f"cancel-{job.id}", width="stretch"):
                job.cancel()
                st.rerun()
            share = reached.share if reached.share is not None else 0.0
            st.progress(share, text=f"{show.plain(reached.doing)} · {lasted(time.time() - job.begun)}")
            if reached.done:
                st.caption("Done: " + " · ".join(show.plain(each) for each in reached.done[-6:]))
            st.caption("You may leave or close this page: the work goes on, and you find it here again.")


def ended(workspace: Workspace, job: Job) -> None:
    """Show how a piece of work ended, until it is taken note of."""
    title = show.plain(str(job.request.get("title", "your files")))
    if job.state == "done":
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"card-{job.id}"):
            st.markdown(f"**{title}** is analysed.")
            if st.button("Look at it", key=f"look-{job.id}", type="primary"):
                (job.folder / "seen").touch()
                choose(workspace, str(job.request["analysis"]))
                st.switch_page(st.session_state["pages"]["overview"])
        return
    if job.state == "cancelled":
        st.info(f"{title}: cancelled. Nothing was left half-written.")
    else:
        show.fault("It could not be analysed", job.end)
    with st.container(horizontal=True):
        st.button("All right", key=f"seen-{job.id}", on_click=(job.folder / "seen").touch)
        read = workspace.folder / "jobs" / str(job.request.get("read_by"))
        if (read / "seen").is_file():
            st.button("Ask again", key=f"again-{job.id}", on_click=ask_again, args=(job, read))


def ask_again(job: Job, read: Path) -> None:
    """Show what was read again, so that something else can be asked of it."""
    (job.folder / "seen").touch()
    (read / "seen").unlink(missing_ok=True)


def lasted(seconds: float) -> str:
    """Return a time in words.

    >>> lasted(75)
    '1 min 15 s'
    """
    minutes, rest = divmod(int(max(0.0, seconds)), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
