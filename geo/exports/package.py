"""The whole data package as a zip."""

import io
import json
import zipfile

import pandas as pd

from geo import gazetteer as gazetteers
from geo.exports import csv
from geo.exports.about import in_lines
from geo.gazetteer import Gazetteer
from geo.spreadsheet import guarded
from geo.view import View

# The moment given to every file: the same data always make the same zip.
_MOMENT = (2026, 1, 1, 0, 0, 0)


def render(view: View, address: str = "") -> bytes:
    """Give a zip of the gazetteer: its tables, what describes them, and how to cite them.

    ``address`` is where the app runs, for the permanent link.
    """
    files = {"README.txt": f"{in_lines(view, address)}\n".encode()}
    files |= _own_files() if _is_ours(view.gazetteer) else _tables(view.gazetteer)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(f"{view.gazetteer.name}/{name}", _MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return buffer.getvalue()


def _is_ours(gazetteer: Gazetteer) -> bool:
    package = json.loads((gazetteers.DATA / "datapackage.json").read_text(encoding="utf-8"))
    return (gazetteer.title, gazetteer.version) == (package["title"], package["version"])


def _own_files() -> dict[str, bytes]:
    wanted = sorted(p for p in gazetteers.DATA.iterdir() if p.suffix in (".csv", ".json", ".md"))
    wanted.append(gazetteers.DATA / "outline.geojson")
    return {path.name: path.read_bytes() for path in wanted}


def _tables(gazetteer: Gazetteer) -> dict[str, bytes]:
    sources: pd.DataFrame = gazetteer.sources.reset_index().map(lambda c: guarded(str(c)))
    tables = {"bases.csv": csv.table(gazetteer.periods), "sources.csv": sources}
    return {
        name: table.to_csv(index=False, lineterminator="\n").encode()
        for name, table in tables.items()
    }
