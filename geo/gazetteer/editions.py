"""Earlier published versions of a gazetteer, which stay open: one folder each beside its tables.

``data/editions/1.1.0/`` has the tables of version 1.1.0 as they were published, with today's
columns. What the tables mean has not changed since, so the same rules read them.
"""

import re
import threading
from functools import lru_cache
from pathlib import Path

from geo.errors import GazetteerError
from geo.gazetteer.load import load
from geo.gazetteer.model import Gazetteer

FOLDER = "editions"
CHANGES = "CHANGES.md"
_VERSION = re.compile(r"\d{1,6}(?:\.\d{1,6}){1,3}")
_lock = threading.Lock()


def is_version(word: str) -> bool:
    """Return whether a word is the number of an edition; data of a reader's own have a digest."""
    return _VERSION.fullmatch(word) is not None


def kept(gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the versions that a gazetteer keeps besides its own, the newest first."""
    if gazetteer.folder is None or not (gazetteer.folder / FOLDER).is_dir():
        return ()
    found = [path.name for path in (gazetteer.folder / FOLDER).iterdir() if is_version(path.name)]
    return tuple(sorted(set(found) - {gazetteer.version}, key=order, reverse=True))


def edition(gazetteer: Gazetteer, version: str) -> Gazetteer | None:
    """Return a version of a gazetteer, itself for its own, None where it is not kept.

    Raises GazetteerError where the tables of the edition are broken.
    """
    if version == gazetteer.version:
        return gazetteer
    if gazetteer.folder is None or version not in kept(gazetteer):
        return None
    # Two who ask at once share one gazetteer, and what is kept for it.
    with _lock:
        return _load(gazetteer.folder / FOLDER / version)


def asked_for(gazetteer: Gazetteer, version: str) -> Gazetteer:
    """Return the edition that a link or a question names, the gazetteer itself where it has none.

    A link to data of a reader's own names a digest of them, which is no edition.
    """
    try:
        found = edition(gazetteer, version) if is_version(version) else None
    except GazetteerError:
        return gazetteer
    return gazetteer if found is None else found


def notes(gazetteer: Gazetteer) -> dict[str, list[str]]:
    """Return what CHANGES.md says of each version, point by point; nothing where there is none."""
    if gazetteer.folder is None or not (gazetteer.folder / CHANGES).is_file():
        return {}
    found: dict[str, list[str]] = {}
    points: list[str] = []
    for line in (gazetteer.folder / CHANGES).read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            points = found.setdefault(line[3:].split()[0], [])
        elif line.startswith("- "):
            points.append(line[2:].strip())
        elif line.startswith("  ") and points:
            points[-1] += f" {line.strip()}"
    return found


def order(version: str) -> tuple[int, ...]:
    """Return what versions are sorted by."""
    return tuple(int(part) for part in version.split("."))


@lru_cache(maxsize=16)
def _load(folder: Path) -> Gazetteer:
    return load(folder)
