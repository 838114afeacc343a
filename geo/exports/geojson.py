"""The periods of a view as GeoJSON, with times for QGIS and for timelines of the Leaflet world.

``start`` and ``end`` are plain days: the earliest a period may have begun and the last it may have
been there, or the edge of the data's range where that is open or unknown; QGIS's temporal
controller and Leaflet's timelines read them as they are. The EDTF texts and the bounds stand beside
them.
"""

import json
from typing import Any

from geo import dates
from geo.exports.about import about
from geo.presence import BOUND_COLUMNS, Presence
from geo.view import View

TIMES = (
    "start and end are the earliest and the latest day the dates may mean; an open or unknown one "
    "is given as the first or last day of the gazetteer's range. start_edtf and end_edtf are the "
    "dates as known. A period whose successor begins on its last day is given up to the day before."
)


def render(view: View, address: str = "") -> str:
    """Give the periods there on the date as a GeoJSON FeatureCollection (RFC 7946).

    ``address`` is where the app runs, for the permanent link.
    """
    features = [_feature(view, period) for period in view.present.to_dict("records")]
    metadata = {**about(view, address), "times": TIMES}
    collection = {"type": "FeatureCollection", "metadata": metadata, "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")) + "\n"


def days(view: View, period: dict[str, Any]) -> tuple[str, str]:
    """Give the first and last day that a period may have been there.

    An open or unknown edge is the edge of the data's range, or the other edge where that lies
    outside the range.
    """
    start, end = period["start_earliest"], period["end_latest"]
    starts, ends = _is_known(start), _is_known(end)
    first, last = dates.to_day(view.gazetteer.first), dates.to_day(view.gazetteer.last)
    if not starts:
        start = min(first, end) if ends else first
    if not ends:
        end = max(last, start)
    return dates.from_day(start).isoformat(), dates.from_day(end).isoformat()


def _is_known(day: int) -> bool:
    return abs(day) < dates.OPEN_FUTURE - 1


def _feature(view: View, period: dict[str, Any]) -> dict[str, Any]:
    start, end = days(view, period)
    names = ("period_id", "base_id", "name", "country", "kind", "operator", "unit", "status")
    bounds = {
        name: dates.from_day(period[name]).isoformat() if _is_known(period[name]) else None
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
