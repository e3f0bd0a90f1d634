"""What is expected of each segment, group or channel, and how sure is that? ``footfall expected``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from footfall.cli.console import say, say_json
from footfall.cli.options import Json

if TYPE_CHECKING:
    from footfall.report.expected import Expected

__all__ = ["EXAMPLES", "SHORT", "command"]

SHORT = "Expected amounts by group, with intervals of sums."
EXAMPLES = (
    "footfall expected analysis --by segment",
    "footfall expected analysis --by channel --target revenue_session --out channels.csv",
    "footfall expected analysis --by visitor --top 500 --out visitors.csv",
)


def command(
    folder: Annotated[Path, typer.Argument(metavar="ANALYSIS_DIR", help="The folder of a finished analysis.", show_default=False)],
    by: Annotated[str, typer.Option("--by", metavar="GROUP", help="segment, rfm, channel, country, device or visitor.")] = "segment",
    target: Annotated[
        str | None,
        typer.Option("--target", metavar="NAME", help="An amount target; default: that of the coming days, else of the visit."),
    ] = None,
    top: Annotated[int, typer.Option("--top", metavar="N", help="Visitors to list.")] = 20,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Also write the groups (visitors) there.")] = None,
    seed: Annotated[int | None, typer.Option("--seed", metavar="S", help="Of the draws; default: the analysis's.")] = None,
    json: Json = False,
) -> None:
    """Sum what the scores of a finished analysis expect, by group, with a 90 % interval of each sum.

    The intervals are those of sums, drawn from what was missed on the test part, and it is told how often they held there. FILE.csv is
    written as CSV that is safe in a spreadsheet, any other name as Parquet.
    """
    from dataclasses import asdict

    from footfall.analysis.expected import expected, write_expected

    found = expected(folder, by, target=target, top=top, seed=seed)
    if out is not None:
        write_expected(found, folder, out)
    if json:
        say_json({**asdict(found), "out": None if out is None else str(out)})
        return
    say("\n".join([*lines(found), *([f"written: {out}"] if out is not None else [])]))


def lines(found: "Expected") -> list[str]:
    """Return what is expected, for a person."""
    from footfall.report.numbers import range_of
    from footfall.report.sections.expected import held_words, span, sum_unit, total_words, unit_of

    unit, single = sum_unit(found), unit_of(found, whole=False)
    said = [total_words(found)]
    for each in found.groups:
        ends = "" if each.low is None else f" ({span(each, unit)})"
        said.append(f"  {each.name}: {unit.write(each.sum)}{ends}, {each.rows:,} {found.of}s, {single.write(each.mean)} each")
    if found.by == "visitor":
        for one in found.top:
            ends = "" if one.low is None or one.high is None else f" ({range_of(single, (one.low, one.high))})"
            said.append(f"  {one.visitor_id or one.session_id}: {single.write(one.value)}{ends}, {one.segment or 'no segment'}")
    return [*said, held_words(found), *(f"note: {note}" for note in found.notes)]
