from contextlib import AbstractContextManager, nullcontext
from datetime import date
from hashlib import sha256
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from footfall.errors import UsageError
from footfall.simulate.shop import simulate


def test_files_hold_what_the_record_says(tmp_path: Path) -> None:
    info = simulate(visitors=300, days=60, seed=1, out=tmp_path / "shop.parquet", chunk=120)
    events, truth = pq.read_table(info.events_path), pq.read_table(info.truth_path)
    assert info.truth_path == tmp_path / "shop.truth.parquet"
    assert events["event_id"].equals(truth["event_id"])
    assert len(events) == info.events == info.rows
    assert len(events["visitor_id"].unique()) == info.visitors == 300
    assert sum(click == 1 for click in truth["click"].to_pylist()) == info.sessions
    kinds = events["type"].to_pylist()
    assert (kinds.count("purchase"), kinds.count("refund")) == (info.orders, info.refunds)
    assert 0 < info.converted <= info.orders
    us = events["us"].to_pylist()
    assert (min(us), max(us)) == (info.first_us, info.last_us)
    assert events.schema.field("type").type == "string"


@pytest.mark.parametrize("dirt", [False, True])
def test_same_arguments_give_the_same_files(tmp_path: Path, *, dirt: bool) -> None:
    def made(name: str, seed: int) -> tuple[str, str]:
        info = simulate(visitors=60, days=30, seed=seed, out=tmp_path / name, dirt=dirt)
        return sha256(info.events_path.read_bytes()).hexdigest(), sha256(info.truth_path.read_bytes()).hexdigest()

    one = made("one.parquet", 5)
    assert made("two.parquet", 5) == one
    other = made("three.parquet", 6)
    assert other[0] != one[0]
    assert other[1] != one[1]


def test_dirt_leaves_the_truth_as_it_was(tmp_path: Path) -> None:
    clean = simulate(visitors=200, days=30, seed=5, out=tmp_path / "clean.parquet", chunk=90)
    dirty = simulate(visitors=200, days=30, seed=5, out=tmp_path / "dirty.parquet", dirt=True, chunk=90)
    assert pq.read_table(clean.truth_path).equals(pq.read_table(dirty.truth_path))
    assert dirty.rows == dirty.events + dirty.dirt.bot_events + dirty.dirt.duplicates + dirty.dirt.bad
    assert dirty.dirt.bots == 3
    events = pq.read_table(dirty.events_path)
    assert len(events) == dirty.rows
    ids = set(events["event_id"].to_pylist())
    assert set(pq.read_table(clean.truth_path)["event_id"].to_pylist()) < ids


def test_chunks_do_not_repeat_each_other(tmp_path: Path) -> None:
    info = simulate(visitors=100, days=30, seed=5, out=tmp_path / "shop.parquet", dirt=True, chunk=50)
    p = pq.read_table(info.truth_path)["p"].to_pylist()
    visitors = pq.read_table(info.truth_path)["visitor_id"].to_pylist()
    second = visitors.index("v00000050")
    assert p[:100] != p[second : second + 100]
    bots = pq.read_table(info.events_path, filters=[("visitor_id", ">=", "v00000100")])["event_id"].to_pylist()
    assert {name[1:9] for name in bots} == {"00000100", "00000101"}


def test_start_moves_the_period(tmp_path: Path) -> None:
    info = simulate(visitors=20, days=7, seed=1, out=tmp_path / "shop.parquet", start=date(2024, 2, 29))
    assert 1_709_164_800 <= info.first_us // 1_000_000 < 1_709_164_800 + 7 * 86_400


def test_progress_goes_through_all_visitors(tmp_path: Path) -> None:
    steps: list[float] = []

    class Stage:
        def advance(self, steps_done: float = 1.0) -> None:
            steps.append(steps_done)

    class Bars:
        def stage(self, title: str, total: float | None = None) -> AbstractContextManager[Stage]:
            assert total == 50
            return nullcontext(Stage())

    simulate(visitors=50, days=7, seed=1, out=tmp_path / "shop.parquet", chunk=20, progress=Bars())
    assert steps == [20, 20, 10]


@pytest.mark.parametrize(("name", "value"), [("visitors", 0), ("days", 0), ("seed", -1), ("chunk", 0), ("visitors", 10**9)])
def test_arguments_out_of_range_are_refused(tmp_path: Path, name: str, value: int) -> None:
    given = {"visitors": 10, "days": 7, "seed": 1, "chunk": 10} | {name: value}
    with pytest.raises(UsageError, match=f"{name} is {value}.*--{name}"):
        simulate(visitors=given["visitors"], days=given["days"], seed=given["seed"], chunk=given["chunk"], out=tmp_path / "shop.parquet")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["shop.csv", "shop", "folder.parquet"])
def test_only_parquet_files_are_written(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.parquet").mkdir()
    with pytest.raises(UsageError, match=r"Parquet only.*\.parquet"):
        simulate(visitors=10, days=7, seed=1, out=tmp_path / name)
