"""What would the segments of an analysis be by another algorithm, or another number of them? ``footfall regroup``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from footfall.cli.console import say, say_json
from footfall.cli.options import Json

if TYPE_CHECKING:
    from footfall.analysis.regroup import Regrouped

__all__ = ["EXAMPLES", "SHORT", "command"]

SHORT = "Segments by another choice, measured."
EXAMPLES = (
    "footfall regroup analysis --algorithm kmeans --k 5",
    "footfall regroup analysis --algorithm hdbscan --json",
)


def command(
    folder: Annotated[Path, typer.Argument(metavar="ANALYSIS_DIR", help="The folder of a finished analysis.", show_default=False)],
    algorithm: Annotated[
        str, typer.Option("--algorithm", metavar="NAME", help="kmeans, hierarchical, dbscan or hdbscan.", show_default=False)
    ],
    k: Annotated[
        int | None, typer.Option("--k", metavar="N", help="Number of groups, 2 to 10; default: as the analysis chose for it.")
    ] = None,
    seed: Annotated[int | None, typer.Option("--seed", metavar="S", help="Default: the analysis's.")] = None,
    resamples: Annotated[int, typer.Option("--resamples", metavar="N", help="Bootstrap samples for stability.")] = 10,
    json: Json = False,
) -> None:
    """Group the sample that an analysis kept by a choice of your own, and tell how it does.

    All figures are of that sample. The analysis stays as it is, and new visits are still put into its own segments. The density
    algorithms find the number of groups themselves and take no --k.
    """
    from footfall.analysis.regroup import regroup
    from footfall.analysis.regroup_record import as_dict

    found = regroup(folder, algorithm, k, seed=seed, resamples=resamples)
    say_json(as_dict(found)) if json else say(told(found))


def told(found: "Regrouped") -> str:
    """Return the choice in a few lines."""
    from footfall.report.numbers import COUNT, NUMBER, PERCENT, RATE, SCORE

    segments, score = found.segments, found.score
    if segments.not_asked is not None:
        return f"{segments.not_asked}"
    lines = [segments.reason]
    for each in segments.profiles:
        facts = [f"{PERCENT.write(each.share)} of {segments.unit}s"]
        facts += [f"{RATE.write(each.conversion_rate)} buy"] if each.conversion_rate is not None else []
        facts += [f"{PERCENT.write(each.revenue_share)} of revenue"] if each.revenue_share is not None else []
        facts += [f"stability {NUMBER.write(each.stability)}"] if each.stability is not None else []
        lines.append(f"  {each.name}: {', '.join(facts)}")
    lines.append(
        f"silhouette {SCORE.write(score.silhouette)}, Davies-Bouldin {SCORE.write(score.davies_bouldin)}, within sum of squares "
        f"{COUNT.write(score.wcss)}, stability {SCORE.write(score.stability)} ({score.resamples} bootstrap samples), balance "
        f"{NUMBER.write(score.balance)}, in no group {PERCENT.write(score.noise_share)}"
    )
    return "\n".join([*lines, *(f"note: {note}" for note in segments.notes)])
