"""Which pages are there, in the order of a person's questions?"""

from collections.abc import Callable
from urllib.parse import quote

import streamlit as st

from footfall.app import show
from footfall.app.opened import Opened, opened
from footfall.app.views import at_risk, live, method, overview, report, segments, start, try_it, who, worth
from footfall.app.visitor import own_workspace
from footfall.errors import FootfallError
from footfall.report.numbers import period
from footfall.report.theme import LIGHT

__all__ = ["run"]

ICON = "data:image/svg+xml," + quote(
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'>"
    f"<rect width='32' height='32' rx='8' fill='{LIGHT.main}'/><path d='M9 8h14v4h-9v4h8v4h-8v6H9z' fill='white'/></svg>"
)
"""The page's icon, drawn here: nothing is fetched."""
PAGES: tuple[tuple[str, str, str, Callable[[Opened], None]], ...] = (
    ("Overview", "overview", ":material/dashboard:", overview.page),
    ("Who will buy", "who-will-buy", ":material/shopping_cart_checkout:", who.page),
    ("What they are worth", "worth", ":material/payments:", worth.page),
    ("Who they are", "segments", ":material/groups:", segments.page),
    ("Try it", "try-it", ":material/touch_app:", try_it.page),
    ("At risk", "at-risk", ":material/running_with_errors:", at_risk.page),
    ("Live", "live", ":material/sensors:", live.page),
    ("Report", "report", ":material/description:", report.page),
    ("Method and limits", "method", ":material/rule:", method.page),
)


def run() -> None:
    """Show the page that was asked for."""
    st.set_page_config(page_title="Footfall", page_icon=ICON, layout="wide", initial_sidebar_state="auto")
    own_workspace().touch()
    pages = [st.Page(start.page, title="Start", url_path="start", icon=":material/home:", default=True)]
    pages += [st.Page(shown(page, path), title=title, url_path=path, icon=icon) for title, path, icon, page in PAGES]
    here = st.navigation(pages)
    st.session_state["pages"] = {page.url_path or "start": page for page in pages}
    here.run()


def shown(page: Callable[[Opened], None], path: str) -> Callable[[], None]:
    """Return a page that has an analysis to show, or says that none is open."""

    def view() -> None:
        try:
            found = opened()
            if found is None:
                st.title("No analysis is open", anchor=False)
                st.write("Bring your shop's data or open the demo shop first.")
                st.page_link(st.session_state["pages"]["start"], label="Go to Start", icon=":material/home:")
                return
            sidebar(found)
            page(found)
        except FootfallError as error:
            show.failed(error)

    view.__name__ = f"page_{path.replace('-', '_')}"
    return view


def sidebar(found: Opened) -> None:
    """Say beside the menu which analysis is open."""
    source = found.source
    with st.sidebar:
        st.caption("Open now")
        st.markdown(f"**{show.plain(source.title or source.name)}**")
        if source.first:
            st.caption(period(source.first, source.last))
