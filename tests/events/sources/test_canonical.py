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
