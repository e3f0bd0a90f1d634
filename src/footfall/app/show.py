"""How does a section of the report stand on a page of the app?

The same blocks, in the same words and colours: charts by Plotly, the rest as HTML in the report's own style. Text from the data is escaped
there and never becomes markup. It computes nothing.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Literal

import streamlit as st

from footfall.app.jobs import Ended
from footfall.dataset.dataset import Question
from footfall.errors import FootfallError
from footfall.report.blocks import Banner, Block, Column, Drawn, Facts, More, Part, Section, Table
from footfall.report.drawn import CLASS, caption, heading, one, styles
from footfall.report.figures import draw
from footfall.report.html import CHARTS
from footfall.report.theme import DARK, LIGHT, Palette
from footfall.report.words import target_title

__all__ = [
    "banner", "begin", "block", "blocks", "broken", "chart", "facts", "failed",
    "fault", "link", "palette", "part", "plain", "proxies", "rows", "section",
]  # fmt: skip

REPORT_IT = (
    "What you brought and made is untouched, and the other pages work. Please report it with the text that stands in the terminal "
    "where the app runs."
)
BARE = {"displayModeBar": False, "responsive": True}
ZOOM = {"displaylogo": False, "scrollZoom": True, "modeBarButtonsToRemove": ["toImage", "lasso2d", "select2d"], "responsive": True}

MOST_IN_CELLS = 50
"""From so many numbers on, a phone shows the colours of a grid alone: a tap tells the number, and the table below has them all."""
MARKS = frozenset(r"\`*_{}[]()#+-.!|<>~$:")


def palette() -> Palette:
    """Return the colours of the theme that the browser shows."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def begin(title: str, lead: str) -> None:
    """Begin a page: its style, its title, and a sentence on what it answers."""
    st.html(styles(palette()) + frame(palette()))
    st.title(title, anchor=False)
    st.html(f'<div class="{CLASS}"><p class="lead">{escape(lead)}</p></div>')


def frame(colours: Palette) -> str:
    """Return the style of what Streamlit itself draws around our blocks."""
    return f"""<style>
[class*="st-key-card-"] {{ background: {colours.surface}; }}
[data-testid="stMainBlockContainer"] {{ max-width: 1280px; padding-top: 48px; }}
[data-testid="stSidebarNav"] a {{ min-height: 44px; }}
[data-testid="stHeader"] {{ background: transparent; }}
@media (max-width: 1100px) {{ [data-testid="stMainBlockContainer"] {{ padding-left: 32px; padding-right: 32px; }} }}
[data-testid="stCaptionContainer"] {{ opacity: 1; }}
[data-testid="stCaptionContainer"] p {{ color: {colours.quiet}; }}
[data-testid="stButtonGroup"] button[data-selected="true"] p {{ color: {colours.ink}; }}
button[data-testid$="-primary"]:enabled * {{ color: {colours.surface}; }}
@media (max-width: 640px) {{
  [data-testid="stMainBlockContainer"] {{ padding-left: 16px; padding-right: 16px; }}
  .hm:has(.heatmap-label:nth-of-type({MOST_IN_CELLS})) .heatmap-label {{ display: none; }}
}}
</style>"""


def section(found: Section, *, key: str = "") -> None:
    """Show the parts of a section."""
    for each in found.parts:
        part(each, key=key)


def part(found: Part, *, key: str = "") -> None:
    """Show one part under its heading."""
    st.subheader(found.title, anchor=False)
    blocks(found.blocks, key=f"{key}{found.title}")


def blocks(found: Sequence[Block], *, key: str = "") -> None:
    """Show blocks in order; two narrow charts in a row stand side by side."""
    waiting: list[Drawn] = []
    for at, each in enumerate(found):
        if isinstance(each, CHARTS) and not each.wide:
            waiting.append(each)
            if len(waiting) == 2:
                pair(waiting, key=key)
                waiting = []
            continue
        if waiting:
            pair(waiting, key=key)
            waiting = []
        block(each, key=f"{key}-{at}")
    if waiting:
        pair(waiting, key=key)


