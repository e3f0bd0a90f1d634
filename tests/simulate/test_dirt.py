from collections import Counter

import numpy as np
import pyarrow as pa
import pytest

from footfall.simulate.columns import EVENT_SCHEMA, event_table
from footfall.simulate.crowd import Trace
from footfall.simulate.dirt import BAD_SHARE, DUPLICATE_SHARE, MISSING, Dirt, DirtCounts
from footfall.simulate.laws import Laws
from footfall.simulate.season import Season
from footfall.simulate.walk import Walk

VISITORS = 1_000


@pytest.fixture(scope="module")
def clean(laws: Laws, season: Season) -> pa.Table:
    trace: Trace = Walk(laws, season).trace(0, VISITORS, np.random.default_rng(8))
    return event_table(trace, laws)


@pytest.fixture(scope="module")
def soiled(clean: pa.Table, laws: Laws, season: Season) -> tuple[pa.Table, DirtCounts]:
    return Dirt(laws, season, VISITORS).soil(clean, VISITORS, np.random.default_rng(9))


@pytest.fixture(scope="module")
def rows(soiled: tuple[pa.Table, DirtCounts]) -> list[dict[str, object]]:
    table: pa.Table = soiled[0]
    return list(table.cast(EVENT_SCHEMA).to_pylist())


def test_no_clean_event_is_lost_or_changed_but_for_missing_values(clean: pa.Table, rows: list[dict[str, object]]) -> None:
    found = {row["event_id"]: row for row in rows}
    for row in clean.cast(EVENT_SCHEMA).to_pylist():
        other = found[row["event_id"]]
        assert {name for name in row if row[name] != other[name]} <= {name for name in MISSING if other[name] is None}


def test_counts_are_what_was_added(clean: pa.Table, soiled: tuple[pa.Table, DirtCounts], rows: list[dict[str, object]]) -> None:
    counts = soiled[1]
    ids = Counter(str(row["event_id"]) for row in rows)
    assert len(rows) == len(clean) + counts.bot_events + counts.duplicates + counts.bad
    assert sum(times - 1 for times in ids.values()) == counts.duplicates
    assert sum(name.startswith("x") for name in ids) == counts.bad
    assert counts.bots == VISITORS // 100
    assert len({row["visitor_id"] for row in rows} - {None}) == VISITORS + counts.bots
    assert counts.bad == pytest.approx(BAD_SHARE * (len(clean) + counts.bot_events), abs=1)
    assert counts.duplicates == pytest.approx(DUPLICATE_SHARE * (len(clean) + counts.bot_events), abs=1)


def test_duplicates_are_exact(rows: list[dict[str, object]]) -> None:
    first: dict[object, dict[str, object]] = {}
    assert all(first.setdefault(row["event_id"], row) == row for row in rows)


def test_every_bad_row_has_one_fault_and_every_fault_occurs(rows: list[dict[str, object]]) -> None:
    faults = Counter[str]()
    for row in rows:
        found = [
            name
            for name, wrong in {
                "time": row["us"] is None or not 10**15 < _number(row["us"]) < 4 * 10**15,
                "visitor": row["visitor_id"] is None,
                "price": row["price"] is not None and _number(row["price"]) < 0,
                "quantity": row["quantity"] is not None and _number(row["quantity"]) > 10_000,
                "currency": row["currency"] == "???",
            }.items()
            if wrong
        ]
        assert len(found) == str(row["event_id"]).startswith("x")
        faults.update(found)
    assert len(faults) == 5


def test_bots_declare_themselves_or_are_inhumanly_fast(rows: list[dict[str, object]]) -> None:
    times: dict[object, list[int]] = {}
    declared = set()
    for row in rows:
        if str(row["visitor_id"]) >= f"v{VISITORS:08d}" and str(row["event_id"]).startswith("e"):
            times.setdefault(row["visitor_id"], []).append(int(_number(row["us"])) // 1_000_000)
            declared |= {row["visitor_id"]} if row["device"] == "bot" else set()
    assert len(declared) == len(times) // 2
    assert all(len(clicks) >= 60 for clicks in times.values())
    assert all(sorted(clicks)[59] - min(clicks) <= 20 for bot, clicks in times.items() if bot not in declared)


def test_rows_arrive_nearly_in_order_of_time_some_late(soiled: tuple[pa.Table, DirtCounts]) -> None:
    us = soiled[0]["us"].drop_null().to_numpy()
    us = us[(us > 10**15) & (us < 4 * 10**15)]
    behind = np.maximum.accumulate(us) - us
    assert 0.01 < (behind > 60_000_000).mean() < 0.04
    assert soiled[1].late > 0


def test_counts_add_up() -> None:
    assert DirtCounts(1, 2, 3, 4, 5, 6) + DirtCounts(1, 1, 1, 1, 1, 1) == DirtCounts(2, 3, 4, 5, 6, 7)


def _number(value: object) -> float:
    assert isinstance(value, int | float)
    return value
