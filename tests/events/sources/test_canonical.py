from pathlib import Path

from tests.events.reading import START, read_log, values

from footfall.engines.duckdb import Engine
from footfall.events.event import COLUMNS


def test_columns_by_name_and_the_rest_extras(tmp_path: Path, engine: Engine) -> None:
    text = f"type,visitor_id,us,event_id,utc_offset_s,time_precision,shelf,revenue,bot\nview_item,v,{START},e1,3600,second,top,99,true\n"
    log = read_log(text, tmp_path, engine)
    assert values(log, "event_id, visitor_id, utc_offset_s, time_precision, shelf, revenue, bot") == [
        ("e1", "v", 3600, "second", "top", None, False)
    ]
    assert list(engine.columns(log.table)) == [*COLUMNS, "shelf"]


def test_capitals_and_awkward_names_are_no_matter(tmp_path: Path, engine: Engine) -> None:
    log = read_log(f"us,type,Visitor_ID,reason,moment,epoch,t,file\n{START},refund,v,broken,m,e,t,f\n", tmp_path, engine)
    assert values(log, "visitor_id, reason, moment, epoch, t, file") == [("v", "broken", "m", "e", "t", "f")]


def test_columns_of_footfall_s_own_are_made_anew_and_that_is_said(tmp_path: Path, engine: Engine) -> None:
    log = read_log(f"us,type,visitor_id,revenue\n{START},purchase,v,9\n", tmp_path, engine)
    assert values(log, "revenue") == [(None,)]
    assert log.source.notes == ("Columns that are not mapped were not read: revenue.",)
