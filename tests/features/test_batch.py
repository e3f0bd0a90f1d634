"""Does the batch write one statement, within the white list, for any source?"""

import pytest
from tests.aggregates.worked import SECOND, log
from tests.proof.matrix import CATALOGUE
from tests.proof.runs import batch, visits
from tests.proof.streams import fixed

from footfall.aggregates import count, current, elapsed, mean, total
from footfall.aggregates.count import Count
from footfall.errors import EngineError
from footfall.events.event import PRECISIONS
from footfall.events.log import SourceInfo
from footfall.expr import Expr, Field, event, extra
from footfall.features.batch import build, features_sql, fine_enough
from footfall.features.feature import Feature, FeatureSet, Ratio
from footfall.sessions.batch import Visits
from footfall.windows.scope import VISITOR


def test_build_makes_a_table_with_one_row_an_event() -> None:
    rows = fixed(1)
    made = Visits(visits(rows), "visits", SourceInfo("log"))
    assert build(made, CATALOGUE, table="known") == "known"
    assert tuple(made.engine.columns("known")) == ("ord", *CATALOGUE.names)
    assert made.engine.row("SELECT count(*), count(DISTINCT ord), min(ord), max(ord) FROM known") == (len(rows), len(rows), 1, len(rows))
    assert set(made.engine.columns("known").values()) <= {"BIGINT", "DOUBLE", "VARCHAR", "BOOLEAN"}
    made.engine.run("DROP TABLE known")


def test_an_empty_log_has_no_rows() -> None:
    assert batch([], CATALOGUE) == []


def test_the_order_of_the_columns_is_the_sets() -> None:
    features = FeatureSet(
        (Feature("b", count()), Feature("a", current(event.seq)), Ratio("r", "b", "a"), Feature("c", count(), scope=VISITOR))
    )
    assert batch(log(quantity=[1, 2]), features) == [[1, 0, None, 1], [2, 1, 2.0, 2]]


def test_a_ratio_by_zero_or_of_null_is_null() -> None:
    features = FeatureSet((Feature("top", mean(event.quantity)), Feature("bottom", total(event.seq)), Ratio("r", "top", "bottom")))
    assert [row[2] for row in batch(log(quantity=[5, None], seq=[0, 2]), features)] == [None, 2.5]
    assert [row[2] for row in batch(log(quantity=[None], seq=[2]), features)] == [None]


@pytest.mark.parametrize(("clock", "known"), [("second", 3), ("day", 6), ("microsecond", 1), ("hour", 5)])
def test_a_coarser_clock_than_the_feature_needs_gives_null(clock: str, known: int) -> None:
    rows = log(time_precision=list(PRECISIONS), us=[number * SECOND for number in range(6)])
    found = batch(rows, FeatureSet((Feature("x", elapsed(), clock=clock, unit="seconds"),)))
    assert [value for (value,) in found] == [float(number) if number < known else None for number in range(6)]
    assert len(fine_enough(clock)) == known


def test_a_function_outside_the_white_list_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Count, "reduce", lambda self, column: column.running("approx_count_distinct(us)"))
    with pytest.raises(EngineError, match="APPROX"):
        features_sql(FeatureSet((Feature("x", count()),)), "visits")


def test_a_function_that_hides_in_a_filter_is_refused() -> None:
    class Sneaky(Field):
        def sql(self) -> str:
            return "strftime(type, '%Y')"

    sneaky: Expr = Sneaky("type", "text")

    with pytest.raises(EngineError, match="not on the white list"):
        features_sql(FeatureSet((Feature("x", count(), where=sneaky == "2024"),)), "visits")


def test_values_of_any_text_are_data_not_sql() -> None:
    for value in ("'; DROP TABLE visits; --", "seen0", "a\nb", 'x" y'):
        features = FeatureSet((Feature("x", count(), where=event.page == value), Feature("y", count(), where=extra("colour") == value)))
        assert batch(log(page=[value, "other"], colour=["other", value]), features) == [[1, 0], [1, 1]]
