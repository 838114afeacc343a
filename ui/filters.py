"""The filters of the side bar: date or window, country, operator, status, kind and free text."""

from dataclasses import replace
from typing import Any

import streamlit as st

from geo.gazetteer import Gazetteer
from geo.selection import Selection
from geo.view import bases_by
from ui import chosen

# field of the selection, column of the gazetteer, label on the screen
CHOICES = (
    ("countries", "country", "Country"),
    ("operators", "operator", "Operator"),
    ("statuses", "status", "Status"),
    ("kinds", "kind", "Kind of site"),
)
DATE, WINDOW, TEXT = "filter_date", "filter_window", "filter_text"


def draw(gazetteer: Gazetteer, *, time: bool = True) -> None:
    """Draw the filters, showing the selection; a change replaces the selection.

    ``time`` says whether the date, or the window, is among them.
    """
    selection = chosen.selection()
    with st.sidebar:
        if time:
            _draw_time(gazetteer, selection)
        st.session_state[TEXT] = selection.text
        st.text_input(
            "Name",
            key=TEXT,
            placeholder="any language: Кант, Qarshi…",
            on_change=_take,
            args=("text", TEXT),
        )
        for field, column, label in CHOICES:
            _draw_choice(gazetteer, selection, field, column, label)
        st.button(
            "Clear all filters",
            key="clear_filters",
            on_click=_clear,
            disabled=_is_clear(selection),
        )


def _draw_time(gazetteer: Gazetteer, selection: Selection) -> None:
    limits: dict[str, Any] = {"min_value": gazetteer.first, "max_value": gazetteer.last}
    limits["format"] = "YYYY-MM-DD"
    if selection.window is None:
        st.session_state[DATE] = selection.date
        st.date_input("Date", key=DATE, on_change=_take, args=("date", DATE), **limits)
    else:
        st.session_state[WINDOW] = selection.window
        st.date_input(
            "Between",
            key=WINDOW,
            value=selection.window,
            on_change=_take,
            args=("window", WINDOW),
            **limits,
        )


def _draw_choice(
    gazetteer: Gazetteer, selection: Selection, field: str, column: str, label: str
) -> None:
    key = f"filter_{column}"
    # What each word would let through with all other filters kept.
    without: dict[str, Any] = {field: ()}
    counts = bases_by(gazetteer, replace(selection, **without), column)
    st.session_state[key] = list(getattr(selection, field))
    st.multiselect(
        label,
        gazetteer.coded[column].words,
        key=key,
        format_func=lambda option: f"{option} ({counts.get(option, 0)})",
        placeholder="All",
        help="In brackets: bases on the map then, proposed and reported ones included.",
        on_change=_take,
        args=(field, key),
    )


def _take(field: str, key: str) -> None:
    value: Any = st.session_state[key]
    if field == "window" and len(value) != 2:
        return
    chosen.change(**{field: tuple(value) if isinstance(value, list) else value})


def _clear() -> None:
    chosen.change(text="", **{field: () for field, _, _ in CHOICES})


def _is_clear(selection: Selection) -> bool:
    return not selection.text and not any(getattr(selection, field) for field, _, _ in CHOICES)
