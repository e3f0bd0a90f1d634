from pathlib import Path

from tests.events.reading import CANONICAL, START, column, event, put_aside, read_log, settings, values

from footfall.engines.duckdb import Engine
from footfall.events.read import read

OWN = "event_id,visitor_id,us,type,item_id\n"
SCHEMA = '[source]\nduplicates = "keep"\n[columns]\nvisitor_id = "u"\nus = { column = "t", unit = "us" }\ntype = "e"\n'


def own(event_id: str, item: str = "i", at: int = START) -> str:
    return f"{event_id},v,{at},view_item,{item}\n"


def test_reading_again_gives_the_same_ids(tmp_path: Path, engine: Engine) -> None:
    text = CANONICAL + "".join(event(at=n, item=f"i{n}") for n in range(20))
    first = column(read_log(text, tmp_path, engine), "event_id")
    assert column(read_log(text, tmp_path, engine), "event_id") == first
    assert len(set(first)) == 20
    assert all(len(str(each)) == 32 for each in first)


def test_ids_do_not_depend_on_the_file_or_the_row(tmp_path: Path, engine: Engine) -> None:
    rows = [event(at=n, item=f"i{n}") for n in range(4)]
    whole = column(read_log(CANONICAL + "".join(rows), tmp_path, engine), "event_id")
    part = column(read_log(CANONICAL + "".join(rows[2:]), tmp_path, engine, name="other.csv"), "event_id")
    assert whole[2:] == part


def test_every_field_counts(tmp_path: Path, engine: Engine) -> None:
    rows = [event(), event(item="j"), event(price="1"), event(price="1.000001"), event(device="x"), event(visitor="w"), event(at=1)]
    assert len(set(column(read_log(CANONICAL + "".join(rows), tmp_path, engine), "event_id"))) == len(rows)


def test_fields_do_not_run_into_each_other(tmp_path: Path, engine: Engine) -> None:
    rows = [event(visitor="ab", item="c"), event(visitor="a", item="bc"), event(item=""), event(item="-")]
    assert len(set(column(read_log(CANONICAL + "".join(rows), tmp_path, engine), "event_id"))) == 4


def test_exact_duplicates_are_dropped_and_counted(tmp_path: Path, engine: Engine) -> None:
    log = read_log(CANONICAL + event() * 3 + event(at=1), tmp_path, engine)
    assert (log.source.events, log.source.duplicates, log.source.quarantined) == (2, 2, 0)
    assert column(log, "seq") == [1, 4]


def test_duplicates_across_files_are_dropped(tmp_path: Path, engine: Engine) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(CANONICAL + event() + event(at=1, item=name))
    log = read([tmp_path / "a.csv", tmp_path / "b.csv"], engine=engine, settings=settings())
    assert (log.source.events, log.source.duplicates) == (3, 1)


def test_a_source_s_own_ids_are_kept(tmp_path: Path, engine: Engine) -> None:
    log = read_log(OWN + own("x") + own("y") + own("x"), tmp_path, engine)
    assert sorted(str(each) for each in column(log, "event_id")) == ["x", "y"]
    assert log.source.duplicates == 1


def test_one_id_with_other_content_is_put_aside(tmp_path: Path, engine: Engine) -> None:
    text = OWN + "".join(own(str(n)) for n in range(40)) + own("0", item="other", at=START - 1) + own("0", item="third")
    log = read_log(text, tmp_path, engine)
    assert put_aside(log) == [
        (2, "event_id", "event id repeated with other content", "0"),
        (43, "event_id", "event id repeated with other content", "0"),
    ]
    assert log.engine.rows("SELECT item_id FROM events WHERE event_id = '0'") == [("other",)]


def test_rows_that_differ_in_an_unmapped_column_are_two_events(tmp_path: Path, engine: Engine) -> None:
    schema = SCHEMA.replace('[source]\nduplicates = "keep"\n', "")
    log = read_log(f"u,t,e,ip\nv,{START},a,1\nv,{START},a,2\nv,{START},a,1\n", tmp_path, engine, schema=schema)
    assert (log.source.events, log.source.duplicates) == (2, 1)
    assert len(set(column(log, "event_id"))) == 2


def test_real_repetitions_are_kept_with_ids_of_their_own(tmp_path: Path, engine: Engine) -> None:
    text = f"u,t,e\nv,{START},purchase\nv,{START},purchase\nv,{START},purchase\n"
    first = read_log(text, tmp_path, engine, schema=SCHEMA)
    ids = column(first, "event_id")
    assert (first.source.events, first.source.duplicates, len(set(ids))) == (3, 0, 3)
    assert column(read_log(text, tmp_path, engine, schema=SCHEMA), "event_id") == ids


def test_unsorted_rows_are_no_matter(tmp_path: Path, engine: Engine) -> None:
    rows = [event(at=n, item=f"i{n}") for n in range(20)]
    forward = values(read_log(CANONICAL + "".join(rows), tmp_path, engine), "event_id, us, item_id")
    assert values(read_log(CANONICAL + "".join(reversed(rows)), tmp_path, engine), "event_id, us, item_id") == forward
