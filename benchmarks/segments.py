"""How long do the segments of a million sessions take, and how much memory?

Simulates a shop of a million sessions, reads it, cuts it and computes the features that segments are made of; then, each timed: the whole
segment stage of the main job as it stands in `analysis.segments` (rows out of the database, three algorithms and 50 bootstrap samples on a
sample, every session assigned, named and profiled, RFM groups, the saved artifact), within it `segment` alone, and the assignment of one
session, as it is done live. The memory is that of the whole process; what it held before the stage is beside it.
``python -m benchmarks.segments``
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np
from benchmarks.simulator_record import record

from footfall.analysis import segments as stage
from footfall.analysis.asked import plan
from footfall.engines.duckdb import Engine
from footfall.events.log import EventLog
from footfall.events.read import read
from footfall.features.batch import build
from footfall.features.catalog import declared
from footfall.models.segmentation import SAMPLE, segment
from footfall.models.segments_artifact import load_segments
from footfall.report.playbook import read_playbook
from footfall.sessions.batch import cut
from footfall.settings import Settings
from footfall.simulate.shop import simulate

HEADLINE = (
    ("sessions", "sessions"),
    ("seconds", "stage_seconds"),
    ("seconds to read, cut and compute features", "read_cut_and_features_seconds"),
    ("peak GB", "peak_gb"),
    ("microseconds for one session, live", "one_session_microseconds"),
)

SESSIONS_A_VISITOR = 3.44
THREADS = 2
DAYS = 90
SEED = 553
ROWS = 1_000


def main(sessions: int, shop: Path | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        if shop is None:
            shop = Path(folder) / "shop.parquet"
            simulate(visitors=round(sessions / SESSIONS_A_VISITOR), days=DAYS, seed=SEED, out=shop)
        command = [sys.executable, "-m", "benchmarks.segments", "--measure", str(shop)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    record("segments", {"threads": THREADS, **json.loads(done.stdout.splitlines()[-1])})


def measure(shop: Path) -> dict[str, object]:
    """Return what the stage takes on one shop; in a process of its own, so that its memory is its own."""
    settings, clocks = Settings(threads=THREADS, seed=SEED), [time.perf_counter()]
    with Engine(threads=THREADS) as engine, tempfile.TemporaryDirectory() as folder:
        log = read(shop, engine=engine, settings=settings)
        assert isinstance(log, EventLog)
        visits = cut(log, settings)
        asked = plan(visits, settings, None)
        names = stage.behaviour_names(visits, asked.features)
        features = declared({part for name in names for part in stage.BEFORE.get(name, (name,))}, asked.categories)
        build(visits, features)
        clocks.append(time.perf_counter())
        before, worked = peak_gb(), sum(os.times()[:2])
        found = stage.segment_visits(visits, features, settings, read_playbook())
        stage.keep_segments(found, Path(folder), features, asked.categories, settings, "")
        clocks.append(time.perf_counter())
        at_stage, worked = peak_gb(), sum(os.times()[:2]) - worked
        inputs = stage.behaviour(visits, features)[names].astype("float64")
        clocks.append(time.perf_counter())
        again = segment(inputs, seed=SEED, threads=THREADS)
        clocks.append(time.perf_counter())
        artifact = load_segments(Path(folder) / "segments")
        rows = [dict(zip(names, row, strict=True)) for row in inputs.to_numpy(np.float64)[:ROWS].tolist()]
        lasts = []
        for row in rows:
            given = row | {whole: row[name] for name, (whole, _) in artifact.differences.items()}
            given |= {part: 0.0 for _, part in artifact.differences.values()}
            begin = time.perf_counter()
            artifact.assign(given)
            lasts.append(time.perf_counter() - begin)
        score = next(each for each in again.algorithms if each.name == again.champion)
        return {
            "sessions": len(inputs), "events": log.source.events, "features": len(names), "sample": SAMPLE, "resamples": score.resamples,
            "champion": again.champion, "k": score.k, "silhouette": score.silhouette, "stability": score.stability,
            "balance": score.balance, "read_cut_and_features_seconds": round(clocks[1] - clocks[0], 1),
            "stage_seconds": round(clocks[2] - clocks[1], 1), "stage_processor_seconds": round(worked, 1),
            "load": round(os.getloadavg()[0], 1),
            "segment_seconds": round(clocks[4] - clocks[3], 1),
            "one_session_microseconds": round(median(lasts) * 1e6, 1), "peak_gb_before_the_stage": round(before, 2),
            "peak_gb": round(at_stage, 2),
        }  # fmt: skip


def peak_gb() -> float:
    """Return the greatest memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=1_000_000)
    parser.add_argument("--shop", type=Path, help="an already simulated shop of so many sessions")
    parser.add_argument("--measure", type=Path, help="what each shop is measured by, in a process of its own")
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measure(given.measure)))
    else:
        main(given.sessions, given.shop)