def pair(charts: Sequence[Drawn], *, key: str) -> None:
    """Show one or two charts in a row."""
    if len(charts) == 1:
        chart(charts[0], key=key)
        return
    for column, each in zip(st.columns(2, gap="medium"), charts, strict=True):
        with column:
            chart(each, stretch=True, key=key)


def block(found: Block, *, key: str) -> None:
    """Show one block."""
    if isinstance(found, CHARTS):
        chart(found, key=key)
    elif isinstance(found, More):
        unfolded = st.expander(found.title, key=f"more-{key}", on_change="rerun")
        if unfolded.open:
            with unfolded:
                blocks(found.blocks, key=key)
    else:
        st.html(one(found))


def chart(found: Drawn, *, zoom: bool = False, stretch: bool = False, key: str = "") -> None:
    """Show a chart: what it shows, the picture, how to read it, and its numbers; `key` tells apart two of the same on a page."""
    with st.container(border=True, key=f"card-{found.id}-{key}", height="stretch" if stretch else "content"):
        st.html(heading(found))
        figure = draw(found, palette())
        figure.update_layout(paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="rgba(0,0,0,0)")
        if zoom:
            figure.update_layout(dragmode="pan")
        config = ZOOM if zoom else BARE
        alt = f"{found.title}. The numbers follow the figure."
        st.plotly_chart(figure, theme=None, key=f"chart-{found.id}-{key}", config=config, alt=alt)
        st.html(caption(found))


def banner(kind: Literal["proxy", "caution", "refusal"], title: str, text: str) -> None:
    """Show something that must not be overlooked."""
    st.html(one(Banner(kind, title, text)))


def proxies(questions: Iterable[Question]) -> None:
    """Show the banner of a proxy, naming all of them, where some of these questions stand for a purchase in data that has none."""
    named = [f"“{target_title(each)}”" for each in questions if each.proxy]
    if named:
        are = "is a proxy: it says" if len(named) == 1 else "are proxies: they say"
        banner(
            "proxy",
            "Proxies, not purchases",
            f"This data holds no purchases. {', '.join(named)} {are} how a visit goes on, not whether anybody buys.",
        )


def failed(error: FootfallError) -> None:
    """Show what could not be done, and what to do about it."""
    st.warning(plain(f"{error.what} {error.remedy or ''}".strip()), icon=":material/info:")


def broken(error: Exception) -> bool:
    """Tell in words that a page broke; True: Streamlit need not say it again. What happened in full is in the log already."""
    if isinstance(error, FootfallError):
        failed(error)
    else:
        what = f"Sorry, this is a bug in Footfall: {type(error).__name__}: {error}"
        banner("refusal", "This part of the page cannot be shown", f"{what}. {REPORT_IT}")
    return True


def fault(title: str, end: Ended) -> None:
    """Show what went wrong, where (unless that is said already), and what to do."""
    said = f"{end.what} {end.remedy}".strip()
    where = f" ({end.where})" if end.where and end.where not in said else ""
    banner("refusal", title, f"{end.what}{where} {end.remedy}".strip())


def rows(columns: Sequence[str], cells: Sequence[Sequence[str]], *, caption: str) -> None:
    """Show some rows of a file."""
    heads = tuple(Column(name, number=False) for name in columns)
    st.html(one(Table(caption, heads, tuple(tuple(row) for row in cells))))


def plain(text: str) -> str:
    """Return text from data so that Markdown takes none of it for its own."""
    return "".join(f"\\{sign}" if sign in MARKS else sign for sign in text)


def link(path: str, label: str, icon: str) -> None:
    """Show the way to another page, by its address."""
    page = st.session_state.get("pages", {}).get(path)
    if page is not None:
        st.page_link(page, label=label, icon=icon)


def facts(found: Facts) -> None:
    """Show key figures in a row."""
    st.html(one(found))
