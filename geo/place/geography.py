"""Countries, cities and the outline: what lies where, from the project's own files.

Borders are OpenStreetMap's in the region (as :mod:`tools.build_borders` took them over, ODbL) and
Natural Earth's at 1:10,000,000 in the rest of the world (:mod:`tools.build_geography`).
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from geo.paths import DATA

OUTLINE = DATA / "outline.geojson"
BORDERS = DATA / "borders.geojson"
BORDERS_OF_REGION = DATA / "borders-openstreetmap.geojson"
CITIES = DATA / "cities.csv"
COUNTRY_CODES = DATA / "countries.csv"

# West, south, east, north, in degrees: where the outline is fine and borders are OpenStreetMap's.
REGION = (43.0, 23.0, 92.0, 58.0)

WGS84 = Geod(ellps="WGS84")

# How a feature begins in the files of borders, one a line: its name is read without the rest.
_NAME = re.compile(r'\{"type":"Feature","properties":\{"name":("(?:[^"\\]|\\.)*")\}')


class _Countries(Mapping[str, BaseGeometry]):
    """Country shapes by English short name; each is parsed when it is first asked for."""

    def __init__(self, world: dict[str, str], region: dict[str, str]) -> None:
        self._world = world
        self._region = region
        self._shapes: dict[str, BaseGeometry] = {}

    def __getitem__(self, name: str) -> BaseGeometry:
        if name not in self._shapes:
            shape = shapely.from_geojson(self._world[name])
            if name in self._region:
                beyond = shapely.difference(shapely.make_valid(shape), shapely.box(*REGION))
                shape = _joined(shapely.from_geojson(self._region[name]), beyond)
            shapely.prepare(shape)
            self._shapes[name] = shape
        return self._shapes[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._world)

    def __len__(self) -> int:
        return len(self._world)


@cache
def countries() -> Mapping[str, BaseGeometry]:
    """Return the shape of each country (longitude, latitude in degrees WGS 84) by its name.

    In the region it is OpenStreetMap's, elsewhere Natural Earth's.
    """
    return _Countries(features(BORDERS), features(BORDERS_OF_REGION))


BORDERS_CREDIT = (
    "Borders in the region: © OpenStreetMap contributors, Open Database License (ODbL) 1.0; "
    "others: Natural Earth, public domain."
)


def features(path: Path) -> dict[str, str]:
    """Return the lines of a file of borders, one GeoJSON feature each, by the country's name."""
    named = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        found = _NAME.match(line)
        # What is too small for the scale has no border left.
        if found and '"coordinates":[]' not in line:
            named[json.loads(found[1])] = line.rstrip(",")
    return named


def _joined(*shapes: BaseGeometry) -> BaseGeometry:
    """One shape of polygons, as they are: what a cut left of lines and points is dropped."""
    polygons = [part for part in shapely.get_parts(shapes) if part.geom_type == "Polygon"]
    return shapely.multipolygons(polygons)


def in_region(latitude: float, longitude: float) -> bool:
    """Return whether a point lies in the region, edges included."""
    west, south, east, north = REGION
    return south <= latitude <= north and west <= longitude <= east


@cache
def cities() -> pd.DataFrame:
    """Return cities for orientation: name, country, latitude, longitude (degrees), rank."""
    return pd.read_csv(CITIES).set_index("city_id")


@cache
def country_codes() -> Mapping[str, str]:
    """Return the ISO 3166-1 alpha-2 code of each country that has one, by its name."""
    table = pd.read_csv(COUNTRY_CODES, dtype=str, keep_default_na=False)
    return dict(table[table["code"] != ""].itertuples(index=False))


@cache
def country_names() -> Mapping[str, str]:
    """Return the name of each country by its ISO 3166-1 alpha-2 code."""
    return {code: name for name, code in country_codes().items()}


def contains(country: str, latitude: float, longitude: float) -> bool:
    """Return whether a point lies in a country; KeyError where the country has no border data."""
    return bool(shapely.intersects_xy(countries()[country], longitude, latitude))


def outside_m(
    names: pd.Series, latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return for many points how far (metres) each lies outside its country, 0 inside.

    A country that has no borders here has no outside. The nearest point is sought in degrees and
    measured on WGS 84: good to a few per cent, enough to tell a slip from a border.
    """
    far = np.zeros(len(names))
    xs, ys = longitudes, latitudes
    codes, distinct = pd.factorize(names)
    known = countries()
    for code in np.flatnonzero(pd.Index(distinct).isin(list(known))):
        shape = known[distinct[code]]
        own = np.flatnonzero(codes == code)
        outside = own[~shapely.intersects_xy(shape, xs[own], ys[own])]
        for k in outside:
            line = shapely.shortest_line(shape, shapely.Point(xs[k], ys[k]))
            (x1, y1), (x2, y2) = line.coords[0], line.coords[-1]
            far[k] = WGS84.inv(x1, y1, x2, y2)[2]
    return far
