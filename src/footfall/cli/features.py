"""What is known as of each event, as a table? ``footfall features``."""

from typing import Annotated

import typer

from footfall.cli.bars import bars
from footfall.cli.console import say, say_json
from footfall.cli.options import At, Json, OutFile, SchemaFile, SettingsFile, loaded

__all__ = ["EXAMPLES", "SHORT", "command"]

SHORT = "What is known as of each event, as a table."
EXAMPLES = ("footfall features events.parquet --out features.parquet", "footfall features uci-553 --at last --out features.parquet")


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
    from footfall.analysis.features import features

    with bars(quiet=json) as progress:
        done = features(events, out, settings=found, schema=schema, at=at.value, progress=progress)
    if json:
        say_json({"rows": done.rows, "features": list(done.names), "fingerprint": done.fingerprint, "out": str(out)})
    else:
        say(f"{done.rows:,} rows of {len(done.names)} features: {out}")
