"""The map in its own document, and what it says to the page.

The map's script is the same text on every rerun, so the document stays; what changes goes to it as
one call of ``show`` in an added feature group. What it says comes back as the value of its own
component. Files are served by the app itself: the outline from its folder; scripts, styles and
periods as one file each, held in memory for the session.
"""

import json
from typing import Any
from weakref import WeakKeyDictionary

import folium
import streamlit as st
import streamlit.components.v1 as components
from branca.element import MacroElement
from folium.template import Template
from streamlit.runtime import get_instance
from streamlit_folium import st_folium

from geo import dates
from geo.gazetteer import DATA, Gazetteer
from geo.maps import assets, atlas_map
from geo.maps.payload import payload, to_json
from geo.view import View
from ui import chosen, gazetteers

_OUTLINE = components.declare_component("outline", path=str(DATA))
_payloads: WeakKeyDictionary[Gazetteer, bytes] = WeakKeyDictionary()

HEARD = "heard_from_map"
STANDS = "map_stands"
WAITED = "map_waited_for"
SILENT = "map_silent"
# seconds
PATIENCE = 4


class _Show(MacroElement):
    """One call that tells the map what the page wants to see."""

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
    key: str = "map",
) -> None:
    """Draw the map of a view; ``shapes`` is GeoJSON to draw over it, ``clicks`` picks points."""
    picked = chosen.point() if clicks else None
    answer = {**_answer(view), "shapes": shapes, "point": picked}
    _place(_map(view.gazetteer, clicks=clicks), answer, key=key, height=460)
    if st.session_state.get(SILENT):
        st.info("The map has not come yet. What it would show stands on this page in words.")


def await_first_sight() -> None:
    """End the first run of a session here; the map begins the next one once it stands.

    Streamlit shows nothing new while the scripts of a page's widgets still arrive. Those of the
    table and the filters take longer than the whole map does.
    """
    if not st.session_state.get(STANDS):
        _lose_patience()
        st.stop()


@st.fragment(run_every=PATIENCE)
def _lose_patience() -> None:
    """Wait for the map's first word, but not for ever: run at once, and again when it is late."""
    if st.session_state.get(WAITED):
        st.session_state.update({STANDS: True, SILENT: True})
        st.rerun()
    st.session_state[WAITED] = True


def show_still(view: View, *, key: str) -> None:
    """Draw a map of one date without a time slider; such maps of one page move together."""
    height = 380
    options: dict[str, Any] = {"sync": chosen.session(), "height": height}
    shown = _map(view.gazetteer, time=False, tiles=False, fill=False, **options)
    _place(shown, {**_answer(view), "heard": 0, "document": ""}, key=key, height=height)


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


def _map(gazetteer: Gazetteer, **options: Any) -> folium.Map:
    return atlas_map(
        json.dumps(_payload_address(gazetteer)),
        json.dumps(f"../{_OUTLINE.name}/outline.geojson"),
        scripts=[("base_atlas", _served(assets.script_text(), "text/javascript"))],
        styles=[("base_atlas_styles", _served(assets.style_text(), "text/css"))],
        **{"fill": True, **options},
    )


def _payload_address(gazetteer: Gazetteer) -> str:
    if gazetteer not in _payloads:
        _payloads[gazetteer] = to_json(payload(gazetteer)).encode()
    return _served(_payloads[gazetteer], "application/json")


def _served(content: str | bytes, kind: str) -> str:
    """The address of a file that the server holds in memory while this session needs it."""
    raw = content.encode() if isinstance(content, str) else content
    return f"../..{get_instance().media_file_mgr.add(raw, kind, f'base-atlas-{kind}')}"


def _answer(view: View) -> dict[str, Any]:
    selection = view.selection
    heard = st.session_state.get(HEARD, {})
    return {
        "session": chosen.session(),
        "document": heard.get("document", ""),
        "heard": heard.get("sent", 0),
        "revision": chosen.revision(),
        "filtered": chosen.heard_from_filters(),
        "awaited": not st.session_state.get(STANDS) or st.session_state.get(SILENT, False),
        "day": dates.to_day(selection.date),
        "window": [dates.to_day(day) for day in selection.window] if selection.window else None,
        "base": selection.base,
        "named": chosen.named(),
        "filter": {
            "country": selection.countries,
            "operator": selection.operators,
            "status": selection.statuses,
            "kind": selection.kinds,
            "q": selection.text,
        },
    }


def _hear(key: str) -> None:
    """Take over what a map says; called before the page runs again."""
    said = st.session_state.get(key)
    if not isinstance(said, dict):
        return
    st.session_state.update({STANDS: True, SILENT: False})
    if said.get("cause") == "stands":
        return
    gazetteer, _ = gazetteers.current()
    if said.get("cause") == "point":
        _pick(said.get("point"))
        return
    if isinstance(said.get("filter"), dict):
        chosen.change(**chosen.filter_from(said["filter"], gazetteer))
    if "date" in said:
        sent = str(said.get("sent", 0))
        st.session_state[HEARD] = {
            "document": str(said.get("document", "")),
            "sent": int(sent) if sent.isdigit() else 0,
        }
        chosen.follow_map(chosen.named_in(said, gazetteer), **chosen.from_message(said, gazetteer))
    else:
        chosen.change(**chosen.from_message(said, gazetteer))


def _pick(point: object) -> None:
    if isinstance(point, list) and len(point) == 2:
        latitude, longitude = (float(x) for x in point if isinstance(x, int | float))
        if -90 <= latitude <= 90 and -540 <= longitude <= 540:
            chosen.pick_point(latitude, (longitude + 180) % 360 - 180)
