"""What is in the files that were brought? What was recognised, what was put aside and why, and what the columns of an unknown file mean."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

import streamlit as st

from footfall.app import show
from footfall.app.jobs import Job, jobs, start
from footfall.app.made import as_csv, offer
from footfall.app.views.mapping import mapping
from footfall.app.visitor import own_workspace
from footfall.app.workspace import Workspace
from footfall.engines.duckdb import Engine, quote, text
from footfall.report.blocks import Column, Fact, Facts, Table
from footfall.report.numbers import COUNT, NONE, period

__all__ = ["inspect", "inspect_paths", "look"]

SHOWN = 12
AS_TIME = {"us": "replace(strftime(make_timestamp(us), '%-d %b %Y, %H:%M:%S'), ' ', chr(160))"}
TITLES = {"us": "time (UTC)"}
"""How the first rows show what people would not read."""
OURS = frozenset({"event_id", "seq", "utc_offset_s", "time_precision", "bot"})
"""Columns of the event that the first rows do not show: nobody's file is recognised by them."""
EFFORTS = {"quick": "Quick", "standard": "Standard", "thorough": "Thorough: takes longest"}


def inspect(workspace: Workspace, ids: Sequence[str]) -> None:
    """Read and check files that were brought, as one source."""
    files = [each for each in workspace.files() if each.id in ids]
    if not files:
        return
    title = files[0].name if len(files) == 1 else f"{files[0].name} and {len(files) - 1} more"
    names = {str(each.path): each.name for each in files}
    start(
        workspace,
        "inspect",
        {"title": title, "source": [str(each.path) for each in files], "ids": list(ids), "names": names},
    )


def inspect_paths(workspace: Workspace, said: str) -> None:
    """Read and check files of this machine."""
    start(workspace, "inspect", {"title": Path(said).name, "source": [said], "names": {}})


def look(workspace: Workspace) -> None:
    """Show what came of the last files that were read, until they are analysed or put away."""
    job = next((each for each in jobs(workspace) if each.kind == "inspect"), None)
    if job is None or job.state == "running" or (job.folder / "seen").exists():
        return
    with st.container(border=True, key=f"card-{job.id}"):
        st.subheader(f"What is in {show.plain(str(job.request.get('title', 'the files')))}", anchor=False)
        if job.state == "cancelled":
            st.info("Reading was cancelled.")
        elif job.state == "failed":
            show.fault("It cannot be read", job.end)
        elif not job.answer.get("known"):
            again = mapping(job)
            if again is not None:
                read_again(workspace, job, again)
        else:
            recognised(workspace, job)
        with st.container(horizontal=True):
            st.button("Put these files away", key=f"away-{job.id}", on_click=put_away, args=(workspace, job))
            if job.request.get("schema") and job.state in ("done", "failed"):
                st.button("Map the columns again", key=f"again-{job.id}", on_click=map_again, args=(workspace, job))


def read_again(workspace: Workspace, job: Job, schema: str) -> None:
    """Read the same files with the columns as a person has mapped them."""
    path = job.folder / "schema.toml"
    path.write_text(schema, encoding="utf-8")
    (job.folder / "seen").touch()
    start(workspace, "inspect", {key: value for key, value in job.request.items() if key != "kind"} | {"schema": str(path)})
    st.rerun()


def map_again(workspace: Workspace, job: Job) -> None:
    """Read the same files as if nobody had said what their columns mean."""
    (job.folder / "seen").touch()
    start(workspace, "inspect", {key: value for key, value in job.request.items() if key != "kind"} | {"schema": None})


def put_away(workspace: Workspace, job: Job) -> None:
    """Take note of files and delete them."""
    (job.folder / "seen").touch()
    ids = job.request.get("ids")
    for id in ids if isinstance(ids, list) else ():
        workspace.forget(str(id))


def recognised(workspace: Workspace, job: Job) -> None:
    """Show what was read and put aside, and offer to analyse it."""
    source = cast("Mapping[str, object]", job.answer["source"])
    table = source["kind"] == "session_table"
    counts = (
        [Fact(whole(source["sessions"]), "sessions")]
        if table
        else [Fact(whole(source["events"]), "order rows" if source["kind"] == "orders" else "events")]
    )
    if source["visitors"] is not None:
        counts.append(Fact(whole(source["visitors"]), "customers" if source["kind"] == "orders" else "visitors"))
    counts += [Fact(whole(source["quarantined"]), "rows put aside"), Fact(whole(source["duplicates"]), "duplicates dropped")]
    show.facts(Facts(tuple(counts)))
    said = [f"From {period(str(source['first']), str(source['last']))}." if source["first"] else "Whole sessions, without dates."]
    said.append("It holds purchases with revenue." if source["has_revenue"]
                else "It holds purchases without values." if source["has_purchases"]
                else "It names a column to predict." if table else "It holds no purchases, so only proxies can be asked.")  # fmt: skip
    st.write(" ".join(said))
    faults(job, source)
    preview(job)
    asked(workspace, job, table=table)


