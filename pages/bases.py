"""Bases: every base's periods, and the profile of one."""

import streamlit as st

from ui import frame
from ui.panels import base_profile, period_chart, searches_panel

view = frame.enter()

st.title("Bases and their periods")
st.caption(frame.describe(view))

if view.periods.empty:
    st.info("No base matches these filters.")
else:
    left, right = st.columns([0.56, 0.44], gap="medium")
    with left:
        period_chart.show(view)
    with right:
        period_chart.choose(view)
        base_profile.show(view)

with st.expander(searches_panel.HEADING):
    searches_panel.show_list(view)
