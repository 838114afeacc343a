"""Read TopoJSON: arcs to lines, lines to polygons that a flat map can hold.

TopoJSON lets a ring step over the antimeridian or around a pole. Read as flat coordinates, such a
ring runs back across the whole map, and Siberia comes out as sea and Iceland as Russia. So rings
are unrolled, cut at 180 degrees, and made valid.
"""

from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from typing import Any

import shapely
from shapely.affinity import translate
from shapely.geometry import MultiPolygon, Polygon, box

Ring = list[tuple[float, float]]


def decode(topology: dict[str, Any]) -> list[Ring]:
    """Return the arcs of a TopoJSON topology in degrees (longitude, latitude)."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        xs = accumulate(point[0] for point in arc)
        ys = accumulate(point[1] for point in arc)
        pairs = zip(xs, ys, strict=True)
        arcs.append([(x * scale[0] + shift[0], y * scale[1] + shift[1]) for x, y in pairs])
    return arcs


def line_of(indices: list[int], arcs: list[Ring]) -> Ring:
    """Return the line that some arcs make; ~k is arc k backwards."""
    line: Ring = []
    for k in indices:
        arc = arcs[k] if k >= 0 else arcs[~k][::-1]
        line += arc if not line else arc[1:]
    return line


def polygons_of(geometry: dict[str, Any], arcs: list[Ring]) -> list[list[Ring]]:
    """Return the polygons of a geometry as lists of closed rings, the outer one first."""
    if geometry["type"] == "Polygon":
        return [[line_of(ring, arcs) for ring in geometry["arcs"]]]
    if geometry["type"] == "MultiPolygon":
        return [[line_of(ring, arcs) for ring in rings] for rings in geometry["arcs"]]
    return []


def flat(polygons: Iterable[list[Ring]], digits: int) -> MultiPolygon:
    """Return polygons as one valid shape between 180 degrees west and east, outer rings first.

    Coordinates are rounded to some decimals, and what is then left without an area is dropped.
    """
    pieces = [piece for rings in polygons for piece in _cut(rings)]
    whole = shapely.set_precision(shapely.union_all(pieces), 10**-digits)
    parts = [part for part in shapely.get_parts(whole) if isinstance(part, Polygon)]
    oriented: MultiPolygon = shapely.orient_polygons(MultiPolygon(parts))
    return oriented


def unrolled(ring: Ring) -> Ring:
    """Return a ring whose longitudes run on beyond 180 degrees instead of stepping back.

    A ring around a pole is closed along that pole.
    """
    steps = [(b[0] - a[0] + 180) % 360 - 180 for a, b in pairwise(ring)]
    xs = list(accumulate(steps, initial=ring[0][0]))
    line = [(x, y) for x, (_, y) in zip(xs, ring, strict=True)]
    if abs(xs[-1] - xs[0]) < 180:
        return line
    pole = 90.0 if sum(y for _, y in ring) > 0 else -90.0
    return [*line, (xs[-1], pole), (xs[0], pole), line[0]]


def _cut(rings: list[Ring]) -> Iterator[shapely.Geometry]:
    kept = [ring for ring in rings if len(set(ring)) >= 3]
    if not kept or kept[0] is not rings[0]:
        return
    outer, *holes = map(unrolled, kept)
    shape = Polygon(outer, [_moved(hole, outer) for hole in holes])
    whole = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    for turn in (-360, 0, 360):
        yield translate(whole.intersection(box(turn - 180, -90, turn + 180, 90)), -turn)


def _moved(hole: Ring, outer: Ring) -> Ring:
    """The hole, on the same turn of the globe as the ring around it."""
    turn = 360 * round((_middle(outer) - _middle(hole)) / 360)
    return [(x + turn, y) for x, y in hole]


def _middle(ring: Ring) -> float:
    xs = [x for x, _ in ring]
    return (min(xs) + max(xs)) / 2
