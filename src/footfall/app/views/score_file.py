"""What do the models say of a file of new data? Bring it, choose the question, take the scores away."""

from typing import cast

import streamlit as st

from footfall.app import show
from footfall.app.jobs import Job, jobs, start
from footfall.app.made import offer
from footfall.app.opened import Opened
from footfall.app.uploader import uploader
from footfall.app.views.under_way import watch
from footfall.app.visitor import own_workspace
from footfall.app.workspace import Workspace
from footfall.report.numbers import COUNT
from footfall.report.words import target_title

__all__ = ["score_file"]


def score_file(found: Opened) -> None:
    """Offer to score a file with a model of this analysis."""
    st.subheader("Score a file", anchor=False)
    models = sorted(path.parent.name for path in (found.folder / "models").glob("*/manifest.json"))
    if not models:
        st.caption("This analysis kept no model.")
        return
    workspace = own_workspace()
    st.write("New data of the same kind as the analysis's. Each visit, visitor or row gets its score and the three main reasons.")
    asked = {each.question.name: each.question for each in found.content.targets}
    show.proxies(asked[name] for name in models if name in asked)
    titles = {name: target_title(asked[name]) if name in asked else name for name in models}
    model = st.selectbox("Question", models, format_func=titles.__getitem__, key="score-model")
    reasons = st.checkbox("With reasons", value=True, key="score-reasons")
    sent = uploader("score-files")
    if sent:
        begin(workspace, found, model, sent, reasons=reasons)
        st.rerun()
    scored = [job for job in jobs(workspace) if job.kind == "score" and job.request.get("folder") == str(found.folder)]
    running = tuple(job.id for job in scored if job.state == "running")
    if running:
        watch(workspace, running)
    for job in scored:
        if job.state != "running":
            ended(job)


def begin(workspace: Workspace, found: Opened, model: str, ids: tuple[str, ...], *, reasons: bool) -> None:
    """Begin to score files."""
    files = [each for each in workspace.files() if each.id in ids]
    if not files:
        return
    title = files[0].name if len(files) == 1 else f"{files[0].name} and {len(files) - 1} more"
    start(workspace, "score", {
        "title": title, "folder": str(found.folder), "model": str(found.folder / "models" / model), "target": model, "reasons": reasons,
        "source": [str(each.path) for each in files], "names": {str(each.path): each.name for each in files}, "within": "scores.csv",
        "mapped": mapped(workspace, found),
    })  # fmt: skip


def mapped(workspace: Workspace, found: Opened) -> str | None:
    """Return the ``schema.toml`` by which the data of the analysis was mapped, if it was."""
    named = found.folder.name
    return next(
        (str(job.request["mapped"]) for job in jobs(workspace) if job.request.get("analysis") == named and job.request.get("mapped")), None
    )


def ended(job: Job) -> None:
    """Show what came of it."""
    title, target = show.plain(str(job.request.get("title", ""))), str(job.request.get("target", ""))
    if job.state == "done":
        answer = job.answer
        lacking = cast("list[str]", answer.get("missing", []))
        said = f"{title}: {COUNT.write(float(str(answer.get('rows', 0))))} scores of {show.plain(target)}."
        if lacking:
            said += f" The file lacks {show.plain(', '.join(lacking))}: what they would tell is unknown in these scores."
        st.success(said, icon=":material/check:")
        offer("Download the scores (CSV)", (job.folder / "scores.csv").read_bytes, f"{target}-scores.csv", key=f"scores-{job.id}")
    elif job.state == "cancelled":
        st.info(f"{title}: cancelled.")
    else:
        show.fault(f"{job.request.get('title', 'The file')} cannot be scored", job.end)
