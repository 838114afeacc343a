"""What a question may say: the words of the address bar, and how much of the answer is wanted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo.answers.link import read_link
from geo.answers.selection import LONGEST_TEXT, TARGETS, Selection
from geo.answers.view import Count, View, held, look, presences
from geo.errors import GeoError
from geo.gazetteer import editions
from geo.gazetteer.model import Gazetteer
from geo.place import geography
from geo.place.names import fold
from geo.queries.day_pattern import day_pattern
from geo.time import dates
from geo.time.dates import Day
from geo.time.presence import Codes, Presence

Query = Mapping[str, Sequence[str]]
Schema = dict[str, Any]

USUAL, MOST = 1_000, 10_000
# words of a parameter that a description lists; more would be a table of their own
LISTED = 500
# words that an answer lists where none of them was given
NAMED = 30
# things wrong with a question that are told, and unknown words of one parameter
MOST_TOLD, MOST_WORDS = 20, 5
# the most distances that one answer measures, and the most to borders, which take long
MEASURED, MEASURED_TO_BORDERS = 2_500, 60
EARLIEST, LATEST = dates.parse_day("0001-01-01"), dates.parse_day("9999-12-31")

DAY: Schema = {"type": "string", "format": "date"}


@dataclass(frozen=True)
class Parameter:
    """One parameter: what it says, and whether it may be given several times."""

    name: str
    description: str
    many: bool = False
    schema: Schema | None = None


@dataclass(frozen=True)
class Wrong:
    """A parameter that is invalid, and why."""

    parameter: str
    detail: str

    def __str__(self) -> str:
        if self.detail.startswith("is "):
            return f"“{self.parameter}” {self.detail}"
        return f"{self.parameter}: {self.detail}"


class QueryError(GeoError):
    """A question that cannot be answered: what is wrong with it, and an HTTP status.

    ``wrong`` are the first things that are wrong, ``more`` is the number of the others.
    """

    def __init__(self, status: int, wrong: Sequence[Wrong]) -> None:
        self.status, self.wrong = status, tuple(wrong[:MOST_TOLD])
        self.more = len(wrong) - len(self.wrong)
        told = [str(one) for one in self.wrong]
        told += [f"And {self.more:,} more."] if self.more else []
        super().__init__(" ".join(told))


PARAMETERS = {
    parameter.name: parameter
    for parameter in (
        Parameter(
            "date", "As of this day; without it, the day on which the map opens.", schema=DAY
        ),
        Parameter(
            "from",
            "First day of a window; replaces the date.",
            schema=DAY,
        ),
        Parameter(
            "to",
            "Last day of a window; with one edge only, it reaches to the end of the data.",
            schema=DAY,
        ),
        Parameter("with", "The day that `date` is compared with.", schema=DAY),
        Parameter("country", "Only bases in this country.", many=True),
        Parameter("operator", "Only periods of this operator.", many=True),
        Parameter("status", "Only periods with this status.", many=True),
        Parameter("kind", "Only bases of this kind.", many=True),
        Parameter(
            "q",
            "Only bases whose names or units hold these words, in any language.",
            schema={"type": "string", "pattern": r"\S", "maxLength": LONGEST_TEXT},
        ),
        Parameter(
            "base",
            "Only this base; the answer and its citation name it. (On the pages of the app, and so "
            "in their data by suffix, such as /map.json, it chooses a base among all others.)",
        ),
        Parameter(
            "start",
            "Measure from this base; without any, from all that are there. An answer measures at "
            f"most {MEASURED:,} distances, and at most {MEASURED_TO_BORDERS} to borders.",
            many=True,
        ),
        Parameter(
            "target",
            "Measure only to the borders named, to the cities named, or to the bases that are "
            "there; without it, to all that is named, and where nothing is, between the bases.",
        ),
        Parameter("border", "Measure to the border of this country.", many=True),
        Parameter("city", "Measure to this city.", many=True),
        Parameter("event_kind", "Only events of this kind.", many=True),
        Parameter("event_base", "Only events that name this base.", many=True),
        Parameter(
            "v",
            "The edition to ask; without it, the current one. Earlier ones, such as 1.1.0, are "
            "answered by the words that they know.",
        ),
        Parameter("since", "What changed from this edition of the data on."),
        Parameter(
            "limit",
            f"Maximum number of items. Without it JSON holds {USUAL:,} and says what is next; "
            "every other form holds all, and where those are more than "
            f"{MOST:,} there is no answer.",
            schema={"type": "integer", "minimum": 1, "maximum": MOST},
        ),
        Parameter(
            "offset",
            "Number of items to skip.",
            schema={"type": "integer", "minimum": 0, "maximum": 10**9, "default": 0},
        ),
        Parameter("format", "The form of the answer."),
    )
}
TIME = ("date", "from", "to")
FILTERS = ("country", "operator", "status", "kind", "q", "base")
PAGE = ("v", "limit", "offset", "format")
# Those that the address bar has.
_OF_SELECTION = {*TIME, *FILTERS, "with", "event_kind", "event_base", "target"}


@dataclass(frozen=True)
class Asked:
    """A question that can be answered.

    ``given`` are the parameters that it had; ``starts``, ``borders`` and ``cities`` are what is
    measured; ``path`` is the identifier after the resource, blank where there is none;
    ``since`` is an edition of the data.
    """

    gazetteer: Gazetteer
    selection: Selection
    given: frozenset[str]
    starts: tuple[str, ...]
    borders: tuple[str, ...]
    cities: tuple[str, ...]
    limit: int
    offset: int
    format: str
    path: str = ""
    since: str = ""

    @cached_property
    def view(self) -> View:
        """The view that is asked for; a base narrows it to that base's periods."""
        return look(self.gazetteer, self.selection, alone=True)

    @cached_property
    def rows(self) -> NDArray[np.int64]:
        """The numbers of the periods of the view, which takes much less time than their table."""
        matching, codes = self.presences
        return np.flatnonzero(matching & (codes > Presence.ABSENT))

    @cached_property
    def presences(self) -> tuple[NDArray[np.bool_], Codes]:
        """What :func:`geo.answers.view.presences` returns."""
        return presences(self.gazetteer, self.selection, alone=True)

    @property
    def held(self) -> Count:
        """The number of bases held."""
        return held(self.gazetteer, *self.presences)


