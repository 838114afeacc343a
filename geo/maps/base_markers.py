"""The layer of bases: every period sent once, shown and hidden in the browser."""

from typing import Any

from branca.element import MacroElement
from folium.template import Template

from geo.maps.payload import to_json


class BaseMarkers(MacroElement):
    """Markers of all bases of a gazetteer, as the date and the filters of its map say.

    ``source`` is the payload of :func:`geo.maps.payload.payload`, or the address of a JSON file
    that holds it; blank where the page around the map names it with every answer. ``fill`` makes
    map and slider as high as the window around them allows; otherwise ``height`` (pixels) is what
    both share. ``full_cards`` shows every period and all names on a base's card, for a document
    with no page around it. Maps with the same ``sync`` move together; with ``clicks`` the page
    hears of each click on the map. ``view`` is an answer as ``PageMessages.show`` takes it.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        Object.assign(BaseAtlas.addBases({{ this._parent.get_name() }}), {{ this.options }});
        {% if this.source %}
        {{ this._parent.get_name() }}.baseAtlas.load({{ this.source }})
            .then(() => {{ this._parent.get_name() }}.baseAtlas.show({{ this.view }}));
        {% endif %}
        {% endmacro %}
        """
    )

    def __init__(
        self,
        source: str,
        *,
        fill: bool = False,
        height: int = 600,
        full_cards: bool = False,
        sync: str = "",
        clicks: bool = False,
        view: dict[str, Any] | None = None,
    ) -> None:
        super().__init__()
        self._name = "BaseMarkers"
        self.source = source
        options = {"fill": fill, "height": height, "sync": sync, "clicks": clicks}
        self.options = to_json({**options, "fullCards": full_cards, "standalone": full_cards})
        self.view = to_json(view)
