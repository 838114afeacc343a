"""Map: who held which base, and where, on a date."""

import streamlit as st

from ui import base_card, bases_table, counts_panel, map_panel, shell

view = shell.enter()

st.title(shell.heading(view))

left, right = st.columns([0.72, 0.28], gap="small")
with left:
    map_panel.show(view)
map_panel.await_first_sight()
with right:
    counts_panel.show(view)
    base_card.show(view)

bases_table.show(view)
