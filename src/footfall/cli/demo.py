"""``footfall demo``: simulate a shop and run the whole job on it."""

from pathlib import Path
from typing import Annotated

import typer

from footfall.cli.console import bars, say, say_json
from footfall.cli.options import Json, SettingsFile, loaded

__all__ = ["EXAMPLE", "command"]

EXAMPLE = "Example: footfall demo --out demo"

VISITORS, DAYS = 20_000, 90


def command(
    out: Annotated[Path, typer.Option("--out", help="Folder for the shop and its analysis.")] = Path("demo"),
    settings: SettingsFile = None,
    json: Json = False,
) -> None:
    """Simulate a shop (20,000 visitors, 90 days, dirt on) and analyse it."""
    found = loaded(settings).settings
    from footfall.analysis.analyze import analyze
    from footfall.simulate.shop import simulate

    shop = out / "shop.parquet"
    with bars(quiet=json) as progress:
        simulate(visitors=VISITORS, days=DAYS, seed=found.seed, out=shop, dirt=True, progress=progress)
        summary = analyze(shop, out / "analysis", settings=found, progress=progress)
    if json:
        say_json(summary.as_dict())
        return
    from footfall.cli.told import told

    say(told(summary, out / "analysis"))
