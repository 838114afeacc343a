"""Files of geographic information systems that GDAL reads: GeoPackage, Shapefile, GPX."""

from collections.abc import Mapping
from pathlib import PurePosixPath

import shapely

from geo.importer import encodings
from geo.importer.formats import apart, archive, features
from geo.importer.sheet import Decision, Sheet, refusal

_TITLES = {
    "gpkg": "a GeoPackage or another database",
    "gpx": "a GPX file",
    "shp": "a zipped Shapefile",
}
# Where the head of a dBase file names its encoding.
_LANGUAGE = 29
# Not named, and "that of the Windows on which it was written", whichever that was.
_UNSAID = (b"", b"\0", b"\x57")
_MEND = "Save it as GeoJSON or as CSV UTF-8 and try again."


def recognises(content: bytes, name: str) -> bool:
    """Return whether a file is of one of these kinds."""
    return bool(_kind(content))


def _kind(content: bytes) -> str:
    head = content[:2_000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if content.startswith(b"SQLite format 3\0"):
        return "gpkg"
    if head.startswith(b"<") and b"<gpx" in head:
        return "gpx"
    shapes = any(name.lower().endswith(".shp") for name in archive.names(content))
    return "shp" if shapes else ""


def read(content: bytes, name: str, choices: Mapping[str, str]) -> Sheet:
    """Return the features of a layer, numbered from 1; ``choices`` may name the "layer".

    Raises GazetteerError where the file is damaged, or takes too much memory or time.
    """
    asked = choices.get("layer", "")
    parts = _parts(content, name) if _kind(content) == "shp" else {}
    encoding = _encoding(parts, choices.get("encoding", ""), name)
    taken = encoding.taken if encoding else ""
    given = archive.packed(parts) if parts else content
    made = apart.run("layers", name, _TITLES[_kind(content)], [asked, taken], given)
    layers = made["layers"]
    if not layers:
        raise refusal(name, "has no layer with places.", _MEND)
    if asked and asked != made["layer"]:
        raise refusal(name, f"has no layer {asked!r}.", f"Name one of {', '.join(layers)}.")
    columns = dict(zip(made["fields"], made["columns"], strict=True))
    shapes = [shapely.from_wkb(text) if text else None for text in made["shapes"]]
    options = {layer: layer for layer in layers} if len(layers) > 1 else {}
    words = f"Layer {made['layer']} was read."
    decision = Decision(
        "layer", made["layer"], words, options, doubtful=bool(options) and not asked
    )
    told = [decision, *features.told_system(made), *filter(None, [encoding])]
    return features.sheet_of(name, columns, shapes, told)


def _parts(content: bytes, name: str) -> dict[str, bytes]:
    """The files of a shapefile by their endings, which GDAL goes by."""
    files = archive.unpacked(content, name)
    (main, *others) = sorted(n for n in files if n.lower().endswith(".shp"))
    if others:
        listed = ", ".join([main, *others])
        raise refusal(name, f"holds more than one shapefile: {listed}.", "Zip one of them.")
    stem = PurePosixPath(main).with_suffix("")
    return {
        f"file{PurePosixPath(member).suffix.lower()}": inside
        for member, inside in files.items()
        if PurePosixPath(member).with_suffix("") == stem
    }


def _encoding(parts: Mapping[str, bytes], asked: str, name: str) -> Decision | None:
    """How the texts of a shapefile are written, where it does not say that itself."""
    content = parts.get("file.dbf")
    if content is None:
        return None
    said = "file.cpg" in parts or content[_LANGUAGE : _LANGUAGE + 1] not in _UNSAID
    # Its head, with the names of columns, is no text.
    cells = content[int.from_bytes(content[8:10], "little") :].replace(b"\0", b" ")
    if cells.isascii() or (said and not asked):
        return None
    guess = encodings.find(cells, asked)
    if not guess.encoding:
        message = "is written in an encoding that is not recognised."
        raise refusal(name, message, "Choose it, or put a .cpg file into the zip.")
    return encodings.told(guess, cells)
