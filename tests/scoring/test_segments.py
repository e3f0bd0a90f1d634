"""Are new visits put where the analysis put the same ones, in batch and live, and is what means something else today refused?"""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from footfall.analysis.asked import plan
from footfall.analysis.segments import BEFORE, Grouped, behaviour, behaviour_names, keep_segments, segment_rows, segment_visits
from footfall.dataset.table import from_table
from footfall.engines.duckdb import Engine
from footfall.errors import ArtifactError, SchemaError
from footfall.events.event import COLUMNS, Event
from footfall.events.log import EventLog, SessionTable
from footfall.events.read import read
from footfall.features.batch import build
from footfall.features.catalog import declared
from footfall.features.online import Folds
from footfall.models.segments_artifact import SegmentsArtifact, load_segments, save_segments
from footfall.report.playbook import read_playbook
from footfall.scoring.segments import assign
from footfall.sessions.batch import Visits, cut
from footfall.settings import Settings
from footfall.simulate.shop import simulate

QUICK = Settings(effort="quick", threads=1)
MONEY = ("price", "value", "revenue")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small shop."""
    out = tmp_path_factory.mktemp("shop") / "shop.parquet"
    simulate(visitors=260, days=30, seed=7, out=out)
    return out


@pytest.fixture(scope="module")
def log(shop: Path) -> Iterator[Visits]:
    """Its visits."""
    with Engine(threads=1) as engine:
        found = read(shop, engine=engine, settings=QUICK)
        assert isinstance(found, EventLog)
        yield cut(found, QUICK)


@pytest.fixture(scope="module")
def grouped(log: Visits, tmp_path_factory: pytest.TempPathFactory) -> tuple[Grouped, Path]:
    """Its segments, and the folder in which they were saved."""
    asked = plan(log, QUICK, None)
    build(log, asked.features)
    found = segment_visits(log, asked.features, QUICK, read_playbook())
    folder = tmp_path_factory.mktemp("out")
    keep_segments(found, folder, asked.features, asked.categories, QUICK, "sha")
    return found, folder / "segments"


def test_the_same_visits_are_put_where_they_were(log: Visits, shop: Path, grouped: tuple[Grouped, Path], tmp_path: Path) -> None:
    found, folder = grouped
    scored = assign(folder, shop, tmp_path / "s.parquet", settings=QUICK)
    table = pd.read_parquet(tmp_path / "s.parquet")
    assert list(table.columns) == [
        "event_id", "visitor_id", "session_id", "cut_off_us", "click", "segment_no", "segment", "provisional",
    ]  # fmt: skip
    assert len(table) == scored.rows == log.source.sessions
    sessions = log.engine.frame("SELECT session_no, max_by(event_id, ord) AS event_id FROM visits GROUP BY session_no")
    then = sessions.set_index("event_id")["session_no"].map(found.names)
    assert (table.set_index("event_id")["segment"] == then.loc[table["event_id"]]).all()
    assert table["segment"].nunique() >= 3
    assert scored.missing == ()


def test_a_visit_is_provisional_until_it_has_ended(shop: Path, grouped: tuple[Grouped, Path], tmp_path: Path) -> None:
    found, folder = grouped
    assign(folder, shop, tmp_path / "last.parquet", settings=QUICK)
    assign(folder, shop, tmp_path / "every.parquet", settings=QUICK, at="every")
    last, every = pd.read_parquet(tmp_path / "last.parquet"), pd.read_parquet(tmp_path / "every.parquet")
    assert last["provisional"].sum() == found.segments.provisional >= 1
    assert len(every) > 3 * len(last)
    ended = set(last.loc[~last["provisional"], "event_id"])
    assert set(every.loc[~every["provisional"], "event_id"]) == ended
    same = every[every["event_id"].isin(last["event_id"])].set_index("event_id")["segment"]
    assert (same == last.set_index("event_id").loc[same.index, "segment"]).all()


def live(log: Visits, artifact: SegmentsArtifact) -> list[tuple[str, str]]:
    """Fold the events one by one and give the segment after each."""
    features = declared(artifact.declared, artifact.categories)
    folds = Folds(features)
    sessions: dict[object, Any] = {}
    visitors: dict[object, Any] = {}
    names = [name if name not in MONEY else f"{name}_micros" for name in COLUMNS]
    placed = [*names, "click", "gap_us", "visit_gap_us", "previous_type", "previous_category", "category_run"]
    told = []
    for row in log.engine.rows(f"SELECT session_no, visitor_no, {', '.join(placed)} FROM visits ORDER BY ord"):
        session, visitor = sessions.setdefault(row[0], folds.new_session()), visitors.setdefault(row[1], folds.new_visitor())
        event = Event(**dict(zip(placed, row[2:], strict=True)))  # type: ignore[arg-type]
        values = dict(zip(features.names, folds.observe(session, visitor, event), strict=True))
        told.append((event.event_id, artifact.assign(values).name))  # type: ignore[arg-type]
    return told


def test_live_and_batch_agree_at_every_click(log: Visits, shop: Path, grouped: tuple[Grouped, Path], tmp_path: Path) -> None:
    artifact = load_segments(grouped[1])
    assert set(artifact.differences) == set(BEFORE)
    assign(grouped[1], shop, tmp_path / "every.parquet", settings=QUICK, at="every")
    every = pd.read_parquet(tmp_path / "every.parquet")
    online = dict(live(log, artifact))
    assert len(online) == len(every)
    assert [online[event] for event in every["event_id"]] == every["segment"].tolist()


def test_what_a_session_bought_is_not_what_it_is_grouped_by(log: Visits, grouped: tuple[Grouped, Path]) -> None:
    features = plan(log, QUICK, None).features
    rows = behaviour(log, features)
    assert {"orders_before", "revenue_before"} <= set(behaviour_names(log, features))
    assert not {"orders_so_far", "orders_this_session", "bought_this_session"} & set(rows.columns)
    known = log.engine.frame("""
        SELECT session_no, coalesce((SELECT count(DISTINCT b.order_id) FROM visits AS b WHERE b.type = 'purchase'
            AND b.visitor_no = a.visitor_no AND b.ord < min(a.ord)), 0) AS before
        FROM visits AS a GROUP BY session_no, visitor_no ORDER BY session_no""")
    bought = rows["orders"] > 0
    assert bought.any()
    assert (rows["orders_before"] == known["before"]).all()
    assert (rows.loc[bought, "orders_before"] == 0).any()


def test_a_purchase_without_an_order_number_is_an_order(log: Visits) -> None:
    features = plan(log, QUICK, None).features
    log.engine.run(f"CREATE OR REPLACE VIEW no_numbers AS SELECT * REPLACE (CAST(NULL AS VARCHAR) AS order_id) FROM {log.table}")
    with_numbers, without = behaviour(log, features), behaviour(replace(log, table="no_numbers"), features)
    assert (with_numbers["orders"] > 0).any()
    assert ((without["orders"] > 0) == (with_numbers["orders"] > 0)).all()


def test_profiles_carry_what_is_brought_and_how_far_they_can_be_trusted(grouped: tuple[Grouped, Path]) -> None:
    segments = grouped[0].segments
    assert sum(each.revenue_share or 0.0 for each in segments.profiles) == pytest.approx(1.0)
    assert all(each.conversion_rate is not None and each.stability is not None and each.trust for each in segments.profiles)
    saved = json.loads((grouped[1] / "manifest.json").read_text())
    assert [each["name"] for each in saved["segments"]] == [each.name for each in segments.profiles]
    assert saved["data_sha256"] == "sha"


def test_columns_that_the_data_lacks_are_named(shop: Path, grouped: tuple[Grouped, Path], tmp_path: Path) -> None:
    frame = pd.read_parquet(shop).drop(columns=["price"]).head(400)
    frame.to_parquet(tmp_path / "poor.parquet")
    scored = assign(grouped[1], tmp_path / "poor.parquet", tmp_path / "s.csv", settings=QUICK)
    assert "price" in scored.missing
    assert pd.read_csv(tmp_path / "s.csv")["segment"].notna().all()


def test_features_that_have_changed_are_refused(shop: Path, grouped: tuple[Grouped, Path], tmp_path: Path) -> None:
    save_segments(replace(load_segments(grouped[1]), fingerprint="f" * 64), tmp_path / "other")
    with pytest.raises(ArtifactError, match="features that have changed since"):
        assign(tmp_path / "other", shop, tmp_path / "s.parquet", settings=QUICK)
    assert not (tmp_path / "s.parquet").exists()


def test_a_session_table_is_assigned_by_its_columns_and_the_other_kind_refused(
    shop: Path, grouped: tuple[Grouped, Path], tmp_path: Path
) -> None:
    rng = np.random.default_rng(1)
    table = pd.DataFrame({"pages": np.repeat([1.0, 9.0, 30.0], 40) + rng.normal(size=120), "bought": rng.random(120) < 0.2})
    table["minutes"] = table["pages"] * 2 + rng.normal(size=120)
    table.to_csv(tmp_path / "table.csv", index=False)
    schema = tmp_path / "schema.toml"
    schema.write_text('[source]\nkind = "session_table"\ntarget = "bought"\n')
    with Engine(threads=1) as engine:
        found = read(tmp_path / "table.csv", engine=engine, settings=QUICK, schema=schema)
        assert isinstance(found, SessionTable)
        learnt = segment_rows(from_table(found, QUICK, target=None), QUICK, read_playbook())
    keep_segments(learnt, tmp_path, None, (), QUICK, "")
    scored = assign(tmp_path / "segments", tmp_path / "table.csv", tmp_path / "s.parquet", settings=QUICK, schema=schema)
    table_out = pd.read_parquet(tmp_path / "s.parquet")
    assert scored.rows == 120
    assert table_out["segment"].tolist() == learnt.names.tolist()
    assert list(table_out.columns) == ["row", "segment_no", "segment"]
    with pytest.raises(ArtifactError, match="learnt from a session table, and this source holds events"):
        assign(tmp_path / "segments", shop, tmp_path / "t.parquet", settings=QUICK)
    with pytest.raises(ArtifactError, match="learnt from events, and this source holds a session table"):
        assign(grouped[1], tmp_path / "table.csv", tmp_path / "t.parquet", settings=QUICK, schema=schema)
    table.drop(columns=["minutes"]).to_csv(tmp_path / "less.csv", index=False)
    with pytest.raises(SchemaError, match="minutes"):
        assign(tmp_path / "segments", tmp_path / "less.csv", tmp_path / "t.parquet", settings=QUICK, schema=schema)
