"""Is a source asked with the features that its columns can feed?"""

from pathlib import Path

import pytest

from footfall.analysis.asked import plan
from footfall.engines.duckdb import Engine
from footfall.events.log import EventLog
from footfall.events.read import read
from footfall.sessions.batch import cut
from footfall.settings import Settings

SCHEMA = """
[source]
name = "shop"
[columns]
visitor_id = "v"
us = "t"
type = "e"
category = "c"
[extras]
list_position = {{ column = "place", type = "{}" }}
"""
PLACES = {"list_position_now", "furthest_in_category", "nearest_in_category", "list_position_mean"}


@pytest.mark.parametrize(("kind", "fed"), [("BIGINT", PLACES), ("VARCHAR", set())])
def test_only_a_whole_number_is_a_place_in_a_list(kind: str, fed: set[str], tmp_path: Path) -> None:
    (tmp_path / "schema.toml").write_text(SCHEMA.format(kind))
    (tmp_path / "shop.csv").write_text("v,t,e,c,place\na,2024-01-01T10:00:00Z,view_item,hats,1\na,2024-01-01T10:00:01Z,view_item,hats,7\n")
    settings = Settings()
    with Engine(threads=1) as engine:
        log = read(tmp_path / "shop.csv", engine=engine, settings=settings, schema=tmp_path / "schema.toml")
        assert isinstance(log, EventLog)
        names = plan(cut(log, settings), settings, None).features.names
    assert set(names) & PLACES == fed
    assert "category_run" in names
