"""In which segment of an earlier analysis is each new visit? ``footfall segment``."""

from pathlib import Path
from typing import Annotated

import typer

from footfall.cli.bars import bars
from footfall.cli.console import say, say_json
from footfall.cli.options import At, Json, OutFile, SchemaFile, SettingsFile, Sources, loaded, one_or_many

__all__ = ["EXAMPLES", "SHORT", "command"]

SHORT = "New visits into the segments of an analysis."
EXAMPLES = (
    "footfall segment analysis/segments new.parquet --out segments.parquet",
    "footfall segment analysis/segments new.parquet --at every --out segments.csv",
)


def command(
    segments_dir: Annotated[Path, typer.Argument(metavar="SEGMENTS_DIR", help="DIR/segments of an analysis.", show_default=False)],
    source: Sources,
    out: OutFile,
    at: Annotated[At, typer.Option("--at", help="At every event, or at the last of each session (or customer).")] = At.last,
    schema: SchemaFile = None,
    settings: SettingsFile = None,
    json: Json = False,
) -> None:
    """Put the visits of a source into segments; FILE.csv is written as CSV that is safe in a spreadsheet, any other name as Parquet.

    The segment of a visit that may still go on is marked as provisional. Segments that were edited, or of other features or versions, are
    refused.
    """
    found = loaded(settings).settings
    from footfall.scoring.segments import assign

    with bars(quiet=json) as progress:
        done = assign(segments_dir, one_or_many(source), out, settings=found, schema=schema, at=at.value, progress=progress)
    if json:
        say_json({"rows": done.rows, "missing": list(done.missing), "out": str(out)})
        return
    say(f"{done.rows:,} rows in segments: {out}")
    if done.missing:
        them = "it" if len(done.missing) == 1 else "them"
        say(f"The data has no {', '.join(done.missing)}: the features that read {them} count as the usual value.")
