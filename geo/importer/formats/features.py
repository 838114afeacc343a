"""Features with a geometry as a table: their fields, and latitude, longitude and uncertainty."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from shapely.geometry.base import BaseGeometry

from geo.importer.formats import grid
from geo.importer.formats.shapes import beside, own_point, point_of
from geo.importer.sheet import Decision, Sheet
from geo.place import footprint
from geo.plural import counted

_PLACE = ("latitude", "longitude", "coordinate_uncertainty_m")
# What our own exports call the dates as known, beside the days that other tools want.
_AS_KNOWN = {"start_edtf": "start", "end_edtf": "end"}


def told_system(made: Mapping[str, Any]) -> list[Decision]:
    """Return the note on the coordinate system of shapes.

    ``made`` says whether it is known ("known_system"), and what it was where shapes were converted
    ("system").
    """
    if not made["known_system"]:
        words = "The file does not say its coordinate system; it is read as degrees of WGS 84."
        return [Decision("coordinate system", "", words, doubtful=True)]
    if not made["system"]:
        return []
    words = f"Coordinates were converted from {made['system']} to degrees of WGS 84."
    return [Decision("coordinate system", made["system"], words)]


def text_of(value: Any) -> str:
    """Return a value of JSON or of a column as the text of a cell."""
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return " ".join(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def columns_of(name: str, rows: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Return rows of values as columns of text, in the order in which names first occur.

    ``name`` is that of the file. Raises GazetteerError where it is larger than the limits.
    """
    names = dict.fromkeys(title for row in rows for title in row)
    grid.check_size(name, len(rows), len(names))
    return {str(title): [text_of(row.get(title)) for row in rows] for title in names}


def sheet_of(
    name: str,
    columns: Mapping[str, list[str]],
    shapes: Iterable[BaseGeometry | None],
    decisions: Sequence[Decision] = (),
) -> Sheet:
    """Return features as a table, indexed by their number in the file, from 1.

    A line or an area becomes a point in it with the distance to its farthest corner as uncertainty,
    and keeps its shape as a footprint. Where a feature has one point beside it and says how far off
    that may be, the point is the place; a circle of that width around it is no footprint.
    """
    fields = dict(columns)
    own = {*_AS_KNOWN} <= set(fields)
    for text, edge in _AS_KNOWN.items() if own else ():
        fields[edge] = fields.pop(text)
    drawn = [None if shape is None or shape.is_empty else shape for shape in shapes]
    blank = [""] * len(drawn)
    given = fields.get(_PLACE[2], blank)
    areas, places = list(drawn), []
    for k, (shape, stated) in enumerate(zip(drawn, given, strict=True)):
        middle = own_point(shape) if shape is not None and stated else None
        if middle is not None and shape is not None:
            areas[k] = beside(middle, shape, stated)
        places.append(None if shape is None else point_of(middle or shape))
    # Our own export has an area as the place, and its point among the fields.
    points = zip(*(fields.get(name, blank) if own else blank for name in _PLACE[:2]), strict=True)
    found, wide = [], 0
    for place, uncertainty, point in zip(places, given, points, strict=True):
        if place is None:
            found.append(("", "", uncertainty))
        elif place[2] and uncertainty and all(point):
            found.append((*point, uncertainty))
        else:
            reach = f"{place[2]:.0f}" if place[2] else uncertainty
            found.append((f"{place[1]:.10g}", f"{place[0]:.10g}", reach))
            wide += place[2] > 0
    for axis, cells in zip(_PLACE, zip(*found, strict=True), strict=False):
        fields[axis] = list(cells)
    told = list(decisions)
    if wide:
        words = (
            f"{counted(wide, 'shape')} (lines or areas) became a point inside "
            "with the distance to the farthest corner as uncertainty."
        )
        told.append(Decision("shapes", "points", words))
    told += _with_footprints(fields, areas)
    table = grid.table_of(name, list(fields), list(fields.values()), range(1, len(places) + 1))
    made = Sheet(name, table, tuple(told))
    return replace(made, blank_end="") if own else made


def _with_footprints(
    fields: dict[str, list[str]], areas: Sequence[BaseGeometry | None]
) -> list[Decision]:
    """Add the footprints of lines and areas to the fields, and return what is told of them."""
    if not any(area is not None and area.geom_type != "Point" for area in areas):
        return []
    texts, count = footprint.texts_of(areas)
    drawn = sum(map(bool, texts))
    if drawn > footprint.MAX_FOOTPRINTS:
        words = (
            f"{drawn:,} shapes are more than the map can draw ({footprint.MAX_FOOTPRINTS:,}): "
            "their points alone were kept."
        )
        return [Decision("footprints", "", words, doubtful=True)]
    if not drawn:
        return []
    words = f"{counted(drawn, 'line or area', 'lines and areas')} will be drawn on the map"
    words += f", {count:,} of them with fewer corners." if count else "."
    fields[footprint.COLUMN] = texts
    return [Decision("footprints", str(drawn), words)]
