"""On what machine, and at which commit, was this measured?

Writes one result file with both. Run the benchmarks from the checkout's root: ``python -m benchmarks.simulator_truth``.
"""

import json
import os
import platform
import subprocess
from collections.abc import Mapping
from pathlib import Path

__all__ = ["record"]

RESULTS = Path(__file__).parent / "results"


def record(name: str, found: Mapping[str, object]) -> None:
    """Write ``results/<name>.json`` and say so."""
    git = ["git", "-C", str(RESULTS.parent)]
    commit = subprocess.run([*git, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()
    machine = {"processor": processor(), "cores": os.cpu_count(), "python": platform.python_version()}
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps({"machine": machine, "commit": commit, **found}, indent=2) + "\n")
    print(path.read_text())


def processor() -> str:
    """Return the processor's name as the system gives it."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    named = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.machine()
