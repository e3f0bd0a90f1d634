"""Is exactly who was asked for chosen, and every choice that makes no sense refused?"""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.analysis.finishing import analysis, summary

from footfall.analysis.chosen import Choice, choose
from footfall.analysis.finished import Finished, finished
from footfall.errors import UsageError

PEOPLE = pd.DataFrame({
    "visitor_id": ["a", "b", "c", "d", "e"], "session_id": ["1", "2", "3", "4", "5"], "event_id": ["1", "2", "3", "4", "5"],
    "score": [0.1, 0.5, 0.9, 0.5, 0.2], "segment": ["x", "y", "x", "x", "y"],
})  # fmt: skip


@pytest.fixture
def found(tmp_path: Path) -> Finished:
    return finished(analysis(tmp_path))


def choice(found: Finished, target: str = "converts_session", **asked: Any) -> Choice:
    given: dict[str, Any] = {"threshold": None, "best_threshold": False, "top": None, "segments": ()} | asked
    return Choice.of(found, target, **given)


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [
        (Choice(threshold=0.5), ["c", "b", "d"]), (Choice(top=0.4), ["c", "b"]), (Choice(top=0.41), ["c", "b", "d"]),
        (Choice(segments=("y",)), ["b", "e"]), (Choice(segments=("x", "y")), ["c", "b", "d", "e", "a"]),
        (Choice(threshold=0.5, segments=("x",)), ["c", "d"]), (Choice(top=0.5, segments=("y",)), ["b"]),
        (Choice(threshold=0.2, top=0.5, segments=("x",)), ["c"]), (Choice(top=0.001), ["c"]),
    ],
)  # fmt: skip
def test_all_that_is_asked_for_must_hold(asked: Choice, chosen: list[str]) -> None:
    assert choose(PEOPLE, asked)["visitor_id"].tolist() == chosen


def test_a_share_of_a_round_number_is_that_number() -> None:
    many = pd.DataFrame({name: [str(at) for at in range(100)] for name in ("visitor_id", "session_id", "event_id", "segment")})
    assert len(choose(many.assign(score=0.5), Choice(top=0.07))) == 7  # 0.07 * 100 is 7.000000000000001


def test_an_empty_choice_says_how_the_scores_lie() -> None:
    with pytest.raises(UsageError, match=r"Nobody reaches 0\.95: the scores of the 5 who could be listed run from 0\.1 to 0\.9"):
        choose(PEOPLE, Choice(threshold=0.95))
    with pytest.raises(UsageError, match="None of the 5 who could be listed is in “z”") as caught:
        choose(PEOPLE, Choice(segments=("z",)))
    assert "x (3), y (2)" in str(caught.value.remedy)


def test_the_best_threshold_is_the_campaigns(found: Finished) -> None:
    assert choice(found, best_threshold=True) == Choice(threshold=0.3)


def test_without_a_profit_there_is_no_best_threshold(found: Finished) -> None:
    with pytest.raises(UsageError, match="no profit of returns_7d") as caught:
        choice(found, "returns_7d", best_threshold=True)
    assert "conversion_value, action_cost and action_effect" in str(caught.value.remedy)
    assert "--threshold 0.45" in str(caught.value.remedy)


def test_where_acting_on_nobody_is_best_it_says_so(tmp_path: Path) -> None:
    targets = summary()["targets"]
    targets["converts_session"]["profit"]["threshold"] = None
    with pytest.raises(UsageError, match="Acting on nobody brought most"):
        choice(finished(analysis(tmp_path, targets=targets)), best_threshold=True)


def test_segments_are_found_whatever_their_capitals_and_near_ones_suggested(found: Finished) -> None:
    assert choice(found, segments=["ready to BUY ", "no segment"]).segments == ("Ready to buy", "No segment")
    with pytest.raises(UsageError, match="no segment 'Ready to by'") as caught:
        choice(found, segments=["Ready to by"])
    assert caught.value.remedy == "Did you mean “Ready to buy”? The segments are: Ready to buy, Passers-by."


@pytest.mark.parametrize(
    ("target", "asked", "words"),
    [
        ("converts_session", {}, "Nobody is chosen"), ("converts_session", {"threshold": 0.1, "best_threshold": True}, "Two thresholds"),
        ("converts_session", {"threshold": 1.2}, "no probability"), ("converts_session", {"threshold": -0.1}, "no probability"),
        ("converts_session", {"threshold": float("nan")}, "no probability"), ("revenue_28d", {"threshold": -1.0}, "no amount"),
        ("revenue_28d", {"threshold": float("nan")}, "no amount"), ("converts_session", {"top": 0.0}, "no share"),
        ("converts_session", {"top": 10.0}, "no share"), ("converts_session", {"top": float("nan")}, "no share"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(found: Finished, target: str, asked: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        choice(found, target, **asked)


def test_a_threshold_of_an_amount_is_in_its_unit(found: Finished) -> None:
    assert choice(found, "revenue_28d", threshold=120.0).threshold == 120.0
