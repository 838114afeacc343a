"""The table of bases on the date: the twin of the map, for eyes, keyboards and screen readers."""

import pandas as pd
import pyarrow as pa
import streamlit as st

from geo.answers.view import View
from geo.time import dates
from geo.vocabulary import Status
from ui import chosen, markup, mirrors

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


def _readable(periods: pd.DataFrame) -> pa.Table:
    """The cells as a reader sees them, without what pandas would add: a third of every answer."""
    cells = {
        "Base": list(periods["name"]),
        "Country": list(periods["country"]),
        "Operator": list(periods["operator"]),
        "Status": list(periods["status"]),
        "Presence": [
            markup.presence(code, status)
            for code, status in zip(periods["presence"], periods["status"], strict=True)
        ],
        "Since": [dates.in_words(text) for text in _edge(periods, "since", "start")],
        "Until": [dates.in_words(text, end=True) for text in _edge(periods, "until", "end")],
        "Kind": list(periods["kind"]),
        "Sources": [len(sources) for sources in periods["sources"]],
    }
    return pa.table({name: cells[name] for name in COLUMNS})


def _edge(periods: pd.DataFrame, of_tenure: str, of_period: str) -> pd.Series:
    """From or to when an operator was there; beside another status, from or to when it had that."""
    return periods[of_tenure].where(periods["status"] == Status.ACTIVE, periods[of_period])


def _take(key: str, bases: tuple[str, ...]) -> None:
    if mirrors.is_current(KEY, key):
        rows = st.session_state[key]["selection"]["rows"]
        base = bases[rows[0]] if rows else None
        mirrors.take(KEY, (bases, base))
        chosen.change(base=base)
