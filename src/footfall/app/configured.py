"""How was this app started? One record for the process, set once by `server` before the first page."""

from dataclasses import dataclass
from pathlib import Path

__all__ = ["Configured", "configured", "use"]


@dataclass(frozen=True, slots=True)
class Configured:
    """How the app was started.

    Parameters
    ----------
    root
        Folder of all workspaces.
    local
        Whether paths of this machine may be opened: only where nobody else can reach the app.
    first
        The analysis that is open at first; None for none.
    most_bytes
        The largest file that may be brought.
    """

    root: Path
    local: bool = False
    first: Path | None = None
    most_bytes: int = 4 * 1024**3


_now: list[Configured] = []


def use(configured: Configured) -> None:
    """Set the record for this process."""
    _now[:] = [configured]


def configured() -> Configured:
    """Return the record.

    Raises
    ------
    RuntimeError
        When the pages run without the app's own server.
    """
    if not _now:
        raise RuntimeError("Start the app with `footfall app`: its pages do not run alone.")
    return _now[0]
