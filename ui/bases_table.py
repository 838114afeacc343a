"""The table of bases on the date: the twin of the map, for eyes, keyboards and screen readers."""

import pandas as pd
import streamlit as st

from geo import dates
from geo.view import View
from ui import chosen, mirrors, words

KEY = "bases_table"
COLUMNS = ["Base", "Operator", "Presence", "Since", "Until", "Country", "Kind", "Status", "Sources"]

NARROW = ("Country", "Status", "Sources")


def show(view: View) -> None:
    """Show the bases there on the date; choosing a row chooses the base, and vice versa."""
    periods = view.present.reset_index(drop=True)
    if periods.empty:
        st.info("No base matches these filters on this date.")
        return
    bases = tuple(periods["base_id"])
    base = view.selection.base if view.selection.base in bases else None
    key = mirrors.key(KEY, (bases, base))
    st.dataframe(
        _readable(periods),
        key=key,
        hide_index=True,
        column_config={name: st.column_config.Column(width="small") for name in NARROW},
        selection_mode="single-row",
        selection_default={"selection": {"rows": [] if base is None else [bases.index(base)]}},
        on_select=lambda: _take(key, bases),
    )


def _readable(periods: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Base": periods["name"],
            "Country": periods["country"],
            "Operator": periods["operator"],
            "Status": periods["status"],
            "Presence": [
                words.presence(code, status)
                for code, status in zip(periods["presence"], periods["status"], strict=True)
            ],
            "Since": [dates.in_words(text) for text in periods["since"]],
            "Until": [dates.in_words(text, end=True) for text in periods["until"]],
            "Kind": periods["kind"],
            "Sources": [len(sources) for sources in periods["sources"]],
        },
        columns=COLUMNS,
    )


def _take(key: str, bases: tuple[str, ...]) -> None:
    if mirrors.is_current(KEY, key):
        rows = st.session_state[key]["selection"]["rows"]
        base = bases[rows[0]] if rows else None
        mirrors.take(KEY, (bases, base))
        chosen.change(base=base)
