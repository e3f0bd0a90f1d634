"""``footfall score``: new data through a saved model."""

from pathlib import Path
from typing import Annotated

import typer

from footfall.cli.console import bars, say, say_json
from footfall.cli.features import At
from footfall.cli.options import Json, Out, SchemaFile, SettingsFile, Sources, loaded, one_or_many

__all__ = ["EXAMPLE", "command"]

EXAMPLE = "Example: footfall score analysis/models/converts_session new.parquet --out scores.parquet"


def command(
    model_dir: Annotated[Path, typer.Argument(help="DIR/models/TARGET of an analysis.", show_default=False)],
    source: Sources,
    out: Out,
    at: Annotated[At, typer.Option("--at", help="At every event, or at the last of each session (or visitor).")] = At.last,
    schema: SchemaFile = None,
    settings: SettingsFile = None,
    json: Json = False,
) -> None:
    """Score a source with a saved model."""
    found = loaded(settings).settings
    from footfall.scoring.score import score

    with bars(quiet=json) as progress:
        rows = score(model_dir, one_or_many(source), out, settings=found, schema=schema, at=at.value, progress=progress)
    if json:
        say_json({"rows": rows, "out": str(out)})
    else:
        say(f"{rows:,} scores: {out}")
