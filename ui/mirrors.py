"""Widgets that mirror a part of the selection: what a reader sets in them counts, nothing older.

With each thing its reader does a browser reports the values of all widgets. Where the page has just
given a widget another value, such a report can still hold the former one and would look like a
choice. So a widget starts again, under a new key, wherever it has to show something else than
the reader has set in it; reports from the previous widget are ignored.
"""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st


def key(name: str, shown: Any) -> str:
    """Return the key of a widget that mirrors ``shown``."""
    number, *last = st.session_state.get(_slot(name), (0,))
    if last != [shown]:
        number += 1
        st.session_state[_slot(name)] = (number, shown)
    return f"{name}_{number}"


def is_current(name: str, key: str) -> bool:
    """Return whether a widget is the one on the page now, not an earlier one."""
    number, _ = st.session_state[_slot(name)]
    return key == f"{name}_{number}"


def take(name: str, shown: Any) -> None:
    """Note what its reader has set in a widget, so that it stays as it is."""
    number, _ = st.session_state[_slot(name)]
    st.session_state[_slot(name)] = (number, shown)


def choose_some(
    place: Any,
    label: str,
    options: Sequence[str],
    shown: Sequence[str],
    take_over: Callable[[tuple[str, ...]], None],
    **more: Any,
) -> list[str]:
    """Draw a field for some of many words, showing ``shown``, and return those in it."""
    words = tuple(shown)
    own = key(label, words)

    def take_words() -> None:
        if is_current(label, own):
            picked = tuple(st.session_state[own])
            take(label, picked)
            take_over(picked)

    picked: list[str] = place.multiselect(
        label, options, default=list(words), key=own, on_change=take_words, **more
    )
    return picked


def choose_one(
    draw: Callable[..., Any],
    label: str,
    options: Sequence[str],
    shown: str,
    take_over: Callable[[str], None],
    **more: Any,
) -> None:
    """Draw a field for one of a few words, by a function of Streamlit's, showing ``shown``."""
    own = key(label, shown)

    def take_word() -> None:
        # A segmented control may be left without any.
        if is_current(label, own) and (word := st.session_state[own]) is not None:
            take(label, word)
            take_over(word)

    draw(label, options, key=own, on_change=take_word, **more)


def _slot(name: str) -> str:
    return f"mirror_of_{name}"
