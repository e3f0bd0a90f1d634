"""How does long work go on while the page is used, reloaded or closed?

Each piece of work is a process of its own (`worker`), with a folder that says what was asked, how far it is, and how it ended. Whoever
holds the workspace's token finds it there again after a reload. That a process lives is told by the lock it holds on its folder, which the
system lets go of however it ends. It does no work itself.
"""

import fcntl
import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from footfall.app.workspace import DAY_S, Workspace, workspaces

__all__ = ["Ended", "Job", "Kind", "Reached", "jobs", "lock", "start", "sweep", "write_whole"]

Kind = Literal["inspect", "analyze", "demo", "score"]
State = Literal["running", "done", "failed", "cancelled"]
PATIENCE_S = 10.0
"""How long a process may take to clear away what it has begun, before it is killed."""
STARTS_S = 20.0
"""How long a process may take to begin, before it counts as lost."""

_own: list["subprocess.Popen[bytes]"] = []
"""Processes begun here, kept so that the system's entry of each that has ended is cleared (`jobs` polls them)."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How far work is: what it does now, the share of that done (None: unknown), and what is done already."""

    doing: str
    share: float | None
    done: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """How work ended: what went wrong, where and what to do; all empty where nothing did."""

    what: str = ""
    where: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work.

    Parameters
    ----------
    folder
        Of its request, its progress and its end.
    """

    folder: Path

    @property
    def id(self) -> str:
        """Its id in the workspace."""
        return self.folder.name

    @property
    def request(self) -> Mapping[str, object]:
        """What was asked."""
        found = read_json(self.folder / "request.json")
        return found if found is not None else {}

    @property
    def kind(self) -> str:
        """What kind of work it is."""
        return str(self.request.get("kind", ""))

    @property
    def begun(self) -> float:
        """When it was asked for, in seconds since 1970."""
        return (self.folder / "request.json").stat().st_mtime

    @property
    def state(self) -> State:
        """Whether it runs, or how it ended."""
        if (self.folder / "end.json").is_file():
            end = self.end
            return "cancelled" if end.what == CANCELLED else "failed" if end.what else "done"
        if alive(self.folder) or (not (self.folder / "lock").exists() and time.time() - self.begun < STARTS_S):
            return "running"
        return "failed"

    @property
    def reached(self) -> Reached:
        """How far it is."""
        found = read_json(self.folder / "progress.json") or {}
        share, done = found.get("share"), found.get("done")
        return Reached(
            str(found.get("doing", "Beginning")), float(share) if isinstance(share, float | int) else None,
            tuple(str(each) for each in done) if isinstance(done, list) else (),
        )  # fmt: skip

    @property
    def end(self) -> Ended:
        """How it ended; of work that ended without a word, that."""
        found = read_json(self.folder / "end.json")
        if found is not None:
            return Ended(str(found.get("what", "")), str(found.get("where", "")), str(found.get("remedy", "")))
        return Ended(LOST, remedy=LESS)

    @property
    def answer(self) -> Mapping[str, object]:
        """What the work said in the end, beside the files it wrote."""
        return read_json(self.folder / "answer.json") or {}

    def cancel(self) -> None:
        """End the work and wait until what it has begun is cleared away; harmless where it has ended."""
        found = read_json(self.folder / "process.json") or {}
        number = found.get("pid")
        if not isinstance(number, int) or self.state != "running":
            return
        for how, patience in ((signal.SIGTERM, PATIENCE_S), (signal.SIGKILL, PATIENCE_S)):
            try:
                os.killpg(number, how)
            except ProcessLookupError:
                break
            until = time.monotonic() + patience
            while going_on(number) and time.monotonic() < until:
                time.sleep(0.05)
            if not going_on(number):
                break
        if not (self.folder / "end.json").exists():
            write_whole(self.folder / "end.json", {"what": CANCELLED})


CANCELLED = "Cancelled."
LOST = "The work stopped without saying why: its process was ended from outside, perhaps for want of memory."
LESS = "Try again; if it happens again, give less data at once or use the command line on a larger machine."


def start(workspace: Workspace, kind: Kind, request: Mapping[str, object], *, command: Sequence[str] | None = None) -> Job:
    """Begin work in a process of its own.

    Parameters
    ----------
    workspace
        Whose it is.
    kind, request
        What is asked (`worker`).
    command
        The program to run, for tests; default: the worker.
    """
    folder = workspace.jobs / f"{int(time.time() * 1000):013x}{secrets.token_hex(3)}"
    folder.mkdir(mode=0o700)
    write_whole(folder / "request.json", {"kind": kind, **request})
    program = [*(command or (sys.executable, "-m", "footfall.app.worker")), str(folder)]
    with (folder / "said.txt").open("wb") as said:
        process = subprocess.Popen(program, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True, cwd=folder)
    _own.append(process)
    write_whole(folder / "process.json", {"pid": process.pid})
    return Job(folder)


def jobs(workspace: Workspace) -> tuple[Job, ...]:
    """Return the work of a workspace, newest first."""
    _own[:] = [process for process in _own if process.poll() is None]
    found = [Job(folder) for folder in workspace.jobs.iterdir() if (folder / "request.json").is_file()] if workspace.jobs.is_dir() else []
    return tuple(sorted(found, key=lambda job: job.id, reverse=True))


def sweep(root: Path, *, now: float | None = None, age_s: float = DAY_S) -> int:
    """Delete the workspaces that nobody used for `age_s` seconds, and in which no work is under way; return how many."""
    since, swept = (time.time() if now is None else now) - age_s, 0
    for workspace in workspaces(root):
        if workspace.used < since and not any(job.state == "running" for job in jobs(workspace)):
            workspace.delete()
            swept += 1
    return swept


def lock(folder: Path) -> int | None:
    """Take the lock of a folder and hold it until this process ends; None where another holds it."""
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def alive(folder: Path) -> bool:
    """Return whether a process holds the lock of a folder."""
    try:
        handle = os.open(folder / "lock", os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False


def going_on(number: int) -> bool:
    """Return whether a process that was begun here, or its session, is still there."""
    for process in _own:
        if process.pid == number:
            return process.poll() is None
    try:
        os.killpg(number, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def write_whole(path: Path, record: Mapping[str, object]) -> None:
    """Write a record so that a reader finds the old one or the new one, never half of it."""
    half = path.with_name(f".{path.name}.{os.getpid()}.half")
    half.write_text(json.dumps(record), encoding="utf-8")
    half.replace(path)


def read_json(path: Path) -> dict[str, object] | None:
    """Return a record, None where there is none."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None
