"""``footfall audit``: does the data give its answer away?"""

from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from footfall.cli.console import bars, say, say_json
from footfall.cli.options import Force, Json, SchemaFile, Seed, SettingsFile, Sources, Target, loaded, one_or_many

if TYPE_CHECKING:
    from footfall.evaluation.result import Finding

__all__ = ["EXAMPLE", "command"]

EXAMPLE = 'Example: footfall audit uci-553 --target "price 2"'
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
    """Run the leakage audit alone; exit with 2 when a target must be refused."""
    found = loaded(settings, seed=seed).settings
    from footfall.analysis.audit import audit

    with bars(quiet=json) as progress:
        findings = audit(one_or_many(source), settings=found, target=target, schema=schema, progress=progress)
    if json:
        say_json({"findings": [asdict(finding) for finding in findings]})
    else:
        say("\n".join(line(finding) for finding in findings) or "No leak was found.")
    if not force and any(finding.severity == "refuse" for finding in findings):
        raise typer.Exit(REFUSED)


def line(finding: "Finding") -> str:
    """Return a finding in three lines."""
    return f"{finding.severity}: {finding.finding}\n  evidence: {finding.evidence}\n  to do: {finding.remedy}"
