"""Files that the server holds in memory while a session needs them."""

from streamlit.runtime import get_instance


def address(name: str, content: str | bytes, kind: str) -> str:
    """Return the path of a file, from the root of the app; ``kind`` is its media type.

    It is kept for as long as every run of the session asks for it; another content under the same
    ``name`` takes its place.
    """
    raw = content.encode() if isinstance(content, str) else content
    return str(get_instance().media_file_mgr.add(raw, kind, f"base-atlas-{name}"))
