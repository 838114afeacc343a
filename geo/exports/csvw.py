"""What describes a CSV file beside it, as W3C CSV on the Web: a CSV cannot carry it itself.

The format: https://www.w3.org/TR/tabular-metadata/. Programs look for it under the name of the CSV
file with ``-metadata.json`` after it.
"""

import json
from typing import Any

from geo.answers.view import View
from geo.exports import csv
from geo.exports.about import about, said
from geo.gazetteer.columns import TABLES
from geo.paths import DATA

ENDING = "-metadata.json"
# bases.csv says yes or no; dates are EDTF, which no datatype of CSVW knows.
_YES_NO = {"base": "boolean", "format": "yes|no"}
_LISTS = {"sources": " "}
_DATATYPES: dict[str, Any] = {"number": "decimal", "integer": "integer", "string": "string"}


def render(view: View, address: str = "", table: str = "") -> str:
    """Return the description of a view's CSV file as JSON text.

    ``table`` is the name of the CSV file, by default the one under which it is offered; ``address``
    is where the app runs, for the permanent link.
    """
    told = about(view, address)
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": table or csv_name(view),
        "dc:title": told["title"],
        "dc:description": f"{told['selection']}: {told['held']}. Filters: {told['filters']}. "
        f"{said(view)}A cell that a spreadsheet might run as a formula has an apostrophe before "
        "it.",
        "dc:temporal": told["date"],
        "schema:version": told["version"],
        "dc:issued": told.get("released"),
        "dc:license": told.get("licence"),
        "dc:bibliographicCitation": told["cite"],
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True},
        "tableSchema": {"columns": _columns(view), "primaryKey": "period_id"},
    }
    filled = {name: value for name, value in described.items() if value}
    return json.dumps(filled, ensure_ascii=False, indent=1) + "\n"


def csv_name(view: View) -> str:
    """Return the name under which a view's CSV file is offered."""
    return f"{view.gazetteer.name}-{view.selection.stamp()}.csv"


def _columns(view: View) -> list[dict[str, Any]]:
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    (bases,) = (part for part in package["resources"] if part["path"] == "bases.csv")
    fields = {field["name"]: field for field in bases["schema"]["fields"]}
    for column in TABLES["bases.csv"].extra:
        fields[column.name] = {
            "name": column.name,
            "type": column.rule.kind,
            "description": column.description,
        }
    return [_column(fields[name]) for name in csv.names(view.present)]


def _column(field: dict[str, Any]) -> dict[str, Any]:
    name, limits = field["name"], field.get("constraints", {})
    datatype = _YES_NO if name == "reference" else _DATATYPES[field["type"]]
    if "minimum" in limits:
        edges = {key: limits[key] for key in ("minimum", "maximum")}
        datatype = {"base": datatype, **edges}
    elif name in ("start", "end"):
        datatype = {"base": datatype, "format": limits["pattern"]}
    column = {
        "name": name,
        "titles": name,
        "dc:description": field["description"],
        "datatype": datatype,
        "required": limits.get("required", False),
        "separator": _LISTS.get(name),
    }
    return {key: value for key, value in column.items() if value is not None}
