"""The tour: its stops down a column, with the map following; the last is the article's claim."""

from html import escape
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from geo.answers import article
from geo.answers.view import View
from geo.gazetteer.model import Gazetteer
from geo.time import dates
from ui import chosen, markup

ASSETS = Path(__file__).parents[1] / "assets"
KEY = "tour"
INTRO = (
    "From 2001 to 2021. Scroll, press the buttons, or use the arrow keys here: the map goes "
    "to each day."
)
_PANEL = st.components.v2.component(
    "base_atlas_tour",
    html=(
        "<div class='story'><div class='bar'><span role='status'></span>"
        "<button type='button' class='back'>Previous stop</button>"
        "<button type='button' class='forth'>Next stop</button></div>"
        "<div class='column' role='region' aria-label='The tour' tabindex='0'>"
        f"<p class='intro'>{INTRO}</p><ol></ol></div></div>"
    ),
    css=(ASSETS / "story.css").read_text(encoding="utf-8"),
    js=(ASSETS / "story.js").read_text(encoding="utf-8"),
)


def show(view: View) -> None:
    """Show the stops of the tour, where it has any; the map goes to the one being read."""
    stops = _stops(view.gazetteer)
    if stops.empty:
        return
    told = [_stop(view.gazetteer, event) for event in stops.to_dict("records")]
    data = {"stops": told, "here": view.selection.stop}
    _PANEL(key=KEY, data=data, on_stop_change=lambda: _take(view.gazetteer))


def go(gazetteer: Gazetteer, event: dict[str, Any], **more: int) -> None:
    """Go to the day of an event, and name its bases on the map."""
    when = dates.from_day(event["day"])
    when = min(max(when, gazetteer.first), gazetteer.last)
    chosen.point_out(when, tuple(event["base_ids"]), **more)


def _take(gazetteer: Gazetteer) -> None:
    said = (st.session_state.get(KEY) or {}).get("stop")
    stops = _stops(gazetteer)
    if isinstance(said, int) and 1 <= said <= len(stops):
        go(gazetteer, stops.iloc[said - 1].to_dict(), stop=said)


def _stops(gazetteer: Gazetteer) -> pd.DataFrame:
    events = gazetteer.events
    return events[events["tour"] != ""].sort_values("tour", key=pd.to_numeric)


def _stop(gazetteer: Gazetteer, event: dict[str, Any]) -> str:
    when = dates.in_words(str(event["date"]))
    claim = _claim(gazetteer) if event["event_id"] == article.EVENT else ""
    sources = claim or _sources(gazetteer, event["sources"])
    return (
        f"<li><p class='when'>{escape(when)}</p><h3>{escape(str(event['title']))}</h3>"
        f"<p>{escape(str(event['note']))}</p>{sources}</li>"
    )


def _claim(gazetteer: Gazetteer) -> str:
    """What was claimed, what is known and what is not, each with its sources."""
    rows = "".join(
        f"<dt>{escape(label)}</dt><dd>{escape(sentence)}{_sources(gazetteer, sources)}</dd>"
        for label, sentence, sources in article.claim_of(gazetteer)
    )
    return f"<dl>{rows}</dl>" if rows else ""


def _sources(gazetteer: Gazetteer, names: tuple[str, ...]) -> str:
    links = "; ".join(markup.source_link(gazetteer.sources.loc[name]) for name in names)
    return f"<p class='sources'>Sources: {links}</p>" if links else ""
