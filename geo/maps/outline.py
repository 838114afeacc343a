"""The outline basemap, drawn from the project's own file under any tile layer."""

from branca.element import MacroElement
from folium.template import Template


class Outline(MacroElement):
    """Countries, lakes, rivers and cities; ``source`` is GeoJSON text or an address in quotes."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        BaseAtlas.addOutline({{ this._parent.get_name() }}, {{ this.source }}).then((outline) => {
            BaseAtlas.followTheme(() => {
                outline.restyle();
                BaseAtlas.of({{ this._parent.get_name() }}).emitWhenReady('theme');
            });
            outline.restyle();
        });
        {% endmacro %}
        """
    )

    def __init__(self, source: str) -> None:
        super().__init__()
        self._name = "Outline"
        self.source = source
