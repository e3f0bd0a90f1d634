"""What does the shop look like through some of its sessions?

`look` describes the sessions of a `Choice` from a kept exploration, by the very functions that describe a whole log, and counts the period
before beside it. It reads no event.

What it says is what `explore` says of a log of those sessions alone, but for two figures that need the others: a visitor's first session,
by which cohorts go, is the first of the whole data (`explore.retention`); and a refund without a value gives back what its order
brought, wherever in the data that was placed.
"""

from dataclasses import dataclass, replace

from footfall.engines.duckdb import Engine
from footfall.explore.browsing import Browsing, Trail
from footfall.explore.choice import ASPECTS, Choice, check, day_number
from footfall.explore.kept import KeptExploration
from footfall.explore.overview import Exploration, Overview, described, overview
from footfall.explore.parts import TOLD_BY, Told
from footfall.explore.times import calendar_day
from footfall.explore.values import count

__all__ = ["Looked", "look"]

PERIODS_DAYS = (28, 7)
"""Days compared with as many before, where no days are chosen: four weeks as the predictive metrics of GA4, else one; whole weeks,
so that each weekday is in both as often."""
Days = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Looked:
    """The sessions of a choice.

    Parameters
    ----------
    exploration
        Of exactly those sessions.
    latest, latest_days
        Counts to compare, and their first and last day (ISO 8601). Where days are chosen: those days, as far as the data goes. Where none
        are: the last 28 whole days of the data, else 7, else half of its days, whichever fits twice. None where nothing fits.
    before, before_days
        Counts of as many days right before; None where the data does not hold them whole.
    """

    exploration: Exploration
    latest: Overview | None
    latest_days: tuple[str, str] | None
    before: Overview | None
    before_days: tuple[str, str] | None


def look(kept: KeptExploration, choice: Choice) -> Looked:
    """Describe the sessions of a choice.

    Parameters
    ----------
    kept
        A kept exploration.
    choice
        Which sessions.

    Raises
    ------
    UsageError
        When the choice names what is not there, a day that is none, or a last day before the first.

    Notes
    -----
    Cost: under a second for 5 million events on two cores (``benchmarks/results/filters.json``). Threads may call it at once.
    """
    check(choice, kept.choices)
    latest, before = periods(kept, choice)
    with kept.engine.beside() as engine:
        found = described(chosen(engine, kept, choice))
        return Looked(
            exploration=found,
            latest=found.overview if choice.dated and latest is not None else counts(engine, kept, choice, latest),
            latest_days=dates(latest),
            before=counts(engine, kept, choice, before),
            before_days=dates(before),
        )


