"""Data health: how well founded the gazetteer is, and where it is not."""

import streamlit as st

from ui import frame
from ui.panels import health_panel, searches_panel

view = frame.enter()

st.title("Data health")
st.caption("How well each date and place is supported, computed live from the data.")

health_panel.show(view)
with st.expander(searches_panel.HEADING):
    searches_panel.show_all(view)
