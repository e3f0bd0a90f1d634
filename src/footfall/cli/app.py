"""How are the pages opened in a browser? ``footfall app``."""

import os
from pathlib import Path
from typing import Annotated

import typer

from footfall.cli.console import say

__all__ = ["EXAMPLES", "SHORT", "command"]

SHORT = "Open the app in a browser: upload, analyse, look."
EXAMPLES = (
    "footfall app",
    "footfall app demo/analysis",
    "FOOTFALL_APP_PASSWORD=... footfall app --address 0.0.0.0 --port 8080 --no-browser",
)


def command(
    folder: Annotated[
        Path | None, typer.Argument(metavar="[ANALYSIS_DIR]", help="A finished analysis to open at first.", show_default=False)
    ] = None,
    port: Annotated[int, typer.Option("--port", metavar="N", help="Where to listen.")] = 8501,
    address: Annotated[
        str, typer.Option("--address", metavar="HOST", help="Others than this machine's own need a password.")
    ] = "127.0.0.1",
    data: Annotated[
        Path | None,
        typer.Option("--data", metavar="DIR", help="Folder of the workspaces; default: in the user's cache.", show_default=False),
    ] = None,
    max_upload: Annotated[float, typer.Option("--max-upload", metavar="GB", help="The largest file that may be brought.")] = 4.0,
    browser: Annotated[bool, typer.Option(help="Whether to open the page in a browser.")] = True,
) -> None:
    """Serve the app until it is interrupted (Ctrl-C).

    Everybody's files lie in a workspace of their own and are deleted a day after their last use. A shared password is taken from the
    environment variable FOOTFALL_APP_PASSWORD.
    """
    from footfall.errors import UsageError

    if not 1 <= port <= 65_535:
        raise UsageError(f"{port} is no port.", remedy="Give --port a number from 1 to 65535.")
    if max_upload <= 0:
        raise UsageError(f"--max-upload {max_upload:g} lets nothing in.", remedy="Give a size in GB, such as 4.")
    first = None if folder is None else finished_folder(folder)
    try:
        from footfall.app.server import PASSWORD, data_folder, serve
    except ModuleNotFoundError as error:
        raise UsageError(f"The app needs {error.name}, which is not installed.", remedy="pip install 'footfall[app]'") from error
    say(f"Footfall's app: http://{'localhost' if address == '127.0.0.1' else address}:{port} (Ctrl-C ends it)")
    serve(
        root=data.resolve() if data is not None else data_folder(), first=first, address=address, port=port,
        most_bytes=int(max_upload * 1024**3), password=os.environ.get(PASSWORD), browser=browser,
    )  # fmt: skip


def finished_folder(folder: Path) -> Path:
    """Return the folder of an analysis that a page can open."""
    from footfall.report.kept import read_kept

    read_kept(folder)
    return folder.resolve()
