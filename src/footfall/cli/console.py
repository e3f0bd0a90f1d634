"""How does the command line speak?

Answers go to standard output (as text, or as one JSON document), everything else to standard error. The only place that prints; `bars`
shows progress.
"""

import json
import sys
from collections.abc import Mapping

from footfall.cli.fault import Fault

__all__ = ["say", "say_fault", "say_json"]


def say(text: str) -> None:
    """Print some lines of the answer."""
    print(text)


def say_json(record: Mapping[str, object]) -> None:
    """Print the answer as one JSON document; paths as text."""
    print(json.dumps(record, indent=2, ensure_ascii=False, allow_nan=False, default=str))


def say_fault(fault: Fault, *, as_json: bool) -> None:
    """Print what happened, where, and what to do about it."""
    if fault.traceback:
        print(fault.traceback, file=sys.stderr, end="")
    if as_json:
        error = {"what": fault.what, "where": fault.where, "remedy": fault.remedy, "exit_code": fault.code}
        print(json.dumps({"error": error}, ensure_ascii=False), file=sys.stderr)
        return
    lines = {"Error": fault.what, "Where": fault.where, "To do": fault.remedy}
    print("\n".join(f"{title}: {line}" for title, line in lines.items() if line), file=sys.stderr)
