"""Tile layers a reader may choose; none of them is asked for anything before that."""

from typing import Any

import xyzservices
import xyzservices.providers as xyz
from branca.element import MacroElement
from folium.template import Template

from geo.maps.payload import to_json

TILES: dict[str, xyzservices.TileProvider] = {
    "Streets (OpenStreetMap)": xyz.OpenStreetMap.Mapnik,
    "Satellite imagery (Esri)": xyz.Esri.WorldImagery,
    "Terrain (OpenTopoMap)": xyz.OpenTopoMap,
}


class TileChoice(MacroElement):
    """A layer control whose first choice is the outline alone; tiles load only when chosen.

    Where they cannot load, the outline below them stays visible.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        BaseAtlas.addTileChoice({{ this._parent.get_name() }}, {{ this.layers }});
        {% endmacro %}
        """
    )

    def __init__(self, tiles: dict[str, xyzservices.TileProvider] | None = None) -> None:
        super().__init__()
        self._name = "TileChoice"
        self.layers = to_json(choices(TILES if tiles is None else tiles))


def choices(tiles: dict[str, xyzservices.TileProvider]) -> dict[str, dict[str, Any]]:
    """Return tile providers as the map's script takes them: address, attribution, deepest zoom."""
    return {
        name: {
            "url": provider.build_url(),
            "attribution": provider.html_attribution,
            "maxZoom": provider.get("max_zoom", 18),
        }
        for name, provider in tiles.items()
    }
