"""Bases: every base's periods, and the profile of one."""

import streamlit as st

from ui import period_chart, profile_panel, shell

view = shell.enter()

st.title("Bases and their periods")
st.caption(shell.describe(view))

if view.periods.empty:
    st.info("No base matches these filters.")
else:
    period_chart.show(view)
    profile_panel.show(view)
