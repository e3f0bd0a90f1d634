"""What is known as of each event, as a table? ``footfall features``."""

from typing import Annotated

import typer

from footfall.cli.bars import bars
from footfall.cli.console import say, say_json
from footfall.cli.options import At, Json, OutFile, SchemaFile, SettingsFile, loaded
from footfall.errors import UsageError

__all__ = ["EXAMPLES", "SHORT", "command"]

SHORT = "What is known as of each event, as a table."
EXAMPLES = ("footfall features events.parquet --out features.parquet", "footfall features uci-553 --at last --out features.parquet")

IDS = "event_id, visitor_id, session_id, us AS cut_off_us, click"


def command(
    events: Annotated[str, typer.Argument(metavar="EVENTS", help="An events file, or a data set's name.", show_default=False)],
    out: OutFile,
    at: Annotated[At, typer.Option("--at", help="At every event, or at the last of each session.")] = At.every,
    schema: SchemaFile = None,
    settings: SettingsFile = None,
    json: Json = False,
) -> None:
    """Compute every feature that the data can feed, as of each event, and write them (to FILE.csv as CSV, else as Parquet).

    A session table has no events: it is refused with 1.
    """
    found = loaded(settings).settings
    from footfall.analysis.asked import plan
    from footfall.engines.duckdb import Engine
    from footfall.events.log import SessionTable
    from footfall.events.read import read
    from footfall.features.batch import build
    from footfall.sessions.batch import cut

    with bars(quiet=json) as progress, Engine(threads=found.threads, memory=found.memory) as engine:
        log = read(events, engine=engine, settings=found, schema=schema, progress=progress)
        if isinstance(log, SessionTable):
            raise UsageError(
                f"{events} is a session table: whole sessions, already summed up, with no events to compute features from.",
                remedy=f"Analyse it as it is: footfall analyze {events} --out DIR.",
            )
        visits = cut(log, found, progress=progress)
        features = plan(visits, found, None).features
        build(visits, features, progress=progress)
        last = "WHERE ord IN (SELECT max(ord) FROM visits GROUP BY session_no)" if at == At.last else ""
        with progress.stage("Writing"):
            engine.write(f"SELECT {IDS}, features.* EXCLUDE (ord) FROM visits JOIN features USING (ord) {last} ORDER BY ord", out)
        rows = engine.integer(f"SELECT count(*) FROM features {last}")
    if json:
        say_json({"rows": rows, "features": list(features.names), "fingerprint": features.fingerprint, "out": str(out)})
    else:
        say(f"{rows:,} rows of {len(features)} features: {out}")
