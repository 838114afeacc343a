"""A selection as a link, read and written by one table of fields: a new field is one row.

Fields that change together share a group. A page, its maps and its side bar tell each other a
group's part of the link (``ui.register``), so a link and a message say the same in the same words.
"""

import difflib
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from geo.answers.selection import FILTERS, LONGEST_TEXT, MAPS, ORDERS, TARGETS, Selection
from geo.gazetteer.model import Gazetteer
from geo.place import geography
from geo.place.names import fold
from geo.time.dates import Day
from geo.time.typed import read_typed, understood

Query = Mapping[str, Sequence[str]]

# The groups that a picture of the bases depends on.
DRAWN = ("time", "other", "filters", "base")
# What a reader has emptied, where leaving it alone means something else.
NONE = "none"
_MOST_RINGS, _LONGEST_RING = 20, 20
# sentences about what makes no sense in a link; no one reads more of them
_MOST_NOTICES = 20
# What mail programs and social media add to links; none of it is the reader's.
_TRACKING = re.compile(r"utm_|.*clid$|mc_[ce]id$|ref$")
# What Streamlit reads of an address itself.
_STREAMLITS = ("embed", "embed_options")
# Uploaded files are versioned by a digest of what they hold (geo.importer.read).
_DIGEST = re.compile(r"[0-9a-f]{8}")
_OPEN_AGAIN = (
    "A file of your own stays for one session; open it again under Your data, or the bundle that "
    "was saved of it. Did someone send you the link? Ask them for that bundle."
)


@dataclass
class _Asked:
    """A link as it is read: what it holds, for which gazetteer, and what makes no sense in it."""

    query: Query
    gazetteer: Gazetteer
    notices: list[str] = field(default_factory=list)

    def words(self, key: str) -> list[str]:
        return [word for word in dict.fromkeys(self.query.get(key, ())) if word]

    def word(self, key: str) -> str:
        return next(iter(self.words(key)), "")

    def unknown(self, key: str, word: str, known: Collection[str]) -> None:
        if len(self.notices) >= _MOST_NOTICES:
            return
        likely = _likely(word, known)
        hint = f" Did you mean {likely}?" if likely else ""
        self.notices.append(
            f"The link asked for the unknown {key.replace('_', ' ')} “{word[:60]}”.{hint}"
        )

    def known(self, key: str, known: Mapping[str, str]) -> tuple[str, ...]:
        """The words of a key that are known; ``known`` has them folded and as they are written."""
        for word in self.words(key):
            if fold(word) not in known:
                self.unknown(key, word, known.values())
        found = (known.get(fold(word)) for word in self.words(key))
        return tuple(dict.fromkeys(word for word in found if word is not None))


@dataclass(frozen=True)
class Field:
    """One field of a selection: its group, its keys in a link, and how they are read and written.

    ``write`` returns a list of words for each key.
    """

    name: str
    group: str
    keys: tuple[str, ...]
    read: Callable[[_Asked], Any]
    write: Callable[[Any], list[list[str]]]


def read_link(query: Query, gazetteer: Gazetteer) -> tuple[Selection, tuple[str, ...]]:
    """Return the selection a link asks for, and one sentence for each part that makes no sense."""
    asked = _Asked(query, gazetteer)
    found = {row.name: row.read(asked) for row in FIELDS}
    strange = sorted(key for key in query if not is_known(key))
    asked.notices += [
        f"The link contains “{key[:60]}”, which is ignored." for key in strange[:_MOST_NOTICES]
    ]
    _read_version(asked)
    return Selection(**found), tuple(asked.notices)


def is_known(key: str) -> bool:
    """Return whether an address bar of the app may hold a key, if only because of where it was."""
    return key in KEYS or key in _STREAMLITS or _TRACKING.match(key) is not None


def write_link(selection: Selection, *, groups: Collection[str] = ()) -> dict[str, list[str]]:
    """Return the keys and words of the link to a selection, those of some groups where named."""
    parts = parts_of_link(selection)
    return {key: w for group in groups or parts for key, w in parts[group].items()}


def parts_of_link(selection: Selection) -> dict[str, dict[str, list[str]]]:
    """Return each group's part of the link to a selection; a group may have none."""
    found: dict[str, dict[str, list[str]]] = {row.group: {} for row in FIELDS}
    for row in FIELDS:
        words_of_keys = row.write(getattr(selection, row.name))
        for key, words in zip(row.keys, words_of_keys, strict=True):
            if words:
                found[row.group][key] = words
    return found


def _read_version(asked: _Asked) -> None:
    version, current = asked.word("v"), asked.gazetteer.version
    if version and version != current and _DIGEST.fullmatch(version):
        asked.notices.append(f"The link was made with different data. {_OPEN_AGAIN}")
    elif version and version != current:
        asked.notices.append(
            f"The link was made with version {version[:20]} of the data; this is version "
            f"{current}, and some dates may have changed."
        )


