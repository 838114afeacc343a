"""The periods of a view as KML, with time spans for Google Earth's slider."""

from html import escape
from typing import Any

import simplekml

from geo import dates
from geo.exports.about import in_lines
from geo.exports.geojson import TIMES, days
from geo.style import operator_styles
from geo.view import View


def render(view: View, address: str = "") -> str:
    """Give the periods there on the date as a KML document.

    ``address`` is where the app runs, for the permanent link.
    """
    told = escape(f"{in_lines(view, address)}\ntimes: {TIMES}")
    document = simplekml.Kml(name=_clean(view.gazetteer.title), description=_clean(told))
    styles = {
        name: _style(style.colour)
        for name, style in operator_styles(view.present["operator"].unique()).items()
    }
    for period in view.present.to_dict("records"):
        point = document.newpoint(
            name=_clean(period["name"]),
            coords=[(period["longitude"], period["latitude"])],
            description=_description(view, period),
        )
        point.style = styles[period["operator"]]
        point.timespan.begin, point.timespan.end = days(view, period)
        point.extendeddata.newdata("start_edtf", period["start"])
        point.extendeddata.newdata("end_edtf", period["end"])
    return str(document.kml())


def _style(colour: str) -> simplekml.Style:
    style = simplekml.Style()
    style.iconstyle.color = simplekml.Color.hex(colour.removeprefix("#"))
    style.iconstyle.icon.href = None
    return style


def _description(view: View, period: dict[str, Any]) -> str:
    start = dates.in_words(period["start"])
    end = dates.in_words(period["end"], end=True)
    sources = [view.gazetteer.sources.loc[s] for s in period["sources"]]
    lines = [
        f"{period['operator']}, {period['status']}: {start} – {end}",
        period["unit"],
        period["note"],
        *(f"{s['title']}, {s['publisher']}, {s['date']} {s['url']}" for s in sources),
    ]
    return _clean("<br/>".join(escape(line) for line in lines if line))


def _clean(text: str) -> str:
    """Leave out the control characters that XML does not allow."""
    return "".join(c for c in text if c >= " " or c in "\t\n\r")
