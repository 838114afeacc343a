"""The operators of a page by colour and letter, where no map with its legend shows them."""

import streamlit as st

from geo.answers.view import View
from geo.style import operator_styles
from ui import markup


def show(view: View, operators: list[str]) -> None:
    """Show the key of some operators of a view, side by side."""
    styles = operator_styles(view.gazetteer.coded["operator"].words)
    items = "".join(
        f"<li>{markup.key(styles[name])}{markup.escape(name)}</li>" for name in operators
    )
    st.html(f"<ul class='atlas-operators' aria-label='Operators'>{items}</ul>")
