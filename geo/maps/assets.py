"""The scripts and styles of the map, as the one text of each that a document asks for."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import xstatic.pkg.leaflet as leaflet

from geo.maps.linker import link

SCRIPTS = Path(__file__).parent / "scripts"
STYLES = Path(__file__).parent / "styles"
LEAFLET = Path(leaflet.BASE_DIR)
# The name under which Folium's elements and tests find what the scripts export.
HANDLE = "BaseAtlas"

# Leaflet's pictures (layer switch, marker) are not used, and a document alone cannot reach them.
_PICTURE = re.compile(r"url\(images/[^)]*\)")

Links = list[tuple[str, str]]


@cache
def script_text(entry: str = "page.js") -> str:
    """Return Leaflet and the map's own scripts as one text.

    ``entry`` is ``stand_alone.js`` for a document that carries everything inside.
    """
    return f"{_read(LEAFLET / 'leaflet.js')}\n{link(SCRIPTS / entry, HANDLE)}"


@cache
def table_script_text() -> str:
    """Return Leaflet and the scripts of the map of a table as one text."""
    return script_text("table_map.js")


@cache
def side_bar_text() -> str:
    """Return the script of the side bar as one module, which exports ``filters``."""
    return f"{link(SCRIPTS / 'side_bar.js', HANDLE)}export const {{ filters }} = {HANDLE};\n"


@cache
def picture_text() -> str:
    """Return the script of the picture that a page shows before its map, for inside the page."""
    return link(SCRIPTS / "picture.js", f"{HANDLE}Picture")


@cache
def style_text(*more: str) -> str:
    """Return Leaflet's and the map's own styles as one text, without links to pictures."""
    files = [LEAFLET / "leaflet.css", *(STYLES / name for name in ("atlas.css", *more))]
    return _PICTURE.sub("none", "\n".join(_read(file) for file in files))


@dataclass(frozen=True)
class Asset:
    """A file that pages ask for; ``path`` is its address in the app and changes with its text."""

    path: str
    text: str
    media_type: str


_TEXTS: dict[str, tuple[Callable[[], str], str]] = {
    "map.js": (script_text, "text/javascript"),
    "map.css": (style_text, "text/css"),
    "side_bar.js": (side_bar_text, "text/javascript"),
}


@cache
def asset(name: str) -> Asset:
    """Return a file by its name: ``map.js``, ``map.css`` or ``side_bar.js``.

    A browser may keep it for ever: another text has another address.
    """
    write, media_type = _TEXTS[name]
    return named(name, write(), media_type)


def named(name: str, text: str, media_type: str) -> Asset:
    """Return a file at an address that has a digest of its text."""
    stem, _, ending = name.partition(".")
    digest = sha256(text.encode()).hexdigest()[:16]
    return Asset(f"/assets/{stem}-{digest}.{ending}", text, media_type)


def all_assets() -> list[Asset]:
    """Return every file that pages ask for."""
    return [asset(name) for name in _TEXTS]


def _read(file: Path) -> str:
    text = file.read_text(encoding="utf-8")
    return text.replace("//# sourceMappingURL=leaflet.js.map", "")
