"""A slider of Streamlit's, and one GeoJson layer handed to st_folium in feature_group_to_add."""

import folium
from streamlit_folium import st_folium

from benchmarks.peers.periods import chosen

step, there = chosen()
chart = folium.Map(location=(48, 65), zoom_start=5, tiles=None, prefer_canvas=True)
group = folium.FeatureGroup()
collection = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"operator": f["operator"]},
            "geometry": {"type": "Point", "coordinates": [f["longitude"], f["latitude"]]},
        }
        for f in there
    ],
}
folium.GeoJson(collection, marker=folium.CircleMarker(radius=4)).add_to(group)
folium.Marker((48, 65), icon=folium.DivIcon(html=f"<i id='step-{step}'></i>")).add_to(group)
st_folium(chart, key="map", height=460, feature_group_to_add=group, returned_objects=[])
