"""The card of the chosen base: what it was, whose, from when to when, and who says so."""

import pandas as pd
import streamlit as st

from geo import dates
from geo.names import parse_local_names
from geo.view import View
from ui import chosen, words


def show(view: View) -> None:
    """Show the chosen base's card, or how to choose one."""
    if view.base is None:
        st.info("Choose a base on the map or in the table to see its dates and sources.")
        return
    base = view.base
    with st.container(border=True):
        st.subheader(base["name"])
        st.caption(f"{base['kind']}, {base['country']}")
        names = ", ".join(name for _, name in parse_local_names(base["local_names"]))
        if names:
            st.write(words.markdown(names))
        periods = view.periods[view.periods["base_id"] == view.selection.base]
        for _, period in periods.iterrows():
            _show_period(period, view.gazetteer.sources)
        st.button("Close", key="close_card", on_click=chosen.change, kwargs={"base": None})


def _show_period(period: pd.Series, sources: pd.DataFrame) -> None:
    there = words.presence(period["presence"])
    mark = {"certainly there": "●", "possibly there": "○"}.get(there, "·")
    status = "" if period["status"] == "active" else f", {period['status']}"
    start = dates.in_words(period["start"])
    end = dates.in_words(period["end"], end=True)
    st.markdown(f"{mark} **{words.markdown(period['operator'])}{status}**: {start} – {end}")
    if period["unit"]:
        st.caption(words.markdown(period["unit"]))
    known = [source for source in period["sources"] if source in sources.index]
    with st.expander(f"{len(known)} {'source' if len(known) == 1 else 'sources'}"):
        for source in known:
            st.markdown(f"- {words.link(sources.loc[source])}")
