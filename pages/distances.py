"""Distances: how far from a base to a border, a city, another base, or a point of the map."""

import streamlit as st

from ui import distances_panel, shell

view = shell.enter()

st.title("Distances")
st.caption(
    "Geodesics on WGS 84; borders of Natural Earth at 1:10,000,000. Each figure has the doubt of "
    "both its ends."
)

if view.present.empty:
    st.info("No base matches these filters on this date.")
else:
    distances_panel.show(view)
