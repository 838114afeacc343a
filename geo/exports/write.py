"""Every format by its name, and files that are written whole or not at all."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from geo.errors import ExportError
from geo.exports import csv, csvw, geojson, html, kml, lpf, package, picture
from geo.view import View, look


@dataclass(frozen=True)
class Format:
    """One format: what it is called, its file ending and media type, and what makes it."""

    title: str
    ending: str
    media_type: str
    render: Callable[[View, str], str | bytes]


def _picture(kind: str, view: View, address: str) -> bytes:
    return picture.render([view], kind, address)


FORMATS = {
    "html": Format("One HTML file that still scrubs", "html", "text/html", html.render),
    "csv": Format("CSV", "csv", "text/csv", csv.render),
    "csvw": Format("CSV metadata", "csv" + csvw.ENDING, "application/csvm+json", csvw.render),
    "geojson": Format("GeoJSON", "geojson", "application/geo+json", geojson.render),
    "lpf": Format("Linked Places", "lpf.json", "application/json", lpf.render),
    "kml": Format("KML", "kml", "application/vnd.google-earth.kml+xml", kml.render),
    "zip": Format("The whole data package", "zip", "application/zip", package.render),
    "png": Format("Picture (PNG)", "png", "image/png", partial(_picture, "png")),
    "svg": Format("Picture (SVG)", "svg", "image/svg+xml", partial(_picture, "svg")),
}


def file_name(view: View, kind: str) -> str:
    """Give the name of an export's file: base-atlas-2005-06-01.csv, or after the own file."""
    return f"{view.gazetteer.name}-{view.selection.stamp()}.{FORMATS[kind].ending}"


def content(view: View, kind: str, address: str = "") -> bytes:
    """Give an export as bytes; ``address`` is where the app runs, for the permanent link."""
    made = FORMATS[kind].render(view, address)
    return made.encode() if isinstance(made, str) else made


def beside(view: View, kind: str, path: Path) -> tuple[bytes, Path] | None:
    """Give what describes an export in a file beside it, and the file; None for most formats."""
    if kind != "csv" or (path.exists() and not path.is_file()):
        return None
    made = csvw.render(view, table=path.name)
    return made.encode(), path.with_name(path.name + csvw.ENDING)


def two_dates(view: View, other: date, kind: str, address: str = "") -> bytes:
    """Give the picture of a view beside that of another date."""
    beside = look(view.gazetteer, replace(view.selection, date=other, window=None))
    return picture.render([view, beside], kind, address)


def write(made: bytes, path: Path) -> None:
    """Write a file whole, or leave what was there; raises ExportError where that fails.

    What is no file, such as a device or a pipe, is written to as it stands.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(made)
        else:
            _replace(made, path)
    except OSError as error:
        raise ExportError(f"{path} could not be written: {error.strerror}.") from error


def _replace(made: bytes, path: Path) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(made)
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
