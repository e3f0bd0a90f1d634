"""Does the log rest on one visitor, or on one day?

Two things that make every figure of an analysis fragile and that no column shows: one visitor (a test robot, the shop's own till, a shared
device) with a large share of all events, and purchases that all lie on one day. It names shares and days, never a visitor.
"""

from footfall.evaluation.result import Finding
from footfall.events.event import DAY_US
from footfall.sessions.batch import Visits

__all__ = ["BUSY", "lopsided"]

BUSY = 0.20
"""Share of all events of one visitor that is worth a warning. Where one visitor has a share s and the others little, the events are worth
no more than 1 / s^2 visitors (Kish 1965, Survey Sampling, effective sample size): at 0.2 no more than 25, however many there are."""
FEWEST_EVENTS = 1_000
"""In smaller logs a few visitors are all there is, and other findings say so."""
FEWEST_PURCHASES = 10


def lopsided(visits: Visits) -> tuple[Finding, ...]:
    """Return the warnings that one visitor has a large share of the events, and that all purchases lie on one day; bots left out."""
    return (*busiest_visitor(visits), *one_day(visits))


def busiest_visitor(visits: Visits) -> list[Finding]:
    """Return the warning that one visitor has a large share of the events, if so."""
    each = f"SELECT visitor_no, count(*) AS events, count(DISTINCT session_no) AS sessions FROM {visits.table}"
    found = visits.engine.row(
        "SELECT max(events), arg_max(sessions, events), sum(events), sum(sessions), count(*), sum(events * events) "
        f"FROM ({each} WHERE NOT bot AND visitor_no IS NOT NULL GROUP BY visitor_no) AS each_visitor"
    )
    events, sessions, total, total_sessions, visitors, squared = (int(value or 0) for value in found)
    if total < FEWEST_EVENTS or visitors < 2 or events < BUSY * total:
        return []
    worth = total**2 / squared
    said = (
        f"One visitor has {events / total:.0%} of all events and {sessions / total_sessions:.0%} of all sessions. Models learn this one, "
        f"and the {visitors:,} visitors are worth about {worth:,.0f} of equal size: intervals drawn by visitor become wide, those drawn "
        "by session are narrower than they should be."
    )
    evidence = f"{events:,} of {total:,} events, {sessions:,} of {total_sessions:,} sessions; effective number of visitors {worth:,.1f}"
    remedy = "If it is no customer (a robot, a till, a shared device), take its rows out of the file; marked bots are left out anyway."
    return [Finding("(visitors)", "warn", said, evidence, remedy)]


def one_day(visits: Visits) -> list[Finding]:
    """Return the warning that all purchases lie on one day of several, if so."""
    day, bought = f"us // {DAY_US}", "FILTER (type = 'purchase')"
    first = f"strftime(make_timestamp(min(us) {bought}), '%Y-%m-%d')"
    found = visits.engine.row(
        f"SELECT count(*) {bought}, count(DISTINCT {day}) {bought}, count(DISTINCT {day}), {first} FROM {visits.table} WHERE NOT bot"
    )
    purchases, on, days = (int(value or 0) for value in found[:3])
    if purchases < FEWEST_PURCHASES or on != 1 or days < 2:
        return []
    said = f"All {purchases:,} purchases lie on one day, {found[3]}, of {days:,}: no split in time can learn from some and test on others."
    remedy = "Check how purchases reach the file (an import at the end of the day gives all one date), or take a longer period."
    return [Finding("(purchases)", "warn", said, f"{purchases:,} purchases on {on} of {days:,} days", remedy)]
