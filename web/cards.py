"""Pictures for link previews: drawn once for a selection, kept for a while, one at a time."""

import json
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from geo.answers.changes import two_dates
from geo.answers.link import DRAWN, read_link, write_link
from geo.answers.selection import Selection
from geo.errors import GazetteerError
from geo.gazetteer.digest import digest
from geo.gazetteer.editions import asked_for
from geo.gazetteer.model import Gazetteer
from geo.importer.served import served
from geo.wording import COMPARING
from web.answers import busy, kept, query_of
from web.cache import Cache, Kept
from web.problems import problem

PATH = "/card.png"
# bytes of pictures that are kept: some two hundred
KEPT = 24 * 2**20
# pictures that wait to be drawn before others are asked to come back
WAITING = 4
# seconds for one picture; and without any, until the process that draws is ended
PATIENCE, IDLE = 60.0, 120.0
ROOT = Path(__file__).parents[1]

Query = dict[str, list[str]]


class CannotDrawError(Exception):
    """A picture could not be drawn, or not in time."""


class Drawer:
    """A process of its own that draws, started when it is needed and ended when it is not."""

    def __init__(self, patience: float = PATIENCE, idle: float = IDLE) -> None:
        self._patience, self._idle = patience, idle
        self._process: subprocess.Popen[bytes] | None = None
        self._retirement: threading.Timer | None = None
        self._one_at_a_time = threading.Lock()

    def draw(self, query: Query) -> tuple[bytes, float]:
        """Return the card of what a query selects, as PNG, and the seconds of work it took.

        Raises CannotDrawError.
        """
        with self._one_at_a_time:
            if self._retirement is not None:
                self._retirement.cancel()
            process = self._running()
            ending = threading.Timer(self._patience, process.kill)
            ending.start()
            try:
                return _ask(process, query)
            finally:
                ending.cancel()
                self._retirement = threading.Timer(self._idle, self.retire)
                self._retirement.daemon = True
                self._retirement.start()

    def retire(self) -> None:
        """End the process."""
        with self._one_at_a_time:
            if self._process is not None:
                self._process.kill()
                self._process.wait()
                self._process = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "web.draw_cards"],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        return self._process


def _ask(process: subprocess.Popen[bytes], query: Query) -> tuple[bytes, float]:
    assert process.stdin
    assert process.stdout
    try:
        process.stdin.write(json.dumps(query).encode() + b"\n")
        process.stdin.flush()
        size, work = process.stdout.readline().split()
        picture = process.stdout.read(int(size))
    except (OSError, ValueError) as error:
        raise CannotDrawError from error
    if not picture or len(picture) != int(size):
        raise CannotDrawError
    return picture, float(work)


_cache = Cache(KEPT)
_drawer = Drawer()
_places = threading.BoundedSemaphore(WAITING)


def card_address(stem: str, selection: Selection, gazetteer: Gazetteer) -> str:
    """Return the path and query of the card of a page, another one for other data.

    It shows two dates where the page does.
    """
    if stem == COMPARING:
        before, after = two_dates(selection, gazetteer)
        selection = replace(selection, date=before, other=after, window=None)
    else:
        selection = replace(selection, other=None)
    query = {**write_link(selection, groups=DRAWN), "v": [gazetteer.version]}
    return f"{PATH}?{urlencode(query, doseq=True)}"


def card(request: Request) -> Response:
    """Return the picture of what a query selects; parts that make no sense are left out."""
    try:
        gazetteer, _ = served()
    except GazetteerError:
        return problem(503, "No data", "The gazetteer cannot be read at the moment.")
    query = query_of(request)
    gazetteer = asked_for(gazetteer, "".join(query.get("v", [])))
    selection, _ = read_link(query, gazetteer)
    wanted = {**write_link(selection, groups=DRAWN), "v": [gazetteer.version]}
    key = (digest(gazetteer), json.dumps(wanted, sort_keys=True))
    return kept(request, key, _cache, lambda: _drawn(wanted))


def _drawn(query: Query) -> Kept | Response:
    if not _places.acquire(timeout=0.05):
        return busy(5)
    try:
        picture, work = _drawer.draw(query)
        return Kept(picture, "image/png", cost=work)
    except CannotDrawError:
        return problem(503, "No picture", "The picture could not be drawn. Try again later.")
    finally:
        _places.release()
