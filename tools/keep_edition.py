"""Keep a published version of the data: its tables from the history, with today's columns.

    python -m tools.keep_edition 1.1.0 f9a3222

Run it for the last commit of a version before the next version is published. Borders, outline and
cities are not data of an edition and are not kept again.
"""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from geo.gazetteer.columns import TABLES

ROOT = Path(__file__).parents[1]
KEPT = ("profile", "name", "title", "created", "contributors", "description", "licenses")


def main(version: str, commit: str) -> None:
    """Write the folder of an edition."""
    folder = ROOT / "data" / "editions" / version
    folder.mkdir(parents=True, exist_ok=True)
    resources = []
    for table in TABLES:
        text = _at(commit, f"data/{table}")
        if text is None:
            continue
        rows = [_adapted(table, row) for row in csv.DictReader(io.StringIO(text))]
        with (folder / table).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, TABLES[table].names, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        resources.append({"name": table.removesuffix(".csv"), "path": table})
    package = json.loads(_at(commit, "data/datapackage.json") or "{}")
    about = {name: package[name] for name in KEPT if name in package}
    settings = package["baseAtlas"]
    described = {**about, "version": version, "baseAtlas": settings, "resources": resources}
    text = json.dumps(described, ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(f"{text}\n", encoding="utf-8")


def _adapted(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row as today's checks want it.

    Version 1.0.0 said of an event's date which column it is, and of a distance not why its
    tolerance is what it is.
    """
    if table != "statements.csv":
        return row
    given = json.loads(row["parameters"])
    if row["check"] == "date" and "event" in given:
        given.pop("property", None)
    if row["check"] == "distance":
        given.setdefault("why", "The tolerance is that of this edition.")
    return {**row, "parameters": json.dumps(given, ensure_ascii=False)}


def _at(commit: str, path: str) -> str | None:
    found = subprocess.run(
        ["git", "show", f"{commit}:{path}"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return found.stdout if found.returncode == 0 else None


if __name__ == "__main__":
    main(*sys.argv[1:])
