"""How is a shop made whose truth is known? ``footfall simulate``."""

from dataclasses import asdict
from typing import Annotated

import typer

from footfall.cli.bars import bars
from footfall.cli.console import say, say_json
from footfall.cli.options import Json, OutFile

__all__ = ["EXAMPLES", "SHORT", "command"]

SHORT = "A shop whose truth is known."
EXAMPLES = ("footfall simulate --visitors 2000 --days 30 --seed 7 --dirt --out shop.parquet",)


def command(
    out: OutFile,
    visitors: Annotated[int, typer.Option("--visitors", metavar="N", help="Number of visitors.")] = 20_000,
    days: Annotated[int, typer.Option("--days", metavar="D", help="Length in days.")] = 90,
    seed: Annotated[int, typer.Option("--seed", metavar="S", help="The same seed gives the same shop.")] = 553,
    dirt: Annotated[bool, typer.Option("--dirt", help="Add bots, duplicates, missing values, disorder and bad rows.")] = False,
    json: Json = False,
) -> None:
    """Write the events of a simulated shop, and beside them, in *.truth.parquet, the true purchase probability at each clean event."""
    from footfall.simulate.shop import simulate

    with bars(quiet=json) as progress:
        info = simulate(visitors=visitors, days=days, seed=seed, out=out, dirt=dirt, progress=progress)
    if json:
        say_json(asdict(info))
        return
    say(f"{info.rows:,} rows of {info.visitors:,} visitors and {info.sessions:,} sessions: {info.events_path}")
    say(f"the truth about the clean events: {info.truth_path}")
