"""What does acting on a target's scores bring, and from which score on?

The costs and benefits of a campaign as a table, and its profit by threshold as a chart; nothing where the settings name no campaign.
"""

from footfall.evaluation.result import Policy, Profit, TargetResult
from footfall.report.blocks import Block, Column, Table, Words
from footfall.report.charts import Axis, Guide, Lines, Points
from footfall.report.numbers import COUNT, NONE, NUMBER, RATE, Unit, range_of
from footfall.report.sections.curves import named

__all__ = ["profit_blocks", "profit_chart", "profit_table", "told_blocks"]

CHANCE = Unit(".2%", axis=".1%")
"""Thresholds are often below one per cent."""
READING = (
    "Everything is counted on the test part. Extra conversions are the effect times those who convert after being acted on; the profit is "
    "their value less the cost. {ends}"
    "The threshold was chosen on the {part} part, before the test part was read."
)


def profit_blocks(result: TargetResult, unit: Unit) -> tuple[Block, ...]:
    """Return a sentence, the table and the chart; `unit` is of money."""
    profit = result.profit
    if profit is None or not profit.policies:
        return ()
    return told_blocks(result, profit, unit, clicks=bool(result.early))


def told_blocks(result: TargetResult, profit: Profit, unit: Unit, *, clicks: bool) -> tuple[Block, ...]:
    """Return the same of any campaign of a target; `clicks`: whether one may wait for a visit's next clicks."""
    return (
        Words(" ".join(said(profit, unit, clicks=clicks))),
        profit_table(profit, unit),
        *([profit_chart(result, profit, unit)] if len(profit.curve) > 1 else []),
    )


def said(profit: Profit, unit: Unit, *, clicks: bool) -> list[str]:
    """Return in sentences from where on an action pays, and what the chosen threshold is worth; `clicks`: whether one may wait for more."""
    chosen, nobody = profit.policies[0], policy(profit, "nobody")
    costs = f"A conversion brings {unit.write(profit.value)}, an action costs {unit.write(profit.cost)}"
    told = [f"{costs} and brings about {RATE.write(profit.effect)} of the conversions of those acted on."]
    if profit.break_even is None:
        told.append("So an action brings nothing.")
    elif profit.break_even > 1:
        told.append("So no action pays for itself, however likely a conversion is.")
    else:
        told.append(f"So an action pays for itself from a probability of {CHANCE.write(profit.break_even)} on.")
    if profit.threshold is None:
        told.append("On the data before the test part, acting on nobody brought most.")
        return told
    ends = "" if chosen.interval is None else f" (95%: {range_of(unit, chosen.interval)})"
    told.append(
        f"Acting from {CHANCE.write(profit.threshold)} on reaches {RATE.write(chosen.acted / profit.units)} of the test part and brings "
        f"{unit.write(chosen.profit)}{ends}."
    )
    if clicks and profit.break_even is not None and profit.threshold > profit.break_even:
        told.append("It lies above the break-even because one may wait for a visit's next clicks: by then fewer are acted on in vain.")
    low = nobody.behind_interval[0] if nobody is not None and nobody.behind_interval is not None else None
    if low is not None and low <= 0:
        told.append("That may be chance: the interval does not exclude a loss.")
    return told


def policy(profit: Profit, name: str) -> Policy | None:
    """Return one rule of whom to act on."""
    return next((each for each in profit.policies if each.name == name), None)


def profit_table(profit: Profit, unit: Unit) -> Table:
    """Return the costs and benefits of each rule, the chosen one first."""
    heads = ("Acted on", "Cost", "Extra conversions", "Their value", "Profit", "Gain of the chosen over it")
    rows = tuple(
        (
            rule(each), f"{COUNT.write(each.acted)}\n{RATE.write(each.acted / profit.units)}", unit.write(profit.cost * each.acted),
            NUMBER.write(profit.effect * each.converted), unit.write(profit.value * profit.effect * each.converted),
            with_ends(unit, each.profit, each.interval),
            NONE if each.behind is None else with_ends(unit, each.behind, each.behind_interval),
        )
        for each in profit.policies
    )  # fmt: skip
    ends = "Under a figure, its 95% interval. " if any(each.interval is not None for each in profit.policies) else ""
    note = READING.format(part="calibrate" if profit.chosen_on == "calibrate" else "tune", ends=ends)
    columns = (Column("Act", number=False), *(Column(head) for head in heads))
    return Table("What acting costs and brings", columns, rows, marked=frozenset({0}), note=note)


def rule(each: Policy) -> str:
    """Return whom a rule acts on."""
    from_on = "" if each.threshold is None else f" ({CHANCE.write(each.threshold)})"
    return {
        "threshold": f"from the chosen threshold on{from_on}" if each.threshold is not None else "as chosen: on nobody",
        "break_even": f"from the break-even on{from_on}",
        "top_tenth": f"from the top tenth's score on{from_on}",
        "everybody": "on everybody",
        "nobody": "on nobody",
    }[each.name]


def with_ends(unit: Unit, value: float, ends: tuple[float, float] | None) -> str:
    """Return a figure with its interval under it."""
    return f"{unit.write(value)}\n{range_of(unit, ends)}" if ends is not None and ends[0] < ends[1] else unit.write(value)


def profit_chart(result: TargetResult, profit: Profit, unit: Unit) -> Lines:
    """Return the profit at each threshold."""
    x = tuple(point.threshold for point in profit.curve)
    low, high = min(0.0, *(point.low for point in profit.curve)), max(0.0, *(point.high for point in profit.curve))
    marks = {"Chosen": profit.threshold, "Break-even": profit.break_even}
    guides = tuple(
        Guide(f"{name}: {CHANCE.write(at)}", (at, low), (at, high)) for name, at in marks.items() if at is not None and at <= x[-1]
    )
    known = any(point.low < point.high for point in profit.curve)
    band = "The band is the 95% interval. " if known else ""
    lows, highs = (tuple(point.low for point in profit.curve), tuple(point.high for point in profit.curve)) if known else ((), ())
    best = max(profit.curve, key=lambda point: point.profit)
    whom = f"from {CHANCE.write(profit.threshold)} on" if profit.threshold is not None else "on nobody"
    return Lines(
        id=named(result, "profit"), title=f"Acting {whom} was chosen, before the test part was looked at",
        reading=(
            "How to read it: each point is a threshold; acting on everybody who reaches it, once, would have brought so much on the test "
            f"part, compared with acting on nobody (0). Left is everybody, right only the surest. {band}The test "
            f"part's own best, which could not be known before, is {unit.write(max(best.profit, 0.0))}."
        ),
        lines=(Points("Profit", x, tuple(point.profit for point in profit.curve), low=lows, high=highs),),
        guides=(Guide("Nobody", (x[0], 0.0), (x[-1], 0.0)), *guides),
        x=Axis("Threshold (probability)", CHANCE, (0.0, x[-1] * 1.02)),
        y=Axis(f"Profit{f' ({unit.before.strip()})' if unit.before else ''} on the test part", unit, (low * 1.05, high * 1.05 or 1.0)),
    )  # fmt: skip
