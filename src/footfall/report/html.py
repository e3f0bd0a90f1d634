"""How does the report reach the disk?

`write_report` turns the sections into one HTML file that opens with no network, and draws the same charts for print. The file is written
whole or not at all, and the same content gives the same bytes.
"""

import base64
import gzip
import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import plotly
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from footfall.errors import SourceError
from footfall.events.log import SourceInfo
from footfall.progress import SILENT, Progress
from footfall.report.blocks import Block, Drawn, More, Section
from footfall.report.charts import Bars, Cloud, Dots, Heat, Histogram, Lines
from footfall.report.content import Content
from footfall.report.figures import draw
from footfall.report.maps.chart import Map
from footfall.report.numbers import period
from footfall.report.print import write_figures
from footfall.report.sections.outline import sections
from footfall.report.theme import DARK, LIGHT, RADIUS_PX, SIZES_PT, SIZES_PX, css_variables, dark_of_light, font_stack

__all__ = ["CHARTS", "charts_of", "render", "render_page", "templates", "write_report", "write_whole"]

CHARTS = (Bars, Cloud, Dots, Heat, Histogram, Lines, Map)


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as the page needs it: its declaration, and its Plotly figure as JSON."""

    json: Markup
    height: int
    wide: bool


def write_report(content: Content, folder: Path, *, progress: Progress = SILENT) -> Path:
    """Write ``report.html`` and the figures for print into a folder.

    Returns
    -------
    Path
        Of the report.

    Raises
    ------
    SourceError
        When the folder cannot be written; no half-written report is left.
    """
    path = folder / "report.html"
    with progress.stage("Writing the report", 2) as stage:
        found = sections(content)
        try:
            write_whole(render(content, found), path)
            stage.advance()
            write_figures([chart for section in found for chart in charts_of(section)], folder / "figures")
            stage.advance()
        except OSError as error:
            reason = error.strerror or error
            raise SourceError(f"{path} cannot be written: {reason}.", remedy="Free some space or choose another --out.") from error
    return path


def write_whole(page: str, path: Path) -> None:
    """Write a page under its name only when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{os.getpid()}.half")
    try:
        half.write_text(page, encoding="utf-8")
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def render(content: Content, found: tuple[Section, ...]) -> str:
    """Return the page of an analysis."""
    source = content.source
    return render_page(source.title or source.name, days_of(source), found, version=content.version, seed=content.seed)


def days_of(source: SourceInfo) -> str:
    """Return the period that a source covers in words, nothing where it has no dates."""
    return period(source.first, source.last) if source.first else ""


def render_page(title: str, under: str, found: tuple[Section, ...], *, version: str, seed: int | None = None) -> str:
    """Return a page of sections.

    Parameters
    ----------
    title, under
        The page's title, and a line under it (may be empty).
    found
        The sections.
    version, seed
        Of Footfall; of everything random, None where nothing is.
    """
    return (
        templates()
        .get_template("report.html.j2")
        .render(
            version=version,
            seed=seed,
            title=title,
            period=under,
            sections=found,
            pictures=pictures(found),
            light=Markup(css_variables(LIGHT)),
            dark=Markup(css_variables(DARK)),
            fonts=Markup(font_stack()),
            sizes=SIZES_PX,
            paper=SIZES_PT,
            radius=RADIUS_PX,
            exchange=in_script(dark_of_light()),
            plotly=Markup(plotly_script()),
        )
    )


@cache
def templates() -> Environment:
    """Return the templates, ready to turn blocks into HTML."""
    environment = Environment(
        loader=PackageLoader("footfall.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.tests["chart"] = lambda block: isinstance(block, CHARTS)
    environment.filters["kind"] = lambda block: type(block).__name__.lower()
    return environment


def charts_of(section: Section) -> list[Drawn]:
    """Return the charts of a section, in order."""
    return [chart for part in section.parts for block in part.blocks for chart in charts_in(block)]


def charts_in(block: Block) -> list[Drawn]:
    """Return the charts in a block."""
    if isinstance(block, More):
        return [chart for inner in block.blocks for chart in charts_in(inner)]
    return [block] if isinstance(block, CHARTS) else []


def pictures(found: tuple[Section, ...]) -> dict[str, Picture]:
    """Return every chart of the report by its id."""
    alone = {chart.id for section in found for part in section.parts for chart in without_neighbour(part.blocks)}
    return {chart.id: picture(chart, wide=chart.wide or chart.id in alone) for section in found for chart in charts_of(section)}


def without_neighbour(blocks: tuple[Block, ...]) -> list[Drawn]:
    """Return the narrow charts that would stand alone in a row of two, and so take the whole of it."""
    alone, waiting = [], None
    for block in (*blocks, None):
        if isinstance(block, CHARTS) and not block.wide:
            waiting = None if waiting else block
            continue
        alone += [waiting] if waiting else []
        waiting = None
        if isinstance(block, More):
            alone += without_neighbour(block.blocks)
    return alone


def picture(chart: Drawn, *, wide: bool) -> Picture:
    """Return a chart as the page needs it."""
    figure = draw(chart, LIGHT)
    found = figure.to_plotly_json()
    found["layout"].pop("template", None)
    height = int(found["layout"]["height"])
    return Picture(in_script({"data": found["data"], "layout": {**found["layout"], "height": height}}), height, wide)


def in_script(value: object) -> Markup:
    """Return a value as JSON that is safe inside a script element: it holds no ``<``, ``>`` or ``&``."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=list)
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def plotly_script() -> str:
    """Return Plotly's own JavaScript, from the installed package, compressed: a third of its size, and the browser unpacks it."""
    script = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_bytes()
    return base64.b64encode(gzip.compress(script, 9, mtime=0)).decode("ascii")
