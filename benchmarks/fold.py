"""How long does one live event take, and how large is what must be remembered?

Simulates a shop and folds its events one by one on one core: the update and the read of the whole catalogue, placing included. As in a live
service a session's states are let go of when the visitor's next one begins, and Python's collector of cycles runs; the figure without it
stands beside. 45 plain closures are a yardstick of the machine. Then the size of every session's and visitor's state as it is kept
(`features.state`).
``python -m benchmarks.fold``
"""

import argparse
import gc
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from benchmarks.simulator_record import record

from footfall.events.event import Event, micros
from footfall.features.catalog import FEATURES
from footfall.features.online import Folds
from footfall.features.state import dump
from footfall.sessions.online import Placer
from footfall.simulate.shop import simulate

HEADLINE = (
    ("features", "features"),
    ("microseconds an event", "microseconds_an_event"),
    ("bytes of a session, median", "session_state_bytes/median"),
    ("p99", "session_state_bytes/p99"),
    ("bytes of a visitor, median", "visitor_state_bytes/median"),
    ("p99", "visitor_state_bytes/p99"),
)

GAP_US = 30 * 60 * 1_000_000
CLOSURES = 45
ROUNDS = 3
MONEY = ("price", "value", "revenue")


def main(visitors: int) -> None:
    best, uncollected, yard = (float("inf") for _ in range(3))
    for _ in range(ROUNDS):
        log = events(visitors)
        gc.freeze()  # the log lies in memory for the benchmark alone, and is not the collector's to walk
        best = min(best, timed(fold(log, Kept())))
        gc.unfreeze()
        log = events(visitors)
        gc.disable()
        uncollected = min(uncollected, timed(fold(log, Kept())))
        yard = min(yard, timed(closures(log)))
        gc.enable()
    kept = Kept(ended=[])
    fold(events(visitors), kept)()
    last = [session for _, session in kept.sessions.values()]
    sessions, people = sizes([*(kept.ended or ()), *last]), sizes(list(kept.visitors.values()))
    record(
        "fold",
        {
            "events": len(log),
            "features": len(FEATURES),
            "microseconds_an_event": round(best / len(log) * 1e6, 1),
            "microseconds_without_the_collector": round(uncollected / len(log) * 1e6, 1),
            "microseconds_of_45_closures": round(yard / len(log) * 1e6, 1),
            "session_state_bytes": sessions,
            "visitor_state_bytes": people,
        },
    )


def events(visitors: int) -> list[Event]:
    """Return a simulated shop's events in total order."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shop.parquet"
        simulate(visitors=visitors, days=90, seed=1, out=path)
        rows = pq.read_table(path).to_pylist()
    plain = {each.name for each in fields(Event)}
    made = []
    for row in rows:
        money: dict[str, Any] = {f"{name}_micros": micros(row.get(name)) for name in MONEY}
        made.append(Event(**{name: value for name, value in row.items() if name in plain and name != "session_id"}, **money))
    return sorted(made, key=lambda each: (each.us, each.seq, each.event_id))


@dataclass(slots=True)
class Kept:
    """The states in memory: of every visitor's session at hand, with its id, and of every visitor; ended sessions where they are wanted."""

    sessions: dict[object, tuple[object, list[Any]]] = field(default_factory=dict)
    visitors: dict[object, list[Any]] = field(default_factory=dict)
    ended: list[list[Any]] | None = None


def fold(log: list[Event], kept: Kept) -> Callable[[], None]:
    """Return the work on a log; the states are left in `kept`."""
    folds, placer, sessions, visitors = Folds(FEATURES), Placer(GAP_US), kept.sessions, kept.visitors

    def work() -> None:
        for event in log:
            placer.place(event)
            who = event.visitor_id
            number, session = sessions.get(who, (None, None))
            if session is None or number != event.session_id:
                if session is not None and kept.ended is not None:
                    kept.ended.append(session)
                session = folds.new_session()
                sessions[who] = event.session_id, session
            visitor = visitors.get(who)
            if visitor is None:
                visitor = visitors[who] = folds.new_visitor()
            folds.observe(session, visitor, event)

    return work


def closures(log: list[Event]) -> Callable[[], None]:
    """Return the yardstick: 45 closures that each count one type of event in a list of their own."""

    def counter(kind: str) -> Callable[[Event], int]:
        state = [0]

        def count(event: Event) -> int:
            if event.type == kind:
                state[0] += 1
            return state[0]

        return count

    counters = [counter(f"type {number}") for number in range(CLOSURES)]

    def work() -> None:
        for event in log:
            for each in counters:
                each(event)

    return work


def timed(work: Callable[[], None]) -> float:
    """Return the processor seconds of some work."""
    clock = time.process_time()
    work()
    return time.process_time() - clock


def sizes(states: list[list[Any]]) -> dict[str, int]:
    """Return median, 99th percentile and greatest number of bytes of states as they are kept."""
    found = np.array([len(dump(each, FEATURES.fingerprint)) for each in states])
    return {"median": int(np.median(found)), "p99": int(np.quantile(found, 0.99)), "greatest": int(found.max())}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=2_000)
    main(parser.parse_args().visitors)
