"""Which verbs are there, and with which code does each run end?

Exit codes: 0 fine, 1 the user's mistake, 2 the data failed a check, 70 our bug, 130 interrupted. The parser's own 2 for a usage error
becomes 1. A verb's file imports what it needs when it runs, so that ``--help`` is quick.
"""

import os
import sys
import traceback
from collections.abc import Sequence

import typer

from footfall import __version__
from footfall.cli import analyze, audit, demo, explain, features, ingest, score, settings, simulate
from footfall.cli.console import say_error
from footfall.errors import FootfallError

__all__ = ["app", "run"]

OUR_BUG = 70
INTERRUPTED = 130

app = typer.Typer(
    name="footfall",
    help="From a shop's raw clicks to who will buy, what they are worth and who they are.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for verb in (demo, simulate, ingest, analyze, audit, features, explain, score, settings):
    app.command(name=verb.__name__.rsplit(".", 1)[-1], epilog=verb.EXAMPLE)(verb.command)


@app.callback()
def everything(
    version: bool = typer.Option(
        False, "--version", help="Print the version and end.", is_eager=True, callback=lambda asked: show_version(asked)
    ),
) -> None:
    """Options that go before any verb."""


def show_version(asked: bool) -> None:
    """Print the version."""
    if asked:
        typer.echo(f"footfall {__version__}")
        raise typer.Exit


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    as_json = "--json" in given
    try:
        code = app(args=given, prog_name="footfall", standalone_mode=False)
    except typer.TyperException as error:
        said = str(error.format_message()) if hasattr(error, "format_message") else str(error)
        if said:
            say_error(said, where=None, remedy="See `footfall --help`.", code=1, as_json=as_json)
        return 1
    except FootfallError as error:
        say_error(error.what, where=str(error.where) if error.where else None, remedy=error.remedy, code=error.exit_code, as_json=as_json)
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        say_error("Interrupted; nothing was left half-written.", where=None, remedy=None, code=INTERRUPTED, as_json=as_json)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        traceback.print_exc()
        remedy = "Please report it with the lines above."
        say_error(
            f"This is a mistake of Footfall's own: {type(error).__name__}: {error}",
            where=None,
            remedy=remedy,
            code=OUR_BUG,
            as_json=as_json,
        )
        return OUR_BUG
    return code if isinstance(code, int) else 0
