"""Your data: a CSV file of the reader's own, on the same map, for this session only."""

import streamlit as st

from ui import frame
from ui.panels import your_data_panel

view = frame.enter()

st.title("Your data")

your_data_panel.show_present(view)
your_data_panel.show_conditions()
imported = your_data_panel.show_upload()
if imported is not None:
    your_data_panel.show_outcome(imported)
