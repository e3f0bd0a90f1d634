"""How did a command end, and what did it leave?"""

import json
import re
import resource
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FEW = "at least 30"
UNKNOWN = "no row whose label is known"


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code and the one JSON document it printed."""

    code: int
    said: dict[str, Any]

    @property
    def error(self) -> tuple[str, str, str]:
        """What happened, where, and what to do."""
        error = self.said["error"]
        return error["what"], error["where"] or "", error["remedy"] or ""


Typed = Callable[..., Ended]


def no_number(text: str) -> float:
    raise AssertionError(f"{text} in the JSON")


def stands() -> set[str]:
    """Return what stands in the folder that was typed in, and in the working folder, which must be empty."""
    return {path.name for path in Path().iterdir()} | {path.name for path in Path("../work").iterdir()}


def contents() -> dict[str, bytes]:
    """Return every file of this folder, and where every link leads."""
    paths = [*Path().rglob("*"), *Path("../work").rglob("*")]
    return {str(path): bytes(path.readlink()) if path.is_symlink() else path.read_bytes() if path.is_file() else b"" for path in paths}


def whole(out: str | Path) -> dict[str, Any]:
    """Return the summary of a finished analysis, whose files are all there and show no number that is none."""
    folder = Path(out)
    for name in ("report.html", "summary.json", "scores.parquet", "quarantine.parquet", "predictions"):
        assert (folder / name).exists(), name
    shown = re.sub(
        r'<script.*?</script>|<style.*?</style>|<td data-label="Example">.*?</td>',
        "",
        (folder / "report.html").read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )
    assert re.findall(r".{0,40}\b(?:nan|NaN|inf|Infinity|None)\b.{0,20}", shown) == []
    found: dict[str, Any] = json.loads((folder / "summary.json").read_text(encoding="utf-8"), parse_constant=no_number)
    return found


def reasons(summary: Mapping[str, Any]) -> dict[str, str | None]:
    return {name: target["not_asked"] for name, target in summary["targets"].items()}


@contextmanager
def small_disk(size: int) -> Iterator[None]:
    """Let no file grow beyond `size` bytes: the system refuses to write more, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
