"""The periods of a view as KML, with time spans for Google Earth's slider."""

from html import escape
from typing import Any
from xml.etree import ElementTree

import simplekml

from geo.answers.view import View
from geo.exports import csv, time_span
from geo.exports.about import in_lines
from geo.exports.places import WIDER_THAN_A_MARKER_M, WITHIN
from geo.place import footprint
from geo.place.distance import ring
from geo.style import operator_styles
from geo.time import dates

_KML = "{http://www.opengis.net/kml/2.2}"
# How opaque areas are, of 255: what lies in them can still be seen.
_SEEN_THROUGH = 60
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
# Columns that KML has places of its own for.
_ELSEWHERE = ("name", "latitude", "longitude", "start", "end", footprint.COLUMN)
TIMES = (
    "begin and end are the earliest and the latest day the dates may mean; an open or unknown "
    f"one is left out. {time_span.NOTE}"
)


def render(view: View, address: str = "") -> str:
    """Return the periods there on the date as a KML document.

    ``address`` is where the app runs, for the permanent link.
    """
    told = escape(f"{in_lines(view, address)}\ntimes: {TIMES}\nplaces: {WITHIN}")
    document = simplekml.Kml(name=_clean(view.gazetteer.title), description=_clean(told))
    styles = {
        name: _style(style.colour)
        for name, style in operator_styles(view.present["operator"].unique()).items()
    }
    for period in view.present.to_dict("records"):
        mark = _placed(document, period)
        mark.name = _clean(period["name"])
        mark.description = _description(view, period)
        mark.style = styles[period["operator"]]
        mark.timespan.begin, mark.timespan.end = time_span.known_days(period)
        for name, text in _data(period).items():
            mark.extendeddata.newdata(name, escape(_clean(text)))
    return _valid(document.kml())


def _placed(document: simplekml.Kml, period: dict[str, Any]) -> Any:
    """A new placemark: a point, with a circle around it where the place is known no closer."""
    centre = [(period["longitude"], period["latitude"])]
    reach = period["coordinate_uncertainty_m"]
    if covered := period.get(footprint.COLUMN):
        mark = document.newmultigeometry()
        mark.newpoint(coords=centre)
        _draw(mark, footprint.geometry(covered))
        return mark
    if not reach > WIDER_THAN_A_MARKER_M:
        return document.newpoint(coords=centre)
    mark = document.newmultigeometry()
    mark.newpoint(coords=centre)
    circle = ring((period["latitude"], period["longitude"]), reach, corners=72)
    mark.newpolygon(outerboundaryis=[(longitude, latitude) for latitude, longitude in circle])
    return mark


def _draw(mark: Any, shape: dict[str, Any]) -> None:
    """Add the lines and areas of a footprint to a placemark."""
    kind, corners = shape["type"], shape.get("coordinates", ())
    if kind == "Polygon":
        # simplekml takes a tuple of rings for one ring.
        inner = [list(ring) for ring in corners[1:]]
        mark.newpolygon(outerboundaryis=corners[0], innerboundaryis=inner)
    elif kind == "LineString":
        mark.newlinestring(coords=corners)
    elif kind == "GeometryCollection":
        for part in shape["geometries"]:
            _draw(mark, part)
    else:
        single = kind.removeprefix("Multi")
        for part in corners:
            _draw(mark, {"type": single, "coordinates": part})


def _valid(text: str) -> str:
    """The document as OGC KML 2.2 asks: identifiers that are XML names, texts before styles.

    simplekml counts on from document to document; here each begins anew, so that the same view
    always gives the same bytes.
    """
    root = ElementTree.fromstring(text)  # noqa: S314 - the text is our own
    named = [element for element in root.iter() if "id" in element.attrib]
    numbers = {element.attrib["id"]: f"k{number}" for number, element in enumerate(named)}
    for element in named:
        element.set("id", numbers[element.attrib["id"]])
    for url in root.iter(f"{_KML}styleUrl"):
        url.text = f"#{numbers[(url.text or '').removeprefix('#')]}"
    document = root[0]
    rank = {f"{_KML}name": 0, f"{_KML}description": 1}
    document[:] = sorted(document, key=lambda child: rank.get(child.tag, 2))
    ElementTree.register_namespace("", _KML.strip("{}"))
    return f"{_DECLARATION}\n{ElementTree.tostring(root, encoding='unicode')}\n"


def _data(period: dict[str, Any]) -> dict[str, str]:
    """What only programs read: the row, so that it can come back; no blank cells but the dates."""
    cells = csv.cells(period)
    kept = {name: text for name, text in cells.items() if text and name not in _ELSEWHERE}
    return {**kept, "start_edtf": period["start"], "end_edtf": period["end"]}


def _style(colour: str) -> simplekml.Style:
    style = simplekml.Style()
    style.iconstyle.color = simplekml.Color.hex(colour.removeprefix("#"))
    # Without this an icon without an address is written, which draws nothing.
    style.iconstyle.icon = None
    style.linestyle.color = style.iconstyle.color
    style.linestyle.width = 1.5
    style.polystyle.color = simplekml.Color.changealphaint(_SEEN_THROUGH, style.iconstyle.color)
    return style


def _description(view: View, period: dict[str, Any]) -> str:
    when = dates.span_in_words(period["start"], period["end"])
    sources = [view.gazetteer.sources.loc[s] for s in period["sources"]]
    lines = [
        f"{period['operator']}, {period['status']}: {when}",
        period["unit"],
        period["note"],
        *(f"{s['title']}, {s['publisher']}, {s['date']} {s['url']}" for s in sources),
    ]
    return _clean("<br/>".join(escape(line) for line in lines if line))


def _clean(text: str) -> str:
    """Leave out the control characters that XML does not allow."""
    return "".join(c for c in text if c >= " " or c in "\t\n\r")
