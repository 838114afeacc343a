"""The gazetteer a session looks at: the server's, or the reader's own."""

import streamlit as st

from geo.errors import Problem
from geo.gazetteer.editions import asked_for, is_version
from geo.gazetteer.model import Gazetteer
from geo.importer.served import served
from geo.public_address import public_address as address_of_app

OWN = "own_gazetteer"
# The version of an earlier edition that the session's link names.
EDITION = "edition"


def current() -> tuple[Gazetteer, tuple[Problem, ...]]:
    """Return the session's gazetteer and the problems of the file that could not replace it.

    Raises GazetteerError where the server has no good data at all.
    """
    own = st.session_state.get(OWN)
    if own is not None:
        return own, ()
    gazetteer, problems = served()
    return asked_for(gazetteer, st.session_state.get(EDITION, "")), problems


def open_edition(version: str) -> None:
    """Look at an earlier edition from now on; any other word leads to the current data."""
    st.session_state[EDITION] = version if is_version(version) else ""


def is_edition() -> bool:
    """Return whether the session looks at an earlier edition of the server's data."""
    return not is_own() and current()[0] is not server()


def is_own() -> bool:
    """Return whether the session looks at data of the reader's own."""
    return st.session_state.get(OWN) is not None


def server() -> Gazetteer:
    """Return the gazetteer that every session sees which has none of its own."""
    return served()[0]


def public_address() -> str:
    """Return where others find what is shown: blank for a file that no other session has."""
    return "" if is_own() else address_of_app()
