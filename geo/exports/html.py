"""One HTML file of a view: map, time slider, cards and search, with nothing outside it."""

import base64
import hashlib
import json
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

from geo.answers.link import parts_of_link
from geo.answers.view import View
from geo.exports.about import how_to_cite, said
from geo.gazetteer.model import Gazetteer
from geo.maps import assets
from geo.maps.payload import payload, to_json
from geo.maps.tiles import TILES, choices
from geo.place.geography import OUTLINE

TEMPLATE = Path(__file__).parent / "atlas.html"
# What of the selection the document opens on; the filters have left out their periods already.
SHOWN = ("time", "base", "sight", "closed")
BOOT = "BaseAtlas.standAlone(JSON.parse(document.getElementById('atlas-data').textContent));"


def render(view: View, address: str = "", *, tiles: bool = False) -> str:
    """Return the document of a view as text.

    It asks for nothing outside itself, and its Content-Security-Policy forbids it to; ``tiles``
    adds the choice of tile layers, and allows their pictures. ``address`` is where the app runs,
    for the permanent link.
    """
    script = f"{assets.script_text('stand_alone.js')}\n{BOOT}"
    style = assets.style_text("stand_alone.css")
    layers = choices(TILES) if tiles else {}
    parts = {
        "policy": _policy(script, style, [layer["url"] for layer in layers.values()]),
        "title": escape(view.gazetteer.title),
        "description": escape(view.selection.describe()),
        "style": style,
        "script": script,
        "data": to_json(_data(view, layers)),
        "colophon": escape(_colophon(view, address)),
    }
    return _fill(TEMPLATE.read_text(encoding="utf-8"), parts)


def _fill(template: str, parts: dict[str, str]) -> str:
    head, *rest = template.split("{{ ")
    filled = [head]
    for piece in rest:
        name, _, tail = piece.partition(" }}")
        filled += [parts[name], tail]
    return "".join(filled)


def _policy(script: str, style: str, tile_urls: list[str]) -> str:
    hosts = sorted({_host(url) for url in tile_urls})
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src '{_hash(script)}'",
            f"style-src '{_hash(style)}'",
            " ".join(["img-src", "data:", *hosts]),
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _host(url: str) -> str:
    return "https://" + url.split("/")[2].replace("{s}", "*")


def _data(view: View, layers: dict[str, Any]) -> dict[str, Any]:
    parts = parts_of_link(view.selection)
    return {
        "gazetteer": payload(_part(view)),
        "outline": json.loads(OUTLINE.read_text(encoding="utf-8")),
        "tiles": layers,
        "view": {"page": "", "fields": {name: [parts[name], 0, ""] for name in SHOWN}},
    }


def _part(view: View) -> Gazetteer:
    """The gazetteer without the periods that the filters leave out, and without their sources."""
    whole = view.gazetteer
    periods = view.periods.reset_index(drop=True)
    events = whole.events
    used = {source for sources in periods["sources"] for source in sources}
    used |= {source for sources in events["sources"] for source in sources}
    return replace(
        whole,
        periods=periods,
        bases=whole.bases[whole.bases.index.isin(periods["base_id"])],
        sources=whole.sources[whole.sources.index.isin(used)],
    )


def _colophon(view: View, address: str) -> str:
    parts = [
        said(view).removesuffix(". "),
        f"Cite as: {how_to_cite(view, address).removesuffix('.')}",
        view.gazetteer.licence,
        "Outline: Natural Earth, public domain",
        "Drawn with Leaflet",
    ]
    return " ".join(f"{part}." for part in parts if part)
