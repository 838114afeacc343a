"""What the reader chose, as this session knows it: a register of fields, and the address it makes.

Widgets, maps and the side bar are views of it; they never hold the truth themselves. What a map or
the side bar has changed is heard here; what a widget, Back or Forward change, the page changes.
"""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo.answers.link import parts_of_link, read_link, write_link
from geo.answers.selection import Selection
from geo.gazetteer.model import Gazetteer
from geo.time.dates import Day
from ui import gazetteers
from ui.register import Register, opened, read_message

_REGISTER = "register"
_SELECTION = "selection"
_NOTICES = "notices"
# Fields that a map writes into the address (parts.js), by their keys there.
_KEYS_OF_MAP = {"sight": "at", "closed": "closed"}


def selection() -> Selection:
    """Return the session's selection."""
    chosen: Selection = st.session_state[_SELECTION]
    return chosen


def notices() -> tuple[str, ...]:
    """Return what the reader should know of the link that was opened, one sentence each."""
    return tuple(st.session_state.get(_NOTICES, ()))


def answer(names: Collection[str] = ()) -> dict[str, Any]:
    """Return what the page says to its maps and side bar: its name, and its fields' entries.

    ``names`` are the fields to speak of, all where none is named.
    """
    register = _register()
    fields = {n: [*e] for n, e in register.fields.items() if not names or n in names}
    return {"page": register.who, "fields": fields}


def change(**fields: Any) -> None:
    """Change fields of the selection; maps and side bar follow."""
    moved = "date" in fields or "window" in fields
    # Bases are named at the time of their event.
    fields = {"named": (), **fields} if moved else fields
    _change(replace(selection(), **fields))


def begin(gazetteer: Gazetteer) -> None:
    """Start with another gazetteer: its opening date, no filter, no base."""
    _change(Selection(gazetteer.opening))


def point_out(when: Day, bases: tuple[str, ...], **fields: Any) -> None:
    """Go to a date and name some bases on the map, until the reader moves on."""
    change(date=when, window=None, base=None, named=bases, **fields)


def hear(said: object) -> frozenset[str]:
    """Take over what a map or the side bar has changed, and return the fields it spoke of.

    What makes no sense is put right.
    """
    message = read_message(said)
    if message is None:
        return frozenset()
    register = _register()
    known = {name: entry for name, entry in message.fields.items() if name in register.fields}
    gazetteer, _ = gazetteers.current()
    _keep(register.hear(message._replace(fields=known)))
    _fit(gazetteer)
    return frozenset(known)


def open_edition() -> None:
    """Open the edition that the address names, where the reader opened a link or went back."""
    if _REGISTER in st.session_state and not (_came_by_history() and st.query_params):
        return
    gazetteers.open_edition(st.query_params.get("v", ""))


def restore(gazetteer: Gazetteer) -> None:
    """Read the address where the reader opened a link, or went back or forward to one.

    In all other runs the session knows better: the browser may not have the last address yet.
    Going to another page empties the address; the selection then stays as it was.
    """
    if _REGISTER in st.session_state and not (_came_by_history() and st.query_params):
        return
    found, said = read_link(_address(), gazetteer)
    if _REGISTER in st.session_state:
        found = replace(found, **_kept_on_the_way_back())
    parts = parts_of_link(found)
    if _REGISTER not in st.session_state:
        # Back, on a page whose server has restarted meanwhile, is a change even of what it opens.
        known = {} if _came_by_history() else parts
        st.session_state[_REGISTER] = opened(f"hub:{secrets.token_hex(4)}", known)
    _change(found)
    st.session_state[_NOTICES] = said


def follow(gazetteer: Gazetteer) -> None:
    """Bring the selection into the range and vocabulary of a gazetteer, and the address after it.

    Earlier editions are named by their version; so are data of the reader's own: where they are
    gone, the link says so. What a link was warned of stays until the reader moves on.
    """
    _fit(gazetteer)
    query = write_link(selection())
    if gazetteers.is_own() or gazetteers.is_edition():
        query["v"] = [gazetteers.current()[0].version]
    elif notices() and "v" in st.query_params:
        query["v"] = st.query_params.get_all("v")
    if _written_here(_address()) != _written_here(query):
        st.query_params.from_dict(query)


def _register() -> Register:
    register: Register = st.session_state[_REGISTER]
    return register


def _change(wanted: Selection) -> None:
    _keep(_register().change(parts_of_link(wanted)))
    st.session_state[_SELECTION] = wanted


def _keep(register: Register) -> None:
    """Keep another state of the register; what a link was warned of is past if that differs."""
    before = _register()
    if any(entry.value != before.value(name) for name, entry in register.fields.items()):
        st.session_state[_NOTICES] = ()
    st.session_state[_REGISTER] = register


def _fit(gazetteer: Gazetteer) -> None:
    """Put right what the register holds that this gazetteer does not have: a change by the page."""
    parts = [entry.value for entry in _register().fields.values()]
    query = {key: words for part in parts for key, words in part.items()}
    fitting, _ = read_link(query, gazetteer)
    _change(fitting)


def _came_by_history() -> bool:
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def _written_here(query: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """What of an address the page writes, all of it where something in it is to be put right.

    A map writes its own words by itself, which adds no step to the history.
    """
    own = () if notices() else _KEYS_OF_MAP.values()
    return {key: words for key, words in query.items() if key not in own}


def _kept_on_the_way_back() -> dict[str, Any]:
    """Fields of the map that an address of the history does not have: they stay as they are.

    Where a page is left the map takes its words out of the address.
    """
    asked = _address()
    return {
        name: getattr(selection(), name) for name, key in _KEYS_OF_MAP.items() if key not in asked
    }


def _address() -> Mapping[str, list[str]]:
    return {key: st.query_params.get_all(key) for key in st.query_params}
