"""What does a person read when a run fails, and with which code does it end?

`fault_of` turns any error into what happened, where, what to do about it, and an exit code. It prints nothing.
"""

import os
import tempfile
import traceback
from dataclasses import dataclass
from pathlib import Path

import typer

from footfall.errors import FootfallError

__all__ = ["INTERRUPTED", "MISTAKE", "OUR_BUG", "Fault", "fault_of"]

MISTAKE = 1
"""The user's: in the command, its settings or its files. The parser's own code for it would be 2."""
OUR_BUG = 70
"""EX_SOFTWARE of BSD's sysexits.h."""
INTERRUPTED = 130
"""128 + SIGINT, as shells have it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """The end of a run that failed.

    Parameters
    ----------
    what
        One sentence: what happened.
    code
        Exit code.
    where
        File, line, column and example, as far as they are known.
    remedy
        One sentence: what to do about it.
    traceback
        For a bug of ours that is being debugged.
    """

    what: str
    code: int
    where: str | None = None
    remedy: str | None = None
    traceback: str | None = None


def fault_of(error: BaseException, *, debug: bool = False) -> Fault:
    """Return what to tell a person about an error; `debug` shows the traceback of a bug instead of keeping it in a file."""
    if isinstance(error, KeyboardInterrupt | typer.Abort):
        return Fault("Interrupted. Nothing was left half-written.", INTERRUPTED, remedy="Run the same command again.")
    if isinstance(error, typer.TyperException):
        return Fault(error.format_message(), MISTAKE, remedy=usage_of(error))
    if isinstance(error, FootfallError) and error.exit_code != OUR_BUG:
        return Fault(error.what, error.exit_code, str(error.where) if error.where is not None else None, error.remedy)
    return bug(error, debug=debug)


def usage_of(error: typer.TyperException) -> str:
    """Return where to look up the usage of the verb that was mistyped."""
    context = getattr(error, "ctx", None)
    return f"See `{context.command_path if context is not None else 'footfall'} --help`."


def bug(error: BaseException, *, debug: bool) -> Fault:
    """Return an apology; the traceback goes with it or into a file."""
    what = f"Sorry, this is a bug in Footfall: {type(error).__name__}: {error}"
    lines = "".join(traceback.format_exception(error))
    if debug:
        return Fault(what, OUR_BUG, remedy="Please report it with the traceback above.", traceback=lines)
    kept = keep(lines)
    if kept is None:
        return Fault(what, OUR_BUG, remedy="Run `footfall --debug ...` to see the traceback, and please report it.")
    return Fault(what, OUR_BUG, where=str(kept), remedy="Please report it with the traceback in that file.")


def keep(lines: str) -> Path | None:
    """Write a traceback into the system's temporary folder; None where even that fails."""
    try:
        descriptor, name = tempfile.mkstemp(prefix="footfall-", suffix=".log")
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(lines)
    except OSError:
        return None
    return Path(name)
