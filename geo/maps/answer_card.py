"""The card with the answer, on the map itself."""

from branca.element import MacroElement
from folium.template import Template


class AnswerCard(MacroElement):
    """What the map shows in words, with filters, lists and profiles, in place of a legend.

    It follows the time slider in the frame in which the markers change; so it is added after it.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        BaseAtlas.addAnswerCard({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__()
        self._name = "AnswerCard"
