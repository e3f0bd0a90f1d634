"""What does a piece of the app's long work do? ``python -m footfall.app.worker FOLDER`` does what ``request.json`` in the folder asks.

It tells how far it is in ``progress.json``, what came of it in ``answer.json``, and at last how it ended in ``end.json``. It calls the same
functions as the command line and computes nothing itself.
"""

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from footfall.app.jobs import CANCELLED, lock, read_json, write_whole
from footfall.errors import FootfallError
from footfall.progress import Progress, Stage

if TYPE_CHECKING:
    from footfall.settings import Settings

__all__ = ["main"]

TOLD_S = 0.2
"""How often progress is written, at most."""
WAITS_S = 0.5
LOCKS_S = 5.0
FIELDS = ("what", "where", "remedy")


def main(folder: Path) -> int:
    """Do the work of a folder; return the exit code."""
    until = time.monotonic() + LOCKS_S
    while lock(folder) is None:  # whoever looks whether we live holds it for a moment
        if time.monotonic() > until:
            return 1
        time.sleep(0.02)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, interrupt)
    request = read_json(folder / "request.json") or {}
    progress = Written(folder)
    try:
        with a_turn(folder, progress):
            WORK[str(request["kind"])](folder, request, progress)
        end: dict[str, object] = {}
    except KeyboardInterrupt:
        end = {"what": CANCELLED}
    except FootfallError as error:
        traceback.print_exc()
        end = {"what": error.what, "where": str(error.where) if error.where is not None else "", "remedy": error.remedy or ""}
    except BaseException as error:
        traceback.print_exc()
        what = f"Sorry, this is a bug in Footfall: {type(error).__name__}: {error}"
        end = {"what": what, "where": str(folder / "said.txt"), "remedy": "Please report it with the text of that file."}
    write_whole(folder / "end.json", in_own_names(end, request))
    (folder.parents[1] / "used").touch()  # so that who comes back a day after it began still finds it
    return 1 if end else 0


def interrupt(number: int, frame: FrameType | None) -> None:
    """Treat a request to end like Ctrl-C, so that working folders are cleared away."""
    raise KeyboardInterrupt


def in_own_names(end: Mapping[str, object], request: Mapping[str, object]) -> dict[str, object]:
    """Return a message with the files called as the person calls them, not by their paths here."""
    names = request.get("names")
    found = dict(end)
    for path, name in names.items() if isinstance(names, dict) else ():
        stem = Path(path).name
        for field in FIELDS:
            if field in found:
                found[field] = str(found[field]).replace(path, str(name)).replace(stem, str(name))
    return found


