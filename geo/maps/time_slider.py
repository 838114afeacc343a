"""The time slider as a Folium element."""

from branca.element import MacroElement
from folium.template import Template


class TimeSlider(MacroElement):
    """A slider below the map that shows and hides its bases in the browser, by date.

    Used like a Folium plugin, on a map that has :class:`geo.maps.BaseMarkers`::

        BaseMarkers(source).add_to(map)
        TimeSlider().add_to(map)

    It carries the band of bases held, the events, the changes to step through and the player; it
    measures each update as ``performance.measure("time-slider")``.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        BaseAtlas.addTimeSlider({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__()
        self._name = "TimeSlider"
