"""The map in its own document, and what it says to the page.

The map's script is the same text on every rerun, so the document stays; what changes goes to it as
one call of ``show`` in an added feature group. What it has changed comes back as the value of its
own component (``ui.register``). Files are served by the app itself: the outline from its folder,
scripts and styles at fixed addresses (``geo.maps.assets``), periods as one file in memory for the
session.
"""

import json
import time
from typing import Any
from weakref import WeakKeyDictionary

import folium
import streamlit as st
import streamlit.components.v1 as components
from branca.element import MacroElement
from folium.template import Template
from streamlit_folium import st_folium

from geo.answers.view import View
from geo.gazetteer.model import Gazetteer
from geo.maps import assets, atlas_map
from geo.maps.payload import payload, to_json
from geo.paths import DATA
from geo.time import dates
from ui import chosen, served

_OUTLINE = components.declare_component("outline", path=str(DATA))
_payloads: WeakKeyDictionary[Gazetteer, bytes] = WeakKeyDictionary()

# Whether the session has seen a map yet: nothing, WAITING, LATE or THERE.
FIRST_SIGHT = "first_sight"
WAITING, LATE, THERE = "waiting", "late", "there"
# seconds
PATIENCE = 4


class _Show(MacroElement):
    """One call that passes the map what the page wants to see."""

    _template = Template(
        "{% macro script(this, kwargs) %}window.baseAtlas.show({{ this.answer }});{% endmacro %}"
    )

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__()
        self._name = "Show"
        self.answer = to_json(answer)


def show(
    view: View,
    *,
    shapes: dict[str, Any] | None = None,
    clicks: bool = False,
    card: bool = False,
    key: str = "map",
) -> None:
    """Draw the map of a view; ``clicks`` picks points.

    ``shapes`` is GeoJSON to draw over it, which the map shows whole until its reader moves it.
    With ``card`` the answer is on the map, which fills the window.
    """
    answer = _answer(view.gazetteer, shapes=shapes, fit=bool(shapes))
    shown = _map(clicks=clicks, card=card)
    with st.container(key="whole_map" if card else "tall_map"):
        _place(shown, answer, key=f"whole_{key}" if card else key, height=460)
    if st.session_state.get(FIRST_SIGHT) == LATE:
        st.info(
            "The map has not loaded yet. The same information is in the text and the table below."
        )


def await_first_sight() -> None:
    """End the first run of a session here; the map starts the next one once it is drawn.

    Streamlit shows nothing new while the scripts of a page's widgets still arrive. Those of the
    table and the filters take longer than the whole map does.
    """
    if st.session_state.get(FIRST_SIGHT) not in (LATE, THERE):
        _lose_patience(time.monotonic())
        st.stop()


@st.fragment(run_every=PATIENCE)
def _lose_patience(begun: float) -> None:
    """Wait for the map's first message, up to PATIENCE seconds; run again when it is late."""
    st.session_state[FIRST_SIGHT] = WAITING
    if time.monotonic() - begun > PATIENCE / 2:
        st.session_state[FIRST_SIGHT] = LATE
        st.rerun()


def show_still(view: View, *, key: str, changes: dict[str, str] | None = None) -> None:
    """Draw a map of one date without a time slider; such maps of one page move together.

    ``changes`` says in a word what became of each base, which its marker then shows.
    """
    height = 380
    options: dict[str, Any] = {"sync": chosen.answer()["page"], "height": height}
    shown = _map(time=False, tiles=False, fill=False, **options)
    day = dates.to_day(view.selection.date)
    answer = _answer(view.gazetteer, day=day, changes=changes)
    with st.container(key=f"still_map_{key}"):
        _place(shown, answer, key=key, height=height)


def _place(shown: folium.Map, answer: dict[str, Any], *, key: str, height: int) -> None:
    group = folium.FeatureGroup()
    _Show(answer).add_to(group)
    st_folium(
        shown,
        key=key,
        use_container_width=True,
        height=height,
        returned_objects=[],
        feature_group_to_add=group,
        # The page around the map, which nothing here uses.
        render=False,
        on_change=lambda: _hear(key),
    )


def _map(**options: Any) -> folium.Map:
    return atlas_map(
        "",
        json.dumps(f"../{_OUTLINE.name}/outline.geojson"),
        scripts=[("base_atlas", _from_the_map(assets.asset("map.js").path))],
        styles=[("base_atlas_styles", _from_the_map(assets.asset("map.css").path))],
        **{"fill": True, **options},
    )


def _payload_address(gazetteer: Gazetteer) -> str:
    if gazetteer not in _payloads:
        _payloads[gazetteer] = to_json(payload(gazetteer)).encode()
    return _from_the_map(served.address("data", _payloads[gazetteer], "application/json"))


def _from_the_map(path: str) -> str:
    """The address of a file of the app, from the document of the map."""
    return f"../..{path}"


def _answer(gazetteer: Gazetteer, **more: Any) -> dict[str, Any]:
    """What the page says to a map; other data than before have another address."""
    return {
        **chosen.answer(),
        "data": _payload_address(gazetteer),
        "awaited": st.session_state.get(FIRST_SIGHT) != THERE,
        **more,
    }


def _hear(key: str) -> None:
    """Take over what a map says; called before the page runs again."""
    st.session_state[FIRST_SIGHT] = THERE
    chosen.hear(st.session_state.get(key))
