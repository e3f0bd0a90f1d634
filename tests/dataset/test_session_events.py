"""Are events read session after session, as the visits hold them?"""

from dataclasses import replace

import numpy as np
import pytest
from tests.explore.made import SHOP, event, visits

from footfall.dataset.session_events import histories, session_events

ROWS = [
    event("a", item_id="i1", category="shoes", price=20.0),
    event("b", minute=1, item_id="i2", category="hats", price=5.0),
    event("a", "add_to_cart", minute=2, item_id="i1", category="shoes", price=20.0),
    event("b", "page_view", minute=4),
]
"""Two sessions, interleaved."""


def test_each_session_stands_together_in_its_own_order() -> None:
    events = session_events(visits(ROWS))
    assert (events.order.tolist(), events.click.tolist()) == ([1, 3, 2, 4], [1, 2, 1, 2])
    assert events.gap_s.tolist() == pytest.approx([np.nan, 120.0, np.nan, 180.0], nan_ok=True)
    assert events.price.tolist() == pytest.approx([20.0, 20.0, 5.0, np.nan], nan_ok=True)
    said = {name: [words.names[code] if code >= 0 else None for code in words.codes] for name, words in events.words.items()}
    assert said["type"] == ["view_item", "add_to_cart", "view_item", "page_view"]
    assert said["item"] == ["i1", "i1", "i2", None]
    assert said["category"] == ["shoes", "shoes", "hats", None]


def test_a_clock_that_knows_only_days_has_no_gaps() -> None:
    events = session_events(visits([{**row, "time_precision": "day"} for row in ROWS], replace(SHOP, has_clock=False)))
    assert np.isnan(events.gap_s).all()


def test_a_history_ends_at_its_cut_off_and_begins_with_its_session() -> None:
    events = session_events(visits(ROWS))
    found = histories(events, np.array([4, 1, 3]))
    assert [events.order[first : last + 1].tolist() for first, last in zip(found.first, found.last, strict=True)] == [[2, 4], [1], [1, 3]]
    assert len(histories(events, np.array([], dtype=np.int64))) == 0


@pytest.mark.parametrize("place", [0, 5])
def test_an_event_that_is_not_there_has_no_history(place: int) -> None:
    with pytest.raises(KeyError, match=f"no event of place {place}"):
        histories(session_events(visits(ROWS)), np.array([1, place]))
