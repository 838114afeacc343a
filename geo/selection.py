"""What a reader asked for: filters, a date or a window, and a chosen base. The URL holds it."""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from geo import dates
from geo.gazetteer import Gazetteer
from geo.names import fold

# key in the URL -> field here, column of the periods; the order is the order in words
FILTERS = {
    "country": ("countries", "country"),
    "operator": ("operators", "operator"),
    "status": ("statuses", "status"),
    "kind": ("kinds", "kind"),
}
LONGEST_TEXT = 100
# What mail programs and social media add to links; none of it is the reader's.
_TRACKING = re.compile(r"utm_|.*clid$|mc_[ce]id$|ref$")
# Files of a reader's own are versioned by a digest of what they hold (geo.importer.read).
_DIGEST = re.compile(r"[0-9a-f]{8}")
_OPEN_AGAIN = "A file of your own stays for one session; open it again under Your data."


@dataclass(frozen=True)
class Selection:
    """Filters, time and chosen base; empty tuples filter nothing out.

    ``window`` is None where the map is read as of ``date``; ``other`` is the date that ``date`` is
    compared with.
    """

    date: datetime.date
    window: tuple[datetime.date, datetime.date] | None = None
    countries: tuple[str, ...] = ()
    operators: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    text: str = ""
    base: str | None = None
    other: datetime.date | None = None

    def describe(self) -> str:
        """Give the selection in words: "1 June 2005 · Kyrgyzstan · Russia, United States"."""
        parts = [_time_in_words(self)]
        parts += [", ".join(getattr(self, field)) for field, _ in FILTERS.values()]
        if self.text:
            parts.append(f"“{self.text}”")
        return " · ".join(filter(None, parts))

    def describe_filters(self) -> str:
        """Give the filters alone in words, blank where there are none."""
        return self.describe().partition(" · ")[2]

    def stamp(self) -> str:
        """Give the date or the window for the name of a file: 2002-01-01-to-2003-06-30."""
        return "-to-".join(edge.isoformat() for edge in self.window or (self.date,))

    def to_query(self) -> dict[str, list[str]]:
        """Give the selection as it stands in a URL."""
        query = {"date": [self.date.isoformat()]}
        if self.window:
            query |= {"from": [self.window[0].isoformat()], "to": [self.window[1].isoformat()]}
        if self.other:
            query["with"] = [self.other.isoformat()]
        for key, (field, _) in FILTERS.items():
            if getattr(self, field):
                query[key] = list(getattr(self, field))
        if self.text:
            query["q"] = [self.text]
        if self.base:
            query["base"] = [self.base]
        return query

    def matches(self, gazetteer: Gazetteer) -> NDArray[np.bool_]:
        """Tell for each period whether the filters let it through; time is not asked."""
        found = np.ones(len(gazetteer.periods), dtype=bool)
        for field, column in FILTERS.values():
            wanted = getattr(self, field)
            if wanted:
                coded = gazetteer.coded[column]
                found &= np.isin(coded.codes, coded.code_of(wanted))
        for word in fold(self.text).split():
            found &= gazetteer.searched.str.contains(word, regex=False).to_numpy()
        return found


def from_query(
    query: Mapping[str, Sequence[str]], gazetteer: Gazetteer
) -> tuple[Selection, tuple[str, ...]]:
    """Give the selection a URL asks for, and one sentence for each part that makes no sense."""
    notices: list[str] = []
    known = {"date", "from", "to", "with", "q", "base", "v", *FILTERS}
    when = _day(query, "date", gazetteer, notices) or gazetteer.opening
    start, end = (_day(query, key, gazetteer, notices) for key in ("from", "to"))
    if (start is None) != (end is None):
        notices.append("The link gave one edge of a window only; the map shows one date.")
    filters = {
        field: _words(query, key, column, gazetteer, notices)
        for key, (field, column) in FILTERS.items()
    }
    base = (_first(query, "base") or "").lower() or None
    if base and base not in gazetteer.bases.index:
        notices.append(f"The link asked for the base “{base[:60]}”, which is not known here.")
        base = None
    strange = sorted(key for key in set(query) - known if not _TRACKING.match(key))
    notices += [f"The link held “{key[:60]}”, which means nothing here." for key in strange]
    version = _first(query, "v")
    if version and version != gazetteer.version and _DIGEST.fullmatch(version):
        notices.append(f"The link was made with other data than these. {_OPEN_AGAIN}")
    elif version and version != gazetteer.version:
        notices.append(
            f"The link was made with version {version[:20]} of the data; this is version "
            f"{gazetteer.version}, and some dates may have changed."
        )
    selection = Selection(
        date=when,
        window=(min(start, end), max(start, end)) if start and end else None,
        **filters,
        text=(_first(query, "q") or "").strip()[:LONGEST_TEXT],
        base=base,
        other=_day(query, "with", gazetteer, notices),
    )
    return selection, tuple(notices)


def as_dict(selection: Selection) -> dict[str, object]:
    """Give the fields of a selection by name, tuples kept."""
    return {field.name: getattr(selection, field.name) for field in fields(selection)}


def _time_in_words(selection: Selection) -> str:
    if selection.window is None:
        return dates.in_words(selection.date.isoformat())
    return " to ".join(dates.in_words(edge.isoformat()) for edge in selection.window)


def _first(query: Mapping[str, Sequence[str]], key: str) -> str | None:
    values = query.get(key, ())
    return values[0] if values else None


def _day(
    query: Mapping[str, Sequence[str]], key: str, gazetteer: Gazetteer, notices: list[str]
) -> datetime.date | None:
    text = _first(query, key)
    if not text:
        return None
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        notices.append(f"The link gave “{text[:60]}” as a date; it is left out.")
        return None
    if not gazetteer.first <= day <= gazetteer.last:
        day = min(max(day, gazetteer.first), gazetteer.last)
        hint = f" {_OPEN_AGAIN}" if key == "date" and "v" not in query else ""
        notices.append(f"The link's date {text[:60]} lies outside the data; {day} is shown.{hint}")
    return day


def _words(
    query: Mapping[str, Sequence[str]],
    key: str,
    column: str,
    gazetteer: Gazetteer,
    notices: list[str],
) -> tuple[str, ...]:
    known = {fold(word): word for word in gazetteer.coded[column].words}
    wanted = dict.fromkeys(filter(None, query.get(key, ())))
    for value in wanted:
        if fold(value) not in known:
            notices.append(f"The link asked for the {key} “{value[:60]}”, which is not known here.")
    return tuple(dict.fromkeys(known[fold(value)] for value in wanted if fold(value) in known))
