"""The map in its own document, and the bridge that hears it.

The map's script is the same text on every rerun, so the document stays; what changes goes to it as
one call of ``show`` in an added feature group. Files are served by the app itself: Leaflet and the
map's scripts from their folders, periods as one file held in memory for the session.
"""

import json
from pathlib import Path
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
from ui import chosen

HERE = Path(__file__).parent
_LEAFLET = components.declare_component("leaflet", path=str(assets.LEAFLET))
_ASSETS = components.declare_component("atlas", path=str(assets.ASSETS))
_OUTLINE = components.declare_component("outline", path=str(DATA))
_BRIDGE = st.components.v2.component(
    "base_atlas_bridge", js=(HERE / "assets" / "bridge.js").read_text(encoding="utf-8")
)
_payloads: WeakKeyDictionary[Gazetteer, bytes] = WeakKeyDictionary()

HEARD = "heard_from_map"


class _Show(MacroElement):
    """One call that tells the map what the page wants to see."""

    _template = Template(
        "{% macro script(this, kwargs) %}window.baseAtlas.show({{ this.answer }});{% endmacro %}"
    )

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__()
        self._name = "Show"
        self.answer = to_json(answer)


def show(view: View, *, shapes: dict[str, Any] | None = None, key: str = "map") -> None:
    """Draw the map of a view; ``shapes`` is GeoJSON to draw over it."""
    _BRIDGE(key=f"{key}_bridge", on_said_change=_hear, height=0)
    group = folium.FeatureGroup()
    _Show({**_answer(view), "shapes": shapes}).add_to(group)
    st_folium(
        _map(view.gazetteer),
        key=key,
        use_container_width=True,
        height=460,
        returned_objects=[],
        feature_group_to_add=group,
    )


def _map(gazetteer: Gazetteer) -> folium.Map:
    scripts, styles = assets.links(_folder(_LEAFLET), _folder(_ASSETS))
    return atlas_map(
        json.dumps(_payload_address(gazetteer)),
        json.dumps(f"{_folder(_OUTLINE)}/outline.geojson"),
        scripts=scripts,
        styles=styles,
        fill=True,
    )


def _folder(component: Any) -> str:
    """The address of a component's folder, as seen from the map's own document."""
    return f"../{component.name}"


def _payload_address(gazetteer: Gazetteer) -> str:
    if gazetteer not in _payloads:
        _payloads[gazetteer] = to_json(payload(gazetteer)).encode()
    media = get_instance().media_file_mgr
    address = media.add(_payloads[gazetteer], "application/json", "base-atlas-payload")
    return f"../..{address}"


def _answer(view: View) -> dict[str, Any]:
    selection = view.selection
    heard = st.session_state.get(HEARD, {})
    return {
        "document": heard.get("document", ""),
        "heard": heard.get("sent", 0),
        "revision": chosen.revision(),
        "day": dates.to_day(selection.date),
        "window": [dates.to_day(day) for day in selection.window] if selection.window else None,
        "base": selection.base,
        "filter": {
            "country": selection.countries,
            "operator": selection.operators,
            "status": selection.statuses,
            "kind": selection.kinds,
            "q": selection.text,
        },
    }


def _hear() -> None:
    """Take over what the map says; called before the page runs again."""
    from ui import gazetteers

    said = next(
        (st.session_state[k].get("said") for k in st.session_state if str(k).endswith("_bridge")),
        None,
    )
    if not isinstance(said, dict):
        return
    gazetteer, _ = gazetteers.current()
    st.session_state[HEARD] = {
        "document": str(said.get("document", "")),
        "sent": int(said.get("sent", 0)) if str(said.get("sent", 0)).isdigit() else 0,
    }
    chosen.follow_map(**chosen.from_message(said, gazetteer))
