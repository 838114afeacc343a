"""The article's statements, one by one, with the verdict computed as the page is drawn."""

from collections import Counter
from urllib.parse import urlencode

import streamlit as st

from geo.statements import AGREES, DIFFERS, UNCHECKABLE, Verdict, verdicts
from geo.view import View
from ui import words

SIGNS = {AGREES: "✓", DIFFERS: "✗", UNCHECKABLE: "?"}

PLURALS = {AGREES: "agree", DIFFERS: "differ", UNCHECKABLE: "cannot be checked"}


def show(view: View) -> None:
    """Show each statement beside what the gazetteer and the geometry give."""
    found = verdicts(view.gazetteer)
    counts = Counter(verdict.outcome for verdict in found)
    told = ", ".join(f"{counts[outcome]} {plural}" for outcome, plural in PLURALS.items())
    st.markdown(f"**{len(found)} statements: {told}.**")
    for verdict in found:
        _show(view, verdict)


def _show(view: View, verdict: Verdict) -> None:
    finding = verdict.finding
    with st.container(border=True, key=f"statement-{verdict.statement_id}"):
        st.markdown(
            f"**{SIGNS[verdict.outcome]} {words.markdown(verdict.statement)}** — {verdict.outcome}"
        )
        left, right = st.columns(2)
        left.markdown(f"The article: {words.markdown(verdict.claimed)}")
        right.markdown(f"Found: {words.markdown(finding.found)}")
        st.caption(words.markdown(finding.why))
        sources = [view.gazetteer.sources.loc[s] for s in verdict.sources]
        links = "; ".join(words.link(source) for source in sources)
        address = "/?" + urlencode(finding.selection.to_query(), doseq=True)
        st.caption(f"[Open the map in this state]({address}) · Sources: {links}")
