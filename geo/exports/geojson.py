"""The periods of a view as GeoJSON, with times for QGIS and for timelines of the Leaflet world.

``start`` and ``end`` are plain days: the earliest a period may have begun and the last it may have
been there, clipped to the range of the data where they are open; QGIS's temporal controller and
Leaflet's timelines read them as they are. The EDTF texts and the bounds stand beside them.
"""

import json
from typing import Any

from geo import dates
from geo.exports.about import about
from geo.presence import BOUND_COLUMNS, Presence
from geo.view import View


def render(view: View) -> str:
    """Give the periods there on the date as a GeoJSON FeatureCollection (RFC 7946)."""
    features = [_feature(view, period) for period in view.present.to_dict("records")]
    collection = {"type": "FeatureCollection", "metadata": about(view), "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n"


def days(view: View, period: dict[str, Any]) -> tuple[str, str]:
    """Give the first and last day that a period may have been there, within the data's range."""
    first, last = dates.to_day(view.gazetteer.first), dates.to_day(view.gazetteer.last)
    start = min(max(period["start_earliest"], first), last)
    end = max(min(period["end_latest"], last), first)
    return dates.from_day(start).isoformat(), dates.from_day(end).isoformat()


def _feature(view: View, period: dict[str, Any]) -> dict[str, Any]:
    start, end = days(view, period)
    names = ("period_id", "base_id", "name", "country", "kind", "operator", "unit", "status")
    bounds = {
        name: dates.from_day(period[name]).isoformat()
        if abs(period[name]) < dates.OPEN_FUTURE - 1
        else None
        for name in BOUND_COLUMNS
    }
    return {
        "type": "Feature",
        "id": period["period_id"],
        "geometry": {"type": "Point", "coordinates": [period["longitude"], period["latitude"]]},
        "properties": {
            **{name: period[name] for name in names},
            "start": start,
            "end": end,
            "start_edtf": period["start"],
            "end_edtf": period["end"],
            **bounds,
            "presence": Presence(period["presence"]).name.lower(),
            "coordinate_uncertainty_m": period["coordinate_uncertainty_m"],
            "sources": " ".join(period["sources"]),
            "note": period["note"],
        },
    }
