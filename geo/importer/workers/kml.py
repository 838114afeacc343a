"""The placemarks of a KML document: their fields as text, their shapes as GeoJSON has geometries.

GDAL reads times of KML as moments, and loses those that name a year or a month only.
"""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, fromstring

_COMMA = re.compile(r"\s*,\s*")
_FIELDS = ("name", "description", "address")
_TIMES = ("begin", "end", "when")


def read(content: bytes) -> dict[str, Any]:
    """Return a row of fields for each placemark, and its geometry, None where it has none."""
    # Expat reads no other file and stops entities that grow; the bounds of this process do the
    # rest.
    root = fromstring(content)  # noqa: S314
    rows, shapes = [], []
    for folders, mark in _placemarks(root, ()):
        rows.append({**_fields(mark), **({"folder": " / ".join(folders)} if folders else {})})
        shapes.append(next(filter(None, map(_geometry, mark)), None))
    return {"rows": rows, "shapes": shapes}


def _placemarks(
    element: Element, folders: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Element]]:
    for child in element:
        kind = _kind(child)
        if kind == "Placemark":
            yield folders, child
        elif kind == "Folder":
            yield from _placemarks(child, (*folders, _text(_first(child, "name"))))
        elif kind in ("Document", "kml"):
            yield from _placemarks(child, folders)


def _fields(mark: Element) -> dict[str, str]:
    found = {kind: _text(part) for part in mark if (kind := _kind(part)) in _FIELDS}
    for part in mark:
        if _kind(part) in ("TimeSpan", "TimeStamp"):
            found |= {kind: _text(edge) for edge in part if (kind := _kind(edge)) in _TIMES}
        elif _kind(part) == "ExtendedData":
            for data in part.iter():
                if _kind(data) == "Data":
                    found[data.get("name", "")] = _text(_first(data, "value"))
                elif _kind(data) == "SimpleData":
                    found[data.get("name", "")] = _text(data)
    return found


def _geometry(element: Element) -> dict[str, Any] | None:
    kind = _kind(element)
    if kind == "Point":
        points = _points(element)
        return {"type": kind, "coordinates": points[0]} if points else None
    if kind in ("LineString", "LinearRing"):
        return {"type": "LineString", "coordinates": _points(element)}
    if kind == "Polygon":
        rings = [
            _points(ring)
            for edge in ("outerBoundaryIs", "innerBoundaryIs")
            for part in element
            if _kind(part) == edge
            for ring in part
        ]
        return {"type": kind, "coordinates": rings}
    if kind == "MultiGeometry":
        return {
            "type": "GeometryCollection",
            "geometries": [*filter(None, map(_geometry, element))],
        }
    return None


def _points(element: Element) -> list[list[float]]:
    """Longitudes and latitudes; none where one of them is no number."""
    text = _COMMA.sub(",", _text(_first(element, "coordinates")))
    try:
        return [[float(part) for part in point.split(",")[:2]] for point in text.split()]
    except ValueError:
        return []


def _kind(element: Element) -> str:
    """The name of an element, whatever its namespace: files name several, and none."""
    return str(element.tag).rpartition("}")[2]


def _first(element: Element, kind: str) -> Element | None:
    return next((child for child in element if _kind(child) == kind), None)


def _text(element: Element | None) -> str:
    return "" if element is None else "".join(element.itertext()).strip()
