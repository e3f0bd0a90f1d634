"""Does the fold keep states apart, and stand alone?"""

import copy
import subprocess
import sys

from tests.proof.matrix import CATALOGUE, MATRIX
from tests.proof.runs import online
from tests.proof.streams import fixed

from footfall.aggregates import count, total
from footfall.events.event import Event
from footfall.expr import event
from footfall.features.feature import Feature, FeatureSet, Ratio
from footfall.features.online import Folds
from footfall.windows.scope import VISITOR, VISITOR_7D

FEATURES = FeatureSet((
    Feature("clicks", count()),
    Feature("clicks_so_far", count(), scope=VISITOR),
    Feature("clicks_7d", count(), scope=VISITOR_7D),
    Feature("clicks_here", count(), by=event.category),
    Ratio("share", "clicks", "clicks_so_far"),
))  # fmt: skip


def at(number: int, **known: str | int | None) -> Event:
    """Return an event; its time is `number` seconds."""
    return Event(f"e{number}", number * 1_000_000, "view_item", **known)  # type: ignore[arg-type]


def test_states_belong_to_the_caller() -> None:
    folds = Folds(FEATURES)
    one, two, visitor = folds.new_session(), folds.new_session(), folds.new_visitor()
    assert folds.observe(one, visitor, at(1, category="a")) == [1, 1, 1, 1, 1.0]
    assert folds.observe(two, visitor, at(2, category="a")) == [1, 2, 2, 1, 0.5]
    assert folds.observe(one, visitor, at(3, category="b")) == [2, 3, 3, 1, 2 / 3]
    assert folds.observe(one, visitor, at(4)) == [3, 4, 4, None, 0.75]


def test_without_a_visitor_its_features_are_null() -> None:
    folds = Folds(FEATURES)
    assert folds.observe(folds.new_session(), None, at(1, category="a")) == [1, None, None, 1, None]


def test_fresh_states_are_alike_and_share_nothing() -> None:
    folds = Folds(MATRIX)
    before = copy.deepcopy((folds.new_session(), folds.new_visitor()))
    folds.observe(folds.new_session(), folds.new_visitor(), at(1, category="a", item_id="i", quantity=2, price_micros=5))
    assert (folds.new_session(), folds.new_visitor()) == before


def test_states_alone_carry_the_memory() -> None:
    rows = fixed(2, tracks=3)
    assert online(rows, CATALOGUE) == online(rows, CATALOGUE)
    one, two = Folds(FEATURES), Folds(FEATURES)
    session, visitor = one.new_session(), one.new_visitor()
    one.observe(session, visitor, at(1))
    assert two.observe(copy.deepcopy(session), copy.deepcopy(visitor), at(2)) == one.observe(session, visitor, at(2))


def test_what_left_a_window_is_forgotten_by_its_state() -> None:
    folds = Folds(FeatureSet((Feature("spent_7d", total(event.value_micros), scope=VISITOR_7D),)))
    visitor = folds.new_visitor()
    for day in range(100):
        folds.observe(folds.new_session(), visitor, at(day * 86_400, value_micros=1))
    assert len(visitor[1][1]) == 6


IMPORTS = """
import sys
import footfall.events.event, footfall.expr, footfall.features.catalog, footfall.features.online, footfall.sessions.online
heavy = {"pandas", "duckdb", "sqlglot", "pyarrow", "sklearn", "xgboost", "matplotlib", "pydantic"}
print(sorted(heavy & set(sys.modules)))
"""


def test_a_fresh_process_imports_no_table_and_no_sql() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTS], capture_output=True, text=True, check=True, env={"PYTHONPATH": ":".join(sys.path)}
    )
    assert done.stdout.strip() == "[]"
