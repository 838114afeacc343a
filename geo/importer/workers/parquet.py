"""Parquet and GeoParquet: columns as text, shapes as WKB in hexadecimal digits, in degrees."""

import json
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from pyarrow.parquet import ParquetFile

from geo.importer.workers.degrees import in_degrees

_NAMES = ("geometry", "geom", "wkb")


def read(content: bytes, most_rows: str, most_columns: str) -> dict[str, Any]:
    """Return the columns, shapes (None without them) and whether their system is known.

    A table with more rows or columns than the most comes without any of them.
    """
    file = ParquetFile(BytesIO(content))
    size = {"rows": file.metadata.num_rows, "width": len(file.schema_arrow.names)}
    if size["rows"] > int(most_rows) or size["width"] > int(most_columns):
        return {**size, "columns": {}, "shapes": None}
    table = file.read()
    binary = [f.name for f in table.schema if _is_binary(f.type)]
    columns = {
        title: [_text(value) for value in table.column(title).to_pylist()]
        for title in table.column_names
        if title not in binary
    }
    about = json.loads((table.schema.metadata or {}).get(b"geo", b"{}"))
    title = about.get("primary_column") or next((n for n in _NAMES if n in binary), None)
    if title is None:
        return {**size, "columns": columns, "shapes": None}
    told = about.get("columns", {}).get(title, {})
    if title not in binary or told.get("encoding", "WKB") != "WKB":
        return {**size, "columns": {}, "shapes": None, "encoding": str(told.get("encoding"))}
    shapes = shapely.from_wkb(np.array(table.column(title).to_pylist(), dtype=object), "ignore")
    # A GeoParquet file that names no system means longitude and latitude; null means unknown.
    system = told.get("crs", "OGC:CRS84") if told else None
    moved, was = in_degrees(shapes, system) if system else (shapes, "")
    return {
        **size,
        "columns": columns,
        "shapes": [shapely.to_wkb(s, hex=True, output_dimension=2) if s else "" for s in moved],
        "known_system": bool(system),
        "system": was,
    }


def _is_binary(kind: pa.DataType) -> bool:
    stored = getattr(kind, "storage_type", kind)
    return pa.types.is_binary(stored) or pa.types.is_large_binary(stored)


def _text(value: Any) -> Any:
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return value if isinstance(value, str | bool | int | float | list | dict | None) else str(value)
