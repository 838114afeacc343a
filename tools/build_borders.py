"""Build data/borders-openstreetmap.geojson: the borders of the region, from OpenStreetMap.

    python -m tools.build_borders [COUNTRIES_LAND]

The folder is the unpacked npm package @geo-maps/countries-land-100m 0.6.0; without it, npm fetches
it. It holds the countries of OpenStreetMap as of December 2017, true to 100 m, under the Open
Database License (ODbL) 1.0, and so the file built from it is under that licence, too.

The package draws land, and only land. Two things are put right, for a border is no shore: inner
water (Issyk-Kul, a stretch of Khujand's airport) belongs to the country around it, and what other
countries hold inside it (Vorukh, Sokh, Shohimardon) does not. Where a river is the border, each
country still ends at its own bank.
"""

import json
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from subprocess import run
from typing import Any

import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geo.place.geography import BORDERS_OF_REGION, REGION
from tools.build_geography import FULL_DIGITS, coordinates_of, write_geojson

PACKAGE = "@geo-maps/countries-land-100m@0.6.0"

# What has land in the region: ISO 3166 alpha-3, as the package has it, and our English short name.
NAMES = {
    "AFG": "Afghanistan",
    "ARE": "United Arab Emirates",
    "ARM": "Armenia",
    "AZE": "Azerbaijan",
    "BGD": "Bangladesh",
    "BHR": "Bahrain",
    "BTN": "Bhutan",
    "CHN": "China",
    "GEO": "Georgia",
    "IND": "India",
    "IRN": "Iran",
    "IRQ": "Iraq",
    "KAZ": "Kazakhstan",
    "KGZ": "Kyrgyzstan",
    "KWT": "Kuwait",
    "MNG": "Mongolia",
    "NPL": "Nepal",
    "OMN": "Oman",
    "PAK": "Pakistan",
    "QAT": "Qatar",
    "RUS": "Russia",
    "SAU": "Saudi Arabia",
    "TJK": "Tajikistan",
    "TKM": "Turkmenistan",
    "TUR": "Turkey",
    "UZB": "Uzbekistan",
}
# Square degrees, some 0.1 km²: islets of rivers, which move, and shreds of simplified lines.
SMALLEST = 1e-5


def parts(geometry: BaseGeometry) -> list[Polygon]:
    """Return the polygons of a geometry; lines and points that an operation left are dropped."""
    return [part for part in shapely.get_parts(geometry) if isinstance(part, Polygon)]


def without_holes(geometry: BaseGeometry) -> BaseGeometry:
    """Return a country with its inner water: each of its parts in the region filled up."""
    box = shapely.box(*REGION)
    near = [Polygon(part.exterior) for part in parts(geometry) if part.intersects(box)]
    # A ring that meets itself becomes several, and two of them may hold a lake between them.
    valid = shapely.union_all([shapely.make_valid(part) for part in near])
    filled = shapely.union_all([Polygon(part.exterior) for part in parts(valid)])
    return shapely.intersection(filled, box)


def without_enclaves(name: str, filled: dict[str, BaseGeometry]) -> MultiPolygon:
    """Return a country without what others hold inside it."""
    own = filled[name]
    foreign = [
        part
        for other, geometry in filled.items()
        for part in parts(geometry)
        if other != name and part.area < own.area and own.contains(part.representative_point())
    ]
    left = shapely.difference(own, shapely.union_all(foreign)) if foreign else own
    snapped = shapely.set_precision(left, 10**-FULL_DIGITS)
    return MultiPolygon([part for part in parts(snapped) if part.area >= SMALLEST])


def countries(collection: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Return the countries of the region as GeoJSON features, by name."""
    whole = {
        NAMES[feature["properties"]["A3"]]: shape(feature["geometry"])
        for feature in collection["features"]
        if feature["properties"]["A3"] in NAMES
    }
    filled = {name: without_holes(whole[name]) for name in sorted(whole)}
    for name in filled:
        coordinates = coordinates_of(without_enclaves(name, filled), FULL_DIGITS)
        geometry = {"type": "MultiPolygon", "coordinates": coordinates}
        yield {"type": "Feature", "properties": {"name": name}, "geometry": geometry}


def fetched(folder: Path) -> Path:
    """Return the folder of the package, fetched by npm and unpacked."""
    command = ["npm", "pack", "--silent", PACKAGE]
    answer = run(command, cwd=folder, check=True, capture_output=True, text=True)
    with tarfile.open(folder / answer.stdout.split()[-1]) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def main(arguments: list[str]) -> None:
    """Build from a folder, or from what npm fetches."""
    if len(arguments) > 1:
        raise SystemExit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        package = Path(arguments[0]) if arguments else fetched(Path(folder))
        collection = json.loads((package / "map.geo.json").read_text(encoding="utf-8"))
    write_geojson(BORDERS_OF_REGION, countries(collection))


if __name__ == "__main__":
    main(sys.argv[1:])
