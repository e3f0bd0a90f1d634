"""What does the whole job look like on a shop of our own? ``footfall demo``."""

from pathlib import Path
from typing import Annotated

import typer

from footfall.cli.bars import bars
from footfall.cli.console import say, say_json
from footfall.cli.options import Json, SettingsFile, loaded

__all__ = ["EXAMPLES", "SHORT", "command"]

SHORT = "Simulate a shop and analyse it."
EXAMPLES = ("footfall demo", "footfall demo --out /tmp/demo --json")


def command(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the shop and its analysis.")] = Path("demo"),
    settings: SettingsFile = None,
    json: Json = False,
) -> None:
    """Simulate a shop (20,000 visitors, 90 days, dirt on) into DIR/shop.parquet and analyse it into DIR/analysis."""
    found = loaded(settings).settings
    from footfall.analysis.demo import ANALYSIS, demo

    with bars(quiet=json) as progress:
        summary = demo(out, settings=found, progress=progress)
    if json:
        say_json(summary.as_dict())
        return
    from footfall.cli.told import told

    say(told(summary, out / ANALYSIS))
