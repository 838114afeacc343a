"""The first sight of a map: a small picture of a view (SVG), for the page before its map stands.

Places are points of Web Mercator in whole pixels of zoom UNITS. The script of the picture
(``geo/maps/scripts/picture.js``) puts it where the map will be; alone it shows all that the
filters let by.
"""

import gzip
import json
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.affinity import translate
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geo.answers.searches import countries_without_a_base
from geo.answers.view import View
from geo.drawings.signs import Part, sign
from geo.place.antimeridian import side_by_side
from geo.place.geography import OUTLINE
from geo.style import OperatorStyle, operator_styles
from geo.time import dates
from geo.time.presence import Presence
from geo.vocabulary import HELD

# the zoom of which a unit is a pixel, and the width of the world there
UNITS = 8
WORLD = 256 * 2**UNITS
# Degrees of latitude and longitude that are seen at least where filters leave few bases, so that
# their country can be recognised (as in draw/first_sight.js).
AROUND = (4.0, 6.0)
# bytes of a picture, compressed
MOST_BYTES = 40_000
# Bases of which each has a sign of its own, as on the map (answer/gazetteer.js: MANY).
MANY = 300
# metres that a degree has
METRES_A_DEGREE = 111_320.0
# how many pixels wide a window is for which the outline is fine enough
FINE = 1_100
# cells of a picture across, of which each has one point where bases are many
CELLS = 240
# pixels across of a window in which the picture stands alone, without its script
ALONE = 1_000

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class FirstSight:
    """A picture as SVG; ``bounds`` is what the map will be fitted to: west, north, east, south."""

    svg: str
    bounds: Box


def draw(view: View) -> FirstSight | None:
    """Return the first sight of a view, None where there is no base to be seen or no room for it.

    What the outline has of points is thinned out until the picture is small enough.
    """
    bases = _bases(view)
    if bases.empty:
        return None
    bounds = _bounds(bases, filtered=len(view.periods) < len(view.gazetteer.periods))
    around = _around(bounds)
    fine = (bounds[2] - bounds[0]) / FINE
    styles = operator_styles(view.gazetteer.coded["operator"].words)
    over = _signs(view, bases, styles) if len(bases) <= MANY else _points(view, bases, styles)
    names = _names(bounds, set(countries_without_a_base(view)["country"]))
    for coarser in (1, 2, 4, 8, 16):
        svg = _svg(bounds, _outline(around, fine * coarser) + names + over)
        if len(gzip.compress(svg.encode(), 6)) <= MOST_BYTES:
            return FirstSight(svg, bounds)
    return None


def place(latitude: float, longitude: float) -> tuple[float, float]:
    """Return a point (degrees) in units of the picture."""
    x, y = _project(np.array([longitude]), np.array([latitude]))
    return float(x[0]), float(y[0])


def _project(
    longitudes: NDArray[np.float64], latitudes: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    sine = np.sin(np.radians(np.clip(latitudes, -85, 85)))
    y = 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)
    return (longitudes / 360 + 0.5) * WORLD, y * WORLD


def _bases(view: View) -> pd.DataFrame:
    """The bases that the filters let by, with their places in units."""
    every = view.gazetteer.bases
    return _placed(every[every.index.isin(view.periods["base_id"])])


def _placed(bases: pd.DataFrame) -> pd.DataFrame:
    longitudes = side_by_side(bases["longitude"])
    x, y = _project(longitudes, bases["latitude"].to_numpy(float))
    return bases.assign(x=x, y=y)


def _bounds(bases: pd.DataFrame, *, filtered: bool) -> Box:
    """What the map is fitted to: the bases that are counted, with some of their country around."""
    counted = bases[~bases["reference"]]
    shown = counted if len(counted) else bases
    longitudes, latitudes = side_by_side(shown["longitude"]), shown["latitude"].to_numpy(float)
    if filtered:
        longitudes, latitudes = _widened(longitudes, AROUND[1]), _widened(latitudes, AROUND[0])
    x, y = _project(
        np.array([longitudes.min(), longitudes.max()]), np.array([latitudes.max(), latitudes.min()])
    )
    return float(x[0]), float(y[0]), float(x[1]), float(y[1])


def _widened(degrees: NDArray[np.float64], least: float) -> NDArray[np.float64]:
    """The degrees with those that are seen at least around their middle."""
    middle = (degrees.min() + degrees.max()) / 2
    return np.append(degrees, [middle - least / 2, middle + least / 2])