@contextmanager
def a_turn(folder: Path, progress: "Written") -> Iterator[None]:
    """Wait for a turn: so many pieces of work at once, over all workspaces, as there are processors for two threads each."""
    places = folder.parents[2] / "turns"
    places.mkdir(exist_ok=True, mode=0o700)
    while True:
        for number in range(max(1, (os.cpu_count() or 2) // 2)):
            place = places / str(number)
            place.mkdir(exist_ok=True)
            handle = lock(place)
            if handle is not None:
                try:
                    yield
                finally:
                    os.close(handle)
                return
        progress.say("Waiting for other work on this machine to end")
        time.sleep(WAITS_S)


def paths(request: Mapping[str, object], key: str = "source") -> str | list[str]:
    """Return the source of a request: a data set's name or files."""
    found = request[key]
    return [str(each) for each in found] if isinstance(found, list) else str(found)


def settings_of(request: Mapping[str, object]) -> "Settings":
    """Return the settings of a request, over those of the environment."""
    from footfall.settings import load

    given = request.get("settings")
    return load(None, environment=os.environ, flags=dict(given) if isinstance(given, dict) else {}).settings


def text_of(request: Mapping[str, object], key: str) -> str | None:
    """Return a text of a request, None where it has none."""
    found = request.get(key)
    return str(found) if found else None


def inspect(folder: Path, request: Mapping[str, object], progress: Progress) -> None:
    """Read and check files as ``footfall ingest`` does: kept as ``events.parquet``, bad rows beside it; an unknown header is guessed at."""
    from footfall.analysis.ingest import ingest
    from footfall.events.guess import UnknownHeader

    try:
        found = ingest(
            paths(request), folder / "events.parquet", settings=settings_of(request), schema=text_of(request, "schema"), progress=progress
        )
    except UnknownHeader as unknown:
        columns = {name: asdict(origin) for name, origin in unknown.guess.columns.items()}
        write_whole(folder / "answer.json", {
            "known": False, "what": unknown.what, "columns": list(unknown.columns), "sample": [list(row) for row in unknown.sample],
            "guess": columns, "values": {name: [list(each) for each in values] for name, values in unknown.guess.values.items()},
        })  # fmt: skip
        return
    write_whole(folder / "answer.json", {"known": True, "source": asdict(found.source)})


def analyze(folder: Path, request: Mapping[str, object], progress: Progress) -> None:
    """Run the main job."""
    from footfall.analysis.analyze import analyze as run

    run(
        paths(request), Path(str(request["out"])), settings=settings_of(request), schema=text_of(request, "schema"),
        target=text_of(request, "target"), force=bool(request.get("force")), progress=progress,
    )  # fmt: skip


def demo(folder: Path, request: Mapping[str, object], progress: Progress) -> None:
    """Simulate the demo shop and run the main job on it."""
    from footfall.analysis.demo import ANALYSIS
    from footfall.analysis.demo import demo as run

    run(folder, settings=settings_of(request), progress=progress)
    (folder / ANALYSIS).rename(Path(str(request["out"])))


def score(folder: Path, request: Mapping[str, object], progress: Progress) -> None:
    """Score files with a saved model, as CSV; an unknown header is read as that of the analysis was mapped."""
    from footfall.events.guess import UnknownHeader
    from footfall.scoring.score import Scored
    from footfall.scoring.score import score as run

    def scored(schema: str | None) -> Scored:
        return run(
            Path(str(request["model"])), paths(request), folder / str(request["within"]), settings=settings_of(request),
            schema=schema, reasons=bool(request.get("reasons")), progress=progress,
        )  # fmt: skip

    mapped = text_of(request, "mapped")
    try:
        found = scored(None)
    except UnknownHeader:
        if mapped is None:
            raise
        found = scored(mapped)
    write_whole(folder / "answer.json", {"rows": found.rows, "missing": list(found.missing)})


WORK: Mapping[str, Callable[[Path, Mapping[str, object], Progress], None]] = {
    "inspect": inspect, "analyze": analyze, "demo": demo, "score": score,
}  # fmt: skip


class Written:
    """Progress as a file: what is being done, how much of it, and what is done already."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.open: list[WrittenStage] = []
        self.done: list[str] = []
        self.told = 0.0

    @contextmanager
    def stage(self, title: str, total: float | None = None) -> Iterator[Stage]:
        """Tell of a stage until it closes."""
        stage = WrittenStage(self, title, total)
        self.open.append(stage)
        self.tell()
        begin = time.perf_counter()
        try:
            yield stage
        finally:
            self.open.remove(stage)
        if not self.open:
            self.done.append(f"{title} ({time.perf_counter() - begin:.0f} s)")
        self.tell()

    def say(self, doing: str) -> None:
        """Say what is going on outside any stage."""
        write_whole(self.folder / "progress.json", {"doing": doing, "share": None, "done": self.done})

    def tell(self, *, now: bool = True) -> None:
        """Write how far it is; where it is not pressing, not too often."""
        moment = time.monotonic()
        if not now and moment - self.told < TOLD_S:
            return
        self.told = moment
        inner = self.open[-1] if self.open else None
        shares = [each.share for each in self.open if each.share is not None]
        doing = inner.title if inner is not None else "Finishing"
        write_whole(self.folder / "progress.json", {"doing": doing, "share": shares[-1] if shares else None, "done": self.done})


class WrittenStage:
    """One stage under way."""

    def __init__(self, progress: Written, title: str, total: float | None) -> None:
        self.progress, self.title, self.total, self.steps = progress, title, total, 0.0

    @property
    def share(self) -> float | None:
        """How much of it is done, 0 to 1; None where nobody knows."""
        return min(1.0, self.steps / self.total) if self.total else None

    def advance(self, steps: float = 1.0) -> None:
        """Move on."""
        self.steps += steps
        self.progress.tell(now=False)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
