"""Is SQL outside the white list refused, and the rest readable elsewhere?"""

import pytest
import sqlglot

from footfall.engines.dialect import ALLOWED, check, transpile
from footfall.errors import EngineError

CALLS = (
    "strftime(us, '%Y')", "date_trunc('day', us)", "epoch_us(us)", "now()", "random()", "md5(type)", "median(us)", "made_up(us)",
    "percentile_cont(us, 0.5)", "read_csv('/etc/passwd')", "current_timestamp", "stddev_pop(us)", "approx_count_distinct(us)",
)  # fmt: skip
PLACES = (
    "SELECT {} FROM t",
    "SELECT 1 FROM t WHERE {} = 1",
    "WITH a AS (SELECT {} AS x FROM t) SELECT sum(x) OVER (ORDER BY x) FROM a",
)


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("place", PLACES)
def test_a_function_that_is_not_listed_is_refused_wherever_it_stands(call: str, place: str) -> None:
    with pytest.raises(EngineError, match="not on the white list") as raised:
        check(place.format(call))
    assert raised.value.exit_code == 70


def test_what_is_listed_passes_unchanged() -> None:
    sql = "SELECT CASE WHEN a AND NOT b THEN coalesce(nullif(a, 0), 1) END, sum(CAST(x AS HUGEINT)) OVER (ORDER BY y) FROM t"
    assert check(sql) == sql
    assert not {"DATE_TRUNC", "NOW", "EPOCH_US", "STRFTIME", "CURRENT_TIMESTAMP"} & ALLOWED


def test_spark_divides_integers_and_keeps_wide_ones_wide() -> None:
    spark = transpile("SELECT us // 3600, CAST(us AS HUGEINT) FROM t", pretty=False)
    assert spark == "SELECT us DIV 3600, CAST(us AS DECIMAL(38, 0)) FROM t"


def test_text_survives_the_change_of_dialect() -> None:
    for value in ("it's", "a\\b", 'say "hi"', "日本"):
        literal = "'" + value.replace("'", "''") + "'"
        spark = sqlglot.parse_one(transpile(f"SELECT type = {literal} FROM t"), dialect="spark")
        assert [each.name for each in spark.find_all(sqlglot.exp.Literal)] == [value]