def _around(bounds: Box) -> Box:
    """What a window of any usual shape shows around the bounds, with the card on the left."""
    west, north, east, south = bounds
    # Zoom ends where the data do: a single base has surroundings.
    size = max(east - west, 1.8 * (south - north), ALONE / 2)
    middle = (north + south) / 2
    return west - size, middle - 1.25 * size, east + 0.8 * size, middle + 1.25 * size


@cache
def _shapes() -> list[tuple[str, BaseGeometry]]:
    """The areas and lines of the outline with their layers, in units."""
    features = json.loads(OUTLINE.read_text(encoding="utf-8"))["features"]
    return [
        (feature["properties"]["layer"], shapely.transform(shape(feature["geometry"]), _points_of))
        for feature in features
        if feature["geometry"]["type"] != "Point"
    ]


def _points_of(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack(_project(points[:, 0], points[:, 1]))


@cache
def _named_places() -> list[tuple[str, float, float, float]]:
    """The places of the names of countries: name, x, y and how far it may reach, in units."""
    features = json.loads(OUTLINE.read_text(encoding="utf-8"))["features"]
    return [
        (about["name"], *place(latitude, longitude), about["radius"] / 360 * WORLD)
        for feature in features
        if (about := feature["properties"])["layer"] == "name"
        for longitude, latitude in [feature["geometry"]["coordinates"]]
    ]


# Few dates and filters change where the bases lie.
@lru_cache(maxsize=16)
def _outline(box: Box, tolerance: float) -> str:
    """Countries, lakes and rivers inside a box, thinned out by a tolerance in units."""
    layers = {"country": "", "lake": "", "river": ""}
    for layer, geometry in _shapes():
        for turn in (-WORLD, 0, WORLD):
            west, _, east, _ = geometry.bounds
            if west + turn < box[2] and east + turn > box[0]:
                there = translate(geometry, turn) if turn else geometry
                clipped = shapely.clip_by_rect(there, *box)
                layers[layer] += _path(clipped.simplify(tolerance), least=2 * tolerance)
    return "".join(
        f'<path class="sight-{layer}" d="{path}"/>' for layer, path in layers.items() if path
    )


def _path(geometry: BaseGeometry, least: float) -> str:
    """The path of an area or a line in whole units, without parts that are too small to be seen."""
    drawn = ""
    for part in getattr(geometry, "geoms", [geometry]):
        if part.is_empty or max(np.ptp(part.bounds[::2]), np.ptp(part.bounds[1::2])) < least:
            continue
        if part.geom_type == "Polygon":
            rings = [part.exterior, *part.interiors]
            drawn += "".join(f"{_steps(np.asarray(ring.coords)[:-1])}z" for ring in rings)
        elif part.geom_type == "LineString":
            drawn += _steps(np.asarray(part.coords))
        elif hasattr(part, "geoms"):
            drawn += _path(part, least)
    return drawn


def _steps(points: NDArray[np.float64]) -> str:
    """A line from point to point, each told by its way from the one before."""
    whole = np.round(points).astype(int)
    ways = np.diff(whole, axis=0)
    told = "".join(f"{x} {y} " for x, y in ways[ways.any(axis=1)]).replace(" -", "-").strip()
    return f"M{whole[0][0]} {whole[0][1]}l{told}" if told else ""


def _names(bounds: Box, without: set[str]) -> str:
    """The names of countries around the bases, each once, where there is most room for it."""
    west, north, east, south = bounds
    drawn: dict[str, str] = {}
    for name, x, y, radius in sorted(_named_places(), key=lambda found: -found[3]):
        wide = radius * 2 > (east - west) * 0.007 * len(name)
        if name in drawn or not (west < x < east and north < y < south and wide):
            continue
        more = '<text class="sight-none" y="14">none found</text>' if name in without else ""
        drawn[name] = _at(x, y, f'<text class="sight-name">{escape(name.upper())}</text>{more}')
    return "".join(drawn.values())


def _at(x: float, y: float, drawn: str, more: str = "") -> str:
    """Something that keeps its size, whatever the zoom."""
    told = f" {more}" if more else ""
    return f'<g class="sight-at"{told} style="--x:{x:.0f}px;--y:{y:.0f}px">{drawn}</g>'


def _signs(view: View, bases: pd.DataFrame, styles: dict[str, OperatorStyle]) -> str:
    """The sign of each base, what lies farther south above the others; those closed below all.

    A base that is not there keeps its room, as on the map, where nothing jumps as time goes by.
    """
    shared = view.gazetteer.periods.groupby("base_id", sort=False)["operator"].nunique()
    rows_of = dict(iter(view.periods.groupby("base_id", sort=False)))
    closed_shown = view.selection.closed is not False
    number_of = {base_id: number for number, base_id in enumerate(bases.index)}
    known: dict[str, int] = {}
    circles, above, below = "", "", ""
    for base_id, base in bases.sort_values("y").iterrows():
        parts = _parts(view, rows_of[base_id], styles, closed_shown=closed_shown)
        half = 18 if shared[base_id] > 1 else 12.5
        drawn = ""
        if parts:
            made = sign(parts, small=bool(base["reference"]))
            number = known.setdefault(made, len(known))
            drawn = f'<use href="#sign-{number}"/>'
        # Signs make way for each other in the order of the gazetteer, as on the map.
        order = f'data-order="{number_of[base_id]}" data-half="{half:g}"'
        marker = _at(base["x"], base["y"], drawn, order)
        if parts and parts[0][1] == "closed":
            below += marker
            continue
        above += marker
        if parts:
            circles += _circle(base, parts[0][0].colour)
    defs = "".join(f'<g id="sign-{number}">{made}</g>' for made, number in known.items())
    return f"<defs>{defs}</defs>{circles}{below}{above}"


def _circle(base: pd.Series, colour: str) -> str:
    """The circle in which a base lies, where that is more than its sign covers."""
    radius = base["coordinate_uncertainty_m"] / METRES_A_DEGREE / 360 * WORLD
    radius /= np.cos(np.radians(base["latitude"]))
    if radius < 2 ** (UNITS - 5) * 13:
        return ""
    where = f'cx="{base["x"]:.0f}" cy="{base["y"]:.0f}" r="{radius:.0f}"'
    return (
        f'<circle class="sight-within" {where} fill="{escape(colour)}" stroke="{escape(colour)}"/>'
    )


def _parts(
    view: View, rows: pd.DataFrame, styles: dict[str, OperatorStyle], *, closed_shown: bool
) -> list[Part]:
    """Whose sign a base has and how it looks: those held first; none where it is not there."""
    found: dict[str, tuple[int, str]] = {}
    for row in rows[rows["presence"] > Presence.ABSENT].to_dict("records"):
        real = row["status"] in HELD
        rank = int(row["presence"]) + 2 * real
        if rank >= found.get(row["operator"], (0, ""))[0]:
            solid = "solid" if row["presence"] == Presence.CERTAIN else "hollow"
            found[row["operator"]] = rank, solid if real else "dashed"
    if found:
        ordered = sorted(found.items(), key=lambda item: -item[1][0])
        return [(styles[operator], look) for operator, (_, look) in ordered]
    first = (view.selection.window or (view.selection.date,))[0]
    over = rows[rows["status"].isin(HELD) & (rows["end_latest"] < dates.to_day(first))]
    if over.empty or not closed_shown:
        return []
    last = over.sort_values("end_latest", kind="stable").iloc[-1]
    return [(styles[last["operator"]], "closed")]


def _points(view: View, bases: pd.DataFrame, styles: dict[str, OperatorStyle]) -> str:
    """A point for each base there, where they are too many for signs; one for each spot."""
    there = view.present.drop_duplicates("base_id")
    placed = there[["base_id", "operator"]].join(bases[["x", "y"]], on="base_id")
    cell = max(np.ptp(bases["x"]), np.ptp(bases["y"]), 1.0) / CELLS
    spots = placed.assign(x=placed["x"] // cell, y=placed["y"] // cell).drop_duplicates(["x", "y"])
    drawn = ""
    for operator, rows in spots.groupby("operator", sort=True):
        at = np.round((rows[["x", "y"]].to_numpy(float) + 0.5) * cell).astype(int)
        path = "".join(f"M{x} {y}h0" for x, y in at)
        drawn += (
            f'<path class="sight-crowd" stroke="{escape(styles[operator].colour)}" d="{path}"/>'
        )
    return drawn


def _svg(bounds: Box, drawn: str) -> str:
    west, north, east, south = bounds
    edge = max(east - west, south - north, ALONE / 4) * 0.08
    wide, high = east - west + 2 * edge, south - north + 2 * edge
    told = f"{west - edge:.0f} {north - edge:.0f} {wide:.0f} {high:.0f}"
    unit = max(wide, high * 1.6) / ALONE
    return (
        f'<svg viewBox="{told}" style="--unit:{unit:.2f}" aria-hidden="true" '
        f'focusable="false">{drawn}</svg>'
    )
