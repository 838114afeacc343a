"""Distances on WGS 84 that say how good they are.

Lengths are geodesics of geopy (Karney's algorithm, exact to nanometres on the ellipsoid); what
limits a distance is how well its two ends are known. Points are (latitude, longitude) in degrees.
"""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from geopy.distance import geodesic
from numpy.typing import NDArray
from pyproj import Proj

from geo.errors import DistanceError
from geo.place import geography
from geo.place.geography import WGS84

Point = tuple[float, float]

# 95 of 100 distances to a border lie this close to those to another's, by `tools.measure_borders`:
# OpenStreetMap's in the region to the Digital Chart of the World, Natural Earth's to OpenStreetMap.
# Both figures hold the error of the other, too.
BORDER_UNCERTAINTY_M = 4_000.0
OUTLINE_UNCERTAINTY_M = 5_000.0
# A city is wide, and its point is not the middle that every reader means.
CITY_UNCERTAINTY_M = 3_000.0
COMPASS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")


@dataclass(frozen=True)
class Distance:
    """A length in metres with its uncertainty (metres, one figure for both ends together).

    ``start`` and ``end`` are its ends as points, ``bearing`` the direction from start to end in
    degrees clockwise from north.
    """

    metres: float
    uncertainty_m: float
    start: Point
    end: Point
    bearing: float

    @property
    def km(self) -> float:
        """The length in kilometres."""
        return self.metres / 1000

    def __str__(self) -> str:
        return in_words(self.metres, self.uncertainty_m)

    @property
    def direction(self) -> str:
        """The direction from start to end in words of the compass rose."""
        return COMPASS[round(self.bearing / 45) % 8]


def in_words(metres: float, uncertainty_m: float) -> str:
    """Return a length with no more digits than its uncertainty leaves: "140 ± 3 km"."""
    km, doubt = metres / 1000, uncertainty_m / 1000
    digits = max(0, -math.floor(math.log10(doubt))) if doubt > 0 else 3
    step = 10 ** max(0, math.floor(math.log10(doubt))) if doubt >= 10 else 10**-digits
    rounded, margin = round(km / step) * step, math.ceil(doubt / step - 1e-9) * step
    return f"{rounded:,.{digits}f} ± {margin:,.{digits}f} km"


def between(
    start: Point, end: Point, *, start_uncertainty_m: float = 0, end_uncertainty_m: float = 0
) -> Distance:
    """Return the geodesic distance of two points; their uncertainties add in quadrature.

    Raises DistanceError where a point is not on the globe.
    """
    for latitude, longitude in (start, end):
        if not (-90 <= latitude <= 90 and math.isfinite(longitude)):
            raise DistanceError(f"{latitude}, {longitude} is not a point on Earth.")
    metres = geodesic(start, end).meters
    azimuth = WGS84.inv(start[1], start[0], end[1], end[0])[0] if metres else 0.0
    doubt = math.hypot(start_uncertainty_m, end_uncertainty_m)
    return Distance(metres, doubt, start, end, azimuth % 360)


def to_border(point: Point, country: str, *, uncertainty_m: float = 0) -> Distance:
    """Return the distance from a point to the nearest point of a country: 0 inside it.

    The nearest point is sought in an azimuthal equidistant projection centred on the point, which
    keeps distances from it true at any latitude and across the antimeridian, then measured as a
    geodesic. Raises DistanceError for a country without borders here.
    """
    if country not in geography.countries():
        raise DistanceError(f"{country!r} has no border data.")
    shape = geography.countries()[country]
    inside = shapely.intersects_xy(shape, point[1], point[0])
    end = point if inside else nearest(point, shape)
    border = BORDER_UNCERTAINTY_M if geography.in_region(*end) else OUTLINE_UNCERTAINTY_M
    return between(point, end, start_uncertainty_m=uncertainty_m, end_uncertainty_m=border)


def to_city(point: Point, city: pd.Series, *, uncertainty_m: float = 0) -> Distance:
    """Return the distance from a point to a row of :func:`geo.place.geography.cities`."""
    end = (city["latitude"], city["longitude"])
    return between(
        point, end, start_uncertainty_m=uncertainty_m, end_uncertainty_m=CITY_UNCERTAINTY_M
    )


def between_bases(start: pd.Series, end: pd.Series) -> Distance:
    """Return the distance of two bases, each good to its own coordinate_uncertainty_m."""
    return between(
        (start["latitude"], start["longitude"]),
        (end["latitude"], end["longitude"]),
        start_uncertainty_m=start["coordinate_uncertainty_m"],
        end_uncertainty_m=end["coordinate_uncertainty_m"],
    )