def _likely(word: str, known: Collection[str]) -> str:
    """The word that was probably meant: spelled alike, or abbreviated ("USA", "UK")."""
    folded = {fold(other): other for other in known}
    for other, written in folded.items():
        initials = "".join(part[0] for part in other.split())
        if len(initials) > 1 and fold(word) in (initials, f"{initials}a"):
            return written
    close = difflib.get_close_matches(fold(word), folded, n=1, cutoff=0.75)
    return folded[close[0]] if close else ""


def _day(key: str, *, end: bool = False) -> Callable[[_Asked], Day | None]:
    """A day; a year or a month is its first day, as the later end of a window its last."""

    def read_day(asked: _Asked) -> Day | None:
        text = asked.word(key)
        if not text:
            return None
        typed = read_typed(text)
        if typed is None:
            asked.notices.append(f"“{text[:60]}” in the link is not a date and is ignored.")
            return None
        day = typed.last if end else typed.first
        within = min(max(day, asked.gazetteer.first), asked.gazetteer.last)
        if within != day:
            asked.notices.append(
                f"The date {text[:60]} in the link is outside the data; showing {within}."
            )
        elif text != day.isoformat():
            words = understood(typed, end=end)
            asked.notices.append(f"The link's date {text[:60]} is read as {words}.")
        return within

    return read_day


def _read_date(asked: _Asked) -> Day:
    return _day("date")(asked) or asked.gazetteer.opening


def _read_window(asked: _Asked) -> tuple[Day, Day] | None:
    start, end = _day("from")(asked), _day("to", end=True)(asked)
    if start is None and end is None:
        return None
    start, end = start or asked.gazetteer.first, end or asked.gazetteer.last
    return min(start, end), max(start, end)


def _write_window(window: tuple[Day, Day] | None) -> list[list[str]]:
    return [[edge.isoformat()] for edge in window] if window else [[], []]


def _column(key: str, column: str) -> Callable[[_Asked], tuple[str, ...]]:
    def read_words(asked: _Asked) -> tuple[str, ...]:
        if not asked.words(key):
            return ()
        return asked.known(key, {fold(word): word for word in asked.gazetteer.coded[column].words})

    return read_words


def _read_text(asked: _Asked) -> str:
    return asked.word("q").strip()[:LONGEST_TEXT]


def _bases(key: str) -> Callable[[_Asked], tuple[str, ...]]:
    def read_bases(asked: _Asked) -> tuple[str, ...]:
        if not asked.words(key):
            return ()
        return asked.known(key, {fold(base): base for base in asked.gazetteer.bases.index})

    return read_bases


def _read_base(asked: _Asked) -> str | None:
    base = asked.word("base").lower()
    if base and base not in asked.gazetteer.bases.index:
        asked.unknown("base", base, list(asked.gazetteer.bases.index))
        return None
    return base or None


def _chosen(
    key: str, known: Callable[[Gazetteer], Collection[str]]
) -> Callable[[_Asked], tuple[str, ...] | None]:
    """Words that a page chooses some of by itself: None where the reader left them alone."""

    def read_chosen(asked: _Asked) -> tuple[str, ...] | None:
        wanted = asked.words(key)
        if not wanted:
            return None
        if wanted == [NONE]:
            return ()
        return asked.known(key, {fold(word): word for word in known(asked.gazetteer)}) or None

    return read_chosen


def _write_chosen(words: tuple[str, ...] | None) -> list[list[str]]:
    return [[]] if words is None else [list(words) or [NONE]]


def _one_of(key: str, words: Sequence[str]) -> Callable[[_Asked], str]:
    """One of some words, the first where the link has none."""

    def read_one(asked: _Asked) -> str:
        word = asked.word(key)
        if not word:
            return words[0]
        return next(iter(asked.known(key, {w: w for w in words})), words[0])

    return read_one


def _write_unless(usual: str) -> Callable[[str], list[list[str]]]:
    return lambda word: [[] if word == usual else [word]]


def _read_rings(asked: _Asked) -> tuple[str, ...]:
    return tuple(text[:_LONGEST_RING] for text in asked.words("ring")[:_MOST_RINGS])


def _numbers(asked: _Asked, key: str, *limits: tuple[float, float]) -> list[float] | None:
    """Numbers with commas between them, each within its limits."""
    text = asked.word(key)
    if not text:
        return None
    try:
        found = [float(part) for part in text.split(",")]
        if all(low <= x <= high for x, (low, high) in zip(found, limits, strict=True)):
            return found
    except ValueError:
        pass
    asked.notices.append(f"“{text[:60]}” in the link makes no sense as {key} and is ignored.")
    return None


