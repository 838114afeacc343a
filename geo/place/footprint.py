"""Footprints: the ground that a base covers, as lines and areas in degrees of WGS 84.

A footprint is WKT, longitude first (Darwin Core calls it footprintWKT), blank where none is known.
The point of a base stays what is counted, measured and clicked; its footprint is drawn below it.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

COLUMN = "footprint"
# So many corners draw any site as well as a map of a region shows it.
MAX_CORNERS = 500
# More of them would cover each other; then the points alone are kept.
MAX_FOOTPRINTS = 20_000
# A tenth of a metre.
_DECIMALS = 6
_FIRST_TOLERANCE = 1e-5
_LOOKS_LIKE = re.compile(
    r"\s*(?:SRID=4326;\s*)?(?:MULTI)?(?:POLYGON|LINESTRING)|\s*GEOMETRYCOLLECTION", re.IGNORECASE
)

Shapes = NDArray[np.object_]


def looks_like(text: str) -> bool:
    """Return whether a text begins as WKT of lines or areas does."""
    return bool(_LOOKS_LIKE.match(text))


def texts_of(shapes: Sequence[BaseGeometry | None]) -> tuple[list[str], int]:
    """Return the footprints of shapes, and how many of them had more than MAX_CORNERS.

    These are simplified; points have no footprint, and neither has what lies beside the earth.
    """
    areas = np.array([_without_points(shape) for shape in shapes], dtype=object)
    bare = shapely.force_2d(areas)
    west, south, east, north = shapely.bounds(bare).T
    with np.errstate(invalid="ignore"):
        on_earth = (west >= -180) & (east <= 180) & (south >= -90) & (north <= 90)
    bare[~on_earth] = None
    made, count = _simplified(bare)
    texts = shapely.to_wkt(made, rounding_precision=_DECIMALS)
    return ["" if text is None else str(text) for text in texts], count


def read_all(texts: Sequence[str]) -> tuple[list[str], int, int]:
    """Return texts as footprints, how many were simplified, and how many are none and now blank."""
    plain = [re.sub(r"^\s*SRID=4326;\s*", "", text, flags=re.IGNORECASE) for text in texts]
    known = np.array([text or None for text in plain], dtype=object)
    shapes = shapely.from_wkt(known, on_invalid="ignore")
    made, count = texts_of(list(shapes))
    wrong = sum(bool(text) and not found for text, found in zip(plain, made, strict=True))
    return made, count, wrong


@lru_cache(maxsize=4096)
def geometry(text: str) -> dict[str, Any]:
    """Return a footprint as GeoJSON has geometries; its areas have their outer ring turned left."""
    made: dict[str, Any] = mapping(_turned(shapely.from_wkt(text)))
    return made


def rings_and_lines(text: str, longitude: float) -> tuple[list[list[float]], list[list[float]]]:
    """Return the rings of a footprint's areas and its lines, each as longitude, latitude, ….

    Outer rings turn left and inner ones right, so that areas may overlap. What lies across 180
    degrees from a ``longitude`` is moved to its side.
    """
    rings: list[list[float]] = []
    lines: list[list[float]] = []
    for part in _parts(_turned(shapely.from_wkt(text))):
        if part.geom_type == "Polygon":
            rings += [_flat(ring, longitude) for ring in (part.exterior, *part.interiors)]
        else:
            lines.append(_flat(part, longitude))
    return rings, lines


def _flat(line: Any, longitude: float) -> list[float]:
    corners = shapely.get_coordinates(line)
    corners[:, 0] += 360 * np.round((longitude - corners[:, 0].mean()) / 360)
    flat: list[float] = np.round(corners, _DECIMALS).ravel().tolist()
    return flat


def _parts(shape: BaseGeometry) -> list[Any]:
    """The lines and areas of which a shape is made, however deep they lie in collections."""
    nested: list[Any] = [shape]
    found = []
    while nested:
        part = nested.pop(0)
        if hasattr(part, "geoms"):
            nested = [*part.geoms, *nested]
        elif not part.is_empty and part.geom_type != "Point":
            found.append(part)
    return found


def _turned(shape: BaseGeometry) -> BaseGeometry:
    turned: BaseGeometry = shapely.orient_polygons(shape)
    return turned


def _without_points(shape: BaseGeometry | None) -> BaseGeometry | None:
    if shape is None or shape.geom_type in ("Point", "MultiPoint"):
        return None
    if shape.geom_type != "GeometryCollection":
        return shape if not shape.is_empty else None
    parts = [part for part in getattr(shape, "geoms", ()) if _parts(part)]
    if len(parts) == 1:
        return _without_points(parts[0])
    return shapely.GeometryCollection(parts) if parts else None


def _simplified(shapes: Shapes) -> tuple[Shapes, int]:
    made = shapes.copy()
    many = np.flatnonzero(shapely.get_num_coordinates(made) > MAX_CORNERS)
    left, tolerance = many, _FIRST_TOLERANCE
    while len(left):
        made[left] = shapely.simplify(shapes[left], tolerance)
        left = left[shapely.get_num_coordinates(made[left]) > MAX_CORNERS]
        tolerance *= 2
        if tolerance > 360:
            # Of very many small parts none goes away: the hull of them is what is drawn.
            made[left] = shapely.simplify(shapely.convex_hull(shapes[left]), 1e-2)
            break
    return made, len(many)
