"""What changed: the days on which presence changes, and the differences between two dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from geo.answers.selection import Selection
from geo.answers.view import View
from geo.gazetteer.model import Gazetteer
from geo.time import dates, presence
from geo.time.dates import OPEN, OPEN_FUTURE, OPEN_PAST, Day, Days
from geo.time.presence import BOUND_COLUMNS, Presence
from geo.vocabulary import HELD

# kinds of difference, in the order in which they are listed
OPENED, CLOSED, CHANGED, DOUBTFUL, UNCHANGED = (
    "opened",
    "closed",
    "changed operator or status",
    "possible",
    "unchanged",
)
KINDS = (OPENED, CLOSED, CHANGED, DOUBTFUL, UNCHANGED)
# Two dates that tell a story, for who has named none.
BEFORE, AFTER = date(2005, 6, 1), date(2014, 7, 1)
# which periods are compared
COUNTED, RUMOURED, ORIENTATION = "held", "proposed or reported", "not counted"
AMONG = (COUNTED, RUMOURED, ORIENTATION)
WORDS = dict(zip(KINDS, ("opened", "closed", "changed", "in doubt", "unchanged"), strict=True))


@dataclass(frozen=True)
class Difference:
    """One base on two dates: what became of it, and who held it how before and after.

    ``when`` is since or until when, in words, where it opened or closed.
    """

    base_id: str
    name: str
    country: str
    what: str
    before: str
    after: str
    when: str = ""

    @property
    def word(self) -> str:
        """What became of it in one or two words, for the map: opened, closed, unchanged…"""
        return WORDS[self.what]


def two_dates(selection: Selection, gazetteer: Gazetteer) -> tuple[Day, Day]:
    """Return two dates in their order: the selection's where it names two, else a telling pair.

    A reader who comes with a date of their own compares that one.
    """
    if selection.other is not None:
        return min(selection.date, selection.other), max(selection.date, selection.other)
    first, last = gazetteer.first, gazetteer.last
    if not (first <= BEFORE and last >= AFTER):
        return first, last
    if selection.date == gazetteer.opening:
        return BEFORE, AFTER
    return (selection.date, AFTER) if selection.date < AFTER else (AFTER, selection.date)


def change_days(periods: pd.DataFrame) -> Days:
    """Return the days, in order, on which the presence of some period changes."""
    edges = [
        periods["start_earliest"],
        periods["start_latest"],
        periods["end_earliest"] + 1,
        periods["end_latest"] + 1,
    ]
    days = np.unique(np.concatenate([edge.to_numpy() for edge in edges]))
    return days[(days > dates.OPEN_PAST + 1) & (days < dates.OPEN_FUTURE)]


def compare(before: View, after: View, *, among: str = COUNTED) -> list[Difference]:
    """Return what became of each base between two views of one gazetteer.

    Only held periods count; with ``among`` RUMOURED those that were only proposed or reported,
    with ORIENTATION those of bases that are shown and not counted. Bases there on neither date are
    left out.
    """
    sides = [_there_in(view, among) for view in (before, after)]
    names = before.gazetteer.bases
    found = []
    for base_id in names.index:
        one, other = (side.get(base_id) for side in sides)
        if one or other:
            name, country = names.at[base_id, "name"], names.at[base_id, "country"]
            what = _what(one, other, doubted=among != RUMOURED)
            told = (_say(one, among), _say(other, among))
            found.append(Difference(base_id, name, country, what, *told, _when(one, other)))
    return sorted(found, key=lambda difference: KINDS.index(difference.what))


def every_change(gazetteer: Gazetteer) -> list[tuple[int, list[Difference]]]:
    """Return each day of the range on which a base opened, closed or changed, with the bases.

    Only held periods count, as in :func:`compare` of that day and the one before.
    """
    periods = gazetteer.periods[gazetteer.periods["held"]]
    bounds = {name: periods[name].to_numpy() for name in BOUND_COLUMNS}
    bases = periods["base_id"].to_numpy()
    rows: dict[str, list[int]] = {}
    for row, base_id in enumerate(bases):
        rows.setdefault(base_id, []).append(row)
    records = periods.to_dict("records")
    first, last = dates.to_day(gazetteer.first), dates.to_day(gazetteer.last)
    found = []
    for day in change_days(periods).tolist():
        if not first < day <= last:
            continue
        sides = [presence.as_of(bounds, number) for number in (day - 1, day)]
        moved = dict.fromkeys(bases[np.flatnonzero(sides[0] != sides[1])])
        told = []
        for base_id in moved:
            one, other = (
                _held([(records[row], int(codes[row])) for row in rows[base_id] if codes[row]])
                for codes in sides
            )
            name, country = (gazetteer.bases.at[base_id, key] for key in ("name", "country"))
            words = (_say(one, COUNTED), _say(other, COUNTED))
            if words[0] != words[1]:
                what = _what(one, other, doubted=True)
                told.append(Difference(base_id, name, country, what, *words, _when(one, other)))
        if told:
            found.append((day, told))
    return found


def _held(there: list[tuple[dict[str, Any], int]]) -> "_Held | None":
    """A base on one date, of its periods that are there and their presences."""
    if not there:
        return None
    rows = [row for row, _ in there]
    return _Held(
        max(code for _, code in there),
        tuple(sorted({(row["operator"], row["status"]) for row in rows})),
        min((row["since"] for row in rows), key=lambda text: _bounds(text, OPEN_PAST)[0]),
        max((row["until"] for row in rows), key=lambda text: _bounds(text, OPEN_FUTURE)[1]),
    )


def words_by_base(*found: Iterable[Difference]) -> dict[str, str]:
    """Return a word for each base, of the first list that names it and not as unchanged."""
    words: dict[str, str] = {}
    for difference in (difference for some in found for difference in some):
        if words.get(difference.base_id, WORDS[UNCHANGED]) == WORDS[UNCHANGED]:
            words[difference.base_id] = difference.word
    return words


def sentence(differences: Iterable[Difference], before: Day, after: Day) -> str:
    """Return differences as one sentence."""
    days = [dates.day_in_words(day) for day in (before, after)]
    parts = []
    for what in (OPENED, CLOSED, CHANGED, DOUBTFUL):
        names = [difference.name for difference in differences if difference.what == what]
        if names:
            parts.append(f"{len(names)} {what} ({', '.join(names)})")
    same = sum(difference.what == UNCHANGED for difference in differences)
    parts.append(f"{same} unchanged")
    return f"Between {days[0]} and {days[1]}: {'; '.join(parts)}."


def table(differences: Iterable[Difference]) -> pd.DataFrame:
    """Return differences as a table, one row a base."""
    columns = ["base", "country", "what", "before", "after"]
    rows = [(d.name, d.country, d.what, d.before, d.after) for d in differences]
    return pd.DataFrame(rows, columns=columns)


@dataclass(frozen=True)
class _Held:
    """A base on one date: its presence, and (operator, status) pairs."""

    presence: int
    holders: tuple[tuple[str, str], ...]
    since: str
    until: str


def _there_in(view: View, among: str) -> dict[str, _Held]:
    there, kept = view.present, view.present["status"].isin(HELD)
    wanted = {COUNTED: there["held"], RUMOURED: ~kept, ORIENTATION: kept & there["reference"]}
    return {
        str(base_id): _Held(
            int(rows["presence"].max()),
            tuple(sorted(set(zip(rows["operator"], rows["status"], strict=True)))),
            min(rows["since"], key=lambda text: _bounds(text, OPEN_PAST)[0]),
            max(rows["until"], key=lambda text: _bounds(text, OPEN_FUTURE)[1]),
        )
        for base_id, rows in there[wanted[among]].groupby("base_id", sort=False)
    }


def _bounds(text: str, otherwise: int) -> tuple[int, int]:
    return (otherwise, otherwise) if text in ("", OPEN) else dates.bounds(text)


def _what(one: _Held | None, other: _Held | None, *, doubted: bool) -> str:
    """``doubted``: whether what is only possible is set apart, as it is not for rumours."""
    if one is None or other is None:
        present = one or other
        if doubted and present is not None and present.presence < Presence.CERTAIN:
            return DOUBTFUL
        return OPENED if one is None else CLOSED
    if doubted and min(one.presence, other.presence) < Presence.CERTAIN:
        return DOUBTFUL
    return UNCHANGED if one.holders == other.holders else CHANGED


def _when(one: _Held | None, other: _Held | None) -> str:
    if one is None and other is not None:
        return f"since {dates.in_words(other.since)}" if other.since else ""
    if other is None and one is not None:
        return f"until {dates.in_words(one.until, end=True)}" if one.until else ""
    return ""


def _say(there: _Held | None, among: str) -> str:
    if there is None:
        return "nothing" if among == RUMOURED else "not there"
    names = [
        operator if status == "active" else f"{operator} ({status})"
        for operator, status in there.holders
    ]
    doubt = "" if there.presence == Presence.CERTAIN else ", possibly"
    return " and ".join(names) + doubt
