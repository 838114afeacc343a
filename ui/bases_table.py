"""The table of bases on the date: the twin of the map, for eyes, keyboards and screen readers."""

import pandas as pd
import streamlit as st

from geo import dates
from geo.view import View
from ui import chosen, words

KEY = "bases_table"
COLUMNS = ["Base", "Operator", "Presence", "Since", "Until", "Country", "Kind", "Status", "Sources"]

NARROW = ("Country", "Status", "Sources")


def show(view: View) -> None:
    """Show the bases there on the date; choosing a row chooses the base, and vice versa."""
    periods = view.present.reset_index(drop=True)
    if periods.empty:
        st.info("No base matches these filters on this date.")
        return
    drawn = _chosen_rows(periods, view.selection.base)
    st.session_state[KEY] = {"selection": {"rows": drawn}}
    st.dataframe(
        _readable(periods),
        key=KEY,
        hide_index=True,
        column_config={name: st.column_config.Column(width="small") for name in NARROW},
        selection_mode="single-row",
        on_select=lambda: _take(list(periods["base_id"]), drawn),
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


def _chosen_rows(periods: pd.DataFrame, base: str | None) -> list[int]:
    rows: list[int] = periods.index[periods["base_id"] == base].tolist()
    return rows[:1]


def _take(bases: list[str], drawn: list[int]) -> None:
    rows = st.session_state[KEY]["selection"]["rows"]
    # The table reports its selection also when the page itself has set it.
    if rows != drawn:
        chosen.change(base=bases[rows[0]] if rows else None)
