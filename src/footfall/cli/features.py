"""``footfall features``: what is known as of each event, as a table."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from footfall.cli.console import bars, say, say_json
from footfall.cli.options import Json, Out, SchemaFile, SettingsFile, loaded
from footfall.errors import UsageError

__all__ = ["EXAMPLE", "command"]

EXAMPLE = "Example: footfall features events.parquet --at last --out features.parquet"


class At(StrEnum):
    """At which events."""

    every = "every"
    last = "last"


def command(
    events: Annotated[Path, typer.Argument(help="An events file, or a data set's name.", show_default=False)],
    out: Out,
    at: Annotated[At, typer.Option("--at", help="At every event, or at the last of each session.")] = At.every,
    schema: SchemaFile = None,
    settings: SettingsFile = None,
    json: Json = False,
) -> None:
    """Compute every feature that the data can feed and write them as Parquet."""
    found = loaded(settings).settings
    from footfall.analysis.asked import plan
    from footfall.engines.duckdb import Engine
    from footfall.events.log import SessionTable
    from footfall.events.read import read
    from footfall.features.batch import build
    from footfall.sessions.batch import cut

    with bars(quiet=json) as progress, Engine(threads=found.threads, memory=found.memory) as engine:
        log = read(str(events), engine=engine, settings=found, schema=schema, progress=progress)
        if isinstance(log, SessionTable):
            raise UsageError(
                f"{events} is a session table: whole sessions, already summed up, with no events to compute features from.",
                remedy="Analyse it as it is: footfall analyze.",
            )
        visits = cut(log, found, progress=progress)
        features = plan(visits, found, None).features
        build(visits, features, progress=progress)
        last = "WHERE ord IN (SELECT max(ord) FROM visits GROUP BY session_no)" if at == "last" else ""
        ids = "event_id, visitor_id, session_id, us AS cut_off_us, click"
        with progress.stage("Writing"):
            engine.write_parquet(f"SELECT {ids}, features.* EXCLUDE (ord) FROM visits JOIN features USING (ord) {last} ORDER BY ord", out)
        rows = engine.integer(f"SELECT count(*) FROM features {last}")
    if json:
        say_json({"rows": rows, "features": list(features.names), "fingerprint": features.fingerprint, "out": str(out)})
    else:
        say(f"{rows:,} rows of {len(features)} features: {out}")
