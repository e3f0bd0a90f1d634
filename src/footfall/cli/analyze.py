"""``footfall analyze``: the main job, from a source to a report."""

from pathlib import Path
from typing import Annotated

import typer

from footfall.cli.console import bars, say, say_json
from footfall.cli.options import (
    Currency,
    Effort,
    Force,
    Json,
    Out,
    SchemaFile,
    Seed,
    SettingsFile,
    Sources,
    Target,
    Timezone,
    loaded,
    one_or_many,
)  # fmt: skip

__all__ = ["EXAMPLE", "command"]

EXAMPLE = "Example: footfall analyze uci-553 --out analysis --effort quick"


def command(
    source: Sources,
    out: Out,
    target: Target = None,
    effort: Annotated[Effort | None, typer.Option("--effort", help="How long to tune.")] = None,
    timezone: Timezone = None,
    currency: Currency = None,
    seed: Seed = None,
    force: Force = False,
    schema: SchemaFile = None,
    settings: SettingsFile = None,
    json: Json = False,
) -> None:
    """Ingest, check, sessionise, ask, audit, train, evaluate, segment and report."""
    found = loaded(settings, effort=effort, timezone=timezone, currency=currency, seed=seed).settings
    from footfall.analysis.analyze import analyze

    with bars(quiet=json) as progress:
        summary = analyze(one_or_many(source), out, settings=found, target=target, schema=schema, force=force, progress=progress)
    if json:
        say_json(summary.as_dict())
        return
    from footfall.cli.told import told

    say(told(summary, Path(out)))
