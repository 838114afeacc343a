"""How many bases were held, in all and by operator."""

import streamlit as st

from geo.style import operator_styles
from geo.view import View
from ui import words


def show(view: View) -> None:
    """Show the counts of a view, with the range that doubt leaves."""
    st.metric(words.time(view.selection), f"{view.held} held")
    styles = operator_styles(view.gazetteer.periods["operator"].unique())
    rows = sorted(view.by_operator.items(), key=lambda item: (-item[1].possible, item[0]))
    st.html(
        "<ul class='atlas-counts'>"
        + "".join(
            f"<li><span style='background:{styles[name].colour};color:{styles[name].ink}'>"
            f"{words.escape(styles[name].letter)}</span>{words.escape(name)}<b>{count}</b></li>"
            for name, count in rows
            if count.possible
        )
        + "</ul>"
    )
