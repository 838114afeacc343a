"""Who says so, for each period of a base: a drawing, and under it every source in words."""

from html import escape
from pathlib import Path

import pandas as pd
import streamlit as st

from geo.answers import evidence
from geo.answers.evidence import Claim, Edge, Evidence, span_in_words, support_in_words
from geo.answers.view import View
from geo.drawings.evidence import STYLE as DRAWING
from geo.drawings.evidence import draw
from geo.plural import counted
from geo.style import operator_styles
from geo.time import dates
from geo.vocabulary import Status
from geo.wording import EVIDENCE
from ui import report_links

STYLE = Path(__file__).parents[1] / "assets" / "evidence.css"


def show(view: View, base_id: str) -> None:
    """Show the periods of a base with the evidence for their dates."""
    st.html(STYLE)
    st.html(DRAWING)
    st.caption(EVIDENCE)
    periods = view.gazetteer.periods.set_index("period_id")
    styles = operator_styles(view.gazetteer.coded["operator"].words)
    reports = _reports(view, base_id)
    st.html(
        "".join(
            _period(item, periods.loc[item.period_id], draw(item, styles[item.operator]), reports)
            for item in evidence.of_base(view.gazetteer, base_id)
        )
    )


def _reports(view: View, base_id: str) -> dict[str, str]:
    """The links that report each claim about a base as mistaken, where reports have an address."""
    claims = view.gazetteer.claims
    own = claims[claims["base_id"] == base_id].to_dict("records")
    links = report_links.of_claims(view, own, "bases")
    return {claim["claim_id"]: link for claim, link in zip(own, links, strict=False)}


def _period(item: Evidence, period: pd.Series, drawing: str, reports: dict[str, str]) -> str:
    status = "" if item.status == Status.ACTIVE else f", {item.status}"
    heading = f"{escape(item.operator)}{escape(status)}: {escape(span_in_words(item))}"
    remarks = [period["unit"], period["note"]]
    if item.status != Status.ACTIVE:
        remarks.append(f"{Status(item.status).words.capitalize()}.")
    told = " · ".join(escape(text.removesuffix(".")) for text in remarks if text)
    sources = sum(len(edge.claims) for edge in item.edges)
    count = counted(sources, "claim")
    return (
        f"<section class='evidence-period' data-period='{escape(item.period_id)}'>"
        f"<h4>{heading}</h4>{drawing}"
        f"<p>{escape(support_in_words(item))}</p>"
        + (f"<p class='quiet'>{told}</p>" if told else "")
        + (
            f"<details><summary>Who says so: {count}</summary>"
            f"{''.join(_edge(edge, reports) for edge in item.edges)}</details>"
            if sources
            else ""
        )
        + "</section>"
    )


def _edge(edge: Edge, reports: dict[str, str]) -> str:
    if not edge.claims:
        return ""
    rows = "".join(_claim(claim, reports) for claim in edge.claims)
    return f"<h5>{edge.prop.capitalize()}: {escape(edge.says)}</h5><ul>{rows}</ul>"


def _claim(claim: Claim, reports: dict[str, str]) -> str:
    mark = "●" if claim.used else "○"
    use = f"<span class='use'>{claim.use_in_words}</span>"
    reason = f"<br><span class='quiet'>{escape(claim.reason)}</span>" if claim.reason else ""
    report = reports.get(claim.claim_id, "")
    mistake = f" <a href='{escape(report)}' target='_blank'>Report a mistake</a>" if report else ""
    return (
        f"<li class='{'used' if claim.used else 'unused'}'><span aria-hidden='true'>{mark}</span> "
        f"<b>{escape(claim.says)}</b> {use}<br>{source_html(claim)}"
        f"{mistake}{reason}</li>"
    )


def source_html(claim: Claim) -> str:
    """Return the source of a claim: its publisher, its title as a link, and when it came out."""
    title = escape(claim.title)
    # A link opens beside the atlas: what the reader looks at stays.
    linked = (
        f"<a href='{escape(claim.url)}' target='_blank' rel='noopener'>{title}</a>"
        if claim.url.startswith(("http://", "https://"))
        else title
    )
    when = dates.in_words(claim.dated) if claim.dated else "undated"
    return f"{escape(claim.publisher or 'no publisher')}, {when}: {linked}"
