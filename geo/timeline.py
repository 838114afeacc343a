"""What changed: the days on which presence changes, and the differences between two dates."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from geo import dates
from geo.dates import Days
from geo.gazetteer import Gazetteer
from geo.presence import Presence
from geo.selection import Selection
from geo.view import View, look

# kinds of difference, in the order in which they are told
OPENED, CLOSED, CHANGED, DOUBTFUL, UNCHANGED = (
    "opened",
    "closed",
    "changed operator or status",
    "possible",
    "unchanged",
)


@dataclass(frozen=True)
class Difference:
    """One base on two dates: what became of it, and who held it how before and after."""

    base_id: str
    name: str
    country: str
    what: str
    before: str
    after: str


def change_days(periods: pd.DataFrame) -> Days:
    """Give the days, in order, on which the presence of some period changes."""
    edges = [
        periods["start_earliest"],
        periods["start_latest"],
        periods["end_earliest"] + 1,
        periods["end_latest"] + 1,
    ]
    days = np.unique(np.concatenate([edge.to_numpy() for edge in edges]))
    return days[(days > dates.OPEN_PAST + 1) & (days < dates.OPEN_FUTURE)]


def compare(
    gazetteer: Gazetteer, selection: Selection, before: date, after: date
) -> list[Difference]:
    """Give what became of each base between two dates, under the filters of a selection.

    Only held periods count; bases there on neither date are left out.
    """
    sides = [_held_on(gazetteer, selection, day) for day in (before, after)]
    names = gazetteer.bases
    found = []
    for base_id in names.index:
        one, other = (side.get(base_id) for side in sides)
        if one or other:
            name, country = names.at[base_id, "name"], names.at[base_id, "country"]
            what = _what(one, other)
            found.append(Difference(base_id, name, country, what, _say(one), _say(other)))
    order = [OPENED, CLOSED, CHANGED, DOUBTFUL, UNCHANGED]
    return sorted(found, key=lambda difference: order.index(difference.what))


def sentence(differences: Iterable[Difference], before: date, after: date) -> str:
    """Give differences as one sentence."""
    days = [dates.in_words(day.isoformat()) for day in (before, after)]
    parts = []
    for what in (OPENED, CLOSED, CHANGED, DOUBTFUL):
        names = [difference.name for difference in differences if difference.what == what]
        if names:
            parts.append(f"{len(names)} {what} ({', '.join(names)})")
    same = sum(difference.what == UNCHANGED for difference in differences)
    parts.append(f"{same} unchanged")
    return f"Between {days[0]} and {days[1]}: {'; '.join(parts)}."


def table(differences: Iterable[Difference]) -> pd.DataFrame:
    """Give differences as a table, one row a base."""
    columns = ["base", "country", "what", "before", "after"]
    rows = [(d.name, d.country, d.what, d.before, d.after) for d in differences]
    return pd.DataFrame(rows, columns=columns)


@dataclass(frozen=True)
class _Held:
    """A base on one date: its presence, and (operator, status) pairs."""

    presence: int
    holders: tuple[tuple[str, str], ...]


def _held_on(gazetteer: Gazetteer, selection: Selection, day: date) -> dict[str, _Held]:
    view: View = look(gazetteer, replace(selection, date=day, window=None))
    real = view.present[view.present["held"]]
    return {
        str(base_id): _Held(
            int(rows["presence"].max()),
            tuple(sorted(set(zip(rows["operator"], rows["status"], strict=True)))),
        )
        for base_id, rows in real.groupby("base_id", sort=False)
    }


def _what(one: _Held | None, other: _Held | None) -> str:
    if one is None or other is None:
        present = one or other
        if present is not None and present.presence < Presence.CERTAIN:
            return DOUBTFUL
        return OPENED if one is None else CLOSED
    if min(one.presence, other.presence) < Presence.CERTAIN:
        return DOUBTFUL
    return UNCHANGED if one.holders == other.holders else CHANGED


def _say(held: _Held | None) -> str:
    if held is None:
        return "not there"
    names = [
        operator if status == "active" else f"{operator} ({status})"
        for operator, status in held.holders
    ]
    doubt = "" if held.presence == Presence.CERTAIN else ", possibly"
    return " and ".join(names) + doubt
