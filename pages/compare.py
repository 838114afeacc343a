"""Compare: what changed between two dates."""

import streamlit as st

from ui import frame
from ui.panels import compare_panel

view = frame.enter()

st.title("Two dates compared")
st.caption(frame.describe_filters(view))

if view.periods.empty:
    st.info("No base matches these filters.")
else:
    compare_panel.show(view)
