"""The scripts, styles and data that pages share. Their names change with what they hold.

So a host may let browsers keep them for good, and a page never meets scripts of another edition.
"""

import hashlib
import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from geo.maps import assets
from geo.maps.linker import link
from geo.maps.payload import payload, to_json
from geo.paths import APP
from geo.place.geography import OUTLINE
from geo.site.model import File, Site, text
from geo.site.paths import Paths

STYLES = Path(__file__).parent / "styles"
DRAWINGS = Path(__file__).parents[1] / "drawings"


@dataclass(frozen=True)
class Assets:
    """The paths of what pages share, and the files themselves."""

    style: str
    map_style: str
    map_script: str
    compare_script: str
    outline: str
    data: str
    icon: str
    files: tuple[File, ...] = field(repr=False)


def of_site(site: Site, paths: Paths) -> Assets:
    """Return what the pages of a site share."""
    made = {
        "style": _named("assets/site.css", _style()),
        "map_style": _named("assets/atlas.css", assets.style_text("site_map.css")),
        "map_script": _named("assets/atlas.js", _map_script()),
        "compare_script": _named("assets/compare.js", _compare_script()),
        "outline": _named("assets/outline.js", _outline()),
        "data": _named("data/atlas.js", _data(site, paths)),
    }
    icon = text("assets/favicon.svg", (APP / "web" / "assets" / "favicon.svg").read_text("utf-8"))
    files = (*made.values(), icon)
    return Assets(**{name: file.path for name, file in made.items()}, icon=icon.path, files=files)


def _named(path: str, content: str) -> File:
    """A file with letters of its content in its name."""
    stem, _, ending = path.rpartition(".")
    letters = hashlib.sha256(content.encode()).hexdigest()[:8]
    return text(f"{stem}.{letters}.{ending}", content)


@cache
def _style() -> str:
    files = (STYLES / "site.css", DRAWINGS / "evidence.css")
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


@cache
def _map_script() -> str:
    return f"{assets.script_text('site_map.js')}\nBaseAtlas.mapOfSite(window.baseAtlasSite);\n"


@cache
def _compare_script() -> str:
    script = link(assets.SCRIPTS / "site_compare.js", assets.HANDLE)
    return f"{script}\nBaseAtlas.compareOnSite(window.baseAtlasSite);\n"


@cache
def _outline() -> str:
    outline = to_json(json.loads(OUTLINE.read_text(encoding="utf-8")))
    return f"window.baseAtlasOutline = {outline};\n"


def _data(site: Site, paths: Paths) -> str:
    """The payload of the map as a script: a page opened from a disk can read no other file."""
    gazetteer = site.gazetteer
    told = {
        "gazetteer": payload(gazetteer),
        "pages": {base: paths.base(base) for base in gazetteer.bases.index},
        "version": gazetteer.version,
        # An edition stays as it is, and knows of no later one.
        "editions": [] if site.edition else list(site.editions),
    }
    return f"window.baseAtlasSite = {to_json(told)};\n"
