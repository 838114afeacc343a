"""Widgets that mirror a part of the selection: what a reader sets in them counts, nothing older.

With each thing its reader does a browser reports the values of all widgets. Where the page has just
given a widget another value, such a report can still hold the former one and would look like a
choice. So a widget begins anew, under a key of its own, wherever it has to show something else than
the reader has set in it; what is reported of the one before it is nobody's.
"""

from typing import Any

import streamlit as st


def key(name: str, shown: Any) -> str:
    """Give the key of a widget that mirrors ``shown``."""
    number, *last = st.session_state.get(_slot(name), (0,))
    if last != [shown]:
        number += 1
        st.session_state[_slot(name)] = (number, shown)
    return f"{name}_{number}"


def is_current(name: str, key: str) -> bool:
    """Tell whether a widget is the one that stands on the page, not one before it."""
    number, _ = st.session_state[_slot(name)]
    return key == f"{name}_{number}"


def take(name: str, shown: Any) -> None:
    """Note what its reader has set in a widget, so that it stays as it is."""
    number, _ = st.session_state[_slot(name)]
    st.session_state[_slot(name)] = (number, shown)


def _slot(name: str) -> str:
    return f"mirror_of_{name}"
