"""How is the main job started, from a source to a report? ``footfall analyze``."""

from footfall.cli.bars import bars
from footfall.cli.console import say, say_json
from footfall.cli.options import (
    Currency,
    Deep,
    EffortOption,
    Force,
    Json,
    OutFolder,
    Rates,
    SchemaFile,
    Seed,
    SettingsFile,
    Sources,
    Target,
    Timezone,
    loaded,
    one_or_many,
)  # fmt: skip

__all__ = ["EXAMPLES", "SHORT", "command"]

SHORT = "The main job: from a source to models and a report."
EXAMPLES = (
    "footfall analyze uci-553 --out analysis --effort quick",
    "footfall analyze events.parquet --out analysis --timezone Europe/Warsaw --currency EUR",
    "footfall analyze 'logs/*.csv.gz' --schema schema.toml --target converts_session --out analysis",
)


def command(
    source: Sources,
    out: OutFolder,
    target: Target = None,
    effort: EffortOption = None,
    timezone: Timezone = None,
    currency: Currency = None,
    rates: Rates = None,
    seed: Seed = None,
    deep: Deep = None,
    force: Force = False,
    schema: SchemaFile = None,
    settings: SettingsFile = None,
    json: Json = False,
) -> None:
    """Run the main job: ingest, check, sessionise, features, targets, audit, train, evaluate, segment, report.

    The folder appears whole or not at all; an earlier analysis of that name is replaced.
    """
    found = loaded(settings, effort=effort, timezone=timezone, currency=currency, rates=rates, seed=seed, deep=deep).settings
    from footfall.analysis.analyze import analyze

    with bars(quiet=json) as progress:
        summary = analyze(one_or_many(source), out, settings=found, target=target, schema=schema, force=force, progress=progress)
    if json:
        say_json(summary.as_dict())
        return
    from footfall.cli.told import told

    say(told(summary, out))
