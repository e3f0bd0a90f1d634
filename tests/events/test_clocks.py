from pathlib import Path

import pytest
from tests.events.reading import column, read_log, values

from footfall.engines.duckdb import Engine
from footfall.errors import SchemaError

HEADER = "user,when,what\n"
SCHEMA = '[columns]\nvisitor_id = "user"\ntype = "what"\nus = { column = "when", unit = "%s" }\n'
HOUR_US = 3_600_000_000


def text(*times: str) -> str:
    return HEADER + "".join(f"v,{time},view_item\n" for time in times)


def test_milliseconds_where_seconds_are_declared(tmp_path: Path, engine: Engine) -> None:
    with pytest.raises(SchemaError) as caught:
        read_log(text("1433221332117", "1433221332118"), tmp_path, engine, schema=SCHEMA % "s")
    file = tmp_path / "events.csv"
    assert caught.value.what == f'column "when" of {file} holds milliseconds (1433221332117), seconds were declared.'
    assert caught.value.remedy == 'Set unit="ms".'
    where = caught.value.where
    assert where is not None
    assert (where.file, where.line, where.column, where.example) == (str(file), 2, "when", "1433221332117")


@pytest.mark.parametrize("unit", ["%F %T", "garbage %Q {", "%d.%m.%Y %", "ISO 8601"])
def test_a_format_that_is_none_is_refused_with_an_example(unit: str, tmp_path: Path, engine: Engine) -> None:
    with pytest.raises(SchemaError, match="Times cannot be read by the format") as caught:
        read_log(text("2024-01-01 10:00:00"), tmp_path, engine, schema=SCHEMA % unit)
    assert unit in caught.value.what
    assert "%d.%m.%Y" in (caught.value.remedy or "")
    assert caught.value.where is not None
    assert caught.value.where.column == "when"


@pytest.mark.parametrize(
    ("unit", "time", "better"), [("ms", "1433221332", "s"), ("ms", "1433221332117001", "us"), ("us", "1433221332117", "ms")]
)
def test_other_units(unit: str, time: str, better: str, tmp_path: Path, engine: Engine) -> None:
    with pytest.raises(SchemaError, match=f'Set unit="{better}"'):
        read_log(text(time), tmp_path, engine, schema=SCHEMA % unit)


def test_one_wrong_unit_among_many_is_put_aside(tmp_path: Path, engine: Engine) -> None:
    log = read_log(text(*["1433221332"] * 30, "1433221332117"), tmp_path, engine, schema=SCHEMA % "s")
    assert [(row.reason, row.count, row.line) for row in log.source.quality if row.column] == [
        ("time is out of range (1990 to 2100)", 1, 32)
    ]


def test_nothing_readable_suggests_the_unit(tmp_path: Path, engine: Engine) -> None:
    with pytest.raises(SchemaError, match=r'No time in column "when".*can be read as iso.*Set unit = "ms"'):
        read_log(text("1433221332117"), tmp_path, engine, schema=SCHEMA % "iso")
    with pytest.raises(SchemaError, match=r"Set unit to a format"):
        read_log(text("1 May 2024"), tmp_path, engine, schema=SCHEMA % "iso")


def test_times_without_a_zone_are_read_in_the_zone_of_the_settings(tmp_path: Path, engine: Engine) -> None:
    log = read_log(text("2024-01-10 12:00:00", "2024-07-10 12:00:00"), tmp_path, engine, schema=SCHEMA % "iso", timezone="Europe/Warsaw")
    assert (log.source.first, log.source.last) == ("2024-01-10T11:00:00+00:00", "2024-07-10T10:00:00+00:00")
    assert column(log, "utc_offset_s") == [3600, 7200]
    assert "Times carry no time zone; they were read as Europe/Warsaw." in log.source.notes


def test_times_around_the_change_of_the_clock_are_local(tmp_path: Path, engine: Engine) -> None:
    times = text("2024-03-31 01:30:00", "2024-03-31 03:30:00", "2024-10-27 01:30:00", "2024-10-27 02:30:00", "2024-10-27 03:30:00")
    log = read_log(times, tmp_path, engine, schema=SCHEMA % "iso", timezone="Europe/Warsaw")
    hours = "strftime(make_timestamp(us), '%d %H:%M')"
    assert column(log, hours) == ["31 00:30", "31 01:30", "26 23:30", "27 00:30", "27 02:30"]


def test_a_declared_zone_needs_no_remark(tmp_path: Path, engine: Engine) -> None:
    schema = (SCHEMA % "iso").replace('"iso"', '"iso", timezone = "America/New_York"')
    log = read_log(text("2024-01-10 12:00:00"), tmp_path, engine, schema=schema, timezone="Europe/Warsaw")
    assert log.source.first == "2024-01-10T17:00:00+00:00"
    assert column(log, "utc_offset_s") == [3600]
    assert log.source.notes == ()


def test_mixed_zones_are_one_line_of_time(tmp_path: Path, engine: Engine) -> None:
    log = read_log(
        text("2024-01-10T12:00:00+02:00", "2024-01-10T05:00:00-05:00", "2024-01-10T10:00:00Z"), tmp_path, engine, schema=SCHEMA % "iso"
    )
    assert log.source.first == log.source.last == "2024-01-10T10:00:00+00:00"
    assert log.source.duplicates == 0
    assert log.source.notes == ()


def test_mixed_explicit_and_naive_times_are_counted(tmp_path: Path, engine: Engine) -> None:
    log = read_log(text("2024-01-10T12:00:00Z", "2024-01-10T12:00:00"), tmp_path, engine, schema=SCHEMA % "iso", timezone="Asia/Tokyo")
    first, second = column(log, "us")
    assert int(second or 0) - int(first or 0) == 9 * HOUR_US
    assert log.source.notes == ("1 of 2 times carry no time zone; they were read as Asia/Tokyo.",)


def test_dates_have_no_clock_and_no_zone(tmp_path: Path, engine: Engine) -> None:
    log = read_log(text("2024-01-10"), tmp_path, engine, schema=SCHEMA % "iso", timezone="America/New_York")
    assert (log.source.precision, log.source.has_clock, log.source.first) == ("day", False, "2024-01-10")
    assert values(log, "utc_offset_s, us % 86400000000") == [(0, 0)]


def test_midnights_only_are_dates(tmp_path: Path, engine: Engine) -> None:
    times = [f"2024-01-{day:02} 00:00:00" for day in range(1, 26)]
    log = read_log(text(*times), tmp_path, engine, schema=SCHEMA % "iso", timezone="Asia/Tokyo")
    assert (log.source.precision, log.source.first, log.source.last) == ("day", "2024-01-01", "2024-01-25")
    assert any("Every time is midnight" in note for note in log.source.notes)
    few = read_log(text(*times[:3]), tmp_path, engine, schema=SCHEMA % "iso")
    assert few.source.precision == "second"


def test_a_declared_precision_is_kept(tmp_path: Path, engine: Engine) -> None:
    log = read_log(text("2024-01-10T12:00:00Z"), tmp_path, engine, schema='[source]\nprecision = "hour"\n' + SCHEMA % "iso")
    assert (log.source.precision, log.source.has_clock) == ("hour", True)
