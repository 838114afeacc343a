"""What changed between two editions of the data: old value, new value, why, and who says so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from weakref import WeakKeyDictionary

from geo.gazetteer import editions
from geo.gazetteer.columns import BASE_COLUMNS
from geo.gazetteer.model import Gazetteer
from geo.time import dates
from geo.vocabulary import EDGES

ADDED, REMOVED = "added", "removed"
# What is compared of a period, and of a base besides its position.
OF_PERIOD = ("operator", "unit", "status", *EDGES, "note")
_POSITION = ("latitude", "longitude", "coordinate_uncertainty_m")
OF_BASE = tuple(column for column in BASE_COLUMNS if column not in _POSITION)
# sources that are named for one change
MOST_SOURCES = 4
_SENTENCE_END = re.compile(r"(?<=[.;]) +")
# Words of names that tell no base from another.
_COMMON = frozenset(
    [
        *("air", "base", "airport", "airfield", "airfields", "range", "ranges", "camp", "radar"),
        *("station", "border", "detachment", "post", "army", "south", "north", "the", "and", "of"),
    ]
)
_histories: WeakKeyDictionary[Gazetteer, dict[tuple[str, str], list["Revision"]]] = (
    WeakKeyDictionary()
)


@dataclass(frozen=True)
class Revision:
    """One change of the data.

    ``period_id`` is blank where it is about the base itself; ``what`` is a column of bases.csv,
    "position", "added" or "removed"; ``old`` and ``new`` are in words. ``why`` is what the list of
    changes or the ledger says, blank where neither does; ``sources`` are those that the new value
    follows.
    """

    base_id: str
    name: str
    period_id: str
    what: str
    old: str
    new: str
    why: str
    sources: tuple[str, ...]


def since(gazetteer: Gazetteer, version: str) -> list[Revision]:
    """Return what changed from an edition to the present one; nothing where it is not kept."""
    return _between(gazetteer, version, gazetteer.version)


def history(gazetteer: Gazetteer) -> list[tuple[str, list[Revision]]]:
    """Return for each edition but the first what it changed, the newest edition first."""
    versions = [gazetteer.version, *editions.kept(gazetteer)]
    return [(newer, _between(gazetteer, older, newer)) for newer, older in pairwise(versions)]


def compare(before: Gazetteer, after: Gazetteer, points: list[str]) -> list[Revision]:
    """Return what changed from one gazetteer to another, base by base in the order of the newer.

    ``points`` are those of a list of changes; what one of them says of a base is why.
    """
    names = {**before.bases["name"].to_dict(), **after.bases["name"].to_dict()}
    gone = [base for base in before.bases.index if base not in after.bases.index]
    sides = [_Side(gazetteer) for gazetteer in (before, after)]
    sentences = [_sentence(part) for point in points for part in _SENTENCE_END.split(point)]
    found = []
    for base_id in map(str, [*after.bases.index, *gone]):
        name = str(names[base_id])
        said = _about(name, sentences)
        for period, what, old, new in _changes(base_id, *sides):
            why, sources = sides[1].reason(period, what)
            told = _fitting(said, what, new) or why
            found.append(Revision(base_id, name, period, what, old, new, told, sources))
    return found


def _between(gazetteer: Gazetteer, older: str, newer: str) -> list[Revision]:
    found = _histories.setdefault(gazetteer, {})
    if (older, newer) not in found:
        before, after = (editions.edition(gazetteer, version) for version in (older, newer))
        if before is None or after is None or before is after:
            return []
        low, high = editions.order(older), editions.order(newer)
        points = [
            point
            for version, some in editions.notes(gazetteer).items()
            if editions.is_version(version) and low < editions.order(version) <= high
            for point in some
        ]
        found[older, newer] = compare(before, after, points)
    return found[older, newer]


class _Side:
    """One of two gazetteers, its rows by their identifiers."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.bases: dict[str, dict[str, Any]] = gazetteer.bases.to_dict("index")
        self.periods: dict[str, dict[str, dict[str, Any]]] = {}
        for row in gazetteer.periods.to_dict("records"):
            self.periods.setdefault(row["base_id"], {})[row["period_id"]] = row
        self.rows = {period: row for own in self.periods.values() for period, row in own.items()}

    def reason(self, period: str, what: str) -> tuple[str, tuple[str, ...]]:
        """Return why a date is what it is, by the ledger, and the sources of a change."""
        row = self.rows.get(period)
        if row is None:
            return "", ()
        if what not in EDGES:
            return "", tuple(row["sources"][:MOST_SOURCES]) if what != "note" else ()
        claims = self.gazetteer.dates_claimed.get(period, [])
        own = [claim for claim in claims if claim["property"] == what]
        used = dict.fromkeys(claim["source_id"] for claim in own if claim["used"] == "yes")
        reasons = dict.fromkeys(claim["reason"] for claim in own if claim["reason"])
        return " ".join(reasons), tuple(used)[:MOST_SOURCES]


def _changes(base_id: str, before: _Side, after: _Side) -> Iterator[tuple[str, str, str, str]]:
    """What is different of a base and its periods: period, column, old and new in words."""
    one, other = before.bases.get(base_id), after.bases.get(base_id)
    if one is not None and other is not None:
        old, new = _position(one), _position(other)
        if old != new:
            yield "", "position", old, new
        for column in OF_BASE:
            if one[column] != other[column]:
                yield "", column, _words(column, one[column]), _words(column, other[column])
    mine, theirs = before.periods.get(base_id, {}), after.periods.get(base_id, {})
    for period, row in theirs.items():
        if period not in mine:
            yield period, ADDED, "", _period(row)
            continue
        for column in OF_PERIOD:
            if mine[period][column] != row[column]:
                old, new = (_words(column, side[column]) for side in (mine[period], row))
                yield period, column, old, new
    for period, row in mine.items():
        if period not in theirs:
            yield period, REMOVED, _period(row), ""


def _period(row: dict[str, Any]) -> str:
    status = "" if row["status"] == "active" else f", {row['status']}"
    until = dates.in_words(row["end"], end=True)
    return f"{row['operator']}{status}, {dates.in_words(row['start'])} to {until}"


def _position(base: dict[str, Any]) -> str:
    doubt = base["coordinate_uncertainty_m"] / 1000
    return f"{base['latitude']:g}, {base['longitude']:g}, accurate to within {doubt:g} km"


def _words(column: str, value: Any) -> str:
    if column in EDGES:
        return dates.in_words(str(value), end=column == "end")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _about(name: str, sentences: list[str]) -> list[str]:
    """The sentences of a list of changes that name a base."""
    words = [word for word in re.findall(r"\w[\w-]+", name) if word.lower() not in _COMMON]
    if not words:
        return []
    named = re.compile(rf"\b{re.escape(words[0])}\b")
    return [sentence for sentence in sentences if named.search(sentence)]


def _sentence(part: str) -> str:
    text = part.strip(" ;").replace("`", "")
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def _fitting(said: list[str], what: str, new: str) -> str:
    """What a list of changes says of this very change.

    Of a base that is new all that is said of it fits; of a date only what names that date.
    """
    if what in EDGES:
        named = re.sub(r"^(about|perhaps) ", "", new)
        return " ".join(part for part in said if named in part)
    return " ".join(said) if what in (ADDED, REMOVED, "status", "position") else ""
