"""A slider of Streamlit's, and st.pydeck_chart with no map under it."""

import pydeck
import streamlit as st

from benchmarks.peers.periods import chosen

step, there = chosen()
layer = pydeck.Layer(
    "ScatterplotLayer",
    data=there,
    get_position="[longitude, latitude]",
    get_radius=8000,
    get_fill_color=[200, 80, 0],
)
view = pydeck.ViewState(latitude=48, longitude=65, zoom=4)
st.pydeck_chart(pydeck.Deck(layers=[layer], initial_view_state=view, map_style=None))
st.write(f"step {step}")
