"""How is new data read, so that features mean what they meant in training?

`alike` sets the time zone, the session gap and the currency to those that a saved model or segmentation learnt with; `check_currency`
refuses amounts in another one. It reads no data.
"""

from dataclasses import asdict

from pydantic import ValidationError

from footfall.errors import DataError, UsageError, Where
from footfall.events.log import SourceInfo
from footfall.models.read_as import ReadAs
from footfall.settings import Settings

__all__ = ["alike", "check_currency"]


def alike(settings: Settings, then: ReadAs | None) -> Settings:
    """Return settings that read new data as the old was; rates of today go before those of then.

    Parameters
    ----------
    settings
        Of today.
    then
        As it was learnt; None where it was saved without. Its zone, where it has one, counts as said: a kept log is moved to it.

    Raises
    ------
    UsageError
        When a rate of today does not fit the currency of then.
    """
    if then is None:
        return settings
    rates = {**then.rates, **{code: rate for code, rate in (settings.rates or {}).items() if code != then.currency}}
    read = {**asdict(then), "currency": then.currency or settings.currency, "rates": rates or None}
    if then.timezone is None:
        del read["timezone"]
    try:
        return Settings.model_validate({**settings.model_dump(exclude_unset=True), **read})
    except ValidationError as error:
        raise UsageError(
            f"The settings do not fit those of training: {error.errors()[0]['msg']}.", remedy="Correct rates in footfall.toml."
        ) from error


def check_currency(source: SourceInfo, then: ReadAs | None) -> None:
    """Refuse amounts in another currency than those learnt from.

    Raises
    ------
    DataError
        Naming both.
    """
    own = None if then is None else then.currency
    if own is None or source.currency is None or source.currency == own:
        return
    raise DataError(
        f"The amounts are in {source.currency}, and what is scored with learnt from amounts in {own}.",
        where=Where(file=", ".join(source.files) or None),
        remedy=f"Say under [rates] in footfall.toml what one {source.currency} is worth in {own}: {source.currency} = 0.23.",
    )
