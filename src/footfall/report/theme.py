"""What does Footfall look like?

The one place where colours, type and sizes are chosen, for Plotly, matplotlib with seaborn and CSS alike, light and dark, on the screen and
on paper. It imports none of them, so that any view can take its look from here.

Series colours begin at Okabe and Ito's blue (https://jfly.uni-koeln.de/color/) and lie as far apart as they could be placed: any two differ
by at least 20 in CIE L*a*b* (1976), seen with all cones, without green or without red ones (Machado, Oliveira and Fernandes 2009). Each has
a contrast of at least 3 to 1 against its surface, text of at least 4.5 to 1 (WCAG 2.2). It draws nothing.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal

__all__ = [
    "DARK",
    "FONTS",
    "LIGHT",
    "PRINT_FONTS",
    "RADIUS_PX",
    "SIZES_PT",
    "SIZES_PX",
    "TONES",
    "Palette",
    "Tone",
    "css_variables",
    "dark_of_light",
    "font_stack",
    "heat_colours",
    "matplotlib_style",
    "plotly_layout",
    "streamlit_theme",
]

Tone = Literal["main", "second", "third", "fourth", "fifth", "sixth", "quiet"]
"""What a mark's colour says: `main` is the answer, `quiet` is what it is compared with; the others only tell series apart."""

FONTS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")
"""The reader's own system font: nothing is fetched."""

SIZES_PX: Mapping[str, int] = {"tiny": 12, "small": 14, "text": 16, "lead": 19, "head": 23, "title": 28, "display": 40}
"""One type scale, in steps of about 1.2, in CSS pixels."""

SIZES_PT: Mapping[str, float] = {"tiny": 7.5, "small": 8, "text": 9.5, "head": 11, "title": 14}
"""The same on paper, in points."""

PRINT_FONTS = ("DejaVu Sans",)
"""Of the figures for print: the font that matplotlib brings along, so that they are alike everywhere."""

RADIUS_PX = 10
"""Of the corners of cards and figures."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme, ``#rrggbb``.

    Parameters
    ----------
    page, surface
        Behind everything; behind figures and cards.
    ink, quiet
        Text; secondary text, axes and what is compared with.
    line, wash
        Rules and grid lines; the faint fill of banners and bands.
    main, second, third, fourth, fifth, sixth
        Series; `main` is the accent of links and of the answer.
    band
        An interval around `main`.
    warn, bad
        Fill of a caution; colour of a refusal.
    scale_0 ... scale_4
        From nothing to most, for heat maps.
    """

    page: str
    surface: str
    ink: str
    quiet: str
    line: str
    wash: str
    main: str
    second: str
    third: str
    fourth: str
    fifth: str
    sixth: str
    band: str
    warn: str
    bad: str
    scale_0: str
    scale_1: str
    scale_2: str
    scale_3: str
    scale_4: str

    def tone(self, tone: Tone) -> str:
        """Return the colour of a tone."""
        return str(asdict(self)[tone])

    @property
    def series(self) -> tuple[str, ...]:
        """The series' colours, in order of use."""
        return tuple(self.tone(name) for name in TONES)

    @property
    def scale(self) -> tuple[str, ...]:
        """From nothing to most."""
        return (self.scale_0, self.scale_1, self.scale_2, self.scale_3, self.scale_4)


TONES: tuple[Tone, ...] = ("main", "second", "third", "fourth", "fifth", "sixth")

LIGHT = Palette(
    page="#f6f7f9", surface="#ffffff", ink="#1a2027", quiet="#56616d", line="#dfe3e8", wash="#eef4f9",
    main="#0072b2", second="#ec671b", third="#065a35", fourth="#ac6589", fifth="#724e04", sixth="#251d31",
    band="#cfe3f1", warn="#fdf3dc", bad="#b3261e",
    scale_0="#f2f6fa", scale_1="#c3dcee", scale_2="#7bb4db", scale_3="#2481bd", scale_4="#004b78",
)  # fmt: skip

DARK = Palette(
    page="#0e1217", surface="#161c23", ink="#e7ecf1", quiet="#9ca8b5", line="#2c353f", wash="#1a2733",
    main="#58b1e6", second="#e1653a", third="#3cd093", fourth="#a94a84", fifth="#f4d535", sixth="#edf0fb",
    band="#234a63", warn="#332a12", bad="#ff8a80",
    scale_0="#18222c", scale_1="#1c425d", scale_2="#24709f", scale_3="#59a9dc", scale_4="#c4e4f8",
)  # fmt: skip


def css_variables(palette: Palette) -> str:
    """Return the colours as CSS custom properties.

    >>> css_variables(LIGHT).splitlines()[0]
    '--page: #f6f7f9;'
    """
    return "\n".join(f"--{name.replace('_', '-')}: {colour};" for name, colour in asdict(palette).items())


