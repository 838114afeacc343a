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

from data_columns import (
    BLANK,
    FOREIGN_KEYS,
    GEOGRAPHY,
    INTEGERS,
    KEYS,
    NUMBERS,
    PATTERNS,
    TABLES,
    WORDS,
)

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "data" / "datapackage.json"
DICTIONARY = ROOT / "docs" / "data-dictionary.md"


def field(table: str, name: str, words: str) -> dict[str, Any]:
    """Give the Table Schema of one column."""
    kind = "number" if name in NUMBERS else "integer" if name in INTEGERS else "string"
    constraints: dict[str, Any] = {}
    if name not in BLANK[table]:
        constraints["required"] = True
    if KEYS[table] == name:
        constraints["unique"] = True
    if (table, name) in WORDS:
        constraints["enum"] = list(WORDS[table, name])
    if (table, name) in PATTERNS:
        constraints["pattern"] = PATTERNS[table, name]
    if name in NUMBERS:
        constraints["minimum"], constraints["maximum"] = NUMBERS[name]
    described = {"name": name, "type": kind, "description": words}
    return {**described, "constraints": constraints} if constraints else described


def resource(table: str) -> dict[str, Any]:
    """Give the description of one CSV file."""
    words, columns = TABLES[table]
    described: dict[str, Any] = {
        "fields": [field(table, name, text) for name, text in columns.items()],
        "primaryKey": KEYS[table],
        "missingValues": [""],
    }
    if table in FOREIGN_KEYS:
        described["foreignKeys"] = [
            {"fields": name, "reference": {"resource": other, "fields": name}}
            for name, other in FOREIGN_KEYS[table].items()
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
            {"title": "GeoNames", "path": "https://www.geonames.org/"},
            {"title": "The publications listed in sources.csv"},
        ],
        "baseAtlas": settings,
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
