"""The operators of a page by colour and letter, where no map with its legend shows them."""

import streamlit as st

from geo.style import operator_styles
from geo.view import View
from ui import words


def show(view: View, operators: list[str]) -> None:
    """Show the key of some operators of a view, side by side."""
    styles = operator_styles(view.gazetteer.coded["operator"].words)
    items = "".join(f"<li>{words.key(styles[name])}{words.escape(name)}</li>" for name in operators)
    st.html(f"<ul class='atlas-operators' aria-label='Operators'>{items}</ul>")
