"""Data health: how well founded the gazetteer is, and where it is not."""

import streamlit as st

from ui import health_panel, shell

view = shell.enter()

st.title("Data health")
st.caption(
    "How well founded the dates and places are, computed from the data as this page is drawn."
)

health_panel.show(view)
