"""Can the intervals of an amount be relied on? How often they held on the test part, always beside how wide they are."""

from footfall.evaluation.result import Coverage, CoverageRow, ModelResult, TargetResult
from footfall.report.blocks import Block, Column, Table, Words
from footfall.report.charts import Axis, Dots
from footfall.report.numbers import COUNT, NUMBER, PERCENT, RATE, Unit, range_of
from footfall.report.sections.curves import named

__all__ = ["bias_words", "interval_blocks"]

NAMES = {"all": "All cases", "buyers": "Amounts above 0"}
WITHIN = 0.05
"""Total bias up to which sums may be used as they are."""


def interval_blocks(result: TargetResult, unit: Unit) -> tuple[Block, ...]:
    """Return the sentence, the chart and the table of an amount's intervals; nothing where there are none."""
    found = result.coverage
    if found is None:
        return ()
    return (Words(interval_words(found, unit)), coverage_chart(result, found), coverage_table(found, unit))


def interval_words(found: Coverage, unit: Unit) -> str:
    """Return what the intervals promise and whether they kept it."""
    return (
        f"Each amount comes with an interval that is to hold {PERCENT.write(found.asked)} of what comes. On the test part it held "
        f"{RATE.write(found.all.share)} of all cases and {RATE.write(found.buyers.share)} of those above 0 "
        f"(95%: {range_of(RATE, (found.buyers.low, found.buyers.high))}), and was {unit.write(found.all.width)} wide on average. Where "
        "many amounts are zero, zero is part of the interval: it then holds more than it promises of all, and what it promises of the rest."
    )


def coverage_chart(result: TargetResult, found: Coverage) -> Dots:
    """Return the share that each fifth's intervals held."""
    rows = (*found.fifths, found.buyers)
    least = min(rows, key=lambda row: row.share)
    return Dots(
        id=named(result, "intervals"),
        title=f"The intervals hold at least {RATE.write(least.share)} in every fifth of the predictions and of amounts above 0",
        reading=(
            f"A dot is the share of real amounts inside their interval, the line through it its 95% interval; the dotted line is the "
            f"{PERCENT.write(found.asked)} that were asked. Fifths are by predicted amount, lowest first."
        ),
        labels=tuple(called(row) for row in rows), values=tuple(row.share for row in rows), low=tuple(row.low for row in rows),
        high=tuple(row.high for row in rows), value=Axis("Share inside the interval", PERCENT), name="Cases",
        tones=tuple("second" if row is found.buyers else "main" for row in rows), guides=((PERCENT.write(found.asked), found.asked),),
    )  # fmt: skip


def coverage_table(found: Coverage, unit: Unit) -> Table:
    """Return the coverage in figures, with the mean width."""
    titles = ("Cases", "Mean predicted", "Zeros", "Inside the interval", "Mean width")
    rows = tuple(
        (called(row), COUNT.write(row.count), unit.write(row.predicted), RATE.write(row.zeros),
         f"{RATE.write(row.share)}\n{range_of(RATE, (row.low, row.high))}", unit.write(row.width))
        for row in (*found.fifths, found.all, found.buyers)
    )  # fmt: skip
    note = "Under a share, its 95% interval. An interval wide enough holds everything, so the width stands beside it."
    return Table(
        "How often the intervals held", (Column("Predicted amount", number=False), *(Column(title) for title in titles)), rows, note=note
    )


def called(row: CoverageRow) -> str:
    """Return a row's name for a reader."""
    return NAMES.get(row.name, f"Fifth {row.name}")


def bias_words(best: ModelResult) -> str:
    """Return whether sums of predictions can be used, and what R2 is worth; empty where the bias is not defined."""
    bias, ends = best.metrics.get("bias"), best.interval.get("bias")
    if bias is None:
        return ""
    way = "more" if bias > 0 else "less"
    said = f"Together the predictions come to {RATE.write(abs(bias))} {way} than what came"
    said += f" (95% interval of the difference: {range_of(SIGNED, ends)})." if ends is not None else "."
    if ends is not None and ends[0] <= 0.0 <= ends[1] and max(-ends[0], ends[1]) > WITHIN:
        said += " That is no more than chance explains, but too few amounts came to be sure of it within 5%."
    if best.metrics.get("r2") is not None:
        said += f" R² is {NUMBER.write(best.metrics['r2'])}: where amounts are mostly zero or very unequal it is low even for a good model."
    return said


SIGNED = Unit("+.1%", axis=".0%")
