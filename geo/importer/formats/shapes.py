"""Shapes on the earth as points with an uncertainty."""

from typing import Any

import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry import LineString, Point, shape
from shapely.geometry.base import BaseGeometry

_GEOD = Geod(ellps="WGS84")
# A circle has more corners than what people draw around a site at one distance.
_CORNERS = 30


def shape_of(geometry: Any) -> BaseGeometry | None:
    """Return a shape of a geometry as GeoJSON has it; None where it has none that can be read."""
    try:
        return shape(geometry) if geometry else None
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, shapely.GEOSException):
        return None


def point_of(area: BaseGeometry) -> tuple[float, float, float]:
    """Return longitude and latitude (degrees) of a point of a shape, and how far the shape reaches.

    The point lies in the shape, and is its only point where it has just one beside lines or areas;
    the reach is the distance to its farthest corner, in metres, and 0 of a point.
    """
    if isinstance(area, Point):
        return area.x, area.y, 0.0
    middle = area.interpolate(0.5, normalized=True) if isinstance(area, LineString) else None
    inside = middle or own_point(area) or area.representative_point()
    corners = shapely.get_coordinates(area)
    count = len(corners)
    *_, reach = _GEOD.inv(
        np.full(count, inside.x), np.full(count, inside.y), corners[:, 0], corners[:, 1]
    )
    return inside.x, inside.y, float(np.max(reach))


def beside(middle: Point, area: BaseGeometry, uncertainty: str) -> BaseGeometry | None:
    """Return what a collection has beside its point; None where that is a circle of a width.

    ``uncertainty`` is the radius in metres, a text: our own KML draws it around a point.
    """
    parts = [part for part in getattr(area, "geoms", ()) if not isinstance(part, Point)]
    if len(parts) != 1:
        return shapely.GeometryCollection(parts) if parts else None
    corners = shapely.get_coordinates(parts[0])
    count = len(corners)
    *_, away = _GEOD.inv(
        np.full(count, middle.x), np.full(count, middle.y), corners[:, 0], corners[:, 1]
    )
    try:
        is_circle = count > _CORNERS and bool(np.allclose(away, float(uncertainty), rtol=0.01))
    except ValueError:
        return parts[0]
    return None if is_circle else parts[0]


def own_point(area: BaseGeometry) -> Point | None:
    """Return the only point among the parts of a collection, such as the middle of a circle."""
    parts = getattr(area, "geoms", ()) if area.geom_type == "GeometryCollection" else ()
    points = [part for part in parts if isinstance(part, Point)]
    return points[0] if len(points) == 1 else None
