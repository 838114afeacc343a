"""Events: the dated story, as a tour and as a list, with the map beside it."""

import streamlit as st

from ui import events_panel, map_panel, shell

view = shell.enter()

st.title("The story, dated")
st.caption("Treaties, votes, notices, openings and closings, each with its sources.")

if view.gazetteer.events.empty:
    st.info("This gazetteer has no events.")
else:
    left, right = st.columns([0.62, 0.38])
    with left:
        map_panel.show(view)
    with right:
        events_panel.show_tour(view)
        events_panel.show_list(view)
