"""The gazetteer that a server shows to everyone: the project's own, or the one named by BASES.

It is read again when its files change. A broken file leaves the last good data in place.
"""

import gc
import os
import threading
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from geo.errors import GazetteerError, Problem
from geo.gazetteer.model import Gazetteer
from geo.importer.opening import BLANK_ENDS, ORDERS, open_path
from geo.importer.reading import Reading
from geo.paths import DATA


@dataclass
class _Shelf:
    """The last good gazetteer of the server, and what is wrong with the present file."""

    stamp: tuple[object, ...] | None = None
    good: Gazetteer | None = None
    problems: tuple[Problem, ...] = ()
    lock: threading.Lock = field(default_factory=threading.Lock)


_shelf = _Shelf()


def place() -> Path:
    """Return the folder or file the server reads: BASES of the environment, else the project's."""
    return Path(os.environ.get("BASES") or DATA)


def served() -> tuple[Gazetteer, tuple[Problem, ...]]:
    """Return the server's gazetteer and the problems of the file that could not replace it.

    Raises GazetteerError where there are no good data at all.
    """
    with _shelf.lock:
        stamp = _stamp(place())
        if stamp != _shelf.stamp:
            _reload()
            _shelf.stamp = stamp
        if _shelf.good is None:
            raise GazetteerError(_shelf.problems)
        return _shelf.good, _shelf.problems


def at_hand() -> Gazetteer | None:
    """Return what :func:`served` does where nothing has to be read or waited for, else None."""
    if not _shelf.lock.acquire(blocking=False):
        return None
    try:
        return _shelf.good if _stamp(place()) == _shelf.stamp else None
    finally:
        _shelf.lock.release()


def forget() -> None:
    """Drop what has been read, so that the next one who asks has it read again."""
    with _shelf.lock:
        _shelf.stamp, _shelf.good, _shelf.problems = None, None, ()


def _reload() -> None:
    try:
        _shelf.good = open_path(place(), _reading())
        _shelf.problems = ()
        # Streamlit collects garbage after every run of a page. What is here by now, libraries and
        # borders above all, stays for good; looking through it each time took 100 ms of an answer.
        gc.collect()
        gc.freeze()
    except GazetteerError as error:
        _shelf.problems = error.problems


def _reading() -> Reading:
    """How the file of BASES is read: BLANK_END and DATES, with the words a shell has for them."""
    return Reading(
        blank_end=BLANK_ENDS.get(_setting("BLANK_END", BLANK_ENDS)),
        day_first=ORDERS.get(_setting("DATES", ORDERS)),
    )


def _setting(name: str, known: Collection[str]) -> str:
    """Return an environment variable, or an empty text if it is not set."""
    word = os.environ.get(name, "")
    if word and word not in known:
        fix = f"Set it to {' or '.join(known)}."
        raise GazetteerError([Problem(name, None, None, word, "is not known.", fix)])
    return word


def _stamp(path: Path) -> tuple[object, ...]:
    """What tells that files have changed; every answer looks at it, so it is found at one go."""
    if not path.is_dir():
        return (str(path), *([_seen(path.name, path.stat())] if path.is_file() else []))
    with os.scandir(path) as entries:
        seen = [_seen(e.name, e.stat()) for e in entries if "." in e.name and e.is_file()]
    return (str(path), *sorted(seen))


def _seen(name: str, found: os.stat_result) -> tuple[str, int, int]:
    return name, found.st_mtime_ns, found.st_size
