import pytest

from footfall.errors import UsageError
from footfall.explore.choice import Choice, Choices, Option, check

THERE = Choices("2024-01-01", "2024-01-20", (Option("email", 2), Option("(unknown)", 1)), (), (Option("mobile", 3),), ())


@pytest.mark.parametrize(
    "choice",
    [
        Choice(),
        Choice(first="2024-01-05", last="2024-01-05"),
        Choice(first="1999-01-01"),
        Choice(channels=("(unknown)", "email"), devices=("mobile",)),
    ],
)
def test_what_can_be_meant_is_let_through(choice: Choice) -> None:
    check(choice, THERE)


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (Choice(first="2024-01-06", last="2024-01-05"), "is before the first"),
        (Choice(first="6 January"), "is no day"),
        (Choice(last="2024-02-30"), "is no day"),
        (Choice(channels=("e-mail",)), "Did you mean 'email'"),
        (Choice(devices=("mobile", "xyz")), "Choose among mobile"),
        (Choice(countries=("PL",)), "The data tells no country"),
        (Choice(segments=("Loyal",)), "The data tells no segment"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(choice: Choice, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        check(choice, THERE)
