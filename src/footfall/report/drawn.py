"""How does a single block of a report look inside another page?

As HTML in the report's own style: `styles` once a page, `one` for each block that is no chart, `heading` and `caption` for what stands over
and under a chart. It draws no chart: `figures` does.
"""

from markupsafe import Markup

from footfall.report.blocks import Block, Drawn
from footfall.report.html import templates
from footfall.report.theme import RADIUS_PX, SIZES_PX, Palette, css_variables, font_stack

__all__ = ["CLASS", "caption", "heading", "one", "styles"]

CLASS = "ff"
"""Class of everything that is in the report's style."""


def styles(palette: Palette) -> str:
    """Return the style sheet of blocks, in the colours of one theme."""
    return str(
        templates().get_template("inside.css.j2").render(
            name=CLASS, variables=Markup(css_variables(palette)), sizes=SIZES_PX, radius=RADIUS_PX, fonts=Markup(font_stack())
        )
    )  # fmt: skip


def one(block: Block) -> str:
    """Return a block that is no chart, and holds none, as HTML."""
    return str(templates().get_template("one.html.j2").render(name=CLASS, block=block))


def heading(chart: Drawn) -> str:
    """Return what stands over a chart: what it shows, and what its marks measure."""
    return str(templates().get_template("over.html.j2").render(name=CLASS, chart=chart))


def caption(chart: Drawn) -> str:
    """Return what stands under a chart: how to read it, and its numbers."""
    return str(templates().get_template("under.html.j2").render(name=CLASS, chart=chart))
