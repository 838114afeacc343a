"""The card of the chosen base: what it was, whose, from when to when, and who says so."""

from typing import Any

import pandas as pd
import streamlit as st

from geo import dates, doubt
from geo.gazetteer import Gazetteer
from geo.names import parse_local_names
from geo.presence import Presence
from geo.style import STATUS_WORDS
from geo.view import View
from ui import chosen, words

MARKS = {Presence.CERTAIN: "●", Presence.POSSIBLE: "○", Presence.ABSENT: "·"}


def show(view: View) -> None:
    """Show the chosen base's card, or how to choose one."""
    if view.base is None:
        st.info("Choose a base on the map or in the table to see its dates and sources.")
        return
    base = view.base
    with st.container(border=True):
        st.markdown(f"## {words.markdown(base['name'])}")
        st.caption(words.markdown(f"{base['kind']}, {base['country']}"))
        spelled = dict.fromkeys(name for _, name in parse_local_names(base["local_names"]))
        names = ", ".join(spelled)
        if names:
            st.caption(words.markdown(names))
        periods = view.periods[view.periods["base_id"] == view.selection.base]
        there = periods["presence"] > 0
        left_out = (view.gazetteer.periods["base_id"] == view.selection.base).sum() - len(periods)
        if left_out:
            count = "1 period" if left_out == 1 else f"{left_out} periods"
            st.info(f"The filters leave out {count} of this base.")
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
        start, end = dates.in_words(period["start"]), dates.in_words(period["end"], end=True)
        name = words.markdown(period["operator"])
        status = "" if period["status"] == "active" else f", {period['status']}"
        st.markdown(f"{mark} **{name}{status}**: {start} – {end}")
        remarks = [_tenure(period), period["unit"], period["note"]]
        if period["status"] != "active":
            remarks.append(f"{period['status'].capitalize()}: {STATUS_WORDS[period['status']]}.")
        remarks += doubt.marks(view.gazetteer, period["period_id"])
        st.caption(" · ".join(words.markdown(text) for text in remarks if text))
        _show_sources(view.gazetteer, period)


def _tenure(period: dict[str, Any]) -> str:
    """From when to when the operator was there in all, where this period is only a part of it."""
    if (period["since"], period["until"]) == (period["start"], period["end"]):
        return ""
    since, until = dates.in_words(period["since"]), dates.in_words(period["until"], end=True)
    return f"In all: {since} – {until}."


def _show_sources(gazetteer: Gazetteer, period: dict[str, object]) -> None:
    rows = doubt.dates_and_sources(gazetteer, str(period["period_id"]))
    known = [s for s in period["sources"] if s in gazetteer.sources.index]  # type: ignore[attr-defined]
    with st.expander(words.number(len(known), "source")):
        backing: set[str] = set()
        for row in rows:
            backing.add(row.source_id)
            source = words.link(gazetteer.sources.loc[row.source_id])
            said = f"{row.prop}: {dates.in_words(row.value, end=row.prop == 'end')}"
            reason = "" if row.used else f" (not used: {words.markdown(row.reason)})"
            st.markdown(f"- {said}{reason} — {source}")
        for source_id in known:
            if source_id not in backing:
                st.markdown(f"- {words.link(gazetteer.sources.loc[source_id])}")
