"""The periods of a view as GeoJSON, with times for QGIS and for timelines of the Leaflet world.

``start`` and ``end`` are plain days: the earliest a period may have begun and the last it may have
been there, or the edge of the data's range where that is open or unknown; QGIS's temporal
controller and Leaflet's timelines read them as they are. The EDTF texts and the bounds stand beside
them.
"""

import json
from typing import Any

from geo.answers.view import View
from geo.exports import time_span
from geo.exports.about import about
from geo.exports.places import FOOTPRINTS, WITHIN
from geo.place import footprint
from geo.time.presence import Presence

TIMES = (
    "start and end are the earliest and the latest day the dates may mean; an open or unknown one "
    f"is given as the first or last day of the gazetteer's range. {time_span.NOTE}"
)


def render(view: View, address: str = "") -> str:
    """Return the periods there on the date as a GeoJSON FeatureCollection (RFC 7946).

    ``address`` is where the app runs, for the permanent link.
    """
    periods = view.present.to_dict("records")
    features = [_feature(view, period) for period in periods]
    drawn = any(period.get(footprint.COLUMN) for period in periods)
    places = f"{WITHIN}. {FOOTPRINTS}" if drawn else WITHIN
    metadata = {**about(view, address), "times": TIMES, "places": places}
    collection = {"type": "FeatureCollection", "metadata": metadata, "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n"


def _feature(view: View, period: dict[str, Any]) -> dict[str, Any]:
    start, end = time_span.days_in_range(view, period)
    point = {"type": "Point", "coordinates": [period["longitude"], period["latitude"]]}
    covered = period.get(footprint.COLUMN, "")
    names = ("period_id", "base_id", "name", "country", "kind", "operator", "unit", "status")
    return {
        "type": "Feature",
        "id": period["period_id"],
        "geometry": footprint.geometry(covered) if covered else point,
        "properties": {
            **{name: period[name] for name in names},
            "start": start,
            "end": end,
            "start_edtf": period["start"],
            "end_edtf": period["end"],
            **time_span.bounds(period),
            "presence": Presence(period["presence"]).name.lower(),
            **({axis: period[axis] for axis in ("latitude", "longitude")} if covered else {}),
            "coordinate_uncertainty_m": period["coordinate_uncertainty_m"],
            "sources": " ".join(period["sources"]),
            "note": period["note"],
        },
    }
