"""Measure how well distances to borders are known, and write the distances they are held to.

    python -m tools.measure_borders DCW_GMT_NC

Measures each base to each country within 700 km on the borders the project uses and on two others:
Natural Earth's at 1:10,000,000 (data/borders.geojson) and the Digital Chart of the World at
1:1,000,000, as GMT has it (dcw-gmt.nc of DCW-GMT 2.1.1, Debian's package gmt-dcw; LGPL). Writes by
how much they differ into docs/quality.md, and tests/geo/place/reference_distances.csv, to which a
test holds the stated doubt. No source is the truth: what two differ by holds the error of both.

The Digital Chart of the World ends Kazakhstan at 40.94 degrees north, where the two others draw its
southernmost district down to 40.57: distances to Kazakhstan are not compared with it.
"""

import argparse
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from netCDF4 import Dataset
from shapely.geometry.base import BaseGeometry

from benchmarks.quality import write_section
from geo.gazetteer.load import load
from geo.place import distance, geography

GOAL = Path(__file__).parents[1] / "tests" / "geo" / "place" / "reference_distances.csv"
FARTHEST_M = 700_000

CODES = {
    "Afghanistan": "AF",
    "Azerbaijan": "AZ",
    "China": "CN",
    "India": "IN",
    "Iran": "IR",
    "Kazakhstan": "KZ",
    "Kyrgyzstan": "KG",
    "Pakistan": "PK",
    "Russia": "RU",
    "Tajikistan": "TJ",
    "Turkmenistan": "TM",
    "Uzbekistan": "UZ",
}
NATURAL_EARTH = "Natural Earth 4.1.0"
CHART_OF_THE_WORLD = "Digital Chart of the World (DCW-GMT 2.1.1)"
WRONG = {(CHART_OF_THE_WORLD, "Kazakhstan")}
# In dcw-gmt.nc a polygon begins with this longitude; coordinates are counts from the least one.
BEGIN = 65_535


def of_natural_earth(name: str) -> BaseGeometry:
    """Return a country as Natural Earth draws it."""
    return shapely.from_geojson(geography.features(geography.BORDERS)[name])


def of_chart(chart: Dataset, name: str) -> BaseGeometry:
    """Return a country as the Digital Chart of the World draws it."""
    counts, degrees = {}, {}
    for axis in ("lon", "lat"):
        variable = chart.variables[f"{CODES[name]}_{axis}"]
        counts[axis] = np.asarray(variable[:]).astype(np.uint16).astype(int)
        degrees[axis] = counts[axis] / variable.getncattr("scale") + variable.getncattr("min")
    points = np.column_stack([degrees["lon"], degrees["lat"]])
    begins = np.flatnonzero(counts["lon"] == BEGIN)
    rings = [points[a + 1 : b] for a, b in zip(begins, [*begins[1:], len(points)], strict=True)]
    polygons = [shapely.make_valid(shapely.Polygon(ring)) for ring in rings if len(ring) > 2]
    united = shapely.get_parts(shapely.union_all(polygons))
    return shapely.multipolygons([part for part in united if part.geom_type == "Polygon"])


def metres(point: distance.Point, shape: BaseGeometry) -> float:
    """Return the distance from a point to a country in metres, 0 inside it."""
    if shapely.intersects_xy(shape, point[1], point[0]):
        return 0.0
    return distance.between(point, distance.nearest(point, shape)).metres


def measured(chart: Dataset) -> pd.DataFrame:
    """Return a row for each base, country and reference: the point, its doubt, and distances."""
    references = {
        NATURAL_EARTH: {name: of_natural_earth(name) for name in CODES},
        CHART_OF_THE_WORLD: {name: of_chart(chart, name) for name in CODES},
    }
    rows = []
    for base in load().bases.reset_index().to_dict("records"):
        point, doubt = (base["latitude"], base["longitude"]), base["coordinate_uncertainty_m"]
        for name in CODES:
            own = distance.to_border(point, name, uncertainty_m=doubt)
            if name == base["country"] or own.metres > FARTHEST_M:
                continue
            for reference, shapes in references.items():
                if (reference, name) not in WRONG:
                    found = metres(point, shapes[name])
                    rows.append((base["base_id"], *point, doubt, name, own, found, reference))
    columns = ["base", "latitude", "longitude", "point_uncertainty_m", "country", "own", "metres"]
    return pd.DataFrame(rows, columns=[*columns, "reference"])


def report(rows: pd.DataFrame) -> str:
    """Return by how much the project's distances differ from each reference, as Markdown."""
    lines = [
        "| measured on | distances | half within | 95 of 100 within | all within | in doubt |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for reference, group in rows.groupby("reference"):
        own = np.array([found.metres for found in group["own"]])
        stated = np.array([found.uncertainty_m for found in group["own"]])
        apart = np.abs(own - group["metres"].to_numpy())
        half, most, last = np.quantile(apart / 1000, [0.5, 0.95, 1.0])
        lines.append(
            f"| {reference} | {len(group)} | {half:.1f} km | {most:.1f} km | {last:.1f} km "
            f"| {np.mean(apart <= stated):.1%} |"
        )
    pairs = rows.pivot(index=["base", "country"], columns="reference", values="metres").dropna()
    apart = (pairs[NATURAL_EARTH] - pairs[CHART_OF_THE_WORLD]).abs() / 1000
    half, most = apart.quantile([0.5, 0.95])
    both = f"The two differ from each other by {half:.1f} km (half) and {most:.1f} km (95 of 100)."
    kept = (
        f"Stated for a border: ± {distance.BORDER_UNCERTAINTY_M / 1000:g} km in the region, "
        f"± {distance.OUTLINE_UNCERTAINTY_M / 1000:g} km beyond it; the point's doubt comes on top."
    )
    return "\n".join([*lines, "", both, kept])


def main(arguments: list[str]) -> None:
    """Measure, and write the figures and the reference distances."""
    if len(arguments) != 1:
        raise SystemExit(__doc__)
    with Dataset(arguments[0]) as chart:
        chart.set_auto_maskandscale(False)
        rows = measured(chart)
    write_section("borders", report(rows))
    table = rows.assign(km=(rows["metres"] / 1000).round(2)).drop(columns=["own", "metres"])
    table.to_csv(GOAL, index=False, lineterminator="\n")


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("dcw", metavar="DCW_GMT_NC", help="dcw-gmt.nc of DCW-GMT 2.1.1")
    main([options.parse_args().dcw])
