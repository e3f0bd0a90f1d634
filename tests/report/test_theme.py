from dataclasses import asdict

import pytest

from footfall.report.theme import DARK, LIGHT, TONES, Palette, css_variables, dark_of_light, matplotlib_style, plotly_layout

THEMES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels)
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


def dichromat(colour: str) -> tuple[float, float, float]:
    """The colour as somebody without green cones sees it, linear RGB (Machado, Oliveira and Fernandes 2009, severity 1)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels)
    return (
        0.367322 * red + 0.860646 * green - 0.227968 * blue,
        0.280085 * red + 0.672501 * green + 0.047413 * blue,
        -0.011820 * red + 0.042940 * green + 0.968881 * blue,
    )


@THEMES
def test_the_first_series_differ_without_green_cones(palette: Palette) -> None:
    seen = [dichromat(colour) for colour in palette.series[:3]]
    for at, one in enumerate(seen):
        for other in seen[at + 1 :]:
            assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 0.1


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
