"""How do amounts in several currencies become one?

By rates that the shop gives, one for each other currency, fixed for the whole file: `currency = "EUR"` and `[rates]` `PLN = 0.23` say that
one zloty is 0.23 euro. Without rates several currencies are refused, since adding them up would be wrong. No rate is looked up or guessed.
"""

from collections.abc import Mapping, Sequence

from footfall.engines.duckdb import Engine, quote, text
from footfall.errors import DataError, UsageError, Where
from footfall.events.faults import MOST_AMOUNT, REASON
from footfall.events.files.raw import Raw
from footfall.events.files.writer import FILE, LINE
from footfall.events.schema import Origin
from footfall.events.staging import EVENTS, Staged
from footfall.settings import Settings

__all__ = ["into_one", "one_currency"]

AMOUNTS = ("price", "value", "revenue")
Counts = Sequence[tuple[str, int]]


def one_currency(raw: Raw, staged: Staged, engine: Engine, settings: Settings) -> tuple[str | None, tuple[str, ...]]:
    """Return the only currency of the good rows, None where there is none, and what a reader should know.

    Where the settings hold rates, amounts in other currencies than the shop's own are converted first.

    Raises
    ------
    DataError
        When there are several currencies and no rates, or none for one of them.
    UsageError
        When there are rates and no currency to convert to.
    """
    rows = engine.rows(
        f"SELECT currency, count(*) FROM {EVENTS} WHERE {REASON} IS NULL AND currency IS NOT NULL GROUP BY currency ORDER BY 2 DESC, 1"
    )
    found = [(str(code), int(count or 0)) for code, count in rows]
    if settings.rates is not None:
        try:
            return into_one(found, engine, settings)
        except DataError as error:
            missing = [code for code, _ in found if code not in {*settings.rates, settings.currency}]
            if not missing:
                raise
            raise DataError(error.what, where=_first(missing[0], raw, staged, engine), remedy=error.remedy) from error
    if len(found) > 1:
        raise _mixed(found, raw, staged, engine)
    only = found[0][0] if found else None
    other = only is not None and settings.currency is not None and only != settings.currency
    unused = f"Amounts are in {only}, as the data says; {settings.currency} was set and not used: give its rate to convert them."
    return only, (unused,) if other else ()


def into_one(found: Counts, engine: Engine, settings: Settings) -> tuple[str | None, tuple[str, ...]]:
    """Convert the amounts of the table ``events`` into the shop's own currency; return it, and what was done.

    Parameters
    ----------
    found
        Currency codes and their rows.

    Raises
    ------
    DataError
        When there is no rate for one of them, or an amount grows beyond all measure.
    UsageError
        When no currency is set.
    """
    rates: Mapping[str, float] = settings.rates or {}
    if not found:
        return None, ()
    own = settings.currency
    if own is None:
        raise UsageError(
            "Rates are set, and no currency to convert to.", remedy='Set currency = "EUR" (or another) beside [rates] in footfall.toml.'
        )
    others = [(code, count) for code, count in found if code != own]
    if missing := [code for code, _ in others if code not in rates]:
        counts = ", ".join(f"{code} in {count:,} rows" for code, count in found)
        raise DataError(
            f"The amounts are in {counts}, and there is no rate for {' and '.join(missing)}.",
            remedy=f"Add under [rates] in footfall.toml what one {missing[0]} is worth in {own}: {missing[0]} = 0.23.",
        )
    for code, _ in others:
        amounts = ", ".join(f"{name} = {name} * {rates[code]!r}" for name in AMOUNTS)
        engine.run(f"UPDATE {EVENTS} SET {amounts}, currency = {text(own)} WHERE currency = {text(code)}")
    _check_size(engine, own)
    return own, (*(_said(code, count, own, rates[code]) for code, count in others), *_nameless(engine, own, bool(others)))


def _said(code: str, count: int, own: str, rate: float) -> str:
    return f"Amounts of {count:,} rows in {code} were converted to {own}, one {code} being {rate:g} {own} as the settings say."


def _nameless(engine: Engine, own: str, mixed: bool) -> tuple[str, ...]:
    """Return the remark on amounts without a currency beside amounts in several."""
    some = " OR ".join(f"{name} IS NOT NULL" for name in AMOUNTS)
    count = engine.integer(f"SELECT count(*) FROM {EVENTS} WHERE currency IS NULL AND ({some})") if mixed else 0
    return (f"{count:,} rows with amounts name no currency and were taken as {own}.",) if count else ()


def _check_size(engine: Engine, own: str) -> None:
    greatest = engine.row(f"SELECT greatest(max(price), max(value), max(revenue)) FROM {EVENTS}")[0]
    if greatest is not None and float(greatest) > MOST_AMOUNT:
        raise DataError(
            f"After conversion an amount is {float(greatest):.3g} {own}, over {MOST_AMOUNT:,}.",
            where=Where(column="rates"), remedy="Check the rates: each is what one unit of that currency is worth in yours.",
        )  # fmt: skip


def _first(code: str, raw: Raw, staged: Staged, engine: Engine) -> Where:
    """Return the first row in a currency."""
    places = f"{quote(FILE)}, {quote(LINE)}"
    rows = f"SELECT {places} FROM {EVENTS} WHERE {REASON} IS NULL AND currency = {text(code)}"
    file, line = engine.rows(f"{rows} ORDER BY {places} LIMIT 1")[0]
    return Where(raw.names[int(file or 0)], int(line or 0), (staged.schema.columns.get("currency") or Origin()).column, code)


def _mixed(found: Counts, raw: Raw, staged: Staged, engine: Engine) -> DataError:
    counts = ", ".join(f"{code} in {count:,} rows" for code, count in found)
    (own, _), *others = found
    rates = ", ".join(f"{code} = 0.23" for code, _ in others[:3])
    return DataError(
        f"The amounts are in {len(found)} currencies: {counts}. Adding them up would be wrong.",
        where=_first(others[0][0], raw, staged, engine),
        remedy=f'Convert them to one currency: set currency = "{own}" and, under [rates] in footfall.toml, what one of the others is '
        f"worth in it ({rates}). Or keep only the rows of one.",
    )
