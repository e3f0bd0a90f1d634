"""Does everything that works get the threads that were asked for, else one per processor?"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from footfall.analysis import answers, segments
from footfall.analysis.analyze import analyze
from footfall.engines.duckdb import Engine
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


@pytest.mark.parametrize("asked", [None, 3])
def test_models_and_segments_are_told_the_setting(asked: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int | None] = []

    def telling(work: Callable[..., object]) -> Callable[..., object]:
        def wrapped(*args: object, **given: object) -> object:
            threads = given["threads"]
            assert threads is None or isinstance(threads, int)
            told.append(threads)
            raise KeyboardInterrupt if work is answers.fit_classifiers else AssertionError

        return wrapped

    monkeypatch.setattr(answers, "fit_classifiers", telling(answers.fit_classifiers))
    monkeypatch.setattr(segments, "segment", telling(segments.segment))
    rows = "".join(f"{'yes' if n % 3 == 0 else 'no'},{n % 7},{n % 11}\n" for n in range(200))
    (tmp_path / "table.csv").write_text("bought,pages,seconds\n" + rows)
    (tmp_path / "schema.toml").write_text('[source]\nkind = "session_table"\ntarget = "bought"\n')
    with pytest.raises(KeyboardInterrupt):
        analyze(tmp_path / "table.csv", tmp_path / "out", settings=Settings(threads=asked), schema=tmp_path / "schema.toml", force=True)
    assert told == [asked]
