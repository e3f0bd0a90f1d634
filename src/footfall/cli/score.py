"""What does a saved model say of new data? ``footfall score``."""

from pathlib import Path
from typing import Annotated

import typer

from footfall.cli.bars import bars
from footfall.cli.console import say, say_json
from footfall.cli.options import At, Json, OutFile, SchemaFile, SettingsFile, Sources, loaded, one_or_many

__all__ = ["EXAMPLES", "SHORT", "command"]

SHORT = "New data through a saved model."
EXAMPLES = (
    "footfall score analysis/models/converts_session new.parquet --out scores.parquet",
    "footfall score analysis/models/converts_session new.parquet --out scores.csv --reasons",
)


def command(
    model_dir: Annotated[Path, typer.Argument(metavar="MODEL_DIR", help="DIR/models/TARGET of an analysis.", show_default=False)],
    source: Sources,
    out: OutFile,
    at: Annotated[At, typer.Option("--at", help="At every event, or at the last of each session (or visitor).")] = At.last,
    reasons: Annotated[bool, typer.Option("--reasons", help="Add the three main reasons for each score, in words.")] = False,
    schema: SchemaFile = None,
    settings: SettingsFile = None,
    json: Json = False,
) -> None:
    """Score a source with a saved model; FILE.csv is written as CSV that is safe in a spreadsheet, any other name as Parquet.

    A model that was edited, or of other features or versions, is refused.
    """
    found = loaded(settings).settings
    from footfall.scoring.score import score

    with bars(quiet=json) as progress:
        scored = score(model_dir, one_or_many(source), out, settings=found, schema=schema, at=at.value, reasons=reasons, progress=progress)
    if json:
        say_json({"rows": scored.rows, "missing": list(scored.missing), "out": str(out)})
        return
    say(f"{scored.rows:,} scores: {out}")
    if scored.missing:
        them = "it" if len(scored.missing) == 1 else "them"
        say(f"The data has no {', '.join(scored.missing)}: the features that read {them} are unknown in these scores.")
