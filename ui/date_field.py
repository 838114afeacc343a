"""A field for one date, as people type it: 2005, June 2005, 1.6.2005, 2005-06-01.

It shows its date in words. Enter applies what is typed, and a line below the field says how it was
understood.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from geo.gazetteer.model import Gazetteer
from geo.time.dates import Day, day_in_words
from geo.time.typed import HINT, read_typed, understood
from ui import markup


def draw(
    place: Any,
    label: str,
    day: Day,
    gazetteer: Gazetteer,
    *,
    key: str,
    end: bool = False,
    on_change: Callable[[], None] | None = None,
) -> None:
    """Draw the field in a place of the page, and below it how what was typed is understood.

    A year or a month is its first day, as the later ``end`` of a window its last.
    """
    words = day_in_words(day)
    text = place.text_input(label, words, key=key, on_change=on_change, max_chars=60)
    if text != words:
        place.caption(markup.markdown(_said_of(text, gazetteer, end=end)))


def taken(key: str, gazetteer: Gazetteer, *, end: bool = False) -> Day | None:
    """Return the date that was typed in a field, within the range; None where it is none."""
    typed = read_typed(st.session_state[key])
    if typed is None:
        return None
    return _within(typed.last if end else typed.first, gazetteer)


def _said_of(text: str, gazetteer: Gazetteer, *, end: bool) -> str:
    typed = read_typed(text)
    if typed is None:
        return f"“{text}” is not understood. {HINT}"
    day = typed.last if end else typed.first
    within = _within(day, gazetteer)
    if within != day:
        return f"{day_in_words(day)} is outside the data; showing {day_in_words(within)}."
    return f"Read as {understood(typed, end=end)}."


def _within(day: Day, gazetteer: Gazetteer) -> Day:
    return min(max(day, gazetteer.first), gazetteer.last)
