"""How many bases were held, in all and by operator."""

import streamlit as st

from geo.answers.view import Count, View
from geo.style import OperatorStyle, operator_styles
from geo.wording import held_in_words, time_in_words
from ui import markup


def show(view: View) -> None:
    """Show the counts of a view, with the range that doubt leaves."""
    st.metric(time_in_words(view.selection), held_in_words(view))
    styles = operator_styles(view.gazetteer.coded["operator"].words)
    rows = sorted(view.by_operator.items(), key=lambda item: (-item[1].possible, item[0]))
    items = "".join(_row(styles[name], held) for name, held in rows)
    st.html(f"<ul class='atlas-counts' aria-label='Bases held by operator'>{items}</ul>")


def _row(style: OperatorStyle, held: Count) -> str:
    name = markup.escape(style.operator)
    named = f"<span class='atlas-name' title='{name}'>{name}</span>"
    return f"<li data-operator='{name}'>{markup.key(style)}{named}<b>{held}</b></li>"
