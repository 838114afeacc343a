"""What was looked for and not found, where a reader would take a blank on the map for "none"."""

from typing import Any

import numpy as np
import pandas as pd

from geo.answers.selection import Selection
from geo.answers.view import View
from geo.gazetteer.labels import search_words
from geo.gazetteer.model import Gazetteer
from geo.place.names import search_form
from geo.time import dates
from geo.time.dates import Day
from geo.time.presence import Presence


def countries_without_a_base(view: View) -> pd.DataFrame:
    """Return the searches of whole countries where no base is held at the view's time.

    Nothing is said of a time that was not searched. Filters say which countries are asked for, and
    hide no base that is there.
    """
    searches = view.gazetteer.searches
    countries = searches[searches["place"] == ""]
    if countries.empty:
        return countries
    periods = view.gazetteer.periods
    held = periods.loc[periods["held"] & (view.codes > Presence.ABSENT), "country"]
    wanted = view.selection.countries or countries["country"]
    found = countries["country"].isin(wanted) & ~countries["country"].isin(held)
    first, last = (dates.to_day(day) for day in _time(view.selection))
    searched = [_searched(years) for years in countries["years"]]
    inside = [low <= first and last <= high for low, high in searched]
    return countries[found & np.array(inside, dtype=bool)]


def _time(selection: Selection) -> tuple[Day, Day]:
    return selection.window or (selection.date, selection.date)


def _searched(years: str) -> tuple[int, int]:
    """The first and last day of the time that was searched."""
    if years in ("", dates.OPEN):
        return dates.OPEN_PAST, dates.OPEN_FUTURE
    return dates.bounds(years)


def searched_days(search: dict[str, Any]) -> tuple[int, int]:
    """Return the first and last day that a search is about."""
    return _searched(str(search["years"]))


def evidence_in_words(search: dict[str, Any]) -> str:
    """Return what was looked for, where and when: "Looked for …, in …, on …."."""
    sought, where = _lower(search["looked_for"]), search["where_looked"]
    where = f"{where[:1].lower()}{where[1:]}"
    told = f"Looked for {sought}; in {where}; {dates.in_words(search['looked_on'])}."
    return " ".join(filter(None, (told, search["note"])))


def without_a_base(view: View) -> list[str]:
    """Return a sentence for each country of :func:`countries_without_a_base`."""
    return [_none_found(row) for row in countries_without_a_base(view).to_dict("records")]


def with_evidence(view: View) -> str:
    """Return the sentences of :func:`without_a_base`, each with what was looked for, and where."""
    found = countries_without_a_base(view).to_dict("records")
    return " ".join(f"{_none_found(row)} {evidence_in_words(row)}" for row in found)


def matching(gazetteer: Gazetteer, selection: Selection) -> pd.DataFrame:
    """Return the searches of the selection's countries in which all words of its text occur."""
    searches = gazetteer.searches
    if selection.countries:
        searches = searches[searches["country"].isin(selection.countries)]
    for word in search_form(selection.text).split():
        searches = searches[searched_text(gazetteer, searches).str.contains(word, regex=False)]
    return searches


def searched_text(gazetteer: Gazetteer, searches: pd.DataFrame) -> pd.Series:
    """Return for each search the words it is found by, folded (geo.place.names.search_form)."""
    own = searches["country"] + " " + searches["place"] + " " + searches["looked_for"]
    labelled = search_words(gazetteer.labels)
    labels = searches["country"].map(lambda country: labelled.get(("country", country), ""))
    return own.map(search_form) + " " + labels


def in_words(search: dict[str, str]) -> str:
    """Return a search as a sentence: "Mary, Turkmenistan: looked for …; found: a report only."."""
    where = ", ".join(filter(None, (search["place"], search["country"])))
    sought = _lower(search["looked_for"])
    return f"{where}: looked for {sought}; found: {search['found'] or 'nothing'}."


def _none_found(search: dict[str, str]) -> str:
    return "; ".join(filter(None, (f"{search['country']}: none found", search["found"]))) + "."


def _lower(text: str) -> str:
    """The text as it goes on in a sentence, where it does not begin with a name."""
    first, _, rest = text.partition(" ")
    return f"{first.lower()} {rest}" if first in ("A", "An", "The", "Forces", "Ranges") else text