def schema_of(name: str, gazetteer: Gazetteer, formats: Sequence[str] = ()) -> Schema:
    """Return the JSON Schema of a parameter's value, with the words that a gazetteer knows."""
    parameter = PARAMETERS[name]
    if parameter.schema is DAY:
        pattern = day_pattern(gazetteer.first, gazetteer.last)
        # A format would let through every day there ever was.
        return {"type": "string", "pattern": pattern} if pattern else dict(DAY)
    if parameter.schema is not None:
        return dict(parameter.schema)
    words = list(formats) if name == "format" else _known(name, gazetteer)
    return {"type": "string", **({"enum": words} if 0 < len(words) <= LISTED else {})}


def meaning_of(name: str, gazetteer: Gazetteer) -> str:
    """Return what a parameter means; of a day, also which days there are."""
    parameter = PARAMETERS[name]
    if parameter.schema is not DAY:
        return parameter.description
    return f"{parameter.description} From {gazetteer.first} to {gazetteer.last}, like 2005-06-01."


def read(
    query: Query,
    gazetteer: Gazetteer,
    allowed: Sequence[str],
    formats: Sequence[str],
    *,
    usual_format: str = "json",
    path: str = "",
) -> Asked:
    """Return a question as read; raises QueryError with everything that is wrong with it."""
    wrong = [
        Wrong(key[:60], f"is not a parameter here. Use one of {', '.join(allowed)}.")
        for key in query
        if key not in allowed
    ]
    known = {key: list(words) for key, words in query.items() if key in allowed}
    wrong += check(known, gazetteer, formats)
    if wrong:
        raise QueryError(400, wrong)
    of_selection = {key: words for key, words in known.items() if key in _OF_SELECTION}
    selection, _ = read_link(of_selection, gazetteer)
    form = known.get("format", [usual_format])[0]
    return Asked(
        gazetteer,
        selection,
        frozenset(known),
        starts=_spelled("start", known, gazetteer),
        borders=_spelled("border", known, gazetteer),
        cities=_spelled("city", known, gazetteer),
        limit=int(known.get("limit", [str(USUAL if form == "json" else MOST)])[0]),
        offset=int(known.get("offset", ["0"])[0]),
        format=form,
        path=path,
        since=known.get("since", [""])[0],
    )


