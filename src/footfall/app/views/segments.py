"""Who are they? The segments: map, profiles, size, value, stability and what to do; and what another choice of groups would give."""

from dataclasses import replace

import streamlit as st

from footfall.analysis.regroup import FEWEST_GROUPS, MOST_GROUPS, Regrouped, grid, regroup
from footfall.app import show
from footfall.app.opened import Opened
from footfall.errors import FootfallError
from footfall.models.candidate import AlgorithmScore
from footfall.report.blocks import Part
from footfall.report.charts import Cloud
from footfall.report.content import Content
from footfall.report.sections.people import choices_table, people_section, profile_chart
from footfall.report.segments import Segments

__all__ = ["page"]

ALGORITHMS = {"kmeans": "k-means", "hierarchical": "Hierarchical (Ward)", "dbscan": "DBSCAN", "hdbscan": "HDBSCAN"}
STAYS = "The analysis's own segments stay as they are: scores and lists go by them."
COUNTED = ("kmeans", "hierarchical")
"""Algorithms that are told how many groups to make."""


def page(found: Opened) -> None:
    """Show the segments of the analysis, or of another choice."""
    section = people_section(found.content)
    top = st.container()
    if found.content.segments.not_asked is not None or not found.content.segments.profiles:
        with top:
            show.begin(section.title, section.lead)
        show.section(section, key="segments")
        return
    other = another(found)
    content = found.content if other is None else with_segments(found.content, other.segments)
    if other is not None:
        show.banner("caution", "Another choice than the analysis's", f"{other.of} {STAYS}")
    section = people_section(content)
    with top:
        show.begin(section.title, section.lead)
    for part in section.parts:
        segment_part(part)
        if part.title == "What sets them apart":
            profile(content.segments)
    side_by_side(found, other)


def segment_part(part: Part) -> None:
    """Show one part; the map can be zoomed."""
    st.subheader(part.title, anchor=False)
    for at, block in enumerate(part.blocks):
        if isinstance(block, Cloud):
            show.chart(block, zoom=True)
        else:
            show.blocks((block,), key=f"segments-{part.title}-{at}")


def profile(segments: Segments) -> None:
    """Show one segment's profile against the average."""
    names = [each.name for each in segments.profiles]
    chosen = st.selectbox("One segment against the average", names, key="segment-profile")
    show.chart(profile_chart(segments, segments.profiles[names.index(chosen)]))


def another(found: Opened) -> Regrouped | None:
    """Ask for another algorithm or number of groups; None where the analysis's own is looked at."""
    own = found.content.segments.champion or "kmeans"
    with st.expander("Group them another way", key="regroup"):
        st.write("The analysis chose by a rule that is told below. Try another algorithm or number of groups, and compare.")
        one, two = st.columns(2, gap="medium")
        algorithm = one.selectbox("Algorithm", list(ALGORITHMS), index=list(ALGORITHMS).index(own) if own in ALGORITHMS else 0,
                                  format_func=ALGORITHMS.__getitem__, key="regroup-algorithm")  # fmt: skip
        k = None
        if algorithm in COUNTED:
            k = two.slider("Number of groups", FEWEST_GROUPS, MOST_GROUPS, len(found.content.segments.profiles), key="regroup-k")
        else:
            two.caption("It finds the number of groups itself.")
        apply, back = st.columns(2)
        if apply.button("Group them so", type="primary", key="regroup-apply"):
            st.session_state["regrouped"] = (*found.key, algorithm, k)
        if back.button("Back to the analysis's own", key="regroup-back"):
            st.session_state.pop("regrouped", None)
    asked = st.session_state.get("regrouped")
    if asked is None or asked[:3] != found.key:
        return None
    try:
        with st.spinner("Grouping"):
            return grouped(*asked)
    except FootfallError as error:
        show.failed(error)
        return None


@st.cache_data(max_entries=32, show_spinner=False)
def grouped(token: str, folder: str, stamp: float, algorithm: str, k: int | None) -> Regrouped:
    """Return the segments of a choice."""
    return regroup(folder, algorithm, k)


@st.cache_data(max_entries=8, show_spinner=False)
def tried(token: str, folder: str, stamp: float) -> tuple[AlgorithmScore, ...]:
    """Return the figures of every number of groups that the analysis tried."""
    return grid(folder)


def side_by_side(found: Opened, other: Regrouped | None) -> None:
    """Show the figures of all that was tried, and of the choice, side by side."""
    try:
        scores = tried(*found.key)
    except FootfallError as error:
        show.failed(error)
        scores = found.content.segments.algorithms
    st.subheader("All choices side by side", anchor=False)
    shown = scores if other is None or other.own else (other.score, *scores)
    own = found.content.segments
    marks = frozenset(at for at, each in enumerate(shown) if each.name == own.champion and each.k == len(own.profiles))
    show.block(choices_table(shown, marks), key="all-choices")


def with_segments(content: Content, segments: Segments) -> Content:
    """Return what an analysis found with other segments in it."""
    return replace(content, segments=segments)
