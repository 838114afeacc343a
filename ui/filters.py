"""The filters of the side bar: date or window, free text, country, operator, status and kind.

All but the time stand in one component of the page, which hands a choice to the map at once; the
page follows with counts, table and address.
"""

from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from geo.answers.selection import FILTERS, Selection
from geo.answers.view import View, facets
from geo.gazetteer.model import Gazetteer
from geo.maps import assets
from geo.style import operator_styles
from geo.time.dates import Day
from ui import chosen, date_field, mirrors

ASSETS = Path(__file__).parent / "assets"
KEY = "filters"
SPOKEN_OF = "fields_the_side_bar_spoke_of"
DATE, WINDOW = "filter_date", "filter_window"
EDGES = ("From", "To")
LABELS = {
    "country": "Country",
    "operator": "Operator",
    "status": "Status",
    "kind": "Kind of site",
}
OPEN = ("country", "operator")
_PANEL = st.components.v2.component(
    "base_atlas_filters",
    html="<div class='filters'></div>",
    css=(ASSETS / "filters.css").read_text(encoding="utf-8"),
    js=(ASSETS / "load_filters.js").read_text(encoding="utf-8"),
)


def draw(view: View, *, span: tuple[Day, Day] | None = None) -> None:
    """Draw the filters, showing the selection of a view; a change replaces the selection.

    ``span`` are the two dates of a page that has its own: then no date is among the filters, and
    bases are counted that were there at some time between them.
    """
    with st.sidebar:
        if not span:
            _draw_time(view.gazetteer, view.selection)
        _PANEL(key=KEY, data=_data(view, span), on_choice_change=_take)


def listen() -> None:
    """Keep the script of the side bar on a page whose map has the filters on itself.

    What such a map has still to say when the reader leaves it, it hands over to that script.
    """
    with st.container(key="listener"):
        _PANEL(key=KEY, data={**_data_without_facets(), "facets": []}, on_choice_change=_take)


def _draw_time(gazetteer: Gazetteer, selection: Selection) -> None:
    if selection.window is None:
        key = mirrors.key(DATE, selection.date)
        take = partial(_take_date, gazetteer, key)
        date_field.draw(st, "Date", selection.date, gazetteer, key=key, on_change=take)
    else:
        key = mirrors.key(WINDOW, selection.window)
        take = partial(_take_window, gazetteer, key)
        for label, edge in zip(EDGES, selection.window, strict=True):
            end = label == EDGES[-1]
            date_field.draw(
                st, label, edge, gazetteer, key=f"{key}_{label}", end=end, on_change=take
            )


def _data(view: View, span: tuple[Day, Day] | None) -> dict[str, Any]:
    """What the component shows: the page's answer, and each word with what it would let through."""
    return {
        **_data_without_facets(),
        "facets": [
            _facet(view.gazetteer, key, counts) for key, counts in facets(view, span).items()
        ],
    }


def _data_without_facets() -> dict[str, Any]:
    return {
        # Of the other fields only those that it has spoken of: else each step would send it again.
        **chosen.answer({"filters", *st.session_state.get(SPOKEN_OF, ())}),
        "script": assets.asset("side_bar.js").path,
        "placeholder": "any script, e.g. Кант, Qarshi",
    }


def _facet(gazetteer: Gazetteer, key: str, counts: dict[str, int]) -> dict[str, Any]:
    _, column = FILTERS[key]
    words = gazetteer.coded[column].words
    return {
        "key": key,
        "label": LABELS[key],
        "open": key in OPEN,
        "options": [[word, counts.get(word, 0)] for word in words],
        "signs": _signs(words) if key == "operator" else {},
    }


def _signs(operators: list[str]) -> dict[str, dict[str, str]]:
    return {
        name: {"colour": style.colour, "ink": style.ink, "letter": style.letter}
        for name, style in operator_styles(operators).items()
    }


def _take() -> None:
    said = (st.session_state.get(KEY) or {}).get("choice")
    st.session_state[SPOKEN_OF] = chosen.hear(said)


def _take_date(gazetteer: Gazetteer, key: str) -> None:
    day = date_field.taken(key, gazetteer)
    if mirrors.is_current(DATE, key) and day is not None:
        mirrors.take(DATE, day)
        chosen.change(date=day)


def _take_window(gazetteer: Gazetteer, key: str) -> None:
    first, last = (
        date_field.taken(f"{key}_{label}", gazetteer, end=label == EDGES[-1]) for label in EDGES
    )
    if mirrors.is_current(WINDOW, key) and first is not None and last is not None:
        window = min(first, last), max(first, last)
        if window == (first, last):
            mirrors.take(WINDOW, window)
        chosen.change(window=window)
