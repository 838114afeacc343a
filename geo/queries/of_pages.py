"""The data of a page as a question: what its address bar may hold, and what of that it shows.

A page's address bar keeps what all pages chose. What narrows the page narrows its data; how it is
laid out, and which base is chosen among others, leaves them as they are.
"""

from collections.abc import Mapping

from geo.answers import distances
from geo.answers.changes import two_dates
from geo.answers.link import is_known, read_link, write_link
from geo.answers.selection import FILTERS
from geo.answers.view import View, look
from geo.gazetteer.model import Gazetteer
from geo.queries.ask import SUFFIXES
from geo.queries.parameters import PAGE, TIME, Query, QueryError, Wrong, check
from geo.queries.resources import RESOURCES
from geo.wording import HOME

# page -> the resource that it shows
OF_PAGES = {
    HOME: "periods",
    "bases": "bases",
    "compare": "changes",
    "events": "events",
    "distances": "distance",
    "article": "statements",
    "download": "periods",
}
_FILTERS = (*FILTERS, "q")
# page -> the words of the address bar that narrow it
NARROWING: Mapping[str, tuple[str, ...]] = {
    HOME: (*TIME, *_FILTERS),
    # Its lanes show all times.
    "bases": _FILTERS,
    "compare": ("date", "with", *_FILTERS),
    "events": ("event_kind", "event_base"),
    "distances": (*TIME, *_FILTERS, "base", "start", "target", "border", "city"),
    "article": (),
    "download": (*TIME, *_FILTERS),
}
NONE = ["none"]


def question_of_page(stem: str, query: Query, gazetteer: Gazetteer) -> tuple[str, Query]:
    """Return the resource and the parameters of the question for what a page shows.

    ``query`` is its address bar's, and how much of the answer is wanted. Raises QueryError for what
    no address bar holds, and for words that make no sense.
    """
    allowed = (*NARROWING[stem], *PAGE)
    known = {key: words for key, words in query.items() if key in allowed}
    # An address bar has "none" for what the reader has emptied.
    named = {key: words for key, words in known.items() if [*words] != NONE}
    wrong = [
        Wrong(key[:60], f"is in no address of the app; use some of {', '.join(allowed)}.")
        for key in query
        if key not in allowed and not is_known(key)
    ]
    wrong += check(named, gazetteer, RESOURCES[OF_PAGES[stem]].formats)
    if wrong:
        raise QueryError(400, wrong)
    selecting = {key: words for key, words in known.items() if key not in PAGE}
    selection, _ = read_link(selecting, gazetteer)
    wanted = {key: words for key, words in known.items() if key in PAGE}
    return OF_PAGES[stem], {**question_of_view(stem, look(gazetteer, selection)), **wanted}


def question_of_view(stem: str, view: View) -> Query:
    """Return the parameters of the question for what a page shows of a view."""
    selection, gazetteer = view.selection, view.gazetteer
    filters = {
        key: words
        for key, words in write_link(selection, groups=("time", "filters")).items()
        if key in _FILTERS
    }
    time = _time(view)
    if stem == "bases":
        edges = {"from": [gazetteer.first.isoformat()], "to": [gazetteer.last.isoformat()]}
        return {**edges, **filters}
    if stem == "compare":
        before, after = two_dates(selection, gazetteer)
        return {"date": [before.isoformat()], "with": [after.isoformat()], **filters}
    if stem == "events":
        return write_link(selection, groups=("events",))
    if stem == "distances":
        return {**time, **_measured(view), **filters}
    if stem == "article":
        return {}
    return {**time, **filters}


def suffixes(stem: str) -> dict[str, str]:
    """Return the forms in which a page has its data, each with the end of its address."""
    return {form: SUFFIXES[form] for form in RESOURCES[OF_PAGES[stem]].formats}


def _time(view: View) -> dict[str, list[str]]:
    window = view.selection.window
    if window is None:
        return {"date": [view.selection.date.isoformat()]}
    return {key: [day.isoformat()] for key, day in zip(("from", "to"), window, strict=True)}


def _measured(view: View) -> dict[str, list[str]]:
    """From where to where the page measures; from nowhere, where no base is there at all."""
    if view.present.empty:
        return {"target": [distances.BORDER]}
    kind = view.selection.target
    found = {"start": distances.starts(view), "target": [kind]}
    if kind == distances.BORDER:
        found["border"] = distances.borders(view)
    if kind == distances.CITY:
        found["city"] = distances.cities(view)
    return {key: words for key, words in found.items() if words}
