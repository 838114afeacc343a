"""What lies under the bases in a picture: the outline, and the names of countries and cities.

Web Mercator: x and y in degrees of longitude, as on the screen.
"""

import json
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline

from geo.places import OUTLINE

Box = tuple[float, float, float, float]

LAND, WATER, SHORE, BORDER = "#f4f1ea", "#cfdfe8", "#9dbccb", "#b3a995"
CITY, COUNTRY = "#5a6672", "#8a8270"


def mercator(longitudes: Any, latitudes: Any) -> tuple[Any, Any]:
    """Give points (degrees) as Web Mercator has them, x still in degrees of longitude."""
    clipped = np.clip(np.asarray(latitudes, dtype=float), -85, 85)
    y = np.degrees(np.log(np.tan(np.pi / 4 + np.radians(clipped) / 2)))
    return np.asarray(longitudes, dtype=float), y


def draw_outline(axes: Axes, box: Box) -> list[dict[str, Any]]:
    """Draw what meets the frame, with the names of countries; give the cities, which come last.

    ``box`` is west, east, south, north as :func:`mercator` gives them.
    """
    collection = json.loads(OUTLINE.read_text(encoding="utf-8"))
    names: dict[str, list[dict[str, Any]]] = {"name": [], "city": []}
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
    _draw_countries(axes, names["name"], box)
    return names["city"]


def draw_cities(
    axes: Axes, features: list[dict[str, Any]], boxes: list[Box], frame: Box, point: float
) -> None:
    """Name cities where neither a base nor a name stands already."""
    for feature in features:
        x, y = (float(v) for v in mercator(*feature["geometry"]["coordinates"]))
        name = feature["properties"]["name"]
        room = room_beside(name, (x, y, 2 * point), boxes, frame, point)
        in_frame = frame[0] < x < frame[1] and frame[2] < y < frame[3]
        if in_frame and room is not None:
            boxes.append(room)
            axes.plot(x, y, "o", markersize=2, color=CITY)
            axes.text(room[0], room[1] + 2 * point, name, fontsize=6.5, color=CITY)


def room_beside(
    name: str,
    marker: tuple[float, float, float],
    boxes: list[Box],
    frame: Box,
    point: float,
) -> Box | None:
    """The first place beside a marker where its name covers nothing, or none."""
    x, y, half = marker
    wide, high = 4.0 * len(name) * point, 9 * point
    right, left = x + half + 2 * point, x - half - 2 * point - wide
    middle = x - wide / 2
    for low_x, low_y in (
        (right, y - high / 2),
        (left, y - high / 2),
        (right, y + high / 2),
        (right, y - high * 1.5),
        (left, y + high / 2),
        (left, y - high * 1.5),
        (middle, y + high),
        (middle, y - high * 2),
    ):
        place = (low_x, low_y, low_x + wide, low_y + high)
        inside = frame[0] <= place[0] and place[2] <= frame[1]
        if inside and not any(_overlap(place, other) for other in boxes):
            return place
    return None


def _draw_countries(axes: Axes, features: list[dict[str, Any]], box: Box) -> None:
    """Each country's name once, in the widest of its places that lies well inside the frame."""
    drawn = set()
    margin = (box[1] - box[0]) * 0.08
    for feature in features:
        name = feature["properties"]["name"]
        x, y = (float(v) for v in mercator(*feature["geometry"]["coordinates"]))
        inside = box[0] + margin < x < box[1] - margin and box[2] < y < box[3]
        wide = feature["properties"]["radius"] * 2 > (box[1] - box[0]) * 0.008 * len(name)
        if inside and wide and name not in drawn:
            drawn.add(name)
            axes.text(
                x,
                y,
                name.upper(),
                fontsize=6.5,
                color=COUNTRY,
                ha="center",
                va="center",
                fontweight="bold",
                zorder=2,
            )


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


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
