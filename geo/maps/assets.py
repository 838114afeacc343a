"""The scripts and styles of the map: where they lie, and in what order a document needs them."""

import re
from functools import cache
from pathlib import Path

import xstatic.pkg.leaflet as leaflet

ASSETS = Path(__file__).parent / "assets"
LEAFLET = Path(leaflet.BASE_DIR)

SCRIPTS = (
    "presence.js",
    "atlas.js",
    "place_names.js",
    "outline.js",
    "card.js",
    "base_popup.js",
    "base_markers.js",
    "base_canvas.js",
    "legend.js",
    "changes.js",
    "band.js",
    "event_marks.js",
    "time_slider.js",
)
STYLES = ("atlas.css",)

# Leaflet's pictures (layer switch, marker) are not used, and a document alone cannot reach them.
_PICTURE = re.compile(r"url\(images/[^)]*\)")

Links = list[tuple[str, str]]


@cache
def script_text(names: tuple[str, ...] = SCRIPTS) -> str:
    """Give Leaflet and the map's own scripts as one text, so that a document asks once."""
    files = [LEAFLET / "leaflet.js", *(ASSETS / name for name in names)]
    return "\n".join(_read(file) for file in files)


@cache
def style_text(*more: str) -> str:
    """Give Leaflet's and the map's own styles as one text, without links to pictures."""
    files = [LEAFLET / "leaflet.css", *(ASSETS / name for name in (*STYLES, *more))]
    return _PICTURE.sub("none", "\n".join(_read(file) for file in files))


def _read(file: Path) -> str:
    text = file.read_text(encoding="utf-8")
    return text.replace("//# sourceMappingURL=leaflet.js.map", "")
