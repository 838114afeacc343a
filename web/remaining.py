"""Any path that is not Streamlit's, as a part of a route: ``{path:remaining}``."""

from starlette.convertors import Convertor, register_url_convertor

# Where Streamlit has its own: the line to the browser, uploads, files of components and pages.
STREAMLITS = ("_stcore/", "component/", "media/", "static/", "favicon.png", "manifest.json")


class _Remaining(Convertor[str]):
    """Any path that is not Streamlit's."""

    regex = f"(?!{'|'.join(STREAMLITS)}).*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


def register_remaining() -> None:
    """Let routes have such a part."""
    register_url_convertor("remaining", _Remaining())
