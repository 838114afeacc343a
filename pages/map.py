"""Map: who held which base, and where, on a date."""

import streamlit as st

from ui import frame
from ui.panels import base_card, bases_table, counts_panel, map_panel, searches_panel

view = frame.enter()

# For screen readers and the outline of the page: the card on the map has it for the eye.
with st.container(key="map_title"):
    st.title(frame.heading(view))

map_panel.show(view, card=True)
map_panel.await_first_sight()

st.header("The map in words")
counts_panel.show(view)
searches_panel.show_matches(view)
searches_panel.show_countries_without_a_base(view)
if view.base is not None:
    base_card.show(view)
bases_table.show(view)
