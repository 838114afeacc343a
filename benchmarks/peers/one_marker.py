"""The least a page of streamlit-folium can be: a map with one marker."""

import folium
from streamlit_folium import st_folium

chart = folium.Map(location=(48, 65), zoom_start=5, tiles=None)
folium.Marker((48, 65)).add_to(chart)
st_folium(chart, height=460, use_container_width=True, returned_objects=[])
