"""Whose page is this? The token of the browser's cookie, and the workspace that goes with it."""

import streamlit as st

from footfall.app.configured import configured
from footfall.app.transfer import COOKIE
from footfall.app.workspace import TOKEN, Workspace

__all__ = ["own_token", "own_workspace"]


def own_token() -> str:
    """Return the token; empty where the browser sent none."""
    found = st.context.cookies.get(COOKIE, "")
    return found if TOKEN.fullmatch(found) else ""


def own_workspace() -> Workspace:
    """Return the workspace; the page ends with a word where the browser keeps no cookies."""
    token = own_token()
    if not token:
        st.error("This browser sent no cookie, so it has no workspace here. Allow cookies for this page and load it again.")
        st.stop()
    return Workspace.of(configured().root, token)
