"""Are customers scored as of the end of the data, bots and passers-by left out?"""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tests.explore.made import SHOP, Row, event, shop, visits

from footfall.analysis.rfm import customers, rfm_groups
from footfall.report.playbook import read_playbook

BOOK = read_playbook()


def buyers(count: int = 60) -> list[Row]:
    """Customers who order once a day for some days, each a day later than the one before."""
    rows: list[Row] = []
    for who in range(count):
        for nth in range(1 + who % 4):
            name = f"{who}-{nth}"
            bought: Row = {"order_id": name, "value": 10.0 + who, "revenue": 10.0 + who}
            rows.append({**event(name, "purchase", day=who + nth), **bought, "visitor_id": f"c{who:03}"})
    return rows


def test_customers_are_summed_up_as_of_the_last_event() -> None:
    rows = customers(visits(shop()))
    assert len(rows) == 1, "b looked, c left a cart, x is a bot"
    found = rows.iloc[0]
    assert found["orders"] == 3
    assert found["revenue"] == pytest.approx(32.0)
    assert found["recency_days"] == pytest.approx(20 + 600 / 1440 - (8 + 6 / 1440))
    assert found["first_days"] == pytest.approx(20 + 600 / 1440 - 3 / 1440)


def test_sessions_get_the_group_of_their_visitor_and_both_ways_stand_beside_each_other() -> None:
    log = visits([*buyers(), event("z1", day=3)])
    sessions = log.engine.frame("SELECT DISTINCT session_no, visitor_id FROM visits ORDER BY session_no")
    learnt = pd.Series(np.where(sessions["session_no"] % 2 == 0, "Even", "Odd"), index=sessions["session_no"], dtype="str")
    told, names = rfm_groups(log, learnt, BOOK)
    assert told.customers == 60
    assert told.not_asked is None
    visitor = sessions.set_index("session_no")["visitor_id"]
    assert "vz" not in set(visitor.loc[names.index])
    assert names.groupby(visitor.loc[names.index].to_numpy()).nunique().max() == 1
    assert set(names) == {each.name for each in told.groups}
    for group in told.groups:
        inside = learnt.loc[names.index[names == group.name]]
        assert group.segments.get("Even", 0.0) == pytest.approx((inside == "Even").mean())


def test_of_customers_each_counts_once() -> None:
    log = visits(buyers())
    sessions = log.engine.frame("SELECT DISTINCT session_no, visitor_id FROM visits ORDER BY session_no")
    whose = sessions.set_index("session_no")["visitor_id"]
    learnt = whose.map(lambda name: "Early" if int(name[1:]) < 20 else "Late")
    told, names = rfm_groups(log, learnt, BOOK, of_customers=True)
    for group in told.groups:
        inside = whose.loc[names.index[names == group.name]].drop_duplicates()
        assert group.segments.get("Early", 0.0) == pytest.approx((inside.str[1:].astype(int) < 20).mean())


def test_those_who_could_hardly_order_again_are_counted() -> None:
    told, _ = rfm_groups(visits(buyers()), pd.Series(dtype="str"), BOOK)
    end, first = max(who + who % 4 for who in range(60)), range(60)
    late = sum(end - who <= 30 for who in first)
    assert any(note.startswith(f"{late} of 60 customers") for note in told.notes)
    assert "as of the end of the data" in told.notes[0]


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"has_purchases": False}, "no purchases"), ({"knows_visitors": False}, "knows no visitors"), ({}, "Only 1 customer")],
)
def test_what_cannot_be_scored_says_why(change: dict[str, bool], reason: str) -> None:
    told, names = rfm_groups(visits(shop(), replace(SHOP, **change)), pd.Series(dtype="str"), BOOK)  # type: ignore[arg-type]
    assert told.not_asked is not None
    assert reason in told.not_asked
    assert names.empty