_LATITUDE, _LONGITUDE = (-90, 90), (-180, 180)


def _read_point(asked: _Asked) -> tuple[float, float] | None:
    found = _numbers(asked, "point", _LATITUDE, _LONGITUDE)
    return (round(found[0], 4), round(found[1], 4)) if found else None


def _write_point(point: tuple[float, float] | None) -> list[list[str]]:
    return [[f"{point[0]:.4f},{point[1]:.4f}"] if point else []]


def _read_sight(asked: _Asked) -> tuple[float, float, float] | None:
    found = _numbers(asked, "at", _LATITUDE, _LONGITUDE, (0, 22))
    return (round(found[0], 3), round(found[1], 3), round(found[2], 2)) if found else None


def _write_sight(sight: tuple[float, float, float] | None) -> list[list[str]]:
    return [[f"{sight[0]:.3f},{sight[1]:.3f},{sight[2]:.2f}"] if sight else []]


def _read_stop(asked: _Asked) -> int:
    text = asked.word("stop")
    if not text:
        return 0
    stops = int((asked.gazetteer.events["tour"] != "").sum())
    if text.isdecimal() and 0 <= int(text) <= stops:
        return int(text)
    asked.notices.append(f"The tour has no stop “{text[:60]}”: it has {stops}.")
    return 0


def _event_kinds(gazetteer: Gazetteer) -> Mapping[str, str]:
    return {fold(kind): kind for kind in pd.unique(gazetteer.events["kind"])}


def _read_event_kinds(asked: _Asked) -> tuple[str, ...]:
    wanted = asked.words("event_kind")
    return asked.known("event_kind", _event_kinds(asked.gazetteer)) if wanted else ()


def _read_closed(asked: _Asked) -> bool | None:
    return {"shown": True, "hidden": False}.get(_one_of("closed", ("", "shown", "hidden"))(asked))


def _write_closed(shown: bool | None) -> list[list[str]]:
    return [[] if shown is None else ["shown" if shown else "hidden"]]


def _write_words(words: Sequence[str]) -> list[list[str]]:
    return [list(words)]


def _write_word(word: str | None) -> list[list[str]]:
    return [[word] if word else []]


def _write_day(day: Day | None) -> list[list[str]]:
    return [[day.isoformat()] if day else []]


FIELDS = (
    Field("date", "time", ("date",), _read_date, _write_day),
    Field("window", "time", ("from", "to"), _read_window, _write_window),
    Field("named", "time", ("named",), _bases("named"), _write_words),
    Field("other", "other", ("with",), _day("with"), _write_day),
    *(
        Field(name, "filters", (key,), _column(key, column), _write_words)
        for key, (name, column) in FILTERS.items()
    ),
    Field("text", "filters", ("q",), _read_text, _write_word),
    Field("base", "base", ("base",), _read_base, _write_word),
    # Bases: the order of the lanes.
    Field("order", "order", ("order",), _one_of("order", ORDERS), _write_unless(ORDERS[0])),
    # Compare: one map of what changed, or two maps.
    Field("maps", "maps", ("maps",), _one_of("maps", MAPS), _write_unless(MAPS[0])),
    # Events: which of them are listed, and where the tour has come to.
    Field("event_kinds", "events", ("event_kind",), _read_event_kinds, _write_words),
    Field("event_bases", "events", ("event_base",), _bases("event_base"), _write_words),
    Field("stop", "stop", ("stop",), _read_stop, lambda stop: [[str(stop)] if stop else []]),
    # Distances: from where, to what, with which rings, and from which point of the map.
    Field("starts", "starts", ("start",), _chosen("start", lambda g: g.bases.index), _write_chosen),
    Field("target", "target", ("target",), _one_of("target", TARGETS), _write_unless(TARGETS[0])),
    Field(
        "borders",
        "target",
        ("border",),
        _chosen("border", lambda _: geography.countries()),
        _write_chosen,
    ),
    Field(
        "cities",
        "target",
        ("city",),
        _chosen("city", lambda _: geography.cities().index),
        _write_chosen,
    ),
    Field("rings", "rings", ("ring",), _read_rings, _write_words),
    Field("point", "point", ("point",), _read_point, _write_point),
    # The map: what part of the world it shows, and whether with the closed bases. These stand last,
    # where the map writes them into the address itself (parts.js).
    Field("sight", "sight", ("at",), _read_sight, _write_sight),
    Field("closed", "closed", ("closed",), _read_closed, _write_closed),
)
# "v" is the version of the data, which a link carries and a selection does not.
KEYS = frozenset({"v", *(key for row in FIELDS for key in row.keys)})
