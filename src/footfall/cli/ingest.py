"""``footfall ingest``: from files to one events file."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from footfall.cli.console import bars, say, say_json
from footfall.cli.options import Currency, Json, Out, SchemaFile, SettingsFile, Sources, Timezone, loaded, one_or_many
from footfall.errors import SchemaError

if TYPE_CHECKING:
    from footfall.events.log import SourceInfo

__all__ = ["EXAMPLE", "command"]

EXAMPLE = "Example: footfall ingest 'logs/*.csv.gz' --schema schema.toml --out events.parquet"


def command(
    source: Sources,
    out: Out,
    schema: SchemaFile = None,
    timezone: Timezone = None,
    currency: Currency = None,
    settings: SettingsFile = None,
    json: Json = False,
) -> None:
    """Read, check and keep events (or a session table) as one Parquet file."""
    found = loaded(settings, timezone=timezone, currency=currency).settings
    from footfall.engines.duckdb import Engine
    from footfall.events.log import EventLog
    from footfall.events.read import read, write

    with bars(quiet=json) as progress, Engine(threads=found.threads, memory=found.memory) as engine:
        try:
            log = read(one_or_many(source), engine=engine, settings=found, schema=schema, progress=progress)
        except SchemaError as error:
            show_guess(error, json)
            raise
        write(log, out)
        bad = out.with_suffix(".quarantine.parquet")
        if isinstance(log, EventLog) and log.source.quarantined:
            engine.write_parquet(f"SELECT * FROM {log.quarantine} ORDER BY file, line", bad)
    if json:
        say_json(asdict(log.source))
    else:
        say(told(log.source, str(out), str(bad)))


def told(source: "SourceInfo", out: str, bad: str) -> str:
    """Return what was read, in lines."""
    rows = f"{source.events:,} events" if source.events else f"{source.sessions or 0:,} sessions"
    lines = [f"{source.name}: {rows}, {source.first or 'no dates'} to {source.last or ''}: {out}"]
    lines += [f"{row.count:,} times: {row.reason}{f', for example {row.example!r}' if row.example else ''}" for row in source.quality]
    lines += [f"{source.quarantined:,} bad rows put aside: {bad}"] if source.quarantined else []
    return "\n".join([*lines, *source.notes])


def show_guess(error: SchemaError, as_json: bool) -> None:
    """Print the schema that was guessed for an unknown header."""
    text = getattr(error, "schema_toml", None)
    if text is not None:
        if as_json:
            say_json({"schema_toml": text})
        else:
            say(f"# The best guess of a schema. Save it as schema.toml, correct it, and give it with --schema.\n{text}")
