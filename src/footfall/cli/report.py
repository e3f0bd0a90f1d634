"""How does a finished report go into a mail or a meeting? ``footfall report``."""

from pathlib import Path
from typing import Annotated

import typer

from footfall.cli.bars import bars
from footfall.cli.console import say, say_json
from footfall.cli.options import Json
from footfall.errors import SourceError, Where

__all__ = ["EXAMPLES", "SHORT", "command"]

SHORT = "The report of an analysis as a PDF."
EXAMPLES = ("footfall report analysis --pdf report.pdf",)


def command(
    analysis_dir: Annotated[Path, typer.Argument(metavar="ANALYSIS_DIR", help="The folder of a finished analysis.", show_default=False)],
    pdf: Annotated[Path, typer.Option("--pdf", metavar="FILE", help="The PDF to write.", show_default=False)],
    json: Json = False,
) -> None:
    """Print the report as a PDF, with every figure drawn and every fold open.

    A Chromium or Chrome that is installed prints it; the environment variable FOOTFALL_CHROMIUM names another. Where there is none, open
    the report in any browser and print it from there. The PDF appears whole or not at all.
    """
    from footfall.report.pdf import print_pdf

    page = analysis_dir / "report.html"
    if not page.is_file():
        remedy = "Name the folder that `footfall analyze --out` or `footfall demo --out` wrote."
        raise SourceError("The folder holds no finished report.", where=Where(str(analysis_dir)), remedy=remedy)
    with bars(quiet=json) as progress, progress.stage("Printing the report", 1) as stage:
        printed = print_pdf(page, pdf)
        stage.advance()
    if json:
        say_json({"pdf": str(printed)})
        return
    say(f"pdf: {printed}")