def font_stack() -> str:
    """Return the fonts as CSS and Plotly want them: names of several words in quotes.

    >>> font_stack()[:38]
    'system-ui, -apple-system, "Segoe UI", '
    """
    return ", ".join(f'"{name}"' if " " in name else name for name in FONTS)


def heat_colours(palette: Palette, *, both_ways: bool = False) -> tuple[str, ...]:
    """Return the colours of a heat map from least to most; `both_ways` where 0 is the middle."""
    return (palette.second, palette.surface, palette.main) if both_ways else palette.scale


def dark_of_light() -> dict[str, str]:
    """Return each light colour with the dark one that takes its place, so that a figure made once can be shown in both themes."""
    return dict(zip(asdict(LIGHT).values(), asdict(DARK).values(), strict=True))


def plotly_layout(palette: Palette) -> dict[str, object]:
    """Return the layout that every Plotly figure begins with."""
    axis = {
        "gridcolor": palette.line, "showline": False, "zeroline": False, "ticks": "", "automargin": True, "fixedrange": True,
        "ticklabelstandoff": 4,
        "tickfont": {"size": SIZES_PX["tiny"], "color": palette.quiet}, "title": {"font": {"size": SIZES_PX["tiny"],
        "color": palette.quiet}},
    }  # fmt: skip
    return {
        "font": {"family": font_stack(), "size": SIZES_PX["tiny"], "color": palette.ink},
        "paper_bgcolor": palette.surface,
        "plot_bgcolor": palette.surface,
        "colorway": list(palette.series),
        "margin": {"l": 8, "r": 12, "t": 8, "b": 8},
        "xaxis": axis,
        "yaxis": axis,
        "dragmode": False,
        "hoverlabel": {"bgcolor": palette.surface, "bordercolor": palette.quiet, "font": {"color": palette.ink, "size": SIZES_PX["small"]}},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"size": SIZES_PX["tiny"]}, "traceorder": "normal"},
        "bargap": 0.25,
    }


def streamlit_theme() -> dict[str, object]:
    """Return the options of the app's theme, light and dark, for Streamlit's configuration."""
    found: dict[str, object] = {
        "theme.font": font_stack(), "theme.headingFont": font_stack(), "theme.baseFontSize": SIZES_PX["text"],
        "theme.baseRadius": f"{RADIUS_PX}px", "theme.buttonRadius": f"{RADIUS_PX}px", "theme.showWidgetBorder": True,
        "theme.headingFontSizes": [f"{SIZES_PX[size]}px" for size in ("title", "head", "lead", "text", "small", "tiny")],
        "theme.headingFontWeights": [700, 650, 650, 650, 650, 650],
    }  # fmt: skip
    for name, palette in (("light", LIGHT), ("dark", DARK)):
        found |= {
            f"theme.{name}.primaryColor": palette.main, f"theme.{name}.backgroundColor": palette.page,
            f"theme.{name}.secondaryBackgroundColor": palette.surface, f"theme.{name}.textColor": palette.ink,
            f"theme.{name}.linkColor": palette.main, f"theme.{name}.borderColor": palette.line,
            f"theme.{name}.dataframeBorderColor": palette.line, f"theme.{name}.dataframeHeaderBackgroundColor": palette.surface,
            f"theme.{name}.redColor": palette.bad, f"theme.{name}.redTextColor": palette.bad,
            f"theme.{name}.blueColor": palette.main, f"theme.{name}.blueBackgroundColor": palette.wash,
            f"theme.{name}.blueTextColor": palette.ink, f"theme.{name}.greenBackgroundColor": palette.wash,
            f"theme.{name}.greenTextColor": palette.ink, f"theme.{name}.yellowTextColor": palette.ink,
            f"theme.{name}.grayTextColor": palette.quiet, f"theme.{name}.yellowBackgroundColor": palette.warn,
            f"theme.{name}.chartCategoricalColors": list(palette.series), f"theme.{name}.sidebar.backgroundColor": palette.surface,
            f"theme.{name}.sidebar.secondaryBackgroundColor": palette.page, f"theme.{name}.sidebar.borderColor": palette.line,
        }  # fmt: skip
    return found


def matplotlib_style(palette: Palette) -> dict[str, object]:
    """Return the rcParams of the figures for print."""
    return {
        "font.family": "sans-serif",
        "font.sans-serif": list(PRINT_FONTS),
        "font.size": SIZES_PT["text"],
        "axes.titlesize": SIZES_PT["head"],
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "axes.titlepad": 14,
        "axes.edgecolor": palette.line,
        "axes.labelcolor": palette.quiet,
        "axes.facecolor": palette.surface,
        "axes.grid": True,
        "axes.axisbelow": True,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "figure.facecolor": palette.surface,
        "grid.color": palette.line,
        "grid.linewidth": 0.8,
        "legend.frameon": False,
        "text.color": palette.ink,
        "xtick.color": palette.quiet,
        "ytick.color": palette.quiet,
        "xtick.major.size": 0,
        "ytick.major.size": 0,
    }
