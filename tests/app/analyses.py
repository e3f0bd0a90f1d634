"""A finished analysis of each kind of data, small and quick, made once for all tests of what comes of one."""

import csv
import fcntl
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest

from footfall.analysis.analyze import analyze
from footfall.settings import Settings
from footfall.simulate.shop import simulate

__all__ = ["KINDS", "QUICK", "Analyses", "analysed", "code_hash", "source_of"]

KINDS = ("shop", "proxies", "orders", "sessions")
VISITORS, DAYS = 700, 84
PROXY_SESSIONS, CUSTOMERS, ROWS = 1_500, 1_200, 3_000
QUICK = Settings(effort="quick", currency="EUR", conversion_value=40.0, action_cost=0.5, action_effect=0.1)


def source_of(kind: str, data: Callable[[], Path], folder: Path) -> Path:
    """Write the source of one kind into a folder: a simulated shop, and the first sessions, customers or rows of the public data sets."""
    folder.mkdir(parents=True, exist_ok=True)
    match kind:
        case "shop":
            out = folder / "shop.parquet"
            simulate(visitors=VISITORS, days=DAYS, seed=5, out=out, dirt=True)
        case "proxies":
            out = folder / "clicks.csv"
            with zipfile.ZipFile(data() / "uci-553.zip") as packed:
                (name,) = [each for each in packed.namelist() if each.endswith(".csv")]
                lines = packed.read(name).decode().splitlines()
            ids = lines[0].split(";").index("session ID")
            days = {line.split(";")[ids] for line in lines[1:]}
            every = max(1, len(days) // PROXY_SESSIONS)  # sessions of the whole period, so that every part has some
            kept = [line for line in lines[1:] if int(line.split(";")[ids]) % every == 0]
            out.write_text("\n".join([lines[0], *kept]) + "\n")
        case "orders":
            out = folder / "orders.txt"
            lines = (data() / "cdnow-master.txt").read_text().splitlines()
            kept = [line for line in lines[1:] if int(line.split()[0]) % 20 == 0]
            out.write_text("\n".join([lines[0], *kept]) + "\n")
        case _:
            out = folder / "sessions.csv"
            with (data() / "uci-468.csv").open(newline="") as file:
                rows = list(csv.reader(file))
            with out.open("w", newline="") as file:
                csv.writer(file).writerows([rows[0], *rows[1::4]])
    return out


def analysed(kind: str, data: Callable[[], Path], shared: Path) -> Path:
    """Return the folder of the analysis, made by whichever process comes first; figures for paper, which take long, of the shop alone."""
    folder = shared / kind
    with (shared / f"{kind}.lock").open("w") as lock, pytest.MonkeyPatch.context() as patched:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "summary.json").exists():
            if kind != "shop":
                patched.setattr("footfall.report.html.write_figures", lambda charts, folder: folder.mkdir())
            analyze(source_of(kind, data, shared / f"{kind}-source"), folder, settings=QUICK)
    return folder


@dataclass(frozen=True)
class Analyses:
    """The analyses, made on first use and kept from run to run while the code stays the same; `data` gives the public data sets."""

    data: Callable[[], Path]
    shared: Path

    def of(self, kind: str) -> Path:
        """Return the folder of one kind's."""
        return analysed(kind, self.data, self.shared)

    def source(self, kind: str) -> Path:
        """Return the file that it was made from."""
        self.of(kind)
        (found,) = [path for path in (self.shared / f"{kind}-source").iterdir() if ".truth." not in path.name]
        return found


def code_hash() -> str:
    """Return a hash of the code that makes the analyses, and of the versions that it rests on."""
    top = Path(__file__).parents[2]
    root = top / "src" / "footfall"
    code = [
        path for path in sorted(root.rglob("*")) if path.suffix in (".py", ".toml") and "app" not in path.parts and "cli" not in path.parts
    ]
    return sha256(b"".join(path.read_bytes() for path in [*code, Path(__file__), top / "requirements.lock"])).hexdigest()[:16]
