import sys
from dataclasses import asdict
from itertools import combinations
from math import dist
from subprocess import run

import pytest

from footfall.report.theme import (
    DARK,
    LIGHT,
    TONES,
    Palette,
    css_variables,
    dark_of_light,
    font_stack,
    heat_colours,
    matplotlib_style,
    plotly_layout,
)

THEMES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])


def channels(colour: str) -> list[float]:
    """Red, green and blue, from 0 to 1."""
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    red, green, blue = (channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@THEMES
def test_text_can_be_read(palette: Palette) -> None:
    for behind in (palette.page, palette.surface, palette.wash, palette.warn):
        assert contrast(palette.ink, behind) >= 7
        assert contrast(palette.quiet, behind) >= 4.5
    assert contrast(palette.main, palette.surface) >= 4.5, "links"
    assert contrast(palette.main, palette.page) >= 4.5


@THEMES
def test_every_series_stands_out_from_its_surface(palette: Palette) -> None:
    for tone in TONES:
        assert contrast(palette.tone(tone), palette.surface) >= 3, tone


CONES: dict[str, tuple[tuple[float, float, float], ...]] = {
    "all cones": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "no green ones": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no red ones": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
}
"""What is seen of linear RGB (Machado, Oliveira and Fernandes 2009, severity 1)."""


def lab(colour: str, cones: str) -> tuple[float, float, float]:
    """CIE L*a*b* of a colour (white D65) as somebody with these cones sees it."""
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels(colour)]
    red, green, blue = (max(sum(weight * value for weight, value in zip(row, linear, strict=True)), 0.0) for row in CONES[cones])
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    x, y, z = (value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@THEMES
@pytest.mark.parametrize("cones", CONES)
def test_any_two_series_differ_whatever_cones_one_has(palette: Palette, cones: str) -> None:
    for one, other in combinations(palette.series, 2):
        assert dist(lab(one, cones), lab(other, cones)) >= 20, (one, other)


def test_fonts_of_several_words_stand_in_quotes_everywhere() -> None:
    assert '"Segoe UI"' in font_stack()
    assert plotly_layout(LIGHT)["font"]["family"] == font_stack()  # type: ignore[index]


def test_a_grid_both_ways_has_the_surface_in_the_middle() -> None:
    assert heat_colours(LIGHT, both_ways=True)[1] == LIGHT.surface
    assert heat_colours(DARK) == DARK.scale


def test_the_theme_needs_nothing_that_draws() -> None:
    code = "import sys, footfall.report.theme; print({'plotly', 'matplotlib', 'streamlit', 'pandas', 'jinja2'} & set(sys.modules))"
    assert run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "set()"


def test_every_light_colour_has_one_dark_one() -> None:
    exchange = dark_of_light()
    assert len(exchange) == len(asdict(LIGHT)), "two tokens of one light colour could not be told apart"
    assert exchange[LIGHT.main] == DARK.main


def test_css_names_every_token() -> None:
    css = css_variables(DARK)
    assert "--main: #58b1e6;" in css
    assert "--scale-0:" in css
    assert len(css.splitlines()) == len(asdict(DARK))


def test_plotly_and_matplotlib_take_their_colours_from_it() -> None:
    assert plotly_layout(DARK)["paper_bgcolor"] == DARK.surface == matplotlib_style(DARK)["figure.facecolor"]
