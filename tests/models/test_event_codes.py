"""Do words and scales come from training events alone, and survive what training never saw?"""

import json
from collections.abc import Sequence

import numpy as np
import pytest

from footfall.dataset.histories import Histories, SessionEvents, Words
from footfall.models.event_codes import KNOWN, MOST, NONE, NUMBERS, RARE, RAREST, EventCodes

FEW = RAREST - 1


def events(items: Sequence[str | None], *, price: float = 9.0) -> SessionEvents:
    """Sessions of one event each, all of one type, the items given, without category."""
    names = sorted({item for item in items if item is not None})
    place = {name: at for at, name in enumerate(names)}
    codes = np.array([-1 if item is None else place[item] for item in items], dtype=np.int32)
    count = len(items)
    words = {
        "type": Words(np.zeros(count, dtype=np.int32), ("view_item",)),
        "item": Words(codes, tuple(names)),
        "category": Words(np.full(count, -1, dtype=np.int32), ()),
    }
    return SessionEvents(np.arange(count), words, np.full(count, price), np.full(count, np.nan), np.ones(count, dtype=np.int64))


def of_all(made: SessionEvents, count: int | None = None) -> Histories:
    """The histories of the first `count` events."""
    rows = np.arange(len(made) if count is None else count)
    return Histories(made, rows, rows)


def test_common_words_have_codes_of_their_own_and_rare_unseen_and_missing_ones_share() -> None:
    made = events(["b"] * (RAREST + 1) + ["a"] * RAREST + ["rare"] * FEW + ["later"] * RAREST)
    codes = EventCodes.of(of_all(made, 2 * RAREST + 1 + FEW))
    assert codes.known["item"] == ("b", "a")
    assert codes.sizes == (KNOWN + 1, KNOWN + 2, KNOWN)
    asked = codes(events(["a", "b", "rare", "later", "never", None]))
    assert asked.words[:, 1].tolist() == [KNOWN + 1, KNOWN, RARE, RARE, RARE, NONE]
    assert (asked.words[:, 2] == NONE).all()


def test_a_great_assortment_is_cut_to_its_commonest_items() -> None:
    made = events([f"i{number:05}" for number in range(MOST + 5) for _ in range(RAREST)] + ["i05004"])
    known = EventCodes.of(of_all(made)).known["item"]
    assert len(known) == MOST
    assert known[0] == "i05004"


def test_numbers_are_scaled_by_training_events_and_a_missing_one_is_the_mean_with_a_mark() -> None:
    made = events(["a"] * 4)
    made.price[:] = [1.0, 3.0, 1e6, np.nan]
    codes = EventCodes.of(of_all(made, 2))
    numbers = codes(made).numbers
    assert numbers.shape == (4, NUMBERS)
    assert numbers[:2, 0].tolist() == pytest.approx([-1.0, 1.0], abs=1e-6)
    assert numbers[2, 0] > 10
    assert numbers[3, :2].tolist() == [0.0, 0.0]
    assert numbers[0, 1:4].tolist() == [1.0, 0.0, 0.0]
    assert np.isfinite(numbers).all()


def test_they_come_back_from_json_the_same() -> None:
    codes = EventCodes.of(of_all(events(["a"] * RAREST)))
    assert EventCodes.from_record(json.loads(json.dumps(codes.record()))) == codes


@pytest.mark.parametrize(
    "spoilt",
    [
        {"known": {}}, {"known": {"type": [], "item": [1], "category": []}}, {"price": None}, {"gap": {"mean": 0.0, "spread": 0.0}},
        {"gap": {"mean": "0", "spread": 1.0}},
    ],
)  # fmt: skip
def test_what_is_no_record_is_refused(spoilt: dict[str, object]) -> None:
    record = EventCodes.of(of_all(events(["a"] * RAREST))).record()
    with pytest.raises(ValueError, match=r"vocabular|scale"):
        EventCodes.from_record({**record, **spoilt})
