"""Countries, cities and the outline: what lies where, from the project's own files.

Borders are Natural Earth's at 1:10,000,000, as :mod:`tools.build_geography` took them over.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

_DATA = Path(__file__).parents[1] / "data"
OUTLINE = _DATA / "outline.geojson"
BORDERS = _DATA / "borders.geojson"
CITIES = _DATA / "cities.csv"

WGS84 = Geod(ellps="WGS84")


class _Countries(Mapping[str, BaseGeometry]):
    """Country shapes by English short name; each is parsed when it is first asked for."""

    def __init__(self, lines: dict[str, str]) -> None:
        self._lines = lines
        self._shapes: dict[str, BaseGeometry] = {}

    def __getitem__(self, name: str) -> BaseGeometry:
        if name not in self._shapes:
            shape = shapely.from_geojson(self._lines[name])
            shapely.prepare(shape)
            self._shapes[name] = shape
        return self._shapes[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


@cache
def countries() -> Mapping[str, BaseGeometry]:
    """Give the shape of each country (longitude, latitude in degrees WGS 84) by its name."""
    lines = {}
    for line in BORDERS.read_text(encoding="utf-8").splitlines():
        if line.startswith('{"type":"Feature",'):
            text = line.rstrip(",")
            name = json.loads(text[text.index('{"name":') : text.index("}") + 1])["name"]
            lines[name] = text[text.index('"geometry":') + len('"geometry":') : -1]
    return _Countries(lines)


@cache
def cities() -> pd.DataFrame:
    """Give cities for orientation: name, country, latitude, longitude (degrees), rank."""
    return pd.read_csv(CITIES).set_index("city_id")


def contains(country: str, latitude: float, longitude: float) -> bool:
    """Tell whether a point lies in a country; KeyError where the country has no borders here."""
    return bool(shapely.intersects_xy(countries()[country], longitude, latitude))


def outside_m(
    names: pd.Series, latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Give for many points how far (metres) each lies outside its country, 0 inside.

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
