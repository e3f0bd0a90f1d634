"""How is a feature's value said in a few words?

A declaration's `phrase` is a template: ``{}`` stands for the value in its unit, ``[s]`` or ``[y|ies]`` for an ending that follows the
number, and `` | `` parts what is said of a null (of a flag: yes, no, null). `in_words` fills it in: ``3 views of the same product``,
``last bought 5 days ago``, ``not bought before``. It knows no data and no language but English.
"""

import math
import re
from functools import lru_cache

from footfall.errors import UsageError

__all__ = ["check_phrase", "duration", "in_words", "quantity"]

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
COUNTED = frozenset(
    {"events", "items", "categories", "brands", "event types", "orders", "steps", "sessions", "channels", "colours", "places", "dates"}
)
"""Units of whole things, of which none is written ``no``."""
STEPS = ((86_400.0 * 1.5, 86_400.0, "day"), (5_400.0, 3_600.0, "hour"), (90.0, 60.0, "minute"), (1.0, 1.0, "second"))
"""From how many seconds on a duration is said in which unit, and how long that is."""
INSTANT = "under a second"
NOTHING = {"currency": "nothing", "seconds": "no time", "ratio": "no"}
"""What zero is called at the beginning of a phrase."""
ENDING = re.compile(r"\[(?:([^\[\]|]*)\|)?([^\[\]|]*)\]")
"""``[s]`` or ``[y|ies]``."""


def in_words(phrase: str, unit: str, value: float | str | None, *, name: str = "", currency: str | None = None) -> str:
    """Return a value in the words of its feature.

    Parameters
    ----------
    phrase, unit, name
        Of the declaration (`feature.Feature`).
    value
        A number in the feature's unit, a category, or None or NaN for null.
    currency
        ISO 4217 code of amounts; None where the data has none, and an amount is a bare number.

    Examples
    --------
    >>> in_words("{} view[s] of the same product", "events", 3.0), in_words("{} view[s] of the same product", "events", 0.0)
    ('3 views of the same product', 'no views of the same product')
    >>> in_words("last bought {} ago | not bought before", "days", 5.0), in_words("last bought {} ago | not bought before", "days", None)
    ('last bought 5 days ago', 'not bought before')
    >>> in_words("in the cart | not in the cart", "flag", 0.0), in_words("priced {}", "currency", 12.5, currency="EUR")
    ('not in the cart', 'priced 12.50 EUR')
    >>> in_words("{} spent so far", "currency", 0.0), in_words("last bought {} ago | not bought before", "days", 0.0)
    ('nothing spent so far', 'last bought just now')
    """
    parts = _parts(phrase)
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return parts[-1] if len(parts) > (2 if unit == "flag" else 1) else f"{name.replace('_', ' ')} not known"
    if unit == "flag":
        return parts[0] if value else parts[1]
    said = quantity(value, unit, currency)
    if value == 0 and parts[0].startswith("{}"):
        said = NOTHING.get(unit, said)
    if said == INSTANT and "{} ago" in parts[0]:
        return parts[0].replace("{} ago", "just now")
    return _with_endings(parts[0], one=said in ("1", "1.0")).replace("{}", said)


def quantity(value: float | str, unit: str, currency: str | None = None) -> str:
    """Return a value with its unit, as precisely as a reader needs.

    >>> quantity(0.25, "share"), quantity(0.0, "items"), quantity(240.0, "seconds"), quantity(2.0, "day")
    ('25%', 'no', '4 minutes', 'Wednesday')
    >>> quantity("view_item", "event type"), quantity("e_mail", "channel")
    ('view item', 'e_mail')
    >>> quantity(1234.5, "currency", "EUR"), quantity(1.372, "ratio"), quantity(3.25, "events"), quantity(17.0, "hour")
    ('1,234.50 EUR', '1.37', '3.2', '17:00')
    """
    if isinstance(value, str):
        return value.replace("_", " ") if unit == "event type" else value
    if unit == "currency":
        return f"{value:,.2f} {currency}" if currency else f"{value:,.2f}"
    if unit == "share":
        return f"{100 * value:.0f}%"
    if unit in ("seconds", "days"):
        return duration(value if unit == "seconds" else 86_400.0 * value)
    if unit == "hour":
        return f"{value:.0f}:00"
    if unit == "day" and 0 <= value < len(WEEKDAYS):
        return WEEKDAYS[int(value)]
    if unit in COUNTED:
        return "no" if value == 0 else f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
    return f"{value:,.3g}" if abs(value) < 1_000 else f"{value:,.0f}"


def duration(seconds: float) -> str:
    """Return a duration in its largest fitting unit.

    >>> duration(0.4), duration(1), duration(240), duration(5400), duration(86_400), duration(5 * 86_400)
    ('under a second', '1 second', '4 minutes', '2 hours', '24 hours', '5 days')
    """
    for least, size, unit in STEPS:
        if seconds >= least:
            count = round(seconds / size)
            return f"{count:,} {unit}{'' if count == 1 else 's'}"
    return INSTANT


def check_phrase(phrase: str, unit: str, name: str) -> None:
    """Refuse a phrase that cannot be filled in.

    Raises
    ------
    UsageError
        When a flag does not say yes and no, another feature has no place for its value, or there is a part too many.
    """
    parts = _parts(phrase)
    flag = unit == "flag"
    least, most = (2, 3) if flag else (1, 2)
    if not (least <= len(parts) <= most and all(parts)) or (("{}" in phrase) if flag else ("{}" not in parts[0])):
        raise UsageError(
            f"{name}: the phrase {phrase!r} cannot be filled in.",
            remedy='A flag: "said of yes | said of no". Any other: "{} view[s] of it", then " | said of null" where it may be null.',
        )


@lru_cache(maxsize=4_096)
def _parts(phrase: str) -> tuple[str, ...]:
    """Split at the bars that stand free; one inside an ending does not."""
    return tuple(part.strip() for part in phrase.split(" | "))


@lru_cache(maxsize=4_096)
def _with_endings(text: str, *, one: bool) -> str:
    return ENDING.sub(lambda found: (found[1] or "") if one else found[2], text)
