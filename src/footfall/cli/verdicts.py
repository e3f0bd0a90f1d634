"""How does the terminal sum up a comparison? A small table, then the verdict of each target with its reasons."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from footfall.evaluation.comparison import Compared, Comparison
    from footfall.measures.realised import Estimate

__all__ = ["told"]

HEADS = ("target", "verdict", "rows", "score drift", "features moved", "observed/expected", "order then", "order now")
NONE = "-"


def told(found: "Compared") -> str:
    """Return the lines."""
    reasons = [line for each in found.targets for line in reasoned(each)]
    legend = "score drift: stability index (0.25 is large); order: ROC AUC, of amounts normalised Gini; 95 % intervals in brackets"
    return "\n".join([table([HEADS, *(row(each) for each in found.targets)]), legend, "", *reasons, *found.notes])


def row(each: "Comparison") -> tuple[str, ...]:
    """Return a target's line of the table."""
    return (
        each.question.name + (" (a proxy)" if each.question.proxy else ""),
        each.advice.verdict,
        f"{each.units:,}",
        NONE if each.score is None else f"{each.score.index:.2f}",
        f"{len(each.moved)} of {len(each.features)}",
        ranged(each.now.ratio, ".2f") if each.score is not None else NONE,
        ranged(each.before.order, ".3f"),
        ranged(each.now.order, ".3f"),
    )


def reasoned(each: "Comparison") -> list[str]:
    """Return the verdict of a target and why."""
    basis = {"outcomes": "", "drift": " (judged by drift alone)", "nothing": ""}[each.advice.basis]
    lines = [f"{each.question.name}: {each.advice.verdict}{basis}", *(f"  {reason}" for reason in each.advice.reasons)]
    return [*lines, *(f"  note: {note}" for note in each.notes), ""]


def table(rows: Sequence[tuple[str, ...]]) -> str:
    """Return rows as columns of equal width."""
    widths = [max(len(cells[place]) for cells in rows) for place in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip() for cells in rows)


def ranged(estimate: "Estimate | None", spec: str) -> str:
    """Return a figure with its interval, in one cell."""
    return NONE if estimate is None else f"{estimate.value:{spec}} ({estimate.low:{spec}} to {estimate.high:{spec}})"
