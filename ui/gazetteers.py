"""The gazetteer a session looks at: the project's own, the one named by BASES, or the reader's."""

import gc
import os
import threading
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from geo import gazetteer as gazetteers
from geo.errors import GazetteerError, Problem
from geo.gazetteer import Gazetteer
from geo.importer.opening import BLANK_ENDS, ORDERS, Reading, open_path

OWN = "own_gazetteer"


@dataclass
class _Shelf:
    """The last good gazetteer of the server, and what is wrong with the present file."""

    stamp: tuple[object, ...] | None = None
    good: Gazetteer | None = None
    problems: tuple[Problem, ...] = ()
    lock: threading.Lock = field(default_factory=threading.Lock)


@st.cache_resource(show_spinner=False)
def _shelf() -> _Shelf:
    return _Shelf()


def place() -> Path:
    """Give the folder or file the server reads: BASES from the environment, else the project's."""
    return Path(os.environ.get("BASES") or gazetteers.DATA)


def current() -> tuple[Gazetteer, tuple[Problem, ...]]:
    """Give the session's gazetteer and the problems of the file that could not replace it.

    The server's files are read again when they change. A broken file leaves the last good data in
    place; without any, GazetteerError is raised.
    """
    own = st.session_state.get(OWN)
    return (own, ()) if own is not None else _served()


def is_own() -> bool:
    """Tell whether the session looks at data of the reader's own."""
    return st.session_state.get(OWN) is not None


def server() -> Gazetteer:
    """Give the gazetteer that every session sees which has none of its own."""
    return _served()[0]


def _served() -> tuple[Gazetteer, tuple[Problem, ...]]:
    shelf = _shelf()
    with shelf.lock:
        stamp = _stamp(place())
        if stamp != shelf.stamp:
            _reload(shelf)
            shelf.stamp = stamp
        if shelf.good is None:
            raise GazetteerError(shelf.problems)
        return shelf.good, shelf.problems


def _reload(shelf: _Shelf) -> None:
    try:
        shelf.good = open_path(place(), _reading())
        shelf.problems = ()
        # Streamlit collects garbage after every run of a page. What is here by now, libraries and
        # borders above all, stays for good; looking through it each time took 100 ms of an answer.
        gc.collect()
        gc.freeze()
    except GazetteerError as error:
        shelf.problems = error.problems


def _reading() -> Reading:
    """How the file of BASES is read: BLANK_END and DATES, with the words a shell has for them."""
    return Reading(
        blank_end=BLANK_ENDS[_setting("BLANK_END", BLANK_ENDS) or "open"],
        day_first=ORDERS.get(_setting("DATES", ORDERS)),
    )


def _setting(name: str, known: Collection[str]) -> str:
    """A word from the environment, blank where it is not set."""
    word = os.environ.get(name, "")
    if word and word not in known:
        mend = f"Set it to {' or '.join(known)}."
        raise GazetteerError([Problem(name, None, None, word, "is not known.", mend)])
    return word


def _stamp(path: Path) -> tuple[object, ...]:
    files = sorted(path.glob("*.*")) if path.is_dir() else [path]
    return tuple(
        (file.name, file.stat().st_mtime_ns, file.stat().st_size)
        for file in files
        if file.is_file()
    )
