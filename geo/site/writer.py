"""Writing a site: only what changed, and all of it or nothing.

New files are made beside the site, in a folder of its own. Only when all are there they take their
places, shared scripts and styles first, then pages; what is gone is removed last. A run that is
ended before leaves the site as it was. One that is ended while files take their places is finished
by the next run, before it does anything else.
"""

import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from geo.errors import ExportError
from geo.site.build import Part
from geo.site.model import File

# The site's list of its own files: digest and key of each, and the key of each part.
MANIFEST = "site-manifest.json"
# Where new files are made, and what that is called once all of them are there.
STAGING, READY = ".site-new", ".site-ready"
# Removed with the next step; in the ready folder, a line each.
GONE = ".gone"
# Files that are worth compressing.
TEXTS = (".html", ".css", ".js", ".json", ".xml", ".svg", ".csv", ".geojson", ".kml", ".txt")
# processes that make files which take long
WORKERS = 2
# files that take long, from which on several processes make them
WORTH_WORKERS = 4


@dataclass(frozen=True)
class Report:
    """What a run did: how many files the site has, and which were written and removed."""

    files: int
    written: tuple[str, ...]
    removed: tuple[str, ...]


def publish(parts: Iterable[Part], out: Path, *, compress: bool = False) -> Report:
    """Write the parts of a site to a folder, and return what was written and removed.

    With ``compress`` each file of text has a compressed one beside it, for hosts that give these
    out as they are.
    Folders of editions that no part names stay as they are. Raises ExportError where the folder
    has files of others in the way, or where it cannot be written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        _finish(out)
        sort = _compressed if compress else _plain
        return _publish([sort(part) for part in parts], out)
    except OSError as error:
        shutil.rmtree(out / STAGING, ignore_errors=True)
        where = error.filename or out
        raise ExportError(f"{where} could not be written: {error.strerror}.") from error


def _plain(part: Part) -> Part:
    return part


def _compressed(part: Part) -> Part:
    """The same part with a compressed file beside each of text."""

    def files() -> list[File]:
        found = part.files()
        return found + [_packed(f) for f in found if Path(f.path).suffix in TEXTS and not f.key]

    return Part(part.folder, f"{part.key} compressed", files)


def _packed(file: File) -> File:
    """A file, compressed: only where the file itself has changed."""
    made = file.make()
    return File(f"{file.path}.gz", partial(_pack, made), hashlib.sha256(made).hexdigest())


def _pack(made: bytes) -> bytes:
    return gzip.compress(made, 9, mtime=0)


def _publish(parts: list[Part], out: Path) -> Report:
    before = _read(out)
    known: dict[str, Any] = before["files"]
    staging = out / STAGING
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir()
    files: dict[str, dict[str, str]] = {}
    written: list[str] = []
    slow: list[File] = []
    for part in parts:
        own = _kept(part, before, out)
        if own is not None:
            files |= own
            continue
        for file in part.files():
            old = known.get(file.path, {})
            if file.key and old.get("key") == file.key and _is_there(out, file.path, old):
                files[file.path] = old
            elif file.key:
                slow.append(file)
            else:
                _stage(file, file.make(), out, known, files, written)
    for file, made in zip(slow, _made(slow), strict=True):
        _stage(file, made, out, known, files, written)
    folders = tuple(part.folder for part in parts if part.folder)
    files |= {p: d for p, d in known.items() if _of_other_edition(p, folders)}
    removed = sorted(path for path in known if path not in files)
    keys = {**before["parts"], **{part.folder: part.key for part in parts}}
    listed = {"parts": dict(sorted(keys.items())), "files": dict(sorted(files.items()))}
    (staging / MANIFEST).write_text(json.dumps(listed, indent=0) + "\n", encoding="utf-8")
    (staging / GONE).write_text("".join(f"{path}\n" for path in removed), encoding="utf-8")
    staging.rename(out / READY)
    _finish(out)
    return Report(len(files), tuple(written), tuple(removed))


def _stage(
    file: File,
    made: bytes,
    out: Path,
    known: dict[str, Any],
    files: dict[str, dict[str, str]],
    written: list[str],
) -> None:
    """Note a file, and put it aside where the site does not have it as it is."""
    digest = hashlib.sha256(made).hexdigest()[:32]
    files[file.path] = {"digest": digest, **({"key": file.key} if file.key else {})}
    place = out / file.path
    if place.is_file() and place.read_bytes() == made:
        return
    if place.exists() and file.path not in known:
        raise ExportError(
            f"{place} is there already and was not published before. Choose an empty folder."
        )
    new = out / STAGING / file.path
    new.parent.mkdir(parents=True, exist_ok=True)
    new.write_bytes(made)
    written.append(file.path)


def _made(files: Sequence[File]) -> Iterable[bytes]:
    """Make files that take long, several at once."""
    if len(files) < WORTH_WORKERS:
        return [file.make() for file in files]
    with ProcessPoolExecutor(min(WORKERS, os.cpu_count() or 1)) as pool:
        return list(pool.map(_make, files, chunksize=8))


def _make(file: File) -> bytes:
    return file.make()


def _kept(part: Part, before: dict[str, Any], out: Path) -> dict[str, Any] | None:
    """The files of a part that was made of the same before and is still there, else None."""
    if not part.folder or before["parts"].get(part.folder) != part.key:
        return None
    own = {p: d for p, d in before["files"].items() if p.startswith(part.folder)}
    return own if own and all(_is_there(out, path, old) for path, old in own.items()) else None


def _of_other_edition(path: str, folders: tuple[str, ...]) -> bool:
    return path.startswith("v/") and not path.startswith(folders)


def _is_there(out: Path, path: str, old: dict[str, str]) -> bool:
    """Whether a file is as it was published."""
    try:
        return hashlib.sha256((out / path).read_bytes()).hexdigest()[:32] == old["digest"]
    except OSError:
        return False


def _read(out: Path) -> dict[str, Any]:
    """The manifest of the last run; an empty one where there is none."""
    try:
        found: dict[str, Any] = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {"parts": {}, "files": {}}
    except ValueError as error:
        raise ExportError(f"{out / MANIFEST} is damaged. Publish to an empty folder.") from error
    return found


def _finish(out: Path) -> None:
    """Put the files that are ready in their places, and remove what is gone."""
    ready = out / READY
    if not ready.is_dir():
        return
    gone = (ready / GONE).read_text(encoding="utf-8").splitlines()
    new = [path for path in ready.rglob("*") if path.is_file() and path != ready / GONE]
    for path in sorted(new, key=lambda path: _turn(path.relative_to(ready))):
        place = out / path.relative_to(ready)
        place.parent.mkdir(parents=True, exist_ok=True)
        path.replace(place)
    for name in gone:
        (out / name).unlink(missing_ok=True)
    for folder in {(out / name).parent for name in gone} - {out}:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    shutil.rmtree(ready)


def _turn(path: Path) -> tuple[int, str]:
    """When a file takes its place: what pages ask for before the pages, the manifest last."""
    is_page = path.suffix == ".html"
    return (2 if path.name == MANIFEST else int(is_page), path.as_posix())
