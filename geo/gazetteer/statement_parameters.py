"""The parameters that the check of a statement needs, and what is wrong with them."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from geo.errors import Problem
from geo.place import geography
from geo.place.distance import COMPASS
from geo.time import dates
from geo.vocabulary import STATUSES

# Keys that must be given, ``|`` between sets of them of which one is given, ``?`` after those that
# need not be. Nothing else may be given: what no check reads would only seem to be checked.
NEEDS: dict[str, tuple[str, ...]] = {
    "distance": ("base", "border", "claimed_km", "tolerance_km", "why", "direction?"),
    "date": ("event | period property", "within | from to"),
    "operator": ("base", "operator", "on"),
    "status": ("base", "status", "on"),
    "existence": ("countries", "on | from to", "count | at_least", "operator?"),
    "order": ("first", "then"),
    "uncheckable": ("why",),
}
Wrong = tuple[Any, str, str]
"""A problem: the value, what is wrong with it, and how to fix it."""


def problems_with_parameters(tables: dict[str, pd.DataFrame]) -> Iterator[Problem]:
    """Return the parameters of statements with which their check could not be made."""
    statements = tables.get("statements.csv")
    if statements is None:
        return
    known = _known(tables)
    for place, (check, cell) in enumerate(
        zip(statements["check"], statements["parameters"], strict=True)
    ):
        # The schema tells of a check that is none.
        for value, message, fix in _wrong(check, cell, known) if check in NEEDS else ():
            yield Problem("statements.csv", place + 2, "parameters", str(value), message, fix)


def _wrong(check: str, cell: str, known: dict[str, set[str]]) -> Iterator[Wrong]:
    given = _object(cell)
    if given is None:
        fix = 'Write an object, such as {"base": "kant", "operator": "Russia"}.'
        yield cell, "is not a JSON object.", fix
        return
    readable: list[str] = []
    for need in NEEDS[check]:
        sets = [keys.rstrip("?").split() for keys in need.split(" | ")]
        readable += [key for keys in sets for key in keys]
        if not need.endswith("?"):
            yield from _lacking(check, cell, given, sets)
    for key, value in given.items():
        if key not in readable:
            fix = f"Remove it, or rename it to one of {', '.join(readable)}."
            yield key, f"is not a parameter of {check}.", fix
        else:
            yield from _unfit(key, value, known)
    if {"from", "to"} <= given.keys() and str(given["from"]) > str(given["to"]):
        yield given["from"], "is after the day in to.", "Swap from and to."


def _lacking(
    check: str, cell: str, given: dict[str, Any], sets: list[list[str]]
) -> Iterator[Wrong]:
    begun = [keys for keys in sets if any(key in given for key in keys)]
    listed = " or ".join(" and ".join(keys) for keys in sets)
    if len(begun) > 1:
        yield cell, f"has more than one of {listed}.", "Keep one of them."
    elif not begun or not all(key in given for key in begun[0]):
        yield cell, f"lacks what a check of {check} needs: {listed}.", "Add it to the object."


def _unfit(key: str, value: Any, known: dict[str, set[str]]) -> Iterator[Wrong]:
    if key in known:
        if not isinstance(value, str) or value not in known[key]:
            yield value, f"is no {key} in the data.", "Correct the identifier."
    else:
        right, fix = VALUES[key]
        if not right(value):
            yield value, f"cannot be the {key}.", fix


def _known(tables: dict[str, pd.DataFrame]) -> dict[str, set[str]]:
    """The identifiers that a parameter may name."""
    periods, events = tables["bases.csv"], tables.get("events.csv")
    told = set() if events is None else set(events["event_id"])
    return {
        "base": set(periods["base_id"]),
        "period": set(periods["period_id"]),
        "event": told,
        "first": told,
        "then": told,
    }


def _object(text: str) -> dict[str, Any] | None:
    try:
        given = json.loads(text)
    except ValueError:
        return None
    return given if isinstance(given, dict) else None


def _country(value: Any) -> bool:
    return isinstance(value, str) and value in geography.countries()


def _countries(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_country, value))


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0


def _whole(value: Any) -> bool:
    return _number(value) and isinstance(value, int)


def _date(value: Any) -> bool:
    return isinstance(value, str) and dates.is_date(value)


def _day(value: Any) -> bool:
    return _date(value) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) is not None


def _one_of(words: tuple[str, ...]) -> tuple[Callable[[Any], bool], str]:
    return lambda value: value in words, f"Use {', '.join(words[:-1])} or {words[-1]}."


_DAY = (_day, "Write a day, such as 2021-07-19.")
_KM = (_number, "Write kilometres as a number, without quotation marks.")
_COUNT = (_whole, "Write a whole number, without quotation marks.")
_NAMES = "Use the English short name, as in Kyrgyzstan."
VALUES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "border": (_country, _NAMES),
    "countries": (_countries, f"Write a list of countries that is not empty. {_NAMES}"),
    "operator": (_text, "Write the English short name of who holds the bases."),
    "status": _one_of(STATUSES),
    "property": _one_of(("start", "end")),
    "direction": _one_of(COMPASS),
    "claimed_km": _KM,
    "tolerance_km": _KM,
    "count": _COUNT,
    "at_least": _COUNT,
    "within": (_date, "Write a date, such as 2021-07-19, 2021-07 or 2021."),
    "on": _DAY,
    "from": _DAY,
    "to": _DAY,
    "why": (_text, "Say why, in a sentence."),
}
