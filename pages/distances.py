"""Distances: how far from a base to a border, a city, another base, or a point of the map."""

import streamlit as st

from ui import frame
from ui.panels import distances_panel

view = frame.enter()

st.title("Distances")
if view.present.empty:
    st.info("No base matches these filters on this date.")
else:
    distances_panel.show(view)

st.caption(
    "Distances are geodesics on WGS 84; ± is the uncertainty of both ends together. Measured on "
    "other maps, 95 of 100 border distances came out within it. Borders in the region: © "
    "[OpenStreetMap](https://www.openstreetmap.org/copyright) contributors, ODbL, December 2017; "
    "elsewhere Natural Earth. The map shows a coarser outline."
)