def check(query: Query, gazetteer: Gazetteer, formats: Sequence[str]) -> list[Wrong]:
    """Return what is wrong with the words of known parameters."""
    return [
        found
        for key, words in query.items()
        for found in _wrong_with(key, list(words), gazetteer, formats)
    ]


def _wrong_with(
    key: str,
    words: list[str],
    gazetteer: Gazetteer,
    formats: Sequence[str],
) -> list[Wrong]:
    if not PARAMETERS[key].many and len(words) > 1:
        return [Wrong(key, "is given more than once.")]
    if not all(word.strip() for word in words):
        return [Wrong(key, "is blank.")]
    word = words[0]
    if PARAMETERS[key].schema is DAY:
        return _wrong_day(key, word, gazetteer)
    if key == "q":
        too_long = len(word) > LONGEST_TEXT
        return [Wrong(key, f"is longer than {LONGEST_TEXT} letters.")] if too_long else []
    if key == "v" and word != gazetteer.version:
        told = f"The data are version {gazetteer.version}, and {word[:20]} is not kept."
        return [Wrong(key, told)]
    if key in ("limit", "offset"):
        return _wrong_number(key, word)
    known = list(formats) if key == "format" else _known(key, gazetteer)
    spelled = {fold(name) for name in known}
    strange = [word for word in dict.fromkeys(words) if fold(word) not in spelled]
    found = [_unknown(key, word, known) for word in strange[:MOST_WORDS]]
    rest = len(strange) - len(found)
    return [*found, *([Wrong(key, f"{rest:,} more words are unknown.")] if rest else [])]


def _wrong_day(key: str, text: str, gazetteer: Gazetteer) -> list[Wrong]:
    """What is wrong with a date: unlike the address bar, nothing is moved to where data begin."""
    day = _day(text, gazetteer)
    if day is None:
        return [Wrong(key, f"“{text[:60]}” is not a date like 2005-06-01.")]
    if not gazetteer.first <= day <= gazetteer.last:
        edges = f"from {gazetteer.first} to {gazetteer.last}"
        return [Wrong(key, f"{text[:60]} is outside the data, which run {edges}.")]
    return []


def _day(text: str, gazetteer: Gazetteer) -> Day | None:
    """A day as the address bar takes it, None where it makes none of a text."""
    try:
        return dates.parse_day(text)
    except ValueError:
        boundless = replace(gazetteer, first=EARLIEST, last=LATEST)
        return read_link({"with": [text]}, boundless)[0].other


def _unknown(key: str, word: str, known: Sequence[str]) -> Wrong:
    listed = f". Use one of {', '.join(known)}" if len(known) <= NAMED else ""
    likely = get_close_matches(word[:60], known[:MOST], n=1, cutoff=0.7)
    hint = f" Did you mean {likely[0]}?" if likely and not listed else ""
    return Wrong(key, f"“{word[:60]}” is unknown{listed}.{hint}")


def _wrong_number(key: str, word: str) -> list[Wrong]:
    schema = PARAMETERS[key].schema or {}
    low, high = schema["minimum"], schema["maximum"]
    right = word.isascii() and word.isdigit() and len(word) < 12 and low <= int(word) <= high
    return [] if right else [Wrong(key, f"is not a whole number from {low:,} to {high:,}.")]


def _spelled(key: str, query: dict[str, list[str]], gazetteer: Gazetteer) -> tuple[str, ...]:
    words = query.get(key, [])
    known = {fold(name): name for name in _known(key, gazetteer)} if words else {}
    return tuple(dict.fromkeys(known[fold(word)] for word in words))


def _known(key: str, gazetteer: Gazetteer) -> list[str]:
    """The words that a parameter may have."""
    if key in ("base", "start", "event_base"):
        return [str(base) for base in gazetteer.bases.index]
    if key == "border":
        return sorted(geography.countries())
    if key == "city":
        return [str(city) for city in geography.cities().index]
    if key == "v":
        return [gazetteer.version]
    if key == "since":
        return list(editions.kept(gazetteer))
    if key == "target":
        return list(TARGETS)
    if key == "event_kind":
        return sorted(str(kind) for kind in gazetteer.events["kind"].unique())
    return list(gazetteer.coded[key].words)
