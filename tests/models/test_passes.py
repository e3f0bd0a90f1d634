"""Does every row get its own answer, whatever else is asked?"""

import numpy as np
import pytest

from footfall.dataset.histories import WORDS, Histories, SessionEvents, Words
from footfall.models.passes import LONGEST, PIECES, Passes


def histories(lengths: list[int], rows: list[tuple[int, int]]) -> Histories:
    """Sessions of these lengths, asked at (session, click)."""
    clicks = np.concatenate([np.arange(1, length + 1) for length in lengths])
    begins = np.cumsum([0, *lengths[:-1]])
    words = {name: Words(np.zeros(len(clicks), dtype=np.int32), ("a",)) for name in WORDS}
    nothing = np.full(len(clicks), np.nan)
    events = SessionEvents(np.arange(len(clicks)), words, nothing, nothing, clicks)
    first = np.array([begins[session] for session, _ in rows])
    return Histories(events, first, first + np.array([click for _, click in rows]) - 1)


def all_rows(lengths: list[int]) -> Histories:
    return histories(lengths, [(session, click) for session, length in enumerate(lengths) for click in range(1, length + 1)])


def test_rows_of_a_session_share_a_pass_that_ends_with_the_last_of_them() -> None:
    passes = Passes.of(histories([5, 3], [(0, 2), (1, 1), (0, 4)]))
    assert (passes.start.tolist(), passes.length.tolist()) == ([0, 5], [4, 1])
    assert (passes.of_row.tolist(), passes.step.tolist()) == ([0, 1, 0], [1, 0, 3])


def test_a_long_history_is_read_from_its_last_events_in_a_pass_of_its_own() -> None:
    length = LONGEST + 2
    passes = Passes.of(histories([length], [(0, LONGEST), (0, LONGEST + 1), (0, length)]))
    assert passes.start[passes.of_row].tolist() == [0, 1, 2]
    assert passes.step.tolist() == [LONGEST - 1] * 3
    assert passes.length.tolist() == [LONGEST] * 3


@pytest.mark.parametrize("shuffled", [False, True])
def test_every_row_is_answered_once_at_its_own_last_event(shuffled: bool) -> None:
    asked = all_rows([1, 7, 3, LONGEST + 3, 2, 9, 1, 1])
    passes = Passes.of(asked)
    batches = (
        [batch for step in passes.steps(size=3, rng=np.random.default_rng(1)) for batch in step]
        if shuffled
        else list(passes.batches(size=3))
    )
    found = np.concatenate([batch.rows for batch in batches])
    assert sorted(found.tolist()) == list(range(len(asked)))
    for batch in batches:
        assert (batch.events.reshape(-1)[batch.at] == asked.last[batch.rows]).all()
        assert (batch.events[batch.at // batch.events.shape[1], 0] >= asked.first[batch.rows]).all()
        assert batch.events.shape[1] <= LONGEST


def test_padding_repeats_the_last_event_of_the_pass() -> None:
    (batch,) = Passes.of(all_rows([1, 3])).batches(size=8)
    assert batch.events.tolist() == [[0, 0, 0], [1, 2, 3]]


def test_a_step_draws_sessions_of_all_lengths() -> None:
    """Were a step of like lengths, its labels would be alike too, and the network would learn the length."""
    lengths = [1] * 40 + [20] * 40
    steps = list(Passes.of(all_rows(lengths)).steps(size=20, rng=np.random.default_rng(2)))
    assert len(steps) == 4
    for step in steps:
        assert len(step) == PIECES
        assert {batch.events.shape[1] for batch in step} == {1, 20}
    again = list(Passes.of(all_rows(lengths)).steps(size=20, rng=np.random.default_rng(2)))
    assert all((a.rows == b.rows).all() for x, y in zip(steps, again, strict=True) for a, b in zip(x, y, strict=True))
