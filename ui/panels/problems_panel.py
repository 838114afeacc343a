"""Problems of a file, as a table: where, what, and how to fix it."""

from collections.abc import Sequence
from dataclasses import astuple

import pandas as pd
import streamlit as st

from geo.errors import Problem
from geo.plural import counted
from ui import markup

COLUMNS = ["File", "Row", "Column", "Value", "What is wrong", "How to fix it"]


def table(problems: Sequence[Problem]) -> pd.DataFrame:
    """Return problems as a table of text, one row each."""
    rows = [["" if cell is None else str(cell) for cell in astuple(p)] for p in problems]
    return pd.DataFrame(rows, columns=COLUMNS)


def _draw(problems: Sequence[Problem]) -> None:
    # Cells of such a table are Markdown.
    st.table(table(problems).map(markup.markdown))


def show(problems: Sequence[Problem]) -> None:
    """Show that nothing could be loaded, and why."""
    st.title("The gazetteer cannot be read")
    st.error(f"{counted(len(problems), 'problem')} found. Nothing was loaded.")
    _draw(problems)


def notice(problems: Sequence[Problem]) -> None:
    """Show that a changed file could not be read, and that the last valid data stay."""
    if not problems:
        return
    st.warning(
        "The data file has changed and cannot be read. You are seeing the last valid version."
    )
    with st.expander(counted(len(problems), "problem")):
        _draw(problems)
