"""A layer of a file of geography: its fields as text, its shapes as WKB in hexadecimal digits.

Shapes come in degrees of WGS 84, whatever their coordinate system.
"""

from typing import Any

import numpy as np
import pyogrio
import shapely
from pyogrio.core import _register_drivers

from geo.importer.workers.degrees import in_degrees

# An encoding in which each byte is a character, to be decoded here: GDAL knows fewer encodings.
_BYTES = "ISO-8859-1"
DRIVERS = {"ESRI Shapefile", "GPKG", "GPX"}


def read(content: bytes, wanted: str, encoding: str) -> dict[str, Any]:
    """Return the names of all layers, and the wanted one of a file, else the first.

    Layers without features come after those with some. ``encoding`` is that of a shapefile which
    does not say it, else blank. A file is read from memory, one of several parts as a zip of them.
    """
    _only_known_drivers()
    found = [str(name) for name, kind in pyogrio.list_layers(content) if kind is not None]
    if not found:
        return {"layers": []}
    names = sorted(found, key=lambda name: not pyogrio.read_info(content, layer=name)["features"])
    taken = wanted if wanted in names else names[0]
    about, _, shapes, columns = pyogrio.raw.read(
        content, layer=taken, force_2d=True, encoding=_BYTES if encoding else None
    )
    system = about["crs"]
    known = shapely.from_wkb(shapes)
    moved, was = in_degrees(known, system) if system else (known, "")
    return {
        "layers": found,
        "layer": taken,
        "fields": [_decoded(str(name), encoding) for name in about["fields"]],
        "columns": [[_decoded(_text(cell), encoding) for cell in column] for column in columns],
        "shapes": [shapely.to_wkb(shape, hex=True) if shape else "" for shape in moved],
        "known_system": bool(system),
        "system": was,
    }


def _only_known_drivers() -> None:
    """Leave out all other drivers: GDAL goes by what a file holds, not by what it is called.

    Some of them, such as VRT, read whatever other file or address a file names.
    """
    others = set(pyogrio.list_drivers()) - DRIVERS
    pyogrio.set_gdal_config_options({"GDAL_SKIP": ",".join(sorted(others))})
    _register_drivers()
    left = set(pyogrio.list_drivers()) - DRIVERS
    if left:
        raise RuntimeError(f"could not leave out {left}")


def _decoded(text: str, encoding: str) -> str:
    return text.encode(_BYTES).decode(encoding, errors="replace") if encoding else text


def _text(cell: Any) -> str:
    if cell is None or cell != cell:
        return ""
    if isinstance(cell, np.datetime64):
        text = str(cell)
        return text[:10] if "T00:00:00" in text else text
    if isinstance(cell, bool | np.bool_):
        return "yes" if cell else "no"
    if isinstance(cell, float | np.floating):
        return str(int(cell)) if float(cell).is_integer() else repr(float(cell))
    return str(cell)
