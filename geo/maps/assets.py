"""The scripts and styles of the map: where they lie, and in what order a document needs them."""

import re
from collections.abc import Iterable
from pathlib import Path

import xstatic.pkg.leaflet as leaflet

ASSETS = Path(__file__).parent / "assets"
LEAFLET = Path(leaflet.BASE_DIR)

SCRIPTS = (
    "presence.js",
    "atlas.js",
    "outline.js",
    "card.js",
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


def links(leaflet_url: str, assets_url: str) -> tuple[Links, Links]:
    """Give the script links and the style links of a map whose files a server holds.

    Both addresses are folders without a trailing slash.
    """
    scripts = [("leaflet", f"{leaflet_url}/leaflet.js")]
    styles = [("leaflet_css", f"{leaflet_url}/leaflet.css")]
    scripts += [(name, f"{assets_url}/{name}?{_stamp(name)}") for name in SCRIPTS]
    styles += [(name, f"{assets_url}/{name}?{_stamp(name)}") for name in STYLES]
    return scripts, styles


def script_text(names: Iterable[str] = SCRIPTS) -> str:
    """Give Leaflet and the map's own scripts as one text, for a document that stands alone."""
    files = [LEAFLET / "leaflet.js", *(ASSETS / name for name in names)]
    return "\n".join(_read(file) for file in files)


def style_text(*more: str) -> str:
    """Give Leaflet's and the map's own styles as one text, without links to pictures."""
    files = [LEAFLET / "leaflet.css", *(ASSETS / name for name in (*STYLES, *more))]
    return _PICTURE.sub("none", "\n".join(_read(file) for file in files))


def _read(file: Path) -> str:
    text = file.read_text(encoding="utf-8")
    return text.replace("//# sourceMappingURL=leaflet.js.map", "")


def _stamp(name: str) -> int:
    return int((ASSETS / name).stat().st_mtime)
