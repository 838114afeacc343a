"""Every event with its sources, filtered by kind and base."""

from typing import Any

import streamlit as st

from geo.answers.events import listed
from geo.answers.view import View
from geo.time import dates
from ui import chosen, markup, mirrors, report_links
from ui.panels import tour_panel

LIST_HEIGHT = 420  # pixels


def show_list(view: View) -> None:
    """Show the events, filtered by kind and base."""
    events = view.gazetteer.events
    left, right = st.columns(2)
    kinds = mirrors.choose_some(
        left,
        "Kind of event",
        sorted(events["kind"].unique()),
        view.selection.event_kinds,
        lambda kinds: chosen.change(event_kinds=kinds),
    )
    names = view.gazetteer.bases["name"]
    bases = mirrors.choose_some(
        right,
        "Base",
        list(names.index),
        view.selection.event_bases,
        lambda bases: chosen.change(event_bases=bases),
        format_func=lambda b: str(names[b]),
    )
    events = listed(events, kinds, bases)
    st.caption(f"{len(events)} of {len(view.gazetteer.events)} events")
    with st.container(height=LIST_HEIGHT):
        for event in events.to_dict("records"):
            _show_event(view, event)


def _show_event(view: View, event: dict[str, Any]) -> None:
    with st.container(border=True):
        when = dates.in_words(str(event["date"]))
        st.markdown(f"**{when}** · {event['kind']}  \n{markup.markdown(str(event['title']))}")
        names = view.gazetteer.bases["name"]
        told = [str(event["note"]), ", ".join(names[b] for b in event["base_ids"])]
        st.caption(" · ".join(markup.markdown(text) for text in told if text))
        sources = [markup.link(view.gazetteer.sources.loc[s]) for s in event["sources"]]
        report = report_links.of_event(view, event, "events")
        mistake = f" · [{report_links.LABEL}]({report})" if report else ""
        st.caption(f"Sources: {'; '.join(sources)}{mistake}")
        st.button(
            "Show on the map",
            key=f"show_{event['event_id']}",
            on_click=tour_panel.go,
            args=(view.gazetteer, event),
        )
