"""Does everything that works get the threads that were asked for, else one per processor?"""

import os
from pathlib import Path

import pandas as pd
import pytest

from footfall.analysis import answers, segments
from footfall.analysis.analyze import analyze
from footfall.engines.duckdb import Engine
from footfall.progress import SILENT
from footfall.report.playbook import read_playbook
from footfall.settings import Settings
from footfall.threads import thread_count


def test_as_many_as_asked_for() -> None:
    assert thread_count(3) == 3


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="the system knows no affinity")
def test_else_one_for_each_processor_that_may_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {1, 4, 6})
    assert thread_count() == 3
    with Engine() as engine:
        assert engine.threads == 3


def test_where_the_system_does_not_say_those_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 5)
    assert thread_count() == 5
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert thread_count() == 1


class Enough(Exception):
    """What was to be seen has been seen."""


@pytest.mark.parametrize("asked", [None, 3])
def test_models_are_told_the_setting(asked: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []

    def fit(*_: object, **given: object) -> None:
        told.append(given["threads"])
        raise Enough

    monkeypatch.setattr(answers, "fit_classifiers", fit)
    rows = "".join(f"{'yes' if n % 3 == 0 else 'no'},{n % 7},{n % 11}\n" for n in range(200))
    (tmp_path / "table.csv").write_text("bought,pages,seconds\n" + rows)
    (tmp_path / "schema.toml").write_text('[source]\nkind = "session_table"\ntarget = "bought"\n')
    with pytest.raises(Enough):
        analyze(tmp_path / "table.csv", tmp_path / "out", settings=Settings(threads=asked), schema=tmp_path / "schema.toml", force=True)
    assert told == [asked]


@pytest.mark.parametrize("asked", [None, 3])
def test_segments_are_told_the_setting(asked: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []

    def segment(*_: object, **given: object) -> None:
        told.append(given["threads"])
        raise Enough

    monkeypatch.setattr(segments, "segment", segment)
    inputs, book = pd.DataFrame({"pages": [1.0, 2.0]}), read_playbook(None)
    with pytest.raises(Enough):
        segments.named(inputs, Settings(threads=asked), book, "session", {}, None, None, SILENT)
    assert told == [asked]
