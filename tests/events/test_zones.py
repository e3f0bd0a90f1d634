from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from footfall.engines.duckdb import Engine
from footfall.errors import UsageError
from footfall.events.zones import offset_s, offset_sql, zone

HOUR_US = 3_600_000_000
LOW = int(datetime(2022, 1, 1, tzinfo=UTC).timestamp()) * 1_000_000
HIGH = int(datetime(2025, 1, 1, tzinfo=UTC).timestamp()) * 1_000_000


@pytest.mark.parametrize("name", ["Europe/Warsaw", "America/St_Johns", "Africa/Casablanca", "Asia/Tokyo", "Australia/Lord_Howe"])
@pytest.mark.parametrize("local", [False, True])
def test_sql_agrees_with_zoneinfo_at_every_half_hour(name: str, local: bool, engine: Engine) -> None:
    where = ZoneInfo(name)
    sql = offset_sql("us", where, LOW, HIGH, local=local)
    found = engine.rows(f"SELECT us, {sql} FROM range({LOW}, {HIGH}, {HOUR_US // 2}) AS t(us)")
    epoch = datetime(1970, 1, 1)
    for us, offset in found:
        moment = epoch + timedelta(microseconds=int(us or 0))
        aware = moment.replace(tzinfo=where) if local else moment.replace(tzinfo=UTC).astimezone(where)
        expected = aware.utcoffset()
        assert expected is not None
        assert offset == expected.total_seconds(), (us, moment)


def test_the_change_is_exact_to_the_microsecond(engine: Engine) -> None:
    change = int(datetime(2024, 3, 31, 1, tzinfo=UTC).timestamp()) * 1_000_000
    sql = offset_sql("us", ZoneInfo("Europe/Warsaw"), LOW, HIGH)
    assert engine.rows(f"SELECT {sql} FROM (VALUES ({change - 1}), ({change})) AS t(us) ORDER BY us") == [(3600,), (7200,)]


def test_a_zone_without_changes_is_a_number() -> None:
    assert offset_sql("us", zone("UTC"), LOW, HIGH) == "0"
    assert offset_sql("us", zone("Asia/Tokyo"), LOW, HIGH) == "32400"


def test_offset_at_a_moment() -> None:
    assert offset_s(LOW, ZoneInfo("Europe/Warsaw")) == 3600


def test_an_unknown_zone_suggests_the_near_one() -> None:
    with pytest.raises(UsageError, match=r'"Europe/Warsav" is not a time zone.*Did you mean "Europe/Warsaw"'):
        zone("Europe/Warsav")
