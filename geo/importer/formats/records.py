"""JSON: GeoJSON, Linked Places, lists of records, and one record a line."""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from geo.errors import Problem
from geo.importer.formats import grid, linked_places
from geo.importer.formats.features import columns_of, sheet_of, told_system
from geo.importer.formats.shapes import shape_of
from geo.importer.sheet import Decision, Sheet, refusal
from geo.importer.workers.degrees import in_degrees

# Some bytes of JSON can become sixty of memory; this keeps a file within some 2 GB.
MAX_VALUES = 20_000_000
# A feature has three of them.
MAX_OBJECTS = 4_000_000
_IN_DEGREES = "Save it in degrees of WGS 84 (EPSG:4326)."
_MEND = "Save it as GeoJSON, or as a list of records, or as CSV UTF-8."


def recognises(content: bytes, name: str) -> bool:
    """Return whether a file is JSON, by how it begins."""
    head = content[:1000].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"{") or (head.startswith(b"[") and head[1:].lstrip()[:1] in b"{[]")


def read(content: bytes, name: str, choices: Mapping[str, str]) -> Sheet:
    """Return the features or records of a file; raises GazetteerError where it has none.

    Features and records are numbered from 1, and so are lines where each is a record.
    """
    if content.count(b"{") > MAX_OBJECTS:
        raise refusal(name, f"is JSON with more than {MAX_OBJECTS:,} objects.", "Split the file.")
    if sum(map(content.count, (b"{", b"[", b","))) > MAX_VALUES:
        raise refusal(name, f"is JSON with more than {MAX_VALUES:,} values.", "Split the file.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refusal(name, "is JSON in an encoding other than UTF-8.", _MEND) from error
    try:
        made = json.loads(text)
    except RecursionError as error:
        raise refusal(name, "is JSON that is nested too deeply.", _MEND) from error
    except ValueError:
        return _lines(text, name)
    if isinstance(made, dict) and made.get("type") == "FeatureCollection":
        return _features(made, name)
    if isinstance(made, dict) and made.get("type") == "Feature":
        return _features({"features": [made]}, name)
    if isinstance(made, dict) and isinstance(made.get("results"), dict):
        # As endpoints of SPARQL answer.
        rows = made["results"].get("bindings", [])
        made = [{key: cell.get("value") for key, cell in row.items()} for row in rows]
    if isinstance(made, dict) and "\n" in text.strip() and "features" not in made:
        made = [made]
    return _records(made, name)


def _lines(text: str, name: str) -> Sheet:
    rows: list[Any] = []
    problems = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            rows.append({})
            continue
        try:
            rows.append(json.loads(line))
        except (ValueError, RecursionError):
            rows.append({})
            problems.append(Problem(name, number, None, None, "is not JSON.", "Correct the line."))
    if len(problems) > len(rows) / 2 or not rows:
        message = "begins like JSON, but is neither that nor a record a line."
        raise refusal(name, message, _MEND)
    if all(isinstance(row, dict) and (not row or row.get("type") == "Feature") for row in rows):
        made = _features({"features": [row or {"type": "Feature"} for row in rows]}, name)
    else:
        made = _records(rows, name)
    return Sheet(made.name, made.table, made.decisions, tuple(problems), blank_end=made.blank_end)


def _records(rows: Any, name: str) -> Sheet:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows) or not rows:
        raise refusal(name, "is JSON, but not a list of records or features.", _MEND)
    columns = columns_of(name, rows)
    table = grid.table_of(name, list(columns), list(columns.values()), range(1, len(rows) + 1))
    return Sheet(name, table)


def _features(collection: Mapping[str, Any], name: str) -> Sheet:
    features = collection.get("features")
    if not isinstance(features, list) or not all(isinstance(f, dict) for f in features):
        raise refusal(name, "is GeoJSON without features.", _MEND)
    if not features:
        raise refusal(name, "is GeoJSON with no feature in it.", "Export it with features.")
    if linked_places.recognises(features):
        rows, geometries = linked_places.rows_of(features)
    else:
        rows = [dict(feature.get("properties") or {}) for feature in features]
        for row, feature in zip(rows, features, strict=True):
            if "id" not in row and "id" in feature:
                row["id"] = feature["id"]
        geometries = [feature.get("geometry") for feature in features]
    shapes = [shape_of(geometry) for geometry in geometries]
    system = _system(collection.get("crs"), name)
    told: list[Decision] = []
    if system:
        try:
            moved, was = in_degrees(np.array(shapes, dtype=object), system)
        except ValueError as error:
            raise refusal(name, f"is GeoJSON, but {error}.", _IN_DEGREES) from error
        shapes, told = list(moved), told_system({"known_system": True, "system": was})
    return sheet_of(name, columns_of(name, rows), shapes, told)


def _system(member: Any, name: str) -> str:
    """The coordinate system that GeoJSON of before 2016 may name; blank for that of today."""
    if member is None:
        return ""
    properties = member.get("properties") if isinstance(member, dict) else None
    system = properties.get("name") if isinstance(properties, dict) else None
    if not isinstance(system, str):
        message = "is GeoJSON whose coordinate system is not named."
        raise refusal(name, message, _IN_DEGREES)
    return system
