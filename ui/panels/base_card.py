"""The card of the chosen base: what it was, whose, from when to when, and who says so."""

from typing import Any

import pandas as pd
import streamlit as st

from geo.answers import data_health
from geo.answers.view import View
from geo.place.names import parse_local_names
from geo.plural import counted
from geo.time import dates
from geo.time.presence import Presence
from geo.vocabulary import Status
from geo.wording import HOME
from ui import chosen, markup, report_links

MARKS = {Presence.CERTAIN: "●", Presence.POSSIBLE: "○", Presence.ABSENT: "·"}


def show(view: View) -> None:
    """Show the chosen base's card."""
    base = view.base
    assert base is not None
    with st.container(border=True):
        st.markdown(f"## {markup.markdown(base['name'])}")
        st.caption(markup.markdown(f"{base['kind']}, {base['country']}"))
        spelled = dict.fromkeys(name for _, name in parse_local_names(base["local_names"]))
        names = ", ".join(spelled)
        if names:
            st.caption(markup.markdown(names))
        periods = view.periods[view.periods["base_id"] == view.selection.base]
        there = periods["presence"] > 0
        left_out = (view.gazetteer.periods["base_id"] == view.selection.base).sum() - len(periods)
        if left_out:
            st.info(f"Your filters hide {counted(left_out, 'period')} of this base.")
        show_periods(view, periods[there])
        if not there.all():
            elsewhen = there.any() or left_out
            st.markdown("### At other times" if elsewhen else "### Not there at this time")
            show_periods(view, periods[~there])
        st.button("Close", key="close_card", on_click=chosen.change, kwargs={"base": None})


def show_periods(view: View, periods: pd.DataFrame) -> None:
    """Show periods with their dates as known, the doubt about them, and the sources behind."""
    for period in periods.to_dict("records"):
        mark = MARKS[period["presence"]] if "presence" in period else ""
        when = dates.span_in_words(period["start"], period["end"])
        name = markup.markdown(period["operator"])
        status = "" if period["status"] == "active" else f", {period['status']}"
        st.markdown(f"{mark} **{name}{status}**: {when}")
        remarks = [_tenure(period), period["unit"], period["note"]]
        if period["status"] != "active":
            remarks.append(Status(period["status"]).words.capitalize())
        remarks += data_health.marks(view.gazetteer, period["period_id"])
        # A remark may be a sentence, or several.
        said = (text.removesuffix(".") for text in remarks if text)
        st.caption(" · ".join(map(markup.markdown, said)))
        _show_sources(view, period)


def _tenure(period: dict[str, Any]) -> str:
    """From when to when the operator was there in all, where this period is only a part of it."""
    if (period["since"], period["until"]) == (period["start"], period["end"]):
        return ""
    return f"Overall: {dates.span_in_words(period['since'], period['until'])}"


def _show_sources(view: View, period: dict[str, object]) -> None:
    gazetteer = view.gazetteer
    rows = data_health.dates_and_sources(gazetteer, str(period["period_id"]))
    reports = report_links.of_claims(view, [_claim(period, row) for row in rows], HOME)
    known = [s for s in period["sources"] if s in gazetteer.sources.index]  # type: ignore[attr-defined]
    with st.expander(counted(len(known), "source")):
        backing: set[str] = set()
        for row, report in zip(rows, reports or [""] * len(rows), strict=True):
            backing.add(row.source_id)
            source = markup.link(gazetteer.sources.loc[row.source_id])
            said = f"{row.prop}: {dates.in_words(row.value, end=row.prop == 'end')}"
            reason = "" if row.used else f" (not used: {markup.markdown(row.reason)})"
            wrong = f" · [Report a mistake]({report})" if report else ""
            st.markdown(f"- {said}{reason} — {source}{wrong}")
        for source_id in known:
            if source_id not in backing:
                st.markdown(f"- {markup.link(gazetteer.sources.loc[source_id])}")


def _claim(period: dict[str, object], row: data_health.Backing) -> dict[str, object]:
    """A claim as a row of claims.csv, as far as a report names it."""
    return {
        "claim_id": row.claim_id,
        "base_id": period["base_id"],
        "property": row.prop,
        "value": row.value,
        "source_id": row.source_id,
    }
