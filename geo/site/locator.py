"""A small map of where a base is: borders, lakes and cities around it as SVG, no script needed."""

import json
from functools import cache
from typing import Any

import shapely
from markupsafe import Markup
from shapely.geometry.base import BaseGeometry

from geo.exports.picture_outline import mercator
from geo.place.geography import OUTLINE

# points of the drawing, and the degrees of longitude that it spans
WIDE, HIGH, SPAN = 400, 280, 8.0
# points below which a bend of a line is left out
FINE = 0.8
# cities that are named, those of the highest rank first, and the room that a name takes
CITIES, LETTER, LINE = 6, 6.3, 15


def draw(name: str, latitude: float, longitude: float) -> Markup:
    """Return the map around a point (degrees) as an SVG element."""
    frame = _Frame(latitude, longitude)
    land = _path(frame, "country")
    water = _path(frame, "lake")
    rivers = _path(frame, "river", is_line=True)
    around = Markup("").join(
        Markup('<path class="{}" d="{}"/>').format(kind, path)
        for kind, path in (("land", land), ("water", water), ("river", rivers))
        if path
    )
    return Markup(
        '<svg class="locator" viewBox="0 0 {w} {h}" role="img" aria-label="{label}">'
        '<rect class="water" width="{w}" height="{h}"/>{around}{names}'
        '<circle class="here" cx="{x}" cy="{y}" r="6"/></svg>'
    ).format(
        w=WIDE,
        h=HIGH,
        label=f"Map: where {name} is",
        around=around,
        names=_names(frame),
        x=WIDE // 2,
        y=HIGH // 2,
    )


class _Frame:
    """What part of the world is drawn: Web Mercator, x in degrees of longitude."""

    def __init__(self, latitude: float, longitude: float) -> None:
        x, y = (float(v) for v in mercator(longitude, latitude))
        self.scale = WIDE / SPAN
        self.west, self.north = x - SPAN / 2, y + HIGH / self.scale / 2
        self.box = (self.west, y - HIGH / self.scale / 2, x + SPAN / 2, self.north)

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point lies on the drawing."""
        return round((x - self.west) * self.scale, 1), round((self.north - y) * self.scale, 1)


@cache
def _outline() -> dict[str, list[tuple[BaseGeometry, dict[str, Any]]]]:
    found: dict[str, list[tuple[BaseGeometry, dict[str, Any]]]] = {}
    for feature in json.loads(OUTLINE.read_text(encoding="utf-8"))["features"]:
        made = shapely.geometry.shape(feature["geometry"])
        projected = shapely.transform(made, lambda points: _projected(points))
        known = feature["properties"]
        found.setdefault(known["layer"], []).append((shapely.make_valid(projected), known))
    return found


def _projected(points: Any) -> Any:
    x, y = mercator(points[:, 0], points[:, 1])
    return shapely.get_coordinates(shapely.points(x, y))


def _path(frame: _Frame, layer: str, *, is_line: bool = False) -> str:
    """What of a layer meets the frame, as one path."""
    parts = []
    west, south, east, north = frame.box
    for made, _ in _outline().get(layer, ()):
        inside = shapely.clip_by_rect(made, west - 0.1, south - 0.1, east + 0.1, north + 0.1)
        if inside.is_empty:
            continue
        plain = shapely.simplify(inside, FINE / frame.scale)
        rings = shapely.get_parts(plain if is_line else shapely.boundary(plain))
        for ring in shapely.get_parts(rings):
            points = [frame.place(x, y) for x, y in shapely.get_coordinates(ring)]
            if len(points) > 1:
                drawn = " ".join(f"{x:g} {y:g}" for x, y in points)
                parts.append(f"M{drawn}" + ("" if is_line else "Z"))
    return "".join(parts)


def _names(frame: _Frame) -> Markup:
    """The cities in the frame: where a name would meet another or the base, it is left out."""
    taken = [(WIDE / 2 - 14, HIGH / 2 - 14, WIDE / 2 + 14, HIGH / 2 + 14)]
    found: list[Markup] = []
    told: set[str] = set()
    for point, known in _outline().get("name", ()):
        x, y = frame.place(*shapely.get_coordinates(point)[0])
        half = 4.6 * len(known["name"])
        room = (x - half, y - LINE / 2, x + half, y + LINE / 2)
        if known["name"] in told or not _is_inside(room):
            continue
        if not any(_meet(room, other) for other in taken):
            taken.append(room)
            told.add(known["name"])
            drawn = Markup('<text class="country" x="{}" y="{}">{}</text>')
            found.append(drawn.format(x, round(y + 4, 1), known["name"]))
    left = CITIES
    ranked = sorted(_outline().get("city", ()), key=lambda city: (city[1]["rank"], city[1]["name"]))
    for point, known in ranked:
        x, y = frame.place(*shapely.get_coordinates(point)[0])
        wide = LETTER * len(known["name"]) + 8
        room = (x - 4, y - LINE / 2, x + wide, y + LINE / 2)
        if not _is_inside(room) or any(_meet(room, other) for other in taken):
            continue
        taken.append(room)
        found.append(
            Markup(
                '<circle class="city" cx="{}" cy="{}" r="2.5"/><text x="{}" y="{}">{}</text>'
            ).format(x, y, round(x + 6, 1), round(y + 4, 1), known["name"])
        )
        left -= 1
        if not left:
            break
    return Markup("").join(found)


def _is_inside(room: tuple[float, float, float, float]) -> bool:
    return room[0] > 4 and room[2] < WIDE - 4 and room[1] > 4 and room[3] < HIGH - 4


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
