"""Which sessions does somebody want to look at?

`Choice`: days, channels, countries, devices and segments, all of which must fit. `Choices` says what there is to choose from. It selects
nothing: `explore.look` does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from footfall.errors import UsageError

__all__ = ["ASPECTS", "Choice", "Choices", "Option", "check", "day_number"]

ASPECTS = {"channels": "channel", "countries": "country", "devices": "device", "segments": "segment"}
"""What sessions are chosen by, besides days: each field of `Choice`, and the column that it asks."""
EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Choice:
    """Which sessions to look at. What is left empty leaves nothing out.

    Parameters
    ----------
    first, last
        Days (ISO 8601) of the shop's zone on which a session began, both included.
    channels, countries, devices, segments
        Names as `Choices` lists them; "(unknown)" is a name, too.
    """

    first: str | None = None
    last: str | None = None
    channels: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    devices: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()

    def names(self, field: str) -> tuple[str, ...]:
        """Return the names chosen in one field of `ASPECTS`."""
        found: tuple[str, ...] = getattr(self, field)
        return found

    @property
    def dated(self) -> bool:
        """Whether it chooses days."""
        return self.first is not None or self.last is not None


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose, and its sessions in the whole data."""

    name: str
    sessions: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to choose from, most sessions first.

    Parameters
    ----------
    first, last
        The first and last day (ISO 8601) on which a session began; None where there is no session.
    channels, countries, devices, segments
        Empty where no session has one.
    """

    first: str | None
    last: str | None
    channels: tuple[Option, ...]
    countries: tuple[Option, ...]
    devices: tuple[Option, ...]
    segments: tuple[Option, ...]

    def options(self, field: str) -> tuple[Option, ...]:
        """Return the options of one field of `ASPECTS`."""
        found: tuple[Option, ...] = getattr(self, field)
        return found


def check(choice: Choice, choices: Choices) -> None:
    """Refuse a choice that cannot be meant.

    Raises
    ------
    UsageError
        When a day is none, the last comes before the first, or a name is not among the choices.
    """
    first, last = (None if day is None else day_number(day) for day in (choice.first, choice.last))
    if first is not None and last is not None and last < first:
        raise UsageError(f"The last day, {choice.last}, is before the first, {choice.first}.", remedy="Exchange them.")
    for field, singular in ASPECTS.items():
        known = [option.name for option in choices.options(field)]
        for name in choice.names(field):
            if name not in known:
                raise unknown(name, singular, known)


def unknown(name: str, singular: str, known: Sequence[str]) -> UsageError:
    """Return the refusal of a name that is none of those known."""
    what = f"No session has the {singular} {name[:80]!r}."
    if not known:
        return UsageError(what, remedy=f"The data tells no {singular}: leave it out.")
    near = get_close_matches(name, known, n=1)
    return UsageError(what, remedy=f"Did you mean {near[0]!r}?" if near else f"Choose among {', '.join(known[:12])}.")


def day_number(day: str) -> int:
    """Return a date, ISO 8601, as days since 1970-01-01.

    >>> day_number("2008-04-01")
    13970

    Raises
    ------
    UsageError
        When it is no date.
    """
    try:
        return date.fromisoformat(day).toordinal() - EPOCH
    except ValueError as error:
        raise UsageError(f"{day[:80]!r} is no day.", remedy="Write it as year-month-day, such as 2024-05-31.") from error
