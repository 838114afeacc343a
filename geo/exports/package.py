"""The whole data package as a zip."""

import io
import json
import zipfile
from pathlib import Path

import pandas as pd

from geo.answers.view import View
from geo.exports import csv
from geo.exports.about import in_lines
from geo.gazetteer.columns import TABLES
from geo.gazetteer.model import Gazetteer
from geo.place.geography import BORDERS_CREDIT
from geo.spreadsheet import guarded

# It has a licence of its own.
_BORDERS = "borders-openstreetmap.geojson"
# A fixed time for every file, so that the same data always give the same zip.
_MOMENT = (2026, 1, 1, 0, 0, 0)


def render(view: View, address: str = "") -> bytes:
    """Return a zip of the gazetteer: its tables, what describes them, and how to cite them.

    A gazetteer that was loaded from a folder is packed as its files are; any other is written as
    tables. ``address`` is where the app runs, for the permanent link.
    """
    gazetteer = view.gazetteer
    files = _files_of(gazetteer.folder) if gazetteer.folder else _tables(gazetteer)
    told = in_lines(view, address)
    if _BORDERS in files:
        told += f"\nborders: {_BORDERS}: {BORDERS_CREDIT}"
    files = {"README.txt": f"{told}\n".encode(), **files}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(f"{gazetteer.name}/{name}", _MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return buffer.getvalue()


def _files_of(folder: Path) -> dict[str, bytes]:
    """The tables of a folder, its descriptions, and what its data package names beside them."""
    names = {*TABLES, "datapackage.json", "settings.json", "CHANGES.md", *_resources(folder)}
    return {
        name: (folder / name).read_bytes() for name in sorted(names) if (folder / name).is_file()
    }


def _resources(folder: Path) -> list[str]:
    """The files that a data package names; none that are outside its folder."""
    package = folder / "datapackage.json"
    if not package.is_file():
        return []
    resources = json.loads(package.read_text(encoding="utf-8")).get("resources", [])
    paths = [str(resource.get("path", "")) for resource in resources]
    return [path for path in paths if path and Path(path).name == path]


def _tables(gazetteer: Gazetteer) -> dict[str, bytes]:
    sources: pd.DataFrame = gazetteer.sources.reset_index().map(lambda c: guarded(str(c)))
    tables = {"bases.csv": csv.table(gazetteer.periods), "sources.csv": sources}
    return {
        name: table.to_csv(index=False, lineterminator="\n").encode()
        for name, table in tables.items()
    }
