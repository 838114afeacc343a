"""Events: the dated story, as a tour and as a list, with the map beside it."""

import streamlit as st

from ui import frame
from ui.panels import events_panel, map_panel, tour_panel

view = frame.enter()

st.title("Timeline of events")
st.caption("Treaties, votes, notices, openings and closings, each with its sources.")

if view.gazetteer.events.empty:
    st.info("This gazetteer has no events.")
else:
    with st.container(key="map_and_tour"):
        left, right = st.columns([0.62, 0.38])
    with left:
        map_panel.show(view)
    with right:
        tour_panel.show(view)
    st.header("All events")
    events_panel.show_list(view)
