"""What do single scores rest on? Three test rows of a target, each with its main reasons."""

from footfall.evaluation.result import Example, TargetResult
from footfall.report.blocks import Block, Column, Table
from footfall.report.numbers import NONE, RATE

__all__ = ["reasons_table"]

PLACES = {"highest": "Highest score", "median": "Middle score", "lowest": "Lowest score"}
ORDINALS = ("First", "Second", "Third")
NOTE = (
    "Against an average case of the training part: by how many percentage points the score would change if that were as usual. The reasons "
    "explain the model; they are no causes. Every score's reasons are in scores.parquet."
)


def reasons_table(result: TargetResult) -> tuple[Block, ...]:
    """Return the examples of a yes-or-no target as a table; nothing where there are none."""
    if not result.examples:
        return ()
    most = max(len(each.reasons) for each in result.examples)
    heads = [Column(f"{ORDINALS[place]} reason", number=False) for place in range(most)]
    columns = (Column("Test case", number=False), Column("Score"), Column("Came true", number=False), *heads)
    return (Table("Why: three scores and their reasons", columns, tuple(row(each, most) for each in result.examples), note=NOTE),)


def row(example: Example, most: int) -> tuple[str, ...]:
    """Return one line: which case, its score, what came, and its reasons with a true minus sign."""
    said = [reason.replace("(-", "(\N{MINUS SIGN}") for reason in example.reasons]
    came = "yes" if example.label > 0 else "no"
    return PLACES[example.place], RATE.write(example.score), came, *said, *([NONE] * (most - len(said)))
