"""The dated story: a guided tour of a dozen stops, and every event with its sources."""

import pandas as pd
import streamlit as st

from geo import dates
from geo.view import View
from ui import chosen, words

STOP = "tour_stop"
LIST_HEIGHT = 420  # pixels


def show_tour(view: View) -> None:
    """Show one stop of the tour, with the way to the next; the map goes to its date."""
    events = view.gazetteer.events
    stops = events[events["tour"] != ""].sort_values("tour", key=pd.to_numeric)
    if stops.empty:
        return
    here = min(int(st.session_state.get(STOP, 0)), len(stops))
    with st.container(border=True):
        if here == 0:
            st.markdown(f"**A tour in {len(stops)} stops**, from 2001 to 2021. The map follows.")
        else:
            event = stops.iloc[here - 1]
            st.caption(f"Stop {here} of {len(stops)}")
            when = dates.in_words(event["date"])
            st.markdown(f"**{when}: {words.markdown(event['title'])}**")
            st.write(words.markdown(event["note"]))
        back, forth = st.columns(2)
        back.button(
            "Previous stop", on_click=_step, args=(view, stops, here - 1), disabled=here <= 1
        )
        label = "Begin the tour" if here == 0 else "Next stop"
        at_end = here == len(stops)
        forth.button(label, on_click=_step, args=(view, stops, here + 1), disabled=at_end)


def show_list(view: View) -> None:
    """Show the events, filtered by kind and base."""
    events = view.gazetteer.events
    left, right = st.columns(2)
    kinds = left.multiselect("Kind of event", sorted(events["kind"].unique()), key="event_kinds")
    names = view.gazetteer.bases["name"]
    bases = right.multiselect(
        "Base concerned", list(names.index), format_func=lambda b: str(names[b]), key="event_bases"
    )
    if kinds:
        events = events[events["kind"].isin(kinds)]
    if bases:
        events = events[[bool(set(bases) & set(own)) for own in events["base_ids"]]]
    st.caption(f"{len(events)} of {len(view.gazetteer.events)} events")
    # As high as the map beside it, so that an event and its date on the map are seen together.
    with st.container(height=LIST_HEIGHT):
        for event in events.to_dict("records"):
            _show_event(view, event)


def _show_event(view: View, event: dict[str, object]) -> None:
    with st.container(border=True):
        when = dates.in_words(str(event["date"]))
        st.markdown(f"**{when}** · {event['kind']}  \n{words.markdown(str(event['title']))}")
        names = view.gazetteer.bases["name"]
        told = [str(event["note"]), ", ".join(names[b] for b in event["base_ids"])]  # type: ignore[attr-defined]
        st.caption(" · ".join(words.markdown(text) for text in told if text))
        sources = [words.link(view.gazetteer.sources.loc[s]) for s in event["sources"]]  # type: ignore[attr-defined]
        st.caption("Sources: " + "; ".join(sources))
        st.button(
            "Show on the map at this date",
            key=f"show_{event['event_id']}",
            on_click=_go,
            args=(view, event["day"], event["base_ids"]),
        )


def _step(view: View, stops: pd.DataFrame, number: int) -> None:
    st.session_state[STOP] = number
    event = stops.iloc[number - 1]
    _go(view, event["day"], event["base_ids"])


def _go(view: View, day: int, bases: tuple[str, ...]) -> None:
    when = dates.from_day(day)
    when = min(max(when, view.gazetteer.first), view.gazetteer.last)
    chosen.point_out(when, tuple(bases))
