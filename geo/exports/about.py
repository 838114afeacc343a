"""What every export and every answer says of itself: of which data and view it is, how to cite it.

A new fact is one row of FACTS; exports, answers to programs and their description take it from
there.
"""

from collections.abc import Callable
from dataclasses import dataclass

from geo.answers import citation
from geo.answers.searches import with_evidence
from geo.answers.view import View
from geo.gazetteer.model import Gazetteer
from geo.wording import held_in_words


@dataclass(frozen=True)
class Fact:
    """One fact: its name, what it means, and how it is found; ``of_view``: of a date and filters;
    ``sometimes``: not of every one of these.

    ``find`` takes a view and the address where the app runs, blank where that is not known.
    """

    name: str
    meaning: str
    find: Callable[[View, str], str]
    of_view: bool = False
    sometimes: bool = False


def about(view: View, address: str = "") -> dict[str, str]:
    """Return the facts about an export, in the order in which a reader wants them; no blank ones.

    ``address`` is where the app runs, for the permanent link; blank where that is not known.
    """
    found = {fact.name: fact.find(view, address) for fact in FACTS}
    return {name: value for name, value in found.items() if value}


def of_data(gazetteer: Gazetteer, cite: str) -> dict[str, str]:
    """Return the facts about what is of no date: those of the data, and how to cite it."""
    facts = {name: find(gazetteer) for name, (_, find) in _OF_DATA.items()}
    return {**{name: value for name, value in facts.items() if value}, "cite": cite}


def how_to_cite(view: View, address: str = "") -> str:
    """Return the sentence by which an export is cited: as a whole, whichever base is chosen."""
    return citation.sentence(citation.whole(view), address)


def in_lines(view: View, address: str = "") -> str:
    """Return the facts about an export as lines of text."""
    return "\n".join(f"{name}: {value}" for name, value in about(view, address).items())


_OF_DATA: dict[str, tuple[str, Callable[[Gazetteer], str]]] = {
    "title": ("Title of the data.", lambda g: g.title),
    "description": ("What the data are about.", lambda g: g.description),
    "version": ("Version of the data.", lambda g: g.version),
    "released": (
        "The day on which this version was released.",
        lambda g: g.created.isoformat() if g.created else "",
    ),
    "licence": ("Licence of the data.", lambda g: g.licence),
}


def _data(name: str) -> Fact:
    meaning, find = _OF_DATA[name]
    return Fact(name, meaning, lambda view, _: find(view.gazetteer))


def _selection(view: View) -> str:
    """The date or window, and what narrows the view."""
    time, _, filters = view.selection.describe().partition(" · ")
    return " · ".join(filter(None, (time, _alone(view), filters)))


def _filters(view: View) -> str:
    return " · ".join(filter(None, (_alone(view), view.selection.describe_filters()))) or "none"


def _alone(view: View) -> str:
    """The name of the base that alone is in a view, blank where others may be."""
    return str(view.base["name"]) if view.alone and view.base is not None else ""


def _days(view: View) -> str:
    return "/".join(e.isoformat() for e in view.selection.window or (view.selection.date,))


FACTS = (
    _data("title"),
    _data("description"),
    Fact(
        "selection",
        "Date or window and filters, in words.",
        lambda view, _: _selection(view),
        of_view=True,
    ),
    Fact(
        "date", "The date, or both edges of the window.", lambda view, _: _days(view), of_view=True
    ),
    Fact(
        "filters",
        "The filters in words, or “none”.",
        lambda view, _: _filters(view),
        of_view=True,
    ),
    Fact(
        "held",
        "How many bases are held; two numbers where some are in doubt.",
        lambda view, _: held_in_words(view),
        of_view=True,
    ),
    Fact(
        "none_found",
        "Countries in which no base was found at that time, and how they were searched.",
        lambda view, _: with_evidence(view),
        of_view=True,
        sometimes=True,
    ),
    _data("version"),
    _data("released"),
    _data("licence"),
    Fact("cite", "How to cite it.", how_to_cite),
)


def said(view: View) -> str:
    """Return what the data say of themselves, with a blank behind it, else nothing."""
    text = view.gazetteer.description.strip()
    return f"{text.removesuffix('.')}. " if text else ""
