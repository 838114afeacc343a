"""The article's checkable statements, each beside what the gazetteer and the geometry give."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from geo.answers.selection import Selection
from geo.answers.view import look
from geo.gazetteer.model import Gazetteer
from geo.place import distance
from geo.plural import counted
from geo.time import dates, presence
from geo.time.presence import Presence
from geo.vocabulary import HELD
from geo.wording import held_in_words

AGREES, DIFFERS, UNCHECKABLE = "agrees", "differs", "cannot be checked"


@dataclass(frozen=True)
class Finding:
    """What a check found: whether it agrees, the figure in words, why so, and the map's state."""

    outcome: str
    found: str
    why: str
    selection: Selection


@dataclass(frozen=True)
class Verdict:
    """A statement, what the article says, and what was found."""

    statement_id: str
    statement: str
    claimed: str
    paragraph: int
    expected: str
    sources: tuple[str, ...]
    finding: Finding

    @property
    def outcome(self) -> str:
        """agrees, differs, or cannot be checked."""
        return self.finding.outcome

    @property
    def turned(self) -> bool:
        """Whether the data say something else now than when they were made."""
        return self.expected != self.outcome


def verdicts(gazetteer: Gazetteer) -> list[Verdict]:
    """Return the verdict on each statement of a gazetteer, computed from its present data."""
    found = []
    for row in gazetteer.statements.to_dict("records"):
        finding = CHECKS[row["check"]](gazetteer, json.loads(row["parameters"]))
        found.append(
            Verdict(
                row["statement_id"],
                row["statement"],
                row["claimed"],
                int(row["in_article_paragraph"]),
                row["expected"],
                tuple(row["sources"].split()),
                finding,
            )
        )
    return found


def _at(gazetteer: Gazetteer, **fields: Any) -> Selection:
    return replace(Selection(gazetteer.opening), **fields)


def _nothing(gazetteer: Gazetteer, what: str) -> Finding:
    why = "The record it is checked against is not in the data."
    return Finding(DIFFERS, f"{what} is not in the gazetteer", why, _at(gazetteer))


def _outcome(agrees: bool) -> str:
    return AGREES if agrees else DIFFERS


def check_distance(gazetteer: Gazetteer, given: dict[str, Any]) -> Finding:
    """Check the distance of a base from a country's border, and on which side of it it lies."""
    if given["base"] not in gazetteer.bases.index:
        return _nothing(gazetteer, given["base"])
    base = gazetteer.bases.loc[given["base"]]
    point = (base["latitude"], base["longitude"])
    doubt = base["coordinate_uncertainty_m"]
    found = distance.to_border(point, given["border"], uncertainty_m=doubt)
    claimed, tolerance = given["claimed_km"], given["tolerance_km"]
    near = abs(found.km - claimed) <= tolerance
    side = distance.between(found.end, found.start).direction if found.metres else None
    straight = given.get("direction") in (None, side)
    told = {
        (True, True): f"Agrees within {tolerance} km.",
        (True, False): f"The length agrees within {tolerance} km; the direction differs.",
        (False, True): f"Differs by more than {tolerance} km.",
        (False, False): f"Differs by more than {tolerance} km, and in its direction.",
    }[near, straight]
    measured = (
        "We measure the shortest line from the base to the border; 95 of 100 such distances lie "
        "within ±. Borders: © OpenStreetMap contributors, ODbL."
    )
    lying = f"{side} of the nearest point of the border" if side else f"inside {given['border']}"
    return Finding(
        _outcome(near and straight),
        f"{found}; the base is {lying}",
        f"{told} {given['why']} {measured}",
        _at(gazetteer, base=given["base"]),
    )


def check_date(gazetteer: Gazetteer, given: dict[str, Any]) -> Finding:
    """Check that an event, or the start or end of a period, lies within a stated time."""
    if "event" in given:
        rows = gazetteer.events[gazetteer.events["event_id"] == given["event"]]
        if rows.empty:
            return _nothing(gazetteer, given["event"])
        text, bases = rows.iloc[0]["date"], rows.iloc[0]["base_ids"]
        base = bases[0] if bases else None
    else:
        rows = gazetteer.periods[gazetteer.periods["period_id"] == given["period"]]
        if rows.empty:
            return _nothing(gazetteer, given["period"])
        text, base = rows.iloc[0][given["property"]], rows.iloc[0]["base_id"]
    if text in ("", dates.OPEN):
        return _nothing(gazetteer, "Its date")
    low, high = dates.bounds(text)
    first, last = _span(given)
    day = min(max(dates.from_day(low), gazetteer.first), gazetteer.last)
    why = "Every possible day of the recorded date falls within the time the article gives."
    agrees = first <= low and high <= last
    if not agrees:
        why = "The recorded date can also mean days outside the time the article gives."
    found = dates.in_words(text)
    return Finding(_outcome(agrees), found, why, _at(gazetteer, date=day, base=base))


