from datetime import UTC, datetime

import pytest

from footfall.engines.duckdb import Engine, Value, text
from footfall.events.times import AT, clock, plausible_unit


def reading(value: str, unit: str | None, engine: Engine, kind: str = "VARCHAR", sql: str | None = None) -> tuple[Value, ...]:
    found = clock("v", kind, unit)
    source = f"SELECT {sql or text(value)} AS v"
    return engine.row(f"SELECT {found.us}, {found.naive}, {found.precision} FROM (SELECT {found.at} AS {AT} FROM ({source}))")


def us(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> int:
    return int(datetime(year, month, day, hour, minute, second, tzinfo=UTC).timestamp()) * 1_000_000


@pytest.mark.parametrize(
    ("value", "expected", "naive", "precision"),
    [
        ("2019-10-01", us(2019, 10, 1), False, "day"),
        ("2019/10/1", us(2019, 10, 1), False, "day"),
        ("2019-10-01 05:06", us(2019, 10, 1, 5, 6), True, "minute"),
        ("2019-10-01T05:06:07", us(2019, 10, 1, 5, 6, 7), True, "second"),
        ("2019-10-01 05:06:07 UTC", us(2019, 10, 1, 5, 6, 7), False, "second"),
        ("2019-10-01T05:06:07Z", us(2019, 10, 1, 5, 6, 7), False, "second"),
        ("2019-10-01T05:06:07.25Z", us(2019, 10, 1, 5, 6, 7) + 250_000, False, "millisecond"),
        ("2019-10-01T05:06:07,123456Z", us(2019, 10, 1, 5, 6, 7) + 123_456, False, "microsecond"),
        ("2019-10-01T05:06:07+02:00", us(2019, 10, 1, 3, 6, 7), False, "second"),
        ("2019-10-01T05:06:07+0530", us(2019, 9, 30, 23, 36, 7), False, "second"),
        ("2019-10-01 05:06:07-03", us(2019, 10, 1, 8, 6, 7), False, "second"),
        ("2019-10-01 05:06:07-03:30", us(2019, 10, 1, 8, 36, 7), False, "second"),
    ],
)
def test_iso_times(value: str, expected: int, naive: bool, precision: str, engine: Engine) -> None:
    assert reading(value, "iso", engine) == (expected, naive, precision)


@pytest.mark.parametrize(
    "value", ["", "soon", "2019-13-01", "2019-10-01 25:00:00", "2019-10-01 05:06:07 PM", "01.10.2019", "2019-02-30", "infinity"]
)
def test_what_is_no_iso_time_is_null(value: str, engine: Engine) -> None:
    assert reading(value, "iso", engine)[0] is None


@pytest.mark.parametrize(
    ("value", "unit", "expected", "precision"),
    [
        ("1433221332", "s", 1_433_221_332_000_000, "second"),
        ("1433221332.5", "s", 1_433_221_332_500_000, "second"),
        ("1433221332117", "ms", 1_433_221_332_117_000, "millisecond"),
        ("1433221332117001", "us", 1_433_221_332_117_001, "microsecond"),
        ("14332213321170010000000", "us", None, "microsecond"),
        ("9" * 38, "s", None, "second"),
        ("9" * 30 + ".5", "s", None, "second"),
        ("x", "ms", None, "millisecond"),
        ("01.02.2024 10:30", "%d.%m.%Y %H:%M", us(2024, 2, 1, 10, 30), "minute"),
        ("20240201", "%Y%m%d", us(2024, 2, 1), "day"),
        ("31.31.2024", "%d.%m.%Y", None, "day"),
    ],
)
def test_numbers_and_formats(value: str, unit: str, expected: int | None, precision: str, engine: Engine) -> None:
    found = reading(value, unit, engine)
    assert (found[0], found[2]) == (expected, precision)


@pytest.mark.parametrize(
    ("sql", "kind", "naive", "precision"),
    [
        ("DATE '2024-02-01'", "DATE", False, "day"),
        ("TIMESTAMP '2024-02-01'", "TIMESTAMP", True, "microsecond"),
        ("TIMESTAMP_S '2024-02-01'", "TIMESTAMP_S", True, "second"),
        ("TIMESTAMPTZ '2024-02-01 02:00:00+02'", "TIMESTAMP WITH TIME ZONE", False, "microsecond"),
    ],
)
def test_typed_columns(sql: str, kind: str, naive: bool, precision: str, engine: Engine) -> None:
    assert reading("", None, engine, kind, sql) == (us(2024, 2, 1), naive, precision)


def test_a_format_with_a_zone_is_not_naive(engine: Engine) -> None:
    assert reading("01.02.2024 10:30 +0200", "%d.%m.%Y %H:%M %z", engine)[1] is False
    assert reading("01.02.2024 10:30", "%d.%m.%Y %H:%M", engine)[1] is True


def test_units_are_told_apart_by_size() -> None:
    assert [plausible_unit(n) for n in (1_433_221_332, 1_433_221_332_117, 1_433_221_332_117_001, 0, 5e17)] == ["s", "ms", "us", None, None]
