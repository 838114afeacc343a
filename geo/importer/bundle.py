"""A bundle: a reader's own file and how to read it, in one file that opens anywhere.

It is a zip of ``bundle.json`` and of the file as it was, so that nothing of it is lost and any
other tool can take it out again.
"""

import io
import json
import zipfile
import zlib
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any

from geo.importer.reading import Reading
from geo.importer.sheet import MAX_BYTES, refusal, too_large

ENDING = ".bundle.zip"
_DESCRIPTION = "bundle.json"
_FORMAT = 1
_MAX_DESCRIPTION = 1_000_000
# The same file and choices always make the same bundle.
_MOMENT = (2026, 1, 1, 0, 0, 0)
_AGAIN = "Ask whoever made it for a new one, or open the file itself."


@dataclass(frozen=True)
class Bundle:
    """A file by its name and content, how it is read, and the version of what came of that."""

    name: str
    content: bytes
    reading: Reading
    version: str = ""


def pack(bundle: Bundle) -> bytes:
    """Return a bundle as bytes."""
    described = {
        "baseAtlasBundle": _FORMAT,
        "file": bundle.name,
        "version": bundle.version,
        "reading": asdict(bundle.reading),
    }
    text = json.dumps(described, ensure_ascii=False, indent=1).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in ((_DESCRIPTION, text), (_inside(bundle.name), bundle.content)):
            info = zipfile.ZipInfo(name, _MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content, compresslevel=6)
    return buffer.getvalue()


def is_bundle(content: bytes) -> bool:
    """Return whether a file is a bundle."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _DESCRIPTION in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def unpack(content: bytes, name: str) -> Bundle:
    """Return what is in a bundle; raises GazetteerError where it is damaged or too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            described = json.loads(_taken(archive, _DESCRIPTION, _MAX_DESCRIPTION, name))
            if described.get("baseAtlasBundle") != _FORMAT:
                fix = "Open it in a newer Base Atlas."
                raise refusal(name, "is a bundle of an unknown version.", fix)
            file = str(described["file"])
            inside = _taken(archive, _inside(file), MAX_BYTES, name)
        return Bundle(file, inside, _reading(described["reading"]), str(described["version"]))
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
    ) as error:
        raise refusal(name, "is a bundle that is damaged.", _AGAIN) from error


def _inside(name: str) -> str:
    """The path of the file in a bundle: in its own folder, whatever its name."""
    return f"file/{PurePosixPath(name.replace(chr(92), '/')).name or 'file'}"


def _taken(archive: zipfile.ZipFile, member: str, most: int, name: str) -> bytes:
    """The bytes of a file in a zip, never more than ``most`` of them."""
    with archive.open(member) as file:
        taken = file.read(most + 1)
    if len(taken) > most:
        raise too_large(name)
    return taken


def _reading(written: dict[str, Any]) -> Reading:
    """How a file is read, as a bundle says it; what is not of its kind is refused."""
    texts: dict[str, dict[str, str]] = {}
    for key in ("columns", "values", "choices", "about"):
        texts[key] = {str(name): str(word) for name, word in dict(written.get(key, {})).items()}
    blank_end, day_first = written.get("blank_end"), written.get("day_first")
    if blank_end not in (None, "", "..") or day_first not in (None, True, False):
        raise ValueError("not a reading")
    good_rows = bool(written.get("good_rows", False))
    return Reading(blank_end, day_first, good_rows=good_rows, **texts)
