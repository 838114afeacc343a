"""A map with Folium's own Timeline and TimelineSlider, as one HTML file."""

from pathlib import Path

import folium
import pandas as pd
from folium.plugins import Timeline, TimelineSlider
from folium.utilities import JsCode

DAY_MS = 86_400_000


def write(periods: pd.DataFrame, path: Path) -> Path:
    """Write the map of some periods (as :func:`geo.gazetteer.load` types them), and give its path.

    Circles on a canvas, which is kinder to it than the markers it draws by default.
    """
    features = [
        {
            "type": "Feature",
            "properties": {
                "start": int(row["start_latest"]) * DAY_MS,
                "end": int(row["end_earliest"]) * DAY_MS,
            },
            "geometry": {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]},
        }
        for row in periods.to_dict("records")
    ]
    chart = folium.Map(location=(48, 65), zoom_start=5, tiles=None, prefer_canvas=True)
    circle = "function (f, at) { return L.circleMarker(at, {radius: 4}); }"
    line = Timeline(
        {"type": "FeatureCollection", "features": features}, point_to_layer=JsCode(circle)
    )
    line.add_to(chart)
    TimelineSlider(auto_play=False, show_ticks=False).add_timelines(line).add_to(chart)
    chart.save(path)
    return path
