"""Does the rule read durations, and name sessions?"""

import pytest

from footfall.errors import UsageError
from footfall.sessions.rule import duration_us, session_name


@pytest.mark.parametrize(
    ("text", "us"), [("30min", 1_800_000_000), (" 45 s ", 45_000_000), ("1sec", 1_000_000), ("2h", 7_200_000_000), ("7d", 604_800_000_000)]
)
def test_durations_are_microseconds(text: str, us: int) -> None:
    assert duration_us(text) == us


@pytest.mark.parametrize("text", ["30", "", "min", "30 minutes", "-5min", "1.5h", "30ms"])
def test_a_bare_number_or_an_unknown_unit_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"is not a duration.*30min"):
        duration_us(text)


def test_a_cut_session_is_named_after_its_visitor_and_start() -> None:
    assert session_name("é/1", 5) == "é/1/5"
