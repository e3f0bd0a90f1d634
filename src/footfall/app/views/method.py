"""How were the numbers come by, and where do they end? Data, targets, splits, audit, model cards."""

import streamlit as st

from footfall.app import show
from footfall.app.opened import Opened
from footfall.report.sections.method import method_section
from footfall.report.sections.source import source_section

__all__ = ["page"]


def page(found: Opened) -> None:
    """Show the source, the method and the cards of the models."""
    show.begin("Method and limits", "What was read, what was asked, how it was tested, and what it cannot say.")
    show.section(source_section(found.content), key="source")
    show.section(method_section(found.content), key="method")
    cards = sorted((found.folder / "models").glob("*/card.md"))
    if cards:
        st.subheader("Model cards", anchor=False)
        for card in cards:
            with st.expander(card.parent.name):
                st.markdown(card.read_text(encoding="utf-8"))
