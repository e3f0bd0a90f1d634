"""Does the data give its answer away? ``footfall audit``."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from footfall.cli.bars import bars
from footfall.cli.console import say, say_json
from footfall.cli.options import Force, Json, SchemaFile, Seed, SettingsFile, Sources, Target, loaded, one_or_many

if TYPE_CHECKING:
    from footfall.evaluation.result import Finding

__all__ = ["EXAMPLES", "SHORT", "command"]

SHORT = "The leakage audit alone."
EXAMPLES = (
    'footfall audit uci-553 --target "price 2"',
    "footfall audit uci-468",
    "footfall audit shop.parquet --target converts_session",
    "footfall audit sessions.csv --target bought --json",
)
REFUSED = 2


def command(
    source: Sources,
    target: Target = None,
    force: Force = False,
    seed: Seed = None,
    schema: SchemaFile = None,
    settings: SettingsFile = None,
    json: Json = False,
) -> None:
    """Look for what makes an answer worthless: look-ups of the target, columns written after the outcome, aggregates that count the row
    itself in, identifiers, sessions or duplicates on both sides of the split, a test part of another kind, too few positives.

    Ends with 2 when the target must be refused (with --force, 0).
    """
    found = loaded(settings, seed=seed).settings
    from footfall.analysis.audit import audit

    with bars(quiet=json) as progress:
        findings = audit(one_or_many(source), settings=found, target=target, schema=schema, progress=progress)
    refused = any(finding.severity == "refuse" for finding in findings)
    if json:
        say_json({"refused": refused, "findings": [asdict(finding) for finding in findings]})
    else:
        say("\n".join(line(finding) for finding in findings) or "No leak was found.")
    if refused and not force:
        raise typer.Exit(REFUSED)


def line(finding: "Finding") -> str:
    """Return a finding in three lines."""
    return f"{finding.severity}: {finding.finding}\n  evidence: {finding.evidence}\n  to do: {finding.remedy}"
