"""What lies under the bases in a picture: the outline, and the names of countries and cities.

Web Mercator: x and y in degrees of longitude, as on the screen.
"""

import json
import math
from collections.abc import Set
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline

from geo.exports.picture_room import Box, Room
from geo.place.geography import OUTLINE

LAND, WATER, SHORE, BORDER = "#f4f1ea", "#cfdfe8", "#9dbccb", "#b3a995"
CITY, COUNTRY = "#5a6672", "#8a8270"


def mercator(longitudes: Any, latitudes: Any) -> tuple[Any, Any]:
    """Return points (degrees) as Web Mercator has them, x still in degrees of longitude."""
    clipped = np.clip(np.asarray(latitudes, dtype=float), -85, 85)
    y = np.degrees(np.log(np.tan(np.pi / 4 + np.radians(clipped) / 2)))
    return np.asarray(longitudes, dtype=float), y


Places = list[dict[str, Any]]
# sizes of letters, in typographic points
OF_COUNTRY, OF_CITY = 6.5, 6.5
NONE_FOUND = "none found"


def draw_outline(axes: Axes, box: Box) -> tuple[Places, Places]:
    """Draw what meets the frame, and give the places of its countries and cities, to be named.

    ``box`` is west, east, south, north as :func:`mercator` gives them.
    """
    collection = json.loads(OUTLINE.read_text(encoding="utf-8"))
    names: dict[str, Places] = {"name": [], "city": []}
    for feature in collection["features"]:
        layer, geometry = feature["properties"]["layer"], feature["geometry"]
        if layer == "country":
            _fill(axes, geometry, box, LAND, BORDER, 0.6)
        elif layer == "lake":
            _fill(axes, geometry, box, WATER, SHORE, 0.4)
        elif layer == "river":
            for line in geometry["coordinates"]:
                x, y = mercator(*zip(*line, strict=True))
                if _in_frame(x, y, box):
                    axes.plot(x, y, color=SHORE, linewidth=0.5)
        elif layer == "name" or feature["properties"]["rank"] <= 1:
            names[layer].append(feature)
    return names["name"], names["city"]


def name_cities(axes: Axes, cities: Places, room: Room) -> None:
    """Name the cities for which there is room beside their dots."""
    half = 1.5 * room.point
    for feature in cities:
        x, y = (float(v) for v in mercator(*feature["geometry"]["coordinates"]))
        dot = (x - half, y - half, x + half, y + half)
        if not room.is_free(dot):
            continue
        name = feature["properties"]["name"]
        place = room.beside(name, (x, y, half), OF_CITY)
        if place is not None:
            room.take(dot)
            axes.plot(x, y, "o", markersize=2, color=CITY)
            style: dict[str, Any] = {"fontsize": OF_CITY, "color": CITY}
            axes.text(place[0], place[1] + 2 * room.point, name, **style)


def name_countries(axes: Axes, places: Places, room: Room, without: Set[str]) -> None:
    """Name each country once, in the widest of its places where its name covers nothing.

    ``without`` names the countries in which no base was found, which is said under the name.
    """
    drawn: set[str] = set()
    for feature in places:
        name = feature["properties"]["name"]
        if name not in drawn and _name_country(axes, feature, room, none_found=name in without):
            drawn.add(name)


def _name_country(axes: Axes, feature: dict[str, Any], room: Room, *, none_found: bool) -> bool:
    """Write a country's name near one of its places, where there is room; say whether there is."""
    name, radius = feature["properties"]["name"], feature["properties"]["radius"]
    x, y = (float(v) for v in mercator(*feature["geometry"]["coordinates"]))
    if radius * 2 <= (room.frame[1] - room.frame[0]) * 0.008 * len(name):
        return False
    wide, high = room.of_text(name.upper(), OF_COUNTRY, bold=True)
    below = high if none_found else 0
    if none_found:
        wide = max(wide, room.of_text(NONE_FOUND, OF_COUNTRY)[0])
    for right, up in _steps(radius, high):
        place = (
            x + right - wide / 2,
            y + up - high / 2 - below,
            x + right + wide / 2,
            y + up + high / 2,
        )
        if room.is_free(place):
            room.take(place)
            style: dict[str, Any] = {
                "fontsize": OF_COUNTRY, "color": COUNTRY, "ha": "center", "va": "center",
                "zorder": 2,
            }  # fmt: skip
            axes.text(x + right, y + up, name.upper(), fontweight="bold", **style)
            if none_found:
                axes.text(x + right, y + up - high, NONE_FOUND, fontstyle="italic", **style)
            return True
    return False


def _steps(radius: float, high: float) -> list[tuple[float, float]]:
    """The ways from a country's place to others within its radius, the nearest first."""
    most = int(radius / high)
    rows = [sign * step * high for step in range(most + 1) for sign in (1, -1)]
    columns = [part * radius for part in (0, 0.25, -0.25, 0.5, -0.5, 0.75, -0.75)]
    steps = dict.fromkeys((right, up) for up in rows for right in columns)
    near = [step for step in steps if math.hypot(*step) <= radius]
    return sorted(near or [(0.0, 0.0)], key=lambda step: math.hypot(*step))


def _fill(
    axes: Axes, geometry: dict[str, Any], box: Box, face: str, edge: str, width: float
) -> None:
    points: list[Any] = []
    codes: list[Any] = []
    for rings in geometry["coordinates"]:
        flat = [mercator(*zip(*ring, strict=True)) for ring in rings]
        if not _in_frame(*flat[0], box):
            continue
        for x, y in flat:
            points += list(zip(x, y, strict=True))
            codes += [Outline.MOVETO, *[Outline.LINETO] * (len(x) - 2), Outline.CLOSEPOLY]
    if points:
        path = Outline(points, codes)
        # Not add_patch, which looks through every point for limits that are set anyway.
        axes.add_artist(PathPatch(path, facecolor=face, edgecolor=edge, linewidth=width))


def _in_frame(x: Any, y: Any, box: Box) -> bool:
    """Whether what a line or ring spans meets the frame: what lies outside need not be drawn."""
    return bool(x.max() > box[0] and x.min() < box[1] and y.max() > box[2] and y.min() < box[3])
