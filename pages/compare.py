"""Compare: what changed between two dates."""

import streamlit as st

from ui import compare_panel, shell

view = shell.enter()

st.title("Two dates compared")
st.caption(shell.describe_filters(view))

if view.periods.empty:
    st.info("No base matches these filters.")
else:
    compare_panel.show(view)
