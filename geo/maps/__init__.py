"""Folium elements of the atlas: outline, base markers, time slider, legend, and the map of them."""

from geo.maps.atlas_map import AtlasMap, atlas_map
from geo.maps.base_markers import BaseMarkers
from geo.maps.legend import Legend
from geo.maps.outline import Outline
from geo.maps.time_slider import TimeSlider

__all__ = ["AtlasMap", "BaseMarkers", "Legend", "Outline", "TimeSlider", "atlas_map"]
