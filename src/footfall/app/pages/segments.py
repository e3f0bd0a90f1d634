"""Who are they? The segments: map, profiles, size, value, stability and what to do; and what another choice of groups would give."""

import streamlit as st

from footfall.analysis.regroup import FEWEST_GROUPS, MOST_GROUPS, Regrouped, grid, regroup
from footfall.app import show
from footfall.app.opened import Opened
from footfall.errors import DataError, FootfallError
from footfall.models.candidate import AlgorithmScore
from footfall.report.blocks import Part
from footfall.report.charts import CHARTS_WITH_ZOOM, Cloud
from footfall.report.sections.grouping import grid_charts
from footfall.report.sections.people import people_section, profile_chart
from footfall.report.segments import Segments

__all__ = ["page"]

ALGORITHMS = {"kmeans": "k-means", "hierarchical": "Hierarchical (Ward)", "dbscan": "DBSCAN", "hdbscan": "HDBSCAN"}
