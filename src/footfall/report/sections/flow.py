"""How do visits run? Charts of their length, the funnel, and what follows what; a table of the commonest ways through a visit."""

from footfall.explore.distribution import Distribution
from footfall.explore.overview import Exploration
from footfall.explore.paths import END, OTHER, START, Transitions
from footfall.explore.walks import Walk, Walks
from footfall.report.blocks import Column, Drawn, Table
from footfall.report.charts import Axis, Bars, Heat, Series
from footfall.report.numbers import COUNT, PERCENT, RATE, seconds
from footfall.report.words import event_type

__all__ = ["flow_charts", "length_charts", "walk_tables"]


def length_charts(exploration: Exploration) -> tuple[Drawn, ...]:
    """Return session lengths in clicks, and in time where there is a clock."""
    found = []
    if exploration.lengths is not None:
        lengths = exploration.lengths
        found.append(
            standing(
                "session-lengths", f"Half of the sessions have at most {COUNT.write(lengths.median)} clicks", lengths,
                "Clicks in the session",
                [f"{bar.low:.0f}" if bar.high is not None else f"{bar.low:.0f}+" for bar in lengths.bins],
                f"Each bar counts the sessions with so many clicks. One in a hundred has more than {COUNT.write(lengths.p99)}.",
            )
        )  # fmt: skip
    if exploration.durations is not None:
        durations = exploration.durations
        found.append(
            standing(
                "session-durations", f"Half of the sessions last at most {seconds(durations.median)}", durations,
                "From first to last click",
                [seconds(bar.low) if bar.high is not None else f"{seconds(bar.low)}+" for bar in durations.bins],
                "Each bar counts the sessions that lasted from the time under it up to the next. Time on the last page cannot be known.",
            )
        )  # fmt: skip
    return tuple(found)


def standing(id: str, title: str, spread: Distribution, name: str, labels: list[str], reading: str) -> Bars:
    """Return standing bars of a distribution."""
    series = Series("Sessions", tuple(float(bar.count) for bar in spread.bins))
    return Bars(
        id=id, title=title, reading=reading, labels=tuple(labels), series=(series,), value=Axis("Sessions", COUNT), name=name, lying=False,
    )  # fmt: skip


def flow_charts(exploration: Exploration) -> tuple[Drawn, ...]:
    """Return the funnel and the transitions, as far as the data has them."""
    found: list[Drawn] = []
    if exploration.funnel:
        found.append(funnel_chart(exploration))
    if exploration.transitions is not None:
        found.append(transition_chart(exploration.transitions))
    return tuple(found)


def funnel_chart(exploration: Exploration) -> Bars:
    """Return the funnel, each step with its share of the step before."""
    steps = exploration.funnel
    lost = min(steps[1:], key=lambda step: step.of_previous)
    before = steps[steps.index(lost) - 1]
    notes = [COUNT.write(steps[0].sessions)]
    notes += [f"{COUNT.write(step.sessions)} · {RATE.write(step.of_all)}" for step in steps[1:]]
    return Bars(
        id="funnel",
        title=f"{RATE.write(steps[-1].of_all)} of the sessions reach “{event_type(steps[-1].name)}”",
        reading=(
            f"Each bar counts the sessions that came at least so far, with their share of all sessions. The narrowest passage is from "
            f"“{event_type(before.name)}” to “{event_type(lost.name)}”: {RATE.write(lost.of_previous)} go on."
        ),
        labels=tuple(event_type(step.name) for step in steps),
        series=(Series("Sessions", tuple(float(step.sessions) for step in steps)),),
        value=Axis("Sessions", COUNT),
        name="Step",
        notes=tuple(notes),
    )


def transition_chart(found: Transitions) -> Heat:
    """Return the heat map of what follows what."""
    by_type = found.of == "type"
    origins, targets = (START, *found.states), (*found.states, END)
    best = max(
        (
            (found.share(origin, target) or 0.0, origin, target)
            for origin in found.states[:6]
            for target in found.states
            if origin != target
        ),
        default=(0.0, "", ""),
    )
    stays = sum(found.counts.get((state, state), 0) for state in found.states)
    moves = sum(n for (origin, target), n in found.counts.items() if origin != START and target != END)
    words = {START: "start of visit", END: "end of visit", OTHER: "anything else"}
    named = {state: words.get(state, event_type(state) if by_type else state) for state in (*origins, *targets)}
    return Heat(
        id="transitions",
        title=f"After “{named[best[1]]}”, {PERCENT.write(best[0])} go on to “{named[best[2]]}”"
        if by_type
        else f"{PERCENT.write(stays / moves if moves else None)} of the next clicks stay in the same category",
        reading=(
            f"Read along a row: of all clicks on this {'kind of page' if by_type else 'category'}, the share that led to each column next."
        ),
        rows=tuple(named[state] for state in origins),
        columns=tuple(named[state] for state in targets),
        values=tuple(tuple(found.share(origin, target) for target in targets) for origin in origins),
        unit=PERCENT,
        name="Share of what comes next",
        over="what came before",
        wide=True,
    )


def walk_tables(exploration: Exploration) -> tuple[Table, ...]:
    """Return the table of the commonest ways through a visit, where the data has any."""
    found = exploration.walks
    if found is None or not found.top:
        return ()
    buying = any(walk.conversions is not None for walk in found.top)
    heads = (
        Column("Way through the visit", number=False),
        Column("Sessions"),
        Column("Share"),
        *((Column("Of them buy"),) if buying else ()),
    )
    together = sum(walk.share for walk in found.top)
    steps = "kinds of page" if found.of == "type" else "categories"
    note = (
        f"The first six {steps} of a visit; equal ones in a row are one step, and “…” says that it goes on. These "
        f"{COUNT.write(len(found.top))} of {COUNT.write(found.different)} different ways are {PERCENT.write(together)} of all sessions."
    )
    return (
        Table("The commonest ways through a visit", heads, tuple(walk_line(walk, found, buying=buying) for walk in found.top), note=note),
    )


def walk_line(walk: Walk, found: Walks, *, buying: bool) -> tuple[str, ...]:
    """Return one way as a row."""
    words = {OTHER: "anything else"}
    steps = [words.get(step, event_type(step) if found.of == "type" else step) for step in walk.steps]
    way = " → ".join([*steps, "…"] if walk.goes_on else steps)
    return (way, COUNT.write(walk.sessions), RATE.write(walk.share), *((RATE.write(walk.conversion_rate),) if buying else ()))
