"""Do the models of a finished analysis still hold? ``footfall compare``."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from footfall.cli.bars import bars
from footfall.cli.console import say, say_json
from footfall.cli.options import Json, SchemaFile, Seed, SettingsFile, loaded, one_or_many

__all__ = ["EXAMPLES", "SHORT", "command"]

SHORT = "Do saved models still hold on new data?"
EXAMPLES = (
    "footfall compare analysis new.parquet",
    "footfall compare analysis 'logs/*.csv.gz' --target converts_session --out monitoring",
    "footfall compare analysis new.parquet --json --fail-on retrain",
)
FAILED = 2


class Failing(StrEnum):
    """The verdict from which the exit code is 2."""

    recalibrate = "recalibrate"
    retrain = "retrain"


def command(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The folder of a finished analysis.", show_default=False)],
    new: Annotated[
        list[str],
        typer.Argument(metavar="NEW", help="New data: a data set's name, files or globs; or another analysis.", show_default=False),
    ],
    target: Annotated[str | None, typer.Option("--target", metavar="NAME", help="One target; default: every model of OLD.")] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DAY", help="First day (YYYY-MM-DD) to compare; what lies before is history."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Also write compare.html and compare.json there.", show_default=False)
    ] = None,
    fail_on: Annotated[
        Failing | None, typer.Option("--fail-on", help="End with 2 where a verdict is this, or worse.", show_default=False)
    ] = None,
    seed: Seed = None,
    schema: SchemaFile = None,
    settings: SettingsFile = None,
    json: Json = False,
) -> None:
    """Compare the models of an analysis with new data: drift, calibration, discrimination, and a verdict for each target.

    The verdict is keep, recalibrate, retrain or cannot be told. The exit code is 0 whatever it is, unless --fail-on says otherwise. Give
    earlier events together with the new ones, so that visitors have the past that the models know.
    """
    found = loaded(settings, seed=seed).settings
    from footfall.analysis.compare import compare
    from footfall.analysis.compared import compared_record, write_compared
    from footfall.cli.verdicts import told
    from footfall.events.files.apart import check_apart

    if out is not None:
        check_apart(new, out)
    with bars(quiet=json) as progress:
        result = compare(old, one_or_many(new), settings=found, target=target, schema=schema, since=since, progress=progress)
        if out is not None:
            write_compared(result, out)
    if json:
        say_json(compared_record(result))
    else:
        say(told(result))
        if out is not None:
            say(f"page: {out / 'compare.html'}")
    worst = {verdict for verdict in ("recalibrate", "retrain") for each in result.targets if each.advice.verdict == verdict}
    if fail_on is not None and worst & ({"retrain"} if fail_on is Failing.retrain else {"recalibrate", "retrain"}):
        raise typer.Exit(FAILED)
