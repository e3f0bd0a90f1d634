"""Who is about to leave, and why? ``footfall at-risk``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from footfall.cli.console import say, say_json
from footfall.cli.options import Json, OutFile, share_of

if TYPE_CHECKING:
    from footfall.analysis.at_risk import AtRisk

__all__ = ["EXAMPLES", "SHORT", "command"]

SHORT = "Who is about to leave, why, and what to do about it."
EXAMPLES = (
    "footfall at-risk analysis --out at-risk.csv",
    "footfall at-risk analysis --group abandoned-cart --within 7d --out carts.csv",
    "footfall at-risk analysis --group fading --seen 90d --top 20% --out fading.parquet",
)


def command(
    folder: Annotated[Path, typer.Argument(metavar="ANALYSIS_DIR", help="The folder of a finished analysis.", show_default=False)],
    out: OutFile,
    group: Annotated[
        list[str] | None,
        typer.Option("--group", metavar="NAME", help="Only abandoned-cart, fading or likely-to-leave; may be repeated."),
    ] = None,
    within: Annotated[str, typer.Option("--within", metavar="TIME", help="Carts filled within this time of the end of the data.")] = "28d",
    seen: Annotated[
        str | None, typer.Option("--seen", metavar="TIME", help="Last seen within this time of the end of the data.", show_default=False)
    ] = None,
    target: Annotated[
        str | None, typer.Option("--target", metavar="NAME", help="Whose scores tell who leaves; default: the first that was asked.")
    ] = None,
    top: Annotated[str | None, typer.Option("--top", metavar="SHARE", help="The share with most at stake, such as 10%.")] = None,
    json: Json = False,
) -> None:
    """Write who left a cart, who stays away for longer than is usual for them, and whom the model expects to leave: one row a visitor.

    FILE.csv is written as CSV that is safe in a spreadsheet, any other name as Parquet; what there is most to lose of first. What is told
    of each group is what came of such visitors before (docs/how-to/win-back.md).
    """
    share = None if top is None else share_of(top, "--top")
    from footfall.analysis.at_risk import at_risk

    found = at_risk(folder, out, groups=group or (), within=within, seen=seen, target=target, top=share)
    say_json(record(found, out)) if json else say(lines(found, out))


def record(found: "AtRisk", out: Path) -> dict[str, object]:
    """Return what was written, for machines; the rows are in the file."""
    from dataclasses import asdict, fields

    told = {each.name: getattr(found, each.name) for each in fields(found) if each.name not in ("listed", "measured")}
    return {**told, "measured": [asdict(each) for each in found.measured], "out": str(out)}


def lines(found: "AtRisk", out: Path) -> str:
    """Return what was written, for a person."""
    from footfall.report.leaving import aftermath_words
    from footfall.report.numbers import money

    said = [f"{found.rows:,} of {found.visitors:,} visitors"]
    if found.value_at_stake is not None:
        said[0] += f", {money(found.currency).write(found.value_at_stake)} at stake"
    for key, count in found.groups.items():
        said.append(f"{found.names[key]}: {count:,}")
        said += [f"  {aftermath_words(each)}" for each in found.measured if each.group == key]
    said += [f"not told: {why}" for why in found.not_told.values()]
    return "\n".join([*said, *(f"note: {note}" for note in found.notes), f"at risk: {out}"])
