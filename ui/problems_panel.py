"""What is wrong with a file, as a table: where, what, and how to mend it."""

from collections.abc import Sequence
from dataclasses import astuple

import pandas as pd
import streamlit as st

from geo.errors import Problem
from ui import words

COLUMNS = ["File", "Row", "Column", "Value", "What is wrong", "How to mend it"]


def table(problems: Sequence[Problem]) -> pd.DataFrame:
    """Give problems as a table of text, one row each."""
    rows = [["" if cell is None else str(cell) for cell in astuple(p)] for p in problems]
    return pd.DataFrame(rows, columns=COLUMNS)


def _draw(problems: Sequence[Problem]) -> None:
    # Cells of such a table are Markdown.
    st.table(table(problems).map(words.markdown))


def show(problems: Sequence[Problem]) -> None:
    """Say that nothing could be loaded, and why."""
    st.title("The gazetteer cannot be read")
    st.error(f"{words.number(len(problems), 'problem')} found. Nothing was loaded.")
    _draw(problems)


def notice(problems: Sequence[Problem]) -> None:
    """Say that a changed file could not be taken over, and that the last good data stay."""
    if not problems:
        return
    st.warning("The data file has changed and cannot be read. You see the last good data.")
    with st.expander(words.number(len(problems), "problem")):
        _draw(problems)