def periods(kept: KeptExploration, choice: Choice) -> tuple[Days | None, Days | None]:
    """Return the days to compare and as many before them, each None where the data has no such days."""
    begin, end = kept.whole_days
    if not choice.dated:
        whole = end - begin + 1
        size = next((days for days in PERIODS_DAYS if whole >= 2 * days), whole // 2)
        return ((end - size + 1, end), (end - 2 * size + 1, end - size)) if size > 0 else (None, None)
    if kept.choices.first is None or kept.choices.last is None:
        return None, None
    first, last = day_number(kept.choices.first), day_number(kept.choices.last)
    first = first if choice.first is None else max(first, day_number(choice.first))
    last = last if choice.last is None else min(last, day_number(choice.last))
    if last < first:
        return None, None
    before = (2 * first - last - 1, first - 1)
    return (first, last), before if begin <= before[0] and before[1] <= end else None


def dates(days: Days | None) -> tuple[str, str] | None:
    """Return the first and last day as dates."""
    return None if days is None else (calendar_day(days[0]), calendar_day(days[1]))


def counts(engine: Engine, kept: KeptExploration, choice: Choice, days: Days | None) -> Overview | None:
    """Return the counts of a choice on other days."""
    if days is None:
        return None
    return overview(sessions_of(engine, kept, replace(choice, first=calendar_day(days[0]), last=calendar_day(days[1]))))


def chosen(engine: Engine, kept: KeptExploration, choice: Choice) -> Browsing:
    """Make the tables of a choice on a connection of its own, what several questions ask of summed."""
    browsing = sessions_of(engine, kept, choice)
    if choice != Choice():  # a dozen questions ask of them
        engine.run(
            f"CREATE OR REPLACE TEMP TABLE chosen_sessions_copied AS SELECT * EXCLUDE (cell_no, us, segment) FROM {browsing.sessions}"
        )
        browsing = replace(browsing, sessions="chosen_sessions_copied")
    within = f" WHERE {inside(choice)}"
    engine.run(f"""
        CREATE OR REPLACE TEMP TABLE {browsing.wares} AS SELECT * EXCLUDE (ware_no) FROM (
            SELECT ware_no, sum(events) AS events, sum(views) AS views, sum(carts) AS carts, sum(purchases) AS purchases,
                sum(revenue_micros) AS revenue_micros FROM kept_ware_sums{within} GROUP BY ware_no
        ) JOIN kept_wares USING (ware_no)""")
    for told_by, trail in browsing.trails.items():
        engine.run(f"""
            CREATE OR REPLACE TEMP {"TABLE" if told_by == "type" else "VIEW"} {trail.ways} AS SELECT before, after, n FROM (
                SELECT way_no, sum(n) AS n FROM kept_{told_by}_way_sums{within} GROUP BY way_no
            ) JOIN kept_{told_by}_ways USING (way_no)""")
        engine.run(f"""
            CREATE OR REPLACE TEMP VIEW {trail.walks} AS
            SELECT {told_by}_walk_no AS walk, 1 AS sessions, CAST(orders > 0 AS INTEGER) AS conversions FROM {browsing.sessions}""")
    engine.run(f"CREATE OR REPLACE TEMP VIEW {browsing.orders} AS SELECT * FROM kept_orders{within}")
    return browsing


def sessions_of(engine: Engine, kept: KeptExploration, choice: Choice) -> Browsing:
    """Make the tables of a choice's cells and sessions; the other parts are named, and made by `chosen`."""
    where, names = conditions(choice)
    engine.run(f"CREATE OR REPLACE TEMP TABLE chosen_cells AS SELECT * FROM kept_cells WHERE {where}", names)
    engine.run(f"CREATE OR REPLACE TEMP VIEW chosen_sessions AS SELECT * FROM kept_sessions WHERE {inside(choice)}")
    bots = engine.row("SELECT sum(bot_events), sum(bot_sessions) FROM chosen_cells")
    trails = {told_by: Trail(f"chosen_{told_by}_ways", f"chosen_{told_by}_walks", steps(told_by)) for told_by in TOLD_BY}
    return Browsing(
        engine, "", "chosen_sessions", trails, "chosen_wares", "chosen_orders", kept.source, bot_events=count(bots[0]),
        bot_sessions=count(bots[1]),
    )  # fmt: skip


def steps(told_by: Told) -> str:
    """Return the SQL that makes of the number of a walk its steps."""
    return f"(SELECT steps FROM kept_{told_by}_walks WHERE walk_no = walk)"


def inside(choice: Choice) -> str:
    """Return the condition that a row lies in a chosen cell, no condition where all are chosen."""
    return "true" if choice == Choice() else "cell_no IN (SELECT cell_no FROM chosen_cells)"


def conditions(choice: Choice) -> tuple[str, list[str]]:
    """Return the SQL condition of the chosen cells, and the names in it, in order."""
    found = ["true"]
    names: list[str] = []
    if choice.first is not None:
        found.append(f"day >= {day_number(choice.first)}")
    if choice.last is not None:
        found.append(f"day <= {day_number(choice.last)}")
    for field, column in ASPECTS.items():
        wanted = choice.names(field)
        if wanted:
            found.append(f"coalesce(nullif({column}, ''), '(unknown)') IN ({', '.join('?' * len(wanted))})")
            names.extend(wanted)
    return " AND ".join(found), names
