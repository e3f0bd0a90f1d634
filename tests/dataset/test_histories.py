"""Does a history hold the events up to its row, and no later one?"""

import numpy as np

from footfall.dataset.histories import WORDS, Histories, SessionEvents, Words


def two_sessions() -> SessionEvents:
    """Sessions of three and of two events."""
    words = {name: Words(np.arange(5, dtype=np.int32), tuple("abcde")) for name in WORDS}
    return SessionEvents(np.arange(1, 6), words, np.ones(5), np.ones(5), np.array([1, 2, 3, 1, 2]))


def test_what_any_row_may_see_and_nothing_beyond() -> None:
    histories = Histories(two_sessions(), np.array([0, 0, 3]), np.array([0, 1, 3]))
    assert histories.seen().tolist() == [True, True, False, True, False]
    assert len(histories) == 3


def test_rows_are_taken_by_mask_or_number_and_share_the_events() -> None:
    histories = Histories(two_sessions(), np.array([0, 0, 3]), np.array([0, 1, 3]))
    by_mask, by_number = histories.where(np.array([False, True, True])), histories.where(np.array([2, 1]))
    assert (by_mask.first.tolist(), by_mask.last.tolist()) == ([0, 3], [1, 3])
    assert by_number.last.tolist() == [3, 1]
    assert by_mask.events is histories.events
    assert not histories.where(np.zeros(3, dtype=np.bool_)).seen().any()
