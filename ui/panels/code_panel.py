"""What is on the screen as a question for programs: the code for several languages."""

import streamlit as st

from geo.answers.view import View
from geo.public_address import NOT_SET, public_address
from geo.queries.ask import ROOT
from geo.queries.in_code import questions, snippets
from ui import gazetteers, markup


def show(view: View) -> None:
    """Show the questions for a view as code; there is none for data that only this session has."""
    if gazetteers.is_own():
        st.caption(
            "Programs cannot query your file, which exists in this session only. In a shell, "
            "pass it as --data: python -m geo ask 'periods' --data your.csv"
        )
        return
    asked = {question.words: question for question in questions(view)}
    words = st.selectbox("Which data", list(asked), key="code_question")
    shown = snippets(asked[words], public_address())
    for tab, snippet in zip(st.tabs([one.title for one in shown]), shown, strict=True):
        tab.code(snippet.code, language=snippet.language, wrap_lines=True)
    if not public_address():
        path = f"{ROOT}/{asked[words].text()}"
        linked = f"[{markup.markdown(path)}]({path})"
        st.caption(f"{NOT_SET}. Programs that can reach this app can query {linked}.")
    st.caption("Everything you can ask for is described at [/openapi.json](/openapi.json).")
