"""The article: its main claim in three sentences, and its statements as a table of one line each.

Each verdict is computed as the page is drawn.
"""

from collections import Counter
from html import escape
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from geo.answers.article import ADDRESS, CLAIM, INTRODUCTION, PLURALS, SIGNS
from geo.answers.link import write_link
from geo.answers.statements import Verdict, verdicts
from geo.answers.view import View
from ui import markup, report_links

STYLE = Path(__file__).parents[1] / "assets" / "article.css"


def show_introduction() -> None:
    """Show what the article is, with a link to it."""
    st.markdown(f"{INTRODUCTION} [Read the original]({ADDRESS}).")


def show_claim(view: View) -> None:
    """Show what was claimed, what is known of it and what is not, each with its sources."""
    sources = view.gazetteer.sources
    if not all(name in sources.index for _, _, names in CLAIM for name in names):
        return
    for label, sentence, names in CLAIM:
        links = "; ".join(markup.link(sources.loc[name]) for name in names)
        st.markdown(f"**{label}:** {sentence}  \n:small[{links}]")


def show(view: View) -> None:
    """Show each statement with its verdict in a line; opened, it has what was found, and why."""
    found = verdicts(view.gazetteer)
    counts = Counter(verdict.outcome for verdict in found)
    told = ", ".join(f"{counts[outcome]} {plural}" for outcome, plural in PLURALS.items())
    st.markdown(f"**{len(found)} statements: {told}.**")
    st.html(STYLE)
    st.html("".join(_row(view, verdict) for verdict in found))


def _row(view: View, verdict: Verdict) -> str:
    finding = verdict.finding
    report = report_links.of_statement(view, verdict, "article")
    mistake = (
        f" · <a href='{escape(report)}' target='_blank'>{report_links.LABEL}</a>" if report else ""
    )
    address = "/?" + urlencode(write_link(finding.selection), doseq=True)
    sources = "; ".join(
        markup.source_link(view.gazetteer.sources.loc[name]) for name in verdict.sources
    )
    return (
        f"<details class='atlas-statement' data-statement='{escape(verdict.statement_id)}'>"
        f"<summary><span class='verdict' data-verdict='{verdict.outcome}'>"
        f"<span aria-hidden='true'>{SIGNS[verdict.outcome]}</span> {verdict.outcome}</span>"
        f"<span class='said'>{escape(verdict.statement)}</span></summary>"
        f"<p><b>The article:</b> {escape(verdict.claimed)}</p>"
        f"<p><b>Found:</b> {escape(finding.found)}</p><p>{escape(finding.why)}</p>"
        f"<p><a href='{escape(address)}'>Show on the map</a> · Sources: {sources}"
        f"{mistake}</p>"
        "</details>"
    )
