"""KML, and KMZ, which is a zip of it."""

import re
from collections.abc import Mapping

from geo.importer.formats import apart, archive, features, grid
from geo.importer.formats.shapes import shape_of
from geo.importer.sheet import Sheet, refusal

_ROOT = re.compile(rb"\s*<.*<(?:\w+:)?kml[\s>]|\s*<(?:\w+:)?kml[\s>]", re.DOTALL)
_LOOKED_AT = 2_000


def recognises(content: bytes, name: str) -> bool:
    """Return whether a file is KML by its first element, or a zip with such a file in it."""
    head = content[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", errors="replace").encode()
    return bool(_ROOT.match(head)) or bool(_members(archive.names(content)))


def read(content: bytes, name: str, choices: Mapping[str, str]) -> Sheet:
    """Return the placemarks of all folders, numbered from 1, with their times as written.

    Raises GazetteerError where the file is damaged, or takes too much memory or time.
    """
    if content.startswith(archive.START):
        files = archive.unpacked(content, name)
        # What programs call the main document comes first.
        content = files[min(_members(list(files)), key=lambda n: (n.lower() != "doc.kml", n))]
    grid.check_size(name, content.count(b"<Placemark"), 0)
    made = apart.run("kml", name, "a KML file", [], content)
    if not made["rows"]:
        fix = "Save the places themselves, not a link to where they are."
        raise refusal(name, "is a KML file with no place in it.", fix)
    shapes = [shape_of(geometry) for geometry in made["shapes"]]
    return features.sheet_of(name, features.columns_of(name, made["rows"]), shapes)


def _members(names: list[str]) -> list[str]:
    return [name for name in names if name.lower().endswith(".kml")]
