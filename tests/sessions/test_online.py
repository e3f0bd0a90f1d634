"""Is one event placed, live, where the batch would place it?"""

from hypothesis import HealthCheck, Phase, given, settings
from tests.aggregates.worked import log
from tests.proof.oracle import Row, placed
from tests.proof.runs import visited
from tests.proof.streams import GAP_US, streams

from footfall.events.event import Event
from footfall.sessions.online import Placer
from footfall.sessions.rule import DERIVED

TOLD = ("event_id", "session_id", *DERIVED)


@given(rows=streams(tracks=8, length=10))
@settings(max_examples=40, deadline=None, derandomize=True, phases=[Phase.generate, Phase.shrink], suppress_health_check=list(HealthCheck))
def test_placed_as_the_oracle_and_so_the_batch_places_it(rows: list[Row]) -> None:
    found = [tuple(getattr(each, name) for name in TOLD) for each in visited(rows)[0]]
    assert found == [tuple(row[name] for name in TOLD) for row in placed(rows, GAP_US)]


def test_the_same_event_comes_back_filled_in() -> None:
    placer = Placer(GAP_US)
    one, two = Event("e1", 10, "view_item", visitor_id="v", category="sale"), Event("e2", 15, None, visitor_id="v")
    assert placer.place(one) is one
    placer.place(two)
    assert (one.session_id, one.click, one.gap_us, one.previous_type) == ("v/10", 1, None, None)
    assert (two.session_id, two.click, two.gap_us, two.previous_type, two.previous_category) == ("v/10", 2, 5, "view_item", "sale")


def test_two_placers_share_nothing() -> None:
    Placer(GAP_US).place(Event("e1", 10, None, visitor_id="v"))
    assert Placer(GAP_US).place(Event("e2", 15, None, visitor_id="v")).click == 1


def test_visitors_whose_ids_begin_alike_never_share_a_session() -> None:
    visits = log(us=[1, GAP_US + 2])
    rows = [{**row, "visitor_id": visitor, "event_id": visitor + row["event_id"]} for visitor in ("a", "a/1") for row in visits]
    assert len({each.session_id for each in visited(rows)[0]}) == 4


def test_runs_in_a_category_are_told_live() -> None:
    rows = log(category=["a", "a", None, "a", "b"])
    assert [each.category_run for each in visited(rows)[0]] == [1, 2, None, 1, 1]
