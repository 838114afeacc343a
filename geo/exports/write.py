"""Every format by its name, and files that are written whole or not at all."""

import codecs
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from geo.answers import citation
from geo.answers.view import View, look
from geo.errors import ExportError
from geo.exports import csvw
from geo.time.dates import Day


@dataclass(frozen=True)
class Format:
    """One format: what it is called, who it is for, its ending and media type, what makes it."""

    title: str
    purpose: str
    ending: str
    media_type: str
    render: Callable[[View, str], str | bytes]


def _format(title: str, purpose: str, ending: str, media_type: str, module: str) -> Format:
    """A format that a module of this folder renders, loaded when it is first asked for.

    A shell that prints who held what need not wait for what draws pictures and maps.
    """

    def render(view: View, address: str) -> str | bytes:
        made: str | bytes = _module(module).render(view, address)
        return made

    return Format(title, purpose, ending, media_type, render)


def _picture(title: str, purpose: str, kind: str, media_type: str) -> Format:
    def render(view: View, address: str) -> bytes:
        made: bytes = _module("picture").render([view], kind, address)
        return made

    return Format(title, purpose, kind, media_type, render)


def _with_mark(format_: Format) -> Format:
    """A format of text with a byte order mark before it.

    Excel opens a CSV file by it as UTF-8, else in the old encoding of the machine, in which Кант is
    РљР°РЅС‚. pandas, polars, DuckDB, frictionless and csvw leave the mark out; programs that ask
    over HTTP get the text without it.
    """

    def render(view: View, address: str) -> bytes:
        made = format_.render(view, address)
        return codecs.BOM_UTF8 + (made.encode() if isinstance(made, str) else made)

    return replace(format_, render=render)


def _module(name: str) -> Any:
    return import_module(f"geo.exports.{name}")


FORMATS = {
    "html": _format(
        "One HTML file",
        "For readers and for your site: map, time line and search, offline in any browser.",
        "html",
        "text/html",
        "html",
    ),
    "csv": _with_mark(
        _format(
            "CSV", "For Excel and other spreadsheets: one row a period.", "csv", "text/csv", "csv"
        )
    ),
    "csvw": _format(
        "CSV metadata",
        "For programs that read the CSV: what each column means (CSV on the Web).",
        "csv" + csvw.ENDING,
        "application/csvm+json",
        "csvw",
    ),
    "geojson": _format(
        "GeoJSON",
        "For web maps and QGIS: places and dates.",
        "geojson",
        "application/geo+json",
        "geojson",
    ),
    "lpf": _format(
        "Linked Places",
        "For historians: places over time, as the World Historical Gazetteer reads them.",
        "lpf.json",
        "application/json",
        "lpf",
    ),
    "kml": _format(
        "KML",
        "For Google Earth, with its own time slider.",
        "kml",
        "application/vnd.google-earth.kml+xml",
        "kml",
    ),
    "zip": _format(
        "The whole data package",
        "For archives and for checking: every table with its sources, claims and schemas.",
        "zip",
        "application/zip",
        "package",
    ),
    "png": _picture(
        "Picture (PNG)", "For print and slides: 24 cm at 300 dots an inch.", "png", "image/png"
    ),
    "svg": _picture(
        "Picture (SVG)",
        "For designers: every line and letter can be changed.",
        "svg",
        "image/svg+xml",
    ),
    "gif": _format(
        "Moving picture (GIF)",
        "For slides, articles and social media: the time line by quarters.",
        "gif",
        "image/gif",
        "moving",
    ),
}
# Periods of which exports are made to know their size, and from how many it is reckoned otherwise.
MEASURED, SAMPLE = 5_000, 1_000
# Those that are data, not pictures or pages.
DATA = ("csv", "csvw", "geojson", "lpf", "kml", "zip")


@dataclass(frozen=True)
class Size:
    """One size of a picture: what it is called, how large it is, and in which formats."""

    title: str
    measures: str
    kinds: tuple[str, ...]


SIZES = {
    "social": Size("Social media", "1200 × 630 pixels", ("png",)),
    "column": Size("Newspaper column", "9 cm wide, 300 dots an inch", ("png", "svg")),
    "page": Size("Page", "24 cm wide, 300 dots an inch", ("png", "svg")),
}


def picture(
    view: View, kind: str, address: str = "", *, size: str = "page", headline: str = ""
) -> bytes:
    """Return the picture of a view in one of SIZES, under a headline of one's own."""
    headline = " ".join(headline.split())
    if size == "social":
        facts = _module("about").about(view, address)
        whole = _module("card").render(_of_one_date(view), headline=headline, facts=facts)
        return bytes(whole)
    pictures = _module("picture")
    paper = pictures.COLUMN if size == "column" else pictures.PAGE
    made: bytes = pictures.render([view], kind, address, headline=headline, paper=paper)
    return made


def _of_one_date(view: View) -> View:
    """A view without its chosen base and second date, which other pictures show."""
    whole = citation.whole(view)
    return replace(whole, selection=replace(whole.selection, other=None))


def time_line(view: View) -> View:
    """Return the view that a moving picture shows, between the first of its days and the last."""
    whole: View = _module("moving").timeline(view)
    return whole


def moving_picture(
    view: View,
    address: str = "",
    *,
    headline: str = "",
    progress: Callable[[float], object] | None = None,
) -> bytes:
    """Return the time line of a view as a moving picture (geo.exports.moving)."""
    made: bytes = _module("moving").render(view, address, headline=headline, progress=progress)
    return made


def file_name(view: View, kind: str) -> str:
    """Return the name of an export's file: base-atlas-2005-06-01.csv, or after the own file."""
    stamp = view.selection.stamp()
    if kind == "gif":
        stamp = time_line(view).selection.stamp()
    return f"{view.gazetteer.name}-{stamp}.{FORMATS[kind].ending}"


def content(view: View, kind: str, address: str = "") -> bytes:
    """Return an export as bytes; ``address`` is where the app runs, for the permanent link."""
    made = FORMATS[kind].render(view, address)
    return made.encode() if isinstance(made, str) else made


def size_of(view: View, kind: str, address: str = "") -> tuple[int, bool] | None:
    """Return how many bytes an export has, and whether that is exact.

    Of many periods it is reckoned from some; None where no part can stand for the whole.
    """
    count = len(view.periods)
    if count <= MEASURED:
        return len(content(view, kind, address)), True
    if kind == "zip":
        return None
    few, more = (
        len(content(replace(view, periods=view.periods.iloc[:n]), kind, address))
        for n in (SAMPLE, 2 * SAMPLE)
    )
    return few + (more - few) * (count - SAMPLE) // SAMPLE, False


def beside(view: View, kind: str, path: Path) -> tuple[bytes, Path] | None:
    """Return what describes an export in a file beside it, and the file; None for most formats."""
    if kind != "csv" or (path.exists() and not path.is_file()):
        return None
    made = csvw.render(view, table=path.name)
    return made.encode(), path.with_name(path.name + csvw.ENDING)


def two_dates(view: View, other: Day, kind: str, address: str = "") -> bytes:
    """Return the picture of a view beside that of another date."""
    beside = look(view.gazetteer, replace(view.selection, date=other, window=None))
    made: bytes = _module("picture").render([view, beside], kind, address)
    return made


def write(made: bytes, path: Path) -> None:
    """Write a file whole, or leave what was there; raises ExportError where that fails.

    A device or a pipe is written to directly.
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
