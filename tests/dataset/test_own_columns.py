"""Are a log's own columns read as the source gives them, one row an event, ids and moments left out?"""

from pathlib import Path

import numpy as np
import pytest

from footfall.dataset.own_columns import own_columns
from footfall.engines.duckdb import Engine
from footfall.events.log import EventLog
from footfall.events.read import read
from footfall.sessions.batch import Visits, cut
from footfall.settings import Settings

ROWS = "visitor_id,us,type,item_id,price,currency,code,many\na,1700000060000000,view_item,i,2.5,EUR,02,7\n"
ROWS += "a,1700000000000000,purchase,,,EUR,01,\nb,1700000120000000,view_item,j,4,EUR,,9\n"


@pytest.fixture
def visits(tmp_path: Path) -> Visits:
    (tmp_path / "log.csv").write_text(ROWS)
    log = read(tmp_path / "log.csv", engine=Engine(threads=1), settings=Settings())
    assert isinstance(log, EventLog)
    return cut(log, Settings())


def test_they_come_in_the_order_of_the_log_with_money_in_units(visits: Visits) -> None:
    found = own_columns(visits, "true")
    assert found["price"].tolist() == pytest.approx([np.nan, 2.5, 4.0], nan_ok=True)
    assert found["code"].fillna("?").tolist() == ["01", "02", "?"]
    assert found["type"].tolist() == ["purchase", "view_item", "view_item"]
    assert not {"visitor_id", "session_id", "event_id", "us", "seq", "currency"} & set(found)


def test_only_the_events_that_are_asked_for(visits: Visits) -> None:
    assert own_columns(visits, "type = 'view_item'")["item_id"].tolist() == ["i", "j"]
    assert own_columns(visits, "false").empty
