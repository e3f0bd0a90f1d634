"""Does work go on in a process of its own, tell how far it is, end when told to, and say how it ended?"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.app.analyses import Analyses

from footfall.app.jobs import Job, alive, going_on, jobs, lock, start, sweep
from footfall.app.workspace import Workspace, new_token

LONG = """
import sys, time, json, signal
from pathlib import Path
from footfall.app.jobs import lock, write_whole
folder = Path(sys.argv[1])
held = lock(folder)
write_whole(folder / "progress.json", {"doing": "Counting", "share": 0.5, "done": ["Reading (1 s)"]})
try:
    time.sleep(60)
finally:
    (folder / "cleared").touch()
"""
STUBBORN = LONG.replace("import sys,", "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\nimport sys,")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.of(tmp_path, new_token())


def until(holds: Callable[[], bool], seconds: float = 30.0) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "It never came to that."
        time.sleep(0.05)


def begun(workspace: Workspace, program: str) -> Job:
    job = start(workspace, "inspect", {"title": "a.csv"}, command=[sys.executable, "-c", program])
    until(lambda: job.reached.share == 0.5)
    return job


def test_work_under_way_is_found_again_with_how_far_it_is(workspace: Workspace) -> None:
    job = begun(workspace, LONG)
    (found,) = jobs(Workspace(workspace.folder))
    assert found.state == "running"
    assert found.kind == "inspect"
    assert (found.reached.doing, found.reached.share, found.reached.done) == ("Counting", 0.5, ("Reading (1 s)",))
    job.cancel()


def test_cancelling_ends_the_process_and_is_no_failure(workspace: Workspace) -> None:
    job = begun(workspace, LONG)
    job.cancel()
    assert job.state == "cancelled"
    assert not alive(job.folder)
    job.cancel()
    assert job.state == "cancelled"


def test_work_that_has_hardly_begun_can_be_cancelled(workspace: Workspace) -> None:
    late = LONG.replace("held = lock(folder)", "time.sleep(30)")
    job = start(workspace, "inspect", {}, command=[sys.executable, "-c", late])
    job.cancel()
    assert job.state == "cancelled"
    number = json.loads((job.folder / "process.json").read_text())["pid"]
    assert not going_on(number)


def test_a_process_that_will_not_end_is_killed(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("footfall.app.jobs.PATIENCE_S", 0.5)
    job = begun(workspace, STUBBORN)
    job.cancel()
    assert not alive(job.folder)
    assert job.state == "cancelled"


def test_a_process_that_is_killed_from_outside_is_told_as_such(workspace: Workspace) -> None:
    job = begun(workspace, LONG)
    os.killpg(json.loads((job.folder / "process.json").read_text())["pid"], signal.SIGKILL)
    until(lambda: job.state != "running")
    assert job.state == "failed"
    assert "without saying why" in job.end.what
    assert job.end.remedy


def test_a_process_that_never_begins_counts_as_lost(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("footfall.app.jobs.STARTS_S", 0.5)
    job = start(workspace, "inspect", {}, command=[sys.executable, "-c", "pass"])
    until(lambda: job.state == "failed")


def test_a_workspace_in_which_work_is_under_way_is_not_swept(workspace: Workspace) -> None:
    job = begun(workspace, LONG)
    workspace.touch(1.0)
    assert sweep(workspace.folder.parent) == 0
    job.cancel()
    assert sweep(workspace.folder.parent) == 1
    assert not workspace.folder.exists()


def test_the_newest_work_comes_first(workspace: Workspace) -> None:
    first = start(workspace, "inspect", {"title": "1"}, command=[sys.executable, "-c", "pass"])
    time.sleep(0.01)
    second = start(workspace, "inspect", {"title": "2"}, command=[sys.executable, "-c", "pass"])
    assert [job.id for job in jobs(workspace)] == [second.id, first.id]


def test_a_lock_is_held_by_one(tmp_path: Path) -> None:
    held = lock(tmp_path)
    assert held is not None
    assert lock(tmp_path) is None
    assert alive(tmp_path)
    os.close(held)
    assert not alive(tmp_path)


def test_the_worker_says_what_was_wrong_in_the_names_a_person_knows(workspace: Workspace) -> None:
    _, path = workspace.new_upload("shop.csv")
    path.write_bytes(b"PAR1 this is no Parquet and no CSV either\x00\x01")
    job = start(workspace, "inspect", {"source": [str(path)], "names": {str(path): "shop.csv"}})
    until(lambda: job.state != "running", 60)
    assert job.state == "failed"
    said = f"{job.end.what} {job.end.where}"
    assert "shop.csv" in said
    assert path.name not in said
    assert str(workspace.folder) not in said


def test_the_worker_keeps_what_it_read_and_what_it_put_aside(workspace: Workspace) -> None:
    _, path = workspace.new_upload("shop.csv")
    rows = [f"{1_700_000_000_000_000 + minute * 60_000_000},v1,view_item,hat,{10 + minute}" for minute in range(40)]
    path.write_text("us,visitor_id,type,item_id,price\n" + "\n".join([*rows, "1700000003600000000,v1,view_item,hat,-4"]))
    job = start(workspace, "inspect", {"source": [str(path)], "names": {str(path): "shop.csv"}})
    until(lambda: job.state != "running", 60)
    assert job.state == "done", job.end
    assert job.answer["known"] is True
    source = job.answer["source"]
    assert isinstance(source, dict)
    assert (source["events"], source["quarantined"]) == (40, 1)
    assert (job.folder / "events.parquet").is_file()
    assert (job.folder / "events.quarantine.parquet").is_file()


def test_the_worker_guesses_at_an_unknown_header_and_shows_the_first_rows(workspace: Workspace) -> None:
    _, path = workspace.new_upload("odd.csv")
    path.write_text("when;who;what;thing\n01.02.2024 10:00:00;a;view;hat\n01.02.2024 10:01:00;a;buy;hat\n")
    job = start(workspace, "inspect", {"source": [str(path)], "names": {str(path): "odd.csv"}})
    until(lambda: job.state != "running", 60)
    assert job.state == "done", job.end
    assert job.answer["known"] is False
    assert job.answer["columns"] == ["when", "who", "what", "thing"]
    assert job.answer["sample"] == [["01.02.2024 10:00:00", "a", "view", "hat"], ["01.02.2024 10:01:00", "a", "buy", "hat"]]
    guess = job.answer["guess"]
    assert isinstance(guess, dict)
    assert guess["us"]["column"] == "when"


def test_a_file_is_scored_by_the_columns_as_they_were_mapped(workspace: Workspace, analyses: Analyses) -> None:
    _, path = workspace.new_upload("klicks.csv")
    lines = [f"k{n % 5};{2 + n // 60:02d}.03.2026 10:{n % 60:02d};Ansehen;i{n % 7:04d}" for n in range(100)]
    path.write_text("\n".join(["Wer;Wann;Was;Ware", *lines]) + "\n")
    schema = workspace.folder / "schema.toml"
    schema.write_text(
        '[columns]\nvisitor_id = "Wer"\nitem_id = "Ware"\nus = { column = "Wann", unit = "%d.%m.%Y %H:%M" }\n'
        'type = { column = "Was", map = { Ansehen = "view_item" } }\n'
    )
    asked = {"model": str(analyses.of("shop") / "models" / "converts_session"), "source": [str(path)], "within": "scores.csv"}
    job = start(workspace, "score", {**asked, "mapped": str(schema)})
    until(lambda: job.state != "running", 120)
    assert job.state == "done", job.end
    assert float(str(job.answer["rows"])) > 0
    job = start(workspace, "score", asked)
    until(lambda: job.state != "running", 120)
    assert job.state == "failed"
    assert "not those of a source" in job.end.what


def test_cancelling_an_analysis_leaves_nothing_half_written(workspace: Workspace, data_folder: Path) -> None:
    out = workspace.analyses / "0123456789ab"
    job = start(workspace, "analyze", {"source": [str(data_folder / "uci-468.csv")], "out": str(out), "settings": {"effort": "quick"}})
    until(lambda: job.reached.doing not in ("Beginning", "Reading", "Checking") or job.state != "running", 90)
    job.cancel()
    assert job.state == "cancelled", job.end
    assert list(workspace.analyses.iterdir()) == []
