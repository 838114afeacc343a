"""A script for Streamlit with many widgets, on a machine that is slow to compare their values."""

import time

import streamlit as st
from streamlit.runtime.state.session_state import SessionState

compare = SessionState._widget_changed
if compare.__name__ != "slowly":

    def slowly(self: SessionState, widget_id: str) -> bool:
        """Compare as Streamlit does, after a while."""
        time.sleep(0.02)
        return compare(self, widget_id)

    SessionState._widget_changed = slowly  # type: ignore[method-assign]

for number in range(20):
    st.checkbox(str(number), key=str(number), on_change=str)
