"""How long does the main job take, and how much memory?

Runs the command line as its user does, each run in a process of its own: `footfall --help`, and `footfall analyze` at standard effort on
the public data sets (`FOOTFALL_DATA` must name their folder) and on the demo shop. ``python -m benchmarks.analyze``
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.simulator_record import record

HEADLINE = (
    ("uci-553, seconds", "uci-553/seconds"),
    ("uci-468, seconds", "uci-468/seconds"),
    ("cdnow, seconds", "cdnow/seconds"),
    ("demo shop, events", "demo shop/events"),
    ("demo shop, seconds", "demo shop/seconds"),
    ("demo shop, peak GB", "demo shop/peak_gb"),
    ("`--help`, seconds", "help_seconds"),
)

SOURCES = ("uci-553", "uci-468", "cdnow")
COMMAND = Path(sys.executable).with_name("footfall")
HELPS = 7


def main() -> None:
    help_seconds = min(run("--help")[0] for _ in range(HELPS))
    found: dict[str, object] = {"help_seconds": round(help_seconds, 3)}
    with tempfile.TemporaryDirectory() as folder:
        shop = str(Path(folder) / "shop.parquet")
        run("simulate", "--visitors", "20200", "--days", "90", "--seed", "553", "--dirt", "--out", shop)
        for source in (*SOURCES, shop):
            out = Path(folder) / Path(source).stem
            seconds, peak = run("analyze", source, "--out", str(out))
            summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
            name = "demo shop" if source == shop else source
            events = summary["source"]["events"] or summary["source"]["sessions"]
            found[name] = {"events": events, "seconds": round(seconds, 1), "peak_gb": round(peak, 2)}
    record("analyze", found)


def run(*arguments: str) -> tuple[float, float]:
    """Return the seconds and the peak memory in GB of one run of the command line."""
    clock = time.perf_counter()
    process = subprocess.Popen([str(COMMAND), *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise RuntimeError(f"footfall {' '.join(arguments)} ended with {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - clock, usage.ru_maxrss * 1024 / 1e9


if __name__ == "__main__":
    main()
