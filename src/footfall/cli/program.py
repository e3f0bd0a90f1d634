"""Which verbs are there, and how does a run begin and end?

Exit codes: 0 fine, 1 the user's mistake, 2 the data failed a check, 70 our bug, 130 interrupted (`fault` chooses). A verb's file imports
what it needs when it runs, so that ``--help`` is quick.
"""

import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType, ModuleType

import typer

from footfall import __version__
from footfall.cli import (
    analyze,
    at_risk,
    audience,
    audit,
    compare,
    demo,
    expected,
    explain,
    features,
    forecast,
    ingest,
    regroup,
    report,
    score,
    segment,
    settings,
    simulate,
    try_,
)
from footfall.cli import app as pages
from footfall.cli.console import say, say_fault
from footfall.cli.fault import INTERRUPTED, fault_of

__all__ = ["VERBS", "app", "run", "typed_as"]

VERBS = (
    demo,
    pages,
    simulate,
    ingest,
    analyze,
    audit,
    features,
    explain,
    score,
    segment,
    regroup,
    expected,
    try_,
    audience,
    at_risk,
    forecast,
    compare,
    report,
    settings,
)
"""One file a verb, in the order in which they are listed: `command` is what runs, `SHORT` its line in the list, `EXAMPLES` end its help."""

EPILOG = """\b
Exit codes: 0 fine; 1 a mistake in the command, its settings or its files;
2 the data failed a check; 70 a bug in Footfall; 130 interrupted."""

app = typer.Typer(
    name="footfall",
    help="From a shop's raw clicks to who will buy, what they are worth and who they are.",
    epilog=EPILOG,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich would triple the time of --help and fit its text to the terminal
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)


def typed_as(verb: ModuleType) -> str:
    """Return what is typed for a verb: its file's name with hyphens, without the line that a word of Python's own needs (``try_``).

    >>> typed_as(at_risk), typed_as(try_)
    ('at-risk', 'try')
    """
    return verb.__name__.rsplit(".", 1)[-1].rstrip("_").replace("_", "-")


def show_version(asked: bool) -> None:
    """Print the version and end, where it was asked for."""
    if asked:
        say(f"footfall {__version__}")
        raise typer.Exit


@app.callback()
def everything(
    version: bool = typer.Option(False, "--version", help="Print the version and end.", is_eager=True, callback=show_version),
    debug: bool = typer.Option(False, "--debug", help="Show the traceback of a bug in Footfall, instead of keeping it in a file."),
) -> None:
    """Options that go before any verb."""


for verb in VERBS:
    examples = "\b\nExamples:\n" + "\n".join(f"  {line}" for line in verb.EXAMPLES)
    app.command(name=typed_as(verb), short_help=verb.SHORT, epilog=examples)(verb.command)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; return the exit code.

    Parameters
    ----------
    arguments
        What was typed after ``footfall``; default: those of the process.
    """
    given = list(sys.argv[1:] if arguments is None else arguments) or ["--help"]
    interrupted = threading.Event()
    try:
        with terminable(interrupted):
            code = app(args=given, prog_name="footfall", standalone_mode=False)
            sys.stdout.flush()
            if code == INTERRUPTED:  # the parser swallows Ctrl-C and says nothing
                raise KeyboardInterrupt
    except (BrokenPipeError, SystemExit):  # whoever reads (head, less) has seen enough; the parser ends with 1 for it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (Exception, KeyboardInterrupt) as error:
        fault = fault_of(KeyboardInterrupt() if interrupted.is_set() else error, debug="--debug" in given)
        say_fault(fault, as_json="--json" in given)
        return fault.code
    return code if isinstance(code, int) else 0


@contextmanager
def terminable(interrupted: threading.Event) -> Iterator[None]:
    """Treat a request to end (SIGTERM, from a supervisor or a closing session) like Ctrl-C, so that working folders are cleared away.

    Either sets `interrupted`: a library that is interrupted in the middle of its own code may raise an error of another name instead.
    """

    def interrupt(number: int, frame: FrameType | None) -> None:
        interrupted.set()
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heeded = [number for number in (signal.SIGTERM, signal.SIGINT) if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, interrupt) for number in heeded}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
