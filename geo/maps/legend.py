"""The legend of operators and states, with the buttons for the whole view and full screen."""

from branca.element import MacroElement
from folium.template import Template


class Legend(MacroElement):
    """What colours, shapes and outlines mean; in a document of its own also a switch for each."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        BaseAtlas.addLegend({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__()
        self._name = "Legend"
