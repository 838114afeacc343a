"""What the reader chose: one Selection in the session, mirrored in the URL and in the map.

Widgets are views of the selection; they never hold the truth themselves. A change that the map did
not make itself raises the revision, so that the map can tell news from the echo of its own move.
"""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo.gazetteer import Gazetteer
from geo.selection import FILTERS, LONGEST_TEXT, Selection, from_query
from ui import gazetteers

_SELECTION = "selection"
_HEARD = "heard_from_filters"
_REVISION = "revision"
_NOTICES = "notices"
_NAMED = "named_bases"
_POINT = "picked_point"


def session() -> str:
    """Give a name for this session, by which its maps know each other and a server begun anew."""
    return str(st.session_state.setdefault("session_name", secrets.token_hex(8)))


def heard_from_filters() -> int:
    """Give the number of the last choice that the page's filters have told."""
    return int(st.session_state.get(_HEARD, 0))


def hear_filters(sent: int) -> None:
    """Note the number of a choice that the page's filters have told."""
    st.session_state[_HEARD] = sent


def selection() -> Selection:
    """Give the session's selection."""
    chosen: Selection = st.session_state[_SELECTION]
    return chosen


def revision() -> int:
    """Give the number of changes that the map did not make itself."""
    return int(st.session_state.get(_REVISION, 0))


def notices() -> tuple[str, ...]:
    """Give what the reader should know of the link that was opened, one sentence each."""
    return tuple(st.session_state.get(_NOTICES, ()))


def change(**fields: Any) -> None:
    """Change the selection; the map follows."""
    st.session_state[_SELECTION] = replace(selection(), **fields)
    st.session_state[_REVISION] = revision() + 1
    st.session_state[_NOTICES] = ()
    st.session_state[_NAMED] = ()


def begin(gazetteer: Gazetteer) -> None:
    """Start anew with a gazetteer: its opening date, no filter, no base."""
    change(**vars(Selection(gazetteer.opening)))


def point_out(when: date, bases: tuple[str, ...]) -> None:
    """Go to a date and name some bases on the map, until the reader moves on."""
    change(date=when, window=None, base=None)
    st.session_state[_NAMED] = bases


def named() -> tuple[str, ...]:
    """Give the bases that an event has named on the map."""
    return tuple(st.session_state.get(_NAMED, ()))


def pick_point(latitude: float, longitude: float) -> None:
    """Take a point of the map to measure from (degrees)."""
    st.session_state[_POINT] = (latitude, longitude)


def point() -> tuple[float, float] | None:
    """Give the point to measure from, latitude first, where the reader has picked one."""
    picked: tuple[float, float] | None = st.session_state.get(_POINT)
    return picked


def follow_map(named: tuple[str, ...], **fields: Any) -> None:
    """Take over what the map itself has already shown, and the bases that an event has named."""
    st.session_state[_SELECTION] = replace(selection(), **fields)
    st.session_state[_NOTICES] = ()
    st.session_state[_NAMED] = named


def restore(gazetteer: Gazetteer) -> None:
    """Read the selection from the URL where the reader opened a link, or went back or forth to one.

    In all other runs the session knows better: the browser may not have the last address yet.
    Going to another page empties the URL; the selection then stays as it was.
    """
    if _SELECTION in st.session_state and not (_came_by_history() and st.query_params):
        return
    query = {key: tuple(st.query_params.get_all(key)) for key in st.query_params}
    st.session_state[_SELECTION], st.session_state[_NOTICES] = from_query(query, gazetteer)
    st.session_state[_REVISION] = revision() + 1


def _came_by_history() -> bool:
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def fit(gazetteer: Gazetteer) -> None:
    """Bring the selection into another gazetteer's range and vocabulary."""
    wanted = {key: tuple(values) for key, values in selection().to_query().items()}
    kept, _ = from_query(wanted, gazetteer)
    if kept != selection():
        change(**vars(kept))


def write() -> None:
    """Put the selection into the URL.

    Data of the reader's own are named by their version: where they are gone, the link says so. What
    a link was warned of stays until the reader moves on.
    """
    query = selection().to_query()
    if gazetteers.is_own():
        query["v"] = [gazetteers.current()[0].version]
    elif notices() and "v" in st.query_params:
        query["v"] = st.query_params.get_all("v")
    present = {key: st.query_params.get_all(key) for key in st.query_params}
    if present != query:
        st.query_params.from_dict(query)


def from_message(message: Mapping[str, Any], gazetteer: Gazetteer) -> dict[str, Any]:
    """Give the fields of a selection that the map's message holds; nonsense is left out."""
    fields: dict[str, Any] = {}
    day = _day(message.get("date"), gazetteer)
    if day is not None:
        fields["date"] = day
    if "window" in message:
        fields["window"] = _window(message["window"], gazetteer)
    base = message.get("base")
    fields["base"] = base if base in gazetteer.bases.index else None
    return fields


def filter_from(said: Mapping[str, Any], gazetteer: Gazetteer) -> dict[str, Any]:
    """Give the fields of a selection that a filter of map or side bar holds, without nonsense."""
    fields: dict[str, Any] = {"text": str(said.get("q", "")).strip()[:LONGEST_TEXT]}
    for key, (field, column) in FILTERS.items():
        fields[field] = _known(said.get(key), gazetteer.coded[column].words)
    return fields


def _known(said: object, words: Collection[str]) -> tuple[str, ...]:
    return tuple(word for word in said if word in words) if isinstance(said, list) else ()


def named_in(message: Mapping[str, Any], gazetteer: Gazetteer) -> tuple[str, ...]:
    """Give the bases that the map's message names; nonsense is left out."""
    named = message.get("named")
    known = gazetteer.bases.index
    return (
        tuple(b for b in named if isinstance(b, str) and b in known)
        if isinstance(named, list)
        else ()
    )


def _window(value: object, gazetteer: Gazetteer) -> tuple[date, date] | None:
    if not isinstance(value, list) or len(value) != 2:
        return None
    first, last = (_day(edge, gazetteer) for edge in value)
    return (min(first, last), max(first, last)) if first and last else None


def _day(value: object, gazetteer: Gazetteer) -> date | None:
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        return None
    return min(max(day, gazetteer.first), gazetteer.last)