def faults(job: Job, source: Mapping[str, object]) -> None:
    """Show what was put aside and why, with a download."""
    rows = cast("Sequence[Mapping[str, object]]", source["quality"])
    if rows:
        cells = tuple(
            (str(row["reason"]), whole(row["count"]), str(row["column"] or NONE), str(row["example"] or NONE), str(row["line"] or NONE))
            for row in rows[:SHOWN]
        )
        columns = (
            Column("What was wrong", number=False),
            Column("Rows"),
            Column("Column", number=False),
            Column("Example", number=False),
            Column("First line"),
        )
        show.block(Table("What was wrong, commonest first", columns, cells), key=f"faults-{job.id}")
    bad = job.folder / "events.quarantine.parquet"
    if bad.is_file():
        offer("Rows put aside (CSV)", as_csv(own_workspace(), bad), "quarantine.csv", key=f"bad-{job.id}")


def preview(job: Job) -> None:
    """Show the first rows as they were understood."""
    unfolded = st.expander("The first rows, as they were understood", key=f"rows-{job.id}", on_change="rerun")
    if unfolded.open:
        with unfolded:
            show.rows(*first_rows(str(job.folder / "events.parquet")), caption="The first rows")


@st.cache_data(max_entries=8, show_spinner=False)
def first_rows(path: str) -> tuple[list[str], list[list[str]]]:
    """Return the first rows as text, without columns that hold nothing."""
    with Engine(threads=1) as engine:
        engine.run(f"CREATE TABLE first AS SELECT * FROM read_parquet({text(path)}) LIMIT 10")
        shown = sorted((name for name in engine.columns("first") if name not in OURS), key=lambda name: name != "us")
        names = [name for name in shown if engine.integer(f"SELECT count({quote(name)}) FROM first")]
        cells = ", ".join(f"coalesce(CAST({AS_TIME.get(name, quote(name))} AS VARCHAR), '')" for name in names)
        return [TITLES.get(name, name) for name in names], [
            [str(cell) for cell in row] for row in engine.rows(f"SELECT {cells} FROM first")
        ]


def asked(workspace: Workspace, job: Job, *, table: bool) -> None:
    """Ask for what the data does not say, and begin the analysis."""
    with st.form(f"ask-{job.id}", border=False):
        left, right = st.columns(2)
        effort = left.selectbox("How long to tune", list(EFFORTS), format_func=EFFORTS.__getitem__, key=f"effort-{job.id}")
        target = right.text_input(
            "Column to predict" if table else "One question only", key=f"target-{job.id}",
            placeholder="Revenue" if table else "all that can be asked",
            help=None if table else "The name of a target, such as converts_session.",
        )  # fmt: skip
        settings: dict[str, object] = {"effort": effort}
        if not table:
            left, right = st.columns(2)
            zone = left.text_input(
                "The shop's time zone", value="UTC", key=f"zone-{job.id}", help="As the IANA calls it, such as Europe/Warsaw."
            )
            currency = right.text_input(
                "Currency of the amounts, where the data does not say", key=f"currency-{job.id}", placeholder="EUR", max_chars=3
            )
            settings |= {"timezone": zone.strip() or "UTC", **({"currency": currency.strip().upper()} if currency.strip() else {})}
        value, cost, effect = campaign(job)
        if st.form_submit_button("Analyse", type="primary"):
            if value is not None and cost is not None and effect is not None:
                settings |= {"conversion_value": value, "action_cost": cost, "action_effect": effect / 100}
            name = workspace.new_name()
            start(workspace, "analyze", {
                "title": job.request.get("title"), "source": [str(job.folder / "events.parquet")], "settings": settings,
                "names": job.request.get("names"), "read_by": job.id, "mapped": job.request.get("schema"),
                "target": target.strip() or None, "out": str(workspace.analyses / name), "analysis": name,
            })  # fmt: skip
            (job.folder / "seen").touch()
            st.rerun()


def campaign(job: Job) -> tuple[float | None, float | None, float | None]:
    """Ask what acting costs and brings; it can be left open."""
    st.caption("What acting on a visitor costs and brings, for the profit at a threshold. May be left open.")
    one, two, three = st.columns(3)
    value = one.number_input("Value of a conversion", min_value=0.0, value=None, key=f"value-{job.id}", placeholder="40")
    cost = two.number_input("Cost of an action", min_value=0.0, value=None, key=f"cost-{job.id}", placeholder="0.50")
    effect = three.number_input(
        "Its effect (% of conversions it brings about)",
        min_value=0.0,
        max_value=100.0,
        value=None,
        key=f"effect-{job.id}",
        placeholder="10",
    )
    return value, cost, effect


def whole(value: object) -> str:
    """Return a count as text."""
    return COUNT.write(float(str(value))) if value is not None else NONE
