"""The filters of the side bar: date or window, free text, country, operator, status and kind.

All but the time stand in one component of the page, which hands a choice to the map at once; the
page follows with counts, table and address.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st

from geo.gazetteer import Gazetteer
from geo.selection import FILTERS, Selection
from geo.style import operator_styles
from geo.view import bases_by
from ui import chosen, mirrors

ASSETS = Path(__file__).parent / "assets"
KEY = "filters"
DATE, WINDOW = "filter_date", "filter_window"
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
    js=(ASSETS / "filters.js").read_text(encoding="utf-8"),
)


def draw(gazetteer: Gazetteer, *, span: tuple[date, date] | None = None) -> None:
    """Draw the filters, showing the selection; a change replaces the selection.

    ``span`` are the two dates of a page that has its own: then no date is among the filters, and
    bases are counted that were there at some time between them.
    """
    selection = chosen.selection()
    with st.sidebar:
        if span:
            selection = replace(selection, window=span)
        else:
            _draw_time(gazetteer, selection)
        _PANEL(key=KEY, data=_data(gazetteer, selection), on_choice_change=lambda: _take(gazetteer))


def _draw_time(gazetteer: Gazetteer, selection: Selection) -> None:
    limits: dict[str, Any] = {"min_value": gazetteer.first, "max_value": gazetteer.last}
    limits["format"] = "YYYY-MM-DD"
    if selection.window is None:
        key = mirrors.key(DATE, selection.date)
        st.date_input("Date", selection.date, key=key, on_change=lambda: _take_date(key), **limits)
    else:
        key = mirrors.key(WINDOW, selection.window)
        st.date_input(
            "Between", selection.window, key=key, on_change=lambda: _take_window(key), **limits
        )


def _data(gazetteer: Gazetteer, selection: Selection) -> dict[str, Any]:
    """What the component shows: each word with the bases it would let through, and the choice."""
    return {
        "session": chosen.session(),
        "heard": chosen.heard_from_filters(),
        "text": selection.text,
        "placeholder": "any language: Кант, Qarshi…",
        "facets": [_facet(gazetteer, selection, key) for key in FILTERS],
    }


def _facet(gazetteer: Gazetteer, selection: Selection, key: str) -> dict[str, Any]:
    field, column = FILTERS[key]
    # What each word would let through with all other filters kept.
    without: dict[str, Any] = {field: ()}
    counts = bases_by(gazetteer, replace(selection, **without), column)
    words = gazetteer.coded[column].words
    return {
        "key": key,
        "label": LABELS[key],
        "open": key in OPEN,
        "options": [[word, counts.get(word, 0)] for word in words],
        "chosen": getattr(selection, field),
        "signs": _signs(words) if key == "operator" else {},
    }


def _signs(operators: list[str]) -> dict[str, dict[str, str]]:
    return {
        name: {"colour": style.colour, "ink": style.ink, "letter": style.letter}
        for name, style in operator_styles(operators).items()
    }


def _take(gazetteer: Gazetteer) -> None:
    """Take over what the component says; nonsense is left out."""
    said = (st.session_state.get(KEY) or {}).get("choice")
    if not isinstance(said, dict) or not isinstance(said.get("filter"), dict):
        return
    sent = str(said.get("sent", 0))
    chosen.hear_filters(int(sent) if sent.isdigit() else 0)
    chosen.change(**chosen.filter_from(said["filter"], gazetteer))


def _take_date(key: str) -> None:
    if mirrors.is_current(DATE, key):
        day = st.session_state[key]
        mirrors.take(DATE, day)
        chosen.change(date=day)


def _take_window(key: str) -> None:
    # While the second date is still to come there is only one.
    if mirrors.is_current(WINDOW, key) and len(window := st.session_state[key]) == 2:
        mirrors.take(WINDOW, window)
        chosen.change(window=window)
