"""A slider of Streamlit's, and the markers in the map that st_folium draws."""

import folium
from streamlit_folium import st_folium

from benchmarks.peers.periods import chosen

step, there = chosen()
chart = folium.Map(location=(48, 65), zoom_start=5, tiles=None, prefer_canvas=True)
for f in there:
    folium.CircleMarker((f["latitude"], f["longitude"]), radius=4).add_to(chart)
folium.Marker((48, 65), icon=folium.DivIcon(html=f"<i id='step-{step}'></i>")).add_to(chart)
st_folium(chart, key="map", height=460, returned_objects=[])
