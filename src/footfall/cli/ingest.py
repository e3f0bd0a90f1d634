"""How do files become one checked events file? ``footfall ingest``."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from footfall.cli.bars import bars
from footfall.cli.console import say, say_json
from footfall.cli.options import Currency, Json, OutFile, Rates, SchemaFile, SettingsFile, Sources, Timezone, loaded, one_or_many
from footfall.errors import SchemaError

if TYPE_CHECKING:
    from footfall.events.log import SourceInfo

__all__ = ["EXAMPLES", "SHORT", "command"]

SHORT = "From files of any make to one checked events file."
EXAMPLES = (
    "footfall ingest uci-553 --out events.parquet",
    "footfall ingest 'logs/*.csv.gz' --schema schema.toml --timezone Europe/Warsaw --out events.parquet",
)


def command(
    source: Sources,
    out: OutFile,
    schema: SchemaFile = None,
    timezone: Timezone = None,
    currency: Currency = None,
    rates: Rates = None,
    settings: SettingsFile = None,
    json: Json = False,
) -> None:
    """Read, check and keep events (or a session table) as one Parquet file.

    Bad rows are put aside beside it, in *.quarantine.parquet, each with file, line and reason. For an unknown header a schema.toml is
    printed, to correct and give with --schema.
    """
    found = loaded(settings, timezone=timezone, currency=currency, rates=rates).settings
    from footfall.analysis.ingest import ingest

    with bars(quiet=json) as progress:
        try:
            kept = ingest(one_or_many(source), out, settings=found, schema=schema, progress=progress)
        except SchemaError as error:
            show_guess(error, json)
            raise
    bad = kept.quarantine
    if json:
        say_json({**asdict(kept.source), "out": str(out), "quarantine": None if bad is None else str(bad)})
    else:
        say(told(kept.source, out, bad))


def told(source: "SourceInfo", out: Path, bad: Path | None) -> str:
    """Return what was read, in lines."""
    rows = f"{source.events:,} events" if source.events else f"{source.sessions or 0:,} sessions"
    dates = f", {source.first} to {source.last}" if source.first else ""
    lines = [f"{source.name}: {rows}{dates}: {out}"]
    lines += [f"{row.count:,} times: {row.reason}{f', for example {row.example!r}' if row.example else ''}" for row in source.quality]
    lines += [f"{source.quarantined:,} bad rows were put aside: {bad}"] if bad is not None else []
    return "\n".join([*lines, *source.notes])


def show_guess(error: SchemaError, as_json: bool) -> None:
    """Print the schema that was guessed for an unknown header."""
    text = getattr(error, "schema_toml", None)
    if text is not None:
        if as_json:
            say_json({"schema_toml": text})
        else:
            say(f"# The best guess of a schema. Save it as schema.toml, correct it, and give it with --schema.\n{text}")
