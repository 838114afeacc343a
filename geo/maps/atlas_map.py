"""The map itself: Folium's, without the outside files that Folium asks for by default."""

from typing import Any, ClassVar

import folium

from geo.maps.answer_card import AnswerCard
from geo.maps.assets import Links
from geo.maps.base_markers import BaseMarkers
from geo.maps.legend import Legend
from geo.maps.outline import Outline
from geo.maps.tiles import TileChoice
from geo.maps.time_slider import TimeSlider

# The middle of Central Asia (latitude, longitude in degrees): seen only until the bases are fitted.
MIDDLE = (40.0, 70.0)
# Where the outline ends to say anything; draw/tiles.js has the same, and goes on with tiles.
OUTLINE_ZOOM = 9


class AtlasMap(folium.Map):
    """A Folium map that loads only the scripts and styles it is given.

    ``scripts`` and ``styles`` are (name, address) pairs, one after the
    other; empty lists suit a document that carries both inside.
    """

    default_js: ClassVar[Links] = []
    default_css: ClassVar[Links] = []

    def __init__(self, scripts: Links, styles: Links, **options: Any) -> None:
        self.default_js = list(scripts)  # type: ignore[misc]
        self.default_css = list(styles)  # type: ignore[misc]
        super().__init__(
            location=MIDDLE,
            zoom_start=5,
            tiles=None,
            control_scale=True,
            min_zoom=2,
            max_zoom=OUTLINE_ZOOM,
            zoom_snap=0.25,
            **options,
        )


def atlas_map(
    source: str,
    outline: str,
    *,
    scripts: Links,
    styles: Links,
    time: bool = True,
    tiles: bool = True,
    card: bool = False,
    **markers: Any,
) -> AtlasMap:
    """Return the complete map of a gazetteer.

    ``source`` and ``outline`` are JSON texts or quoted addresses of JSON files, ``source`` may be
    blank; ``card`` puts the answer on the map in place of a legend; ``markers`` goes to
    :class:`BaseMarkers`, which says what that means.
    """
    result = AtlasMap(scripts, styles)
    Outline(outline).add_to(result)
    BaseMarkers(source, **markers).add_to(result)
    if time:
        TimeSlider().add_to(result)
    (AnswerCard() if card else Legend()).add_to(result)
    if tiles:
        TileChoice().add_to(result)
    return result
