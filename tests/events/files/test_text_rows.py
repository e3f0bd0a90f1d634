from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from footfall.engines.duckdb import Engine
from footfall.events.files.found import find
from footfall.events.files.raw import load


class Steps:
    def __init__(self) -> None:
        self.done = 0.0
        self.total: float | None = None

    def advance(self, steps: float = 1.0) -> None:
        self.done += steps

    def stage(self, title: str, total: float | None = None) -> AbstractContextManager["Steps"]:
        self.total = total
        return nullcontext(self)


def test_progress_reaches_the_size_of_the_files(tmp_path: Path, engine: Engine) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("x,y\n" + "1,2\n" * 60_000)
    steps = Steps()
    load(find([tmp_path / "*.csv"]), engine, progress=steps)
    assert steps.done == steps.total == 2 * (tmp_path / "a.csv").stat().st_size
