"""What do the sessions of a table look like? Its columns, those that tell most about the target first."""

from footfall.explore.table import Column as Described
from footfall.explore.table import TableExploration
from footfall.report.blocks import Banner, Block, Column, Drawn, More, Part, Section, Table
from footfall.report.charts import Axis, Bars, Series
from footfall.report.content import Content
from footfall.report.numbers import COUNT, NONE, NUMBER, PERCENT, RATE, Unit
from footfall.report.words import plain

__all__ = ["table_section"]

CHARTED = 8
FEWEST_SHARE = 0.01
"""A bar is named in a title when it holds at least this share of the rows."""
WHOLE = "Each row is a whole session, summed up by its publisher: there are no clicks, so no funnel, paths, days or early prediction."


def table_section(content: Content, exploration: TableExploration) -> Section:
    """Return the section of a session table."""
    rated = [column for column in exploration.columns if column.separation is not None and any(bar.rate is not None for bar in column.bars)]
    told = [column for column in rated if len(column.bars) > 1][:CHARTED]
    binary = is_rate(content)
    charts = tuple(column_chart(place, column, exploration, RATE if binary else NUMBER) for place, column in enumerate(told))
    blocks: tuple[Block, ...] = (Banner("caution", "Whole sessions, no clicks", WHOLE), *charts)
    parts = (
        Part(f"What goes with “{exploration.target}”" if exploration.target else "Columns", blocks),
        Part("Every column", (More("All columns in figures", (columns_table(exploration, RATE if binary else NUMBER),)),)),
    )
    lead = "The columns whose values go with different outcomes come first. What goes together need not cause."
    return Section("behaviour", "What the sessions look like", "The sessions", lead, parts)


def is_rate(content: Content) -> bool:
    """Return whether the target is yes or no."""
    return any(result.question.kind == "binary" for result in content.targets)


def column_chart(place: int, column: Described, exploration: TableExploration, unit: Unit) -> Drawn:
    """Return the target's rate in each bar of a column, with the rows of each."""
    rated = [bar for bar in column.bars if bar.rate is not None]
    told = [bar for bar in rated if bar.count >= FEWEST_SHARE * exploration.rows] or rated
    top = max(told, key=lambda bar: bar.rate or 0.0)
    return Bars(
        id=f"column-{place + 1}",
        title=f"{plain(column.name)}: {unit.write(top.rate)} where it is {top.label}, {unit.write(exploration.base_rate)} overall",
        reading=(
            f"{column.doc or plain(column.name)} Each bar is the {'rate' if unit is RATE else 'mean'} among the rows with that value; "
            "beside it, how many there are."
        ),
        labels=tuple(bar.label for bar in rated),
        series=(Series("Rate" if unit is RATE else "Mean", tuple(bar.rate for bar in rated)),),
        value=Axis(f"{'Rate' if unit is RATE else 'Mean'} of “{exploration.target}”", unit),
        name=column.name,
        notes=tuple(f"{unit.write(bar.rate)} of {COUNT.write(bar.count)}" for bar in rated),
    )


def columns_table(exploration: TableExploration, unit: Unit) -> Table:
    """Return every column in figures."""
    heads = (
        Column("Column", number=False), Column("Kind", number=False), Column("Missing"), Column("Different values"), Column("Mean"),
        Column("Median"), Column("Most common or lowest", number=False), Column("Variance explained"),
    )  # fmt: skip
    rows = tuple(
        (column.name, column.kind, COUNT.write(column.missing), COUNT.write(column.distinct), NUMBER.write(column.mean),
         NUMBER.write(column.median), column.bars[0].label if column.bars else NONE, PERCENT.write(column.separation))
        for column in exploration.columns
    )  # fmt: skip
    note = "Variance explained: the share of the target's variance that lies between the column's bars (correlation ratio)."
    return Table("Columns, those that tell most first", heads, rows, note=note)
