"""Whom should an action reach? ``footfall audience``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from footfall.cli.console import say, say_json
from footfall.cli.options import Json, OutFile, share_of

if TYPE_CHECKING:
    from footfall.analysis.audience import Audience

__all__ = ["EXAMPLES", "SHORT", "command"]

SHORT = "The list for an action, with a random holdout."
EXAMPLES = (
    "footfall audience analysis --target converts_session --best-threshold --out audience.csv",
    "footfall audience analysis --target converts_session --value 60 --cost 0.8 --effect 5% --best-threshold --out audience.csv",
    "footfall audience analysis --target returns_7d --top 10% --holdout 20% --out audience.parquet",
    "footfall audience analysis --target converts_session --segment 'Ready to buy' --threshold 0.05 --out audience.csv",
)


def command(
    folder: Annotated[Path, typer.Argument(metavar="ANALYSIS_DIR", help="The folder of a finished analysis.", show_default=False)],
    out: OutFile,
    target: Annotated[str, typer.Option("--target", metavar="NAME", help="Whose scores: a target of the analysis.", show_default=False)],
    threshold: Annotated[float | None, typer.Option("--threshold", metavar="P", help="Scores of at least this.")] = None,
    best_threshold: Annotated[bool, typer.Option("--best-threshold", help="Scores from the threshold of greatest profit on.")] = False,
    top: Annotated[str | None, typer.Option("--top", metavar="SHARE", help="The best-scored share, such as 10%.")] = None,
    segment: Annotated[list[str] | None, typer.Option("--segment", metavar="NAME", help="Only this segment; may be repeated.")] = None,
    seen: Annotated[str, typer.Option("--seen", metavar="TIME", help="Last seen within this time of the end of the data.")] = "28d",
    holdout: Annotated[str, typer.Option("--holdout", metavar="SHARE", help="Random share to leave out, to measure by.")] = "10%",
    seed: Annotated[int | None, typer.Option("--seed", metavar="S", help="Seed of the holdout; default: the analysis's.")] = None,
    value: Annotated[
        float | None, typer.Option("--value", metavar="AMOUNT", help="What a conversion brings, instead of the settings'.")
    ] = None,
    cost: Annotated[float | None, typer.Option("--cost", metavar="AMOUNT", help="What an action costs, instead of the settings'.")] = None,
    effect: Annotated[
        str | None, typer.Option("--effect", metavar="SHARE", help="Share of conversions it brings about, instead of the settings'.")
    ] = None,
    json: Json = False,
) -> None:
    """Write the list for an action: one row a visitor (a session, where no visitors are known), best scores first.

    FILE.csv is written as CSV that is safe in a spreadsheet, any other name as Parquet. Choices may be combined: all must hold. Act on the
    group "treat" only; "holdout" shows what would have come anyway (docs/how-to/measure-an-action.md).
    """
    shares = {"top": None if top is None else share_of(top, "--top"), "holdout": share_of(holdout, "--holdout")}
    brings = None if effect is None else share_of(effect, "--effect")
    from dataclasses import asdict

    from footfall.analysis.audience import audience

    found = audience(
        folder, target, out, threshold=threshold, best_threshold=best_threshold, top=shares["top"], segments=segment or (), seen=seen,
        holdout=shares["holdout"] or 0.0, seed=seed, value=value, cost=cost, effect=brings,
    )  # fmt: skip
    say_json({**asdict(found), "out": str(out)}) if json else say(lines(found, out))


def lines(found: "Audience", out: Path) -> str:
    """Return what was written, for a person."""
    said = [
        f"{found.rows:,} of {found.candidates:,} {found.of}s: {found.treat:,} to act on, {found.holdout:,} held out",
        f"scores {found.score_range[0]:.4g} to {found.score_range[1]:.4g}"
        + (f", threshold {found.threshold:.4g}" if found.threshold is not None else ""),
        f"expected {found.target} without acting: {found.expected:,.1f}",
    ]
    if found.expected_extra is not None:
        said.append(f"expected on top by acting (effect {found.effect:.1%}): {found.expected_extra:,.1f}")
    if found.expected_profit is not None:
        said.append(f"expected profit of acting: {found.expected_profit:,.2f}")
    if found.holdout_needed is not None:
        said.append(f"holdout needed to see that effect (80 % power, 5 % level): {found.holdout_needed:,}")
    return "\n".join([*said, *(f"note: {note}" for note in found.notes), f"audience: {out}"])
