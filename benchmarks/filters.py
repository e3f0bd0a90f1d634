"""How fast does a filter on the overview answer, and what does it cost to keep what it needs?

Simulates a shop, keeps its exploration, opens it and looks at it through 40 different choices, each `ROUNDS` times: days, channels,
countries, devices and segments, alone and together. Segments are made up (five, drawn by session), since finding real ones would be all of
the time; five that cut across everything else are as many cells as five can be. Seconds of the clock; peak memory of the process that
opens and looks. ``python -m benchmarks.filters --events 5000000``, with ``--log FILE`` on events that lie there already.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
from benchmarks.simulator_record import record

from footfall.engines.duckdb import Engine
from footfall.events.log import EventLog
from footfall.events.read import read
from footfall.explore.choice import Choice, Choices, day_number
from footfall.explore.kept import FOLDER, keep, open_kept
from footfall.explore.look import look
from footfall.explore.overview import explore
from footfall.explore.times import calendar_day
from footfall.sessions.batch import cut
from footfall.settings import Settings
from footfall.simulate.shop import simulate

HEADLINE = (
    ("events", "events"),
    ("seconds a filter, p95", "look/p95_seconds"),
    ("p50", "look/p50_seconds"),
    ("seconds to open", "open_seconds"),
    ("MB on disk", "kept_mb"),
    ("load average of the machine's two cores meanwhile", "load_average"),
)

EVENTS_A_VISITOR = 37.6
THREADS = 2
ROUNDS = 3
SEGMENTS = ("one", "two", "three", "four", "five")


def main(events: int, log_file: Path | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        if log_file is None:
            log_file = Path(folder) / "shop.parquet"
            simulate(visitors=round(events / EVENTS_A_VISITOR), days=90, seed=1, out=log_file)
        found = kept(log_file, Path(folder))
        command = [sys.executable, "-m", "benchmarks.filters", "--look", folder]
        looked = subprocess.run(command, capture_output=True, text=True, check=True)
        found |= json.loads(looked.stdout)
    record("filters", {"threads": THREADS, "rounds": ROUNDS, "load_average": round(os.getloadavg()[1], 1), **found})


def kept(log_file: Path, out: Path) -> dict[str, object]:
    """Explore and keep; return what that took."""
    settings = Settings(threads=THREADS)
    with Engine(threads=THREADS) as engine:
        log = read(str(log_file), engine=engine, settings=settings)
        if not isinstance(log, EventLog):
            raise TypeError("The simulator writes events.")
        visits = cut(log, settings)
        clock = time.perf_counter()
        explore(visits)
        explored = time.perf_counter() - clock
        numbers = engine.frame(f"SELECT DISTINCT session_no FROM {visits.table} ORDER BY 1")["session_no"].to_numpy(np.int64)
        segments = pd.Series(np.random.default_rng(1).choice(SEGMENTS, len(numbers)), index=numbers)
        clock = time.perf_counter()
        keep(visits, segments, out)
        seconds = time.perf_counter() - clock
        events = engine.integer(f"SELECT count(*) FROM {visits.table}")
    size = sum(path.stat().st_size for path in (out / FOLDER).iterdir())
    found = {"explore_seconds": round(explored, 2), "keep_seconds": round(seconds, 2), "kept_mb": round(size / 1e6, 1)}
    return {"events": events, "sessions": len(numbers), **found}


def looks(folder: Path) -> None:
    """Open and look; print what that took."""
    clock = time.perf_counter()
    with open_kept(folder, threads=THREADS) as opened:
        seconds = time.perf_counter() - clock
        cells = opened.engine.integer("SELECT count(*) FROM kept_cells")
        chosen = choices(opened.choices)
        took = []
        for choice in chosen * ROUNDS:
            clock = time.perf_counter()
            look(opened, choice)
            took.append(time.perf_counter() - clock)
    every = np.array(took)
    slowest = chosen[int(every.argmax()) % len(chosen)]
    figures = {f"p{each}_seconds": round(float(np.quantile(every, each / 100)), 3) for each in (50, 95)}
    best = every.reshape(ROUNDS, len(chosen)).min(axis=0)
    spread = {"most_seconds": round(float(every.max()), 3), "p95_of_the_best_round_seconds": round(float(np.quantile(best, 0.95)), 3)}
    look_at = {"choices": len(chosen), **figures, **spread, "slowest": repr(slowest)}
    print(json.dumps({"cells": cells, "open_seconds": round(seconds, 2), "peak_gb_of_looking": peak_gb(), "look": look_at}))


def peak_gb() -> float:
    """Return the most memory that this program held; what started it is not in it, as it would be in ``ru_maxrss``."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return round(next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1e6, 2)


def choices(there: Choices) -> list[Choice]:
    """Return 40 different choices, broad and narrow."""
    first, last = day_number(there.first or ""), day_number(there.last or "")
    spans = [(first, last), (first, (first + last) // 2), (last - 27, last), (last - 6, last), (last, last)]
    dates = [(calendar_day(begin), calendar_day(end)) for begin, end in spans]
    channels, countries, devices, segments = (
        tuple(option.name for option in options) for options in (there.channels, there.countries, there.devices, there.segments)
    )
    found = [Choice(), *(Choice(*each) for each in dates)]
    found += [Choice(channels=(name,)) for name in channels[:5]] + [Choice(countries=(name,)) for name in countries[:5]]
    found += [Choice(devices=(name,)) for name in devices[:3]] + [Choice(segments=(name,)) for name in segments]
    found += [Choice(channels=channels[1:]), Choice(countries=countries[1:]), Choice(devices=devices[:2]), Choice(segments=segments[:4])]
    found += [Choice(*each, channels=channels[:2], devices=(device,)) for each, device in product(dates[:4], devices[:2])]
    found += [Choice(*dates[1], countries=(name,), segments=segments[:2]) for name in countries[:4]]
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=5_000_000)
    parser.add_argument("--log", type=Path)
    parser.add_argument("--look", type=Path)
    given = parser.parse_args()
    if given.look:
        looks(given.look)
    else:
        main(given.events, given.log)