def check_operator(gazetteer: Gazetteer, given: dict[str, Any]) -> Finding:
    """Check that an operator certainly held a base on a date."""
    there = _there(gazetteer, given["base"], given["on"])
    held = there[there["status"].isin(HELD)]
    names = sorted(set(held["operator"]))
    agrees = given["operator"] in names
    why = "The date lies within the recorded period, without doubt."
    return Finding(
        _outcome(agrees),
        ", ".join(names) or "no one",
        why if agrees else "No recorded period of this operator certainly covers the date.",
        _on(gazetteer, given["base"], given["on"]),
    )


def check_status(gazetteer: Gazetteer, given: dict[str, Any]) -> Finding:
    """Check that a base certainly had a status on a date."""
    there = _there(gazetteer, given["base"], given["on"])
    statuses = sorted(set(there["status"]))
    agrees = given["status"] in statuses
    why = "The date lies within the recorded period with this status, without doubt."
    return Finding(
        _outcome(agrees),
        ", ".join(statuses) or "not there",
        why if agrees else "No recorded period with this status certainly covers the date.",
        _on(gazetteer, given["base"], given["on"]),
    )


def check_existence(gazetteer: Gazetteer, given: dict[str, Any]) -> Finding:
    """Check how many bases were held, by an operator or by anyone, on a date or in a window."""
    known = set(gazetteer.periods["country"])
    covered = tuple(country for country in given["countries"] if country in known)
    beyond = ", ".join(country for country in given["countries"] if country not in known)
    if not covered:
        why = f"The gazetteer does not cover {beyond}."
        return Finding(UNCHECKABLE, "nothing is recorded there", why, _at(gazetteer))
    operators = tuple(filter(None, [given.get("operator")]))
    selection = _at(gazetteer, countries=covered, operators=operators)
    if "on" in given:
        selection = replace(selection, date=dates.parse_day(given["on"]))
    else:
        window = (dates.parse_day(given["from"]), dates.parse_day(given["to"]))
        selection = replace(selection, window=window)
    view = look(gazetteer, selection)
    exactly = given.get("count")
    if exactly is None:
        agrees = view.held.certain >= given["at_least"]
        least = counted(given["at_least"], "base")
        why = f"The statement needs at least {least} certainly held."
    else:
        agrees = view.held.certain == view.held.possible == exactly
        why = f"The statement needs exactly {exactly}, without doubt."
    if beyond:
        why += f" Not covered by the gazetteer: {beyond}."
    names = sorted(set(view.present.loc[view.present["held"], "name"]))
    found = held_in_words(view) + (f": {'; '.join(names)}" if names else "")
    return Finding(_outcome(agrees), found, why, selection)


def check_order(gazetteer: Gazetteer, given: dict[str, Any]) -> Finding:
    """Check that one event certainly came before another."""
    events = gazetteer.events.set_index("event_id")
    for key in ("first", "then"):
        if given[key] not in events.index:
            return _nothing(gazetteer, given[key])
    first, then = (events.loc[given[key]] for key in ("first", "then"))
    agrees = dates.bounds(first["date"])[1] < dates.bounds(then["date"])[0]
    found = f"{dates.in_words(first['date'])}, then {dates.in_words(then['date'])}"
    how = "is" if agrees else "is not"
    why = (
        f"The latest possible day of the first date {how} before the earliest possible day of "
        "the second."
    )
    day = min(max(dates.from_day(first["day"]), gazetteer.first), gazetteer.last)
    return Finding(_outcome(agrees), found, why, _at(gazetteer, date=day))


def admit(gazetteer: Gazetteer, given: dict[str, Any]) -> Finding:
    """Return that no public source can check a statement, and why."""
    return Finding(UNCHECKABLE, "no public source settles it", given["why"], _at(gazetteer))


CHECKS: dict[str, Callable[[Gazetteer, dict[str, Any]], Finding]] = {
    "distance": check_distance,
    "date": check_date,
    "operator": check_operator,
    "status": check_status,
    "existence": check_existence,
    "order": check_order,
    "uncheckable": admit,
}


def _span(given: dict[str, Any]) -> tuple[int, int]:
    if "from" in given:
        return dates.bounds(given["from"])[0], dates.bounds(given["to"])[1]
    return dates.bounds(given["within"])


def _there(gazetteer: Gazetteer, base_id: str, on: str) -> pd.DataFrame:
    """The periods of a base that are certain on a date."""
    periods = gazetteer.periods[gazetteer.periods["base_id"] == base_id]
    return periods[presence.as_of(periods, dates.bounds(on)[0]) == Presence.CERTAIN]


def _on(gazetteer: Gazetteer, base_id: str, on: str) -> Selection:
    day = min(max(dates.parse_day(on), gazetteer.first), gazetteer.last)
    return _at(gazetteer, date=day, base=base_id)