def ring(centre: Point, radius_m: float, corners: int = 180) -> list[Point]:
    """Return the points of a circle on the ellipsoid: all at ``radius_m`` from the centre.

    Longitudes run on beyond ±180 rather than jump, so that the line can be drawn.
    """
    azimuths = np.linspace(0, 360, corners + 1)
    longitudes, latitudes, _ = WGS84.fwd(
        np.full(corners + 1, centre[1]),
        np.full(corners + 1, centre[0]),
        azimuths,
        np.full(corners + 1, radius_m),
    )
    return _unbroken(latitudes, longitudes, centre[1])


def great_circle(start: Point, end: Point, steps: int = 64) -> list[Point]:
    """Return points along the geodesic between two points, both included, longitudes unbroken."""
    inner = WGS84.npts(start[1], start[0], end[1], end[0], steps - 1)
    line = [(start[1], start[0]), *inner, (end[1], end[0])]
    longitudes, latitudes = zip(*line, strict=True)
    return _unbroken(np.array(latitudes), np.array(longitudes), start[1])


def matrix(starts: pd.DataFrame, ends: pd.DataFrame) -> NDArray[np.float64]:
    """Return the geodesic distances in metres of each row of one table to each row of another.

    Both tables have columns latitude and longitude in degrees; the answer has a row for each start.
    """
    shape = (len(starts), len(ends))
    lon1 = np.repeat(starts["longitude"].to_numpy(float), shape[1])
    lat1 = np.repeat(starts["latitude"].to_numpy(float), shape[1])
    lon2 = np.tile(ends["longitude"].to_numpy(float), shape[0])
    lat2 = np.tile(ends["latitude"].to_numpy(float), shape[0])
    metres: NDArray[np.float64] = np.asarray(WGS84.inv(lon1, lat1, lon2, lat2)[2])
    return metres.reshape(shape)


def nearest_of_other_operators(held: pd.DataFrame) -> pd.DataFrame:
    """Return for each held period the nearest base of another operator.

    ``held`` has the columns of the gazetteer's periods; the answer has columns base, operator,
    nearest, nearest_operator, metres and uncertainty_m, nearest pairs first.
    """
    rows = held.drop_duplicates(["base_id", "operator"]).reset_index(drop=True)
    metres = matrix(rows, rows)
    same_operator = rows["operator"].to_numpy()[:, None] == rows["operator"].to_numpy()[None, :]
    same_base = rows["base_id"].to_numpy()[:, None] == rows["base_id"].to_numpy()[None, :]
    metres[same_operator | same_base] = np.inf
    found = []
    for k in range(len(rows)):
        if np.isfinite(metres[k]).any():
            j = int(metres[k].argmin())
            one, other = rows.iloc[k], rows.iloc[j]
            apart = between_bases(one, other)
            pair = (one["name"], one["operator"], other["name"], other["operator"])
            found.append((*pair, apart.metres, apart.uncertainty_m))
    columns = ["base", "operator", "nearest", "nearest_operator", "metres", "uncertainty_m"]
    return pd.DataFrame(found, columns=columns).sort_values("metres", ignore_index=True)


def nearest(point: Point, shape: shapely.Geometry) -> Point:
    """Return the point of a shape's boundary that is nearest to a point."""
    local = Proj(proj="aeqd", lat_0=point[0], lon_0=point[1], datum="WGS84")

    def project(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(local(coordinates[:, 0], coordinates[:, 1]))

    # A boundary has no inside that a projection could turn over; the far side of the globe, where
    # the projection tears, is never nearest.
    lines = shapely.get_parts(_within_reach(point, shapely.boundary(shape)))
    flat = shapely.transform(lines, project)
    distances = shapely.distance(flat, shapely.Point(0, 0))
    closest = flat[int(np.nanargmin(distances))]
    x, y = shapely.shortest_line(closest, shapely.Point(0, 0)).coords[0]
    longitude, latitude = local(x, y, inverse=True)
    return float(latitude), float(longitude)


def _within_reach(point: Point, lines: shapely.Geometry) -> shapely.Geometry:
    """The lines without what is certainly farther than their nearest point; all, near an edge.

    The point that is nearest in degrees is not the nearest, but no other need be farther.
    """
    latitude, longitude = point
    x, y = shapely.shortest_line(lines, shapely.Point(longitude, latitude)).coords[0]
    reach_m = between(point, (y, x)).metres + 1
    # A degree of latitude is 110,574 m or more, and one of longitude shrinks towards the poles.
    height = reach_m / 110_500
    highest = abs(latitude) + height
    if highest >= 85:
        return lines
    width = height / math.cos(math.radians(highest))
    if abs(longitude) + width >= 180:
        return lines
    return shapely.clip_by_rect(
        lines, longitude - width, latitude - height, longitude + width, latitude + height
    )


def _unbroken(
    latitudes: NDArray[np.float64], longitudes: NDArray[np.float64], near: float
) -> list[Point]:
    radians = np.unwrap(np.radians(np.asarray(longitudes, dtype=float)))
    degrees = np.degrees(radians)
    degrees += 360 * np.round((near - degrees[0]) / 360)
    return [(float(a), float(o)) for a, o in zip(latitudes, degrees, strict=True)]
