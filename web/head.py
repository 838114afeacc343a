"""The page as it is before any script runs: Streamlit's own, with a head that says which it is."""

import importlib.util
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from geo.drawings.first_sight import FirstSight
from geo.maps.assets import Asset, asset, named, picture_text
from geo.wording import APP

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True)
class Data:
    """Where what a page shows is as data, and their media type."""

    address: str
    media_type: str


@dataclass(frozen=True)
class Head:
    """What the head of a page says of it.

    ``title`` is the tab's, ``headline`` and ``description`` are what a link to the page shows.
    ``canonical`` is the one address of what the page shows, ``card`` that of its picture; both are
    blank where the app has no public address. ``picture`` says what the picture shows. ``data`` are
    the forms in which a program has what the page shows.
    """

    title: str
    headline: str
    description: str
    canonical: str = ""
    picture: str = ""
    card: str = ""
    data: tuple[Data, ...] = ()


@dataclass(frozen=True)
class Sight:
    """What a page shows of its map before the map stands.

    ``title`` is the gazetteer's; ``heading`` and ``words`` say what the picture shows, ``lists``
    who was where. ``sight`` is the middle of the map and its zoom where the address asks for one.
    """

    picture: FirstSight
    title: str
    heading: str
    words: str
    lists: list[tuple[str, list[str]]]
    sight: str = ""
    embedded: bool = False


def page(head: Head, *, side_bar: bool = False, sight: Sight | None = None) -> str:
    """Return the page with its own head, and with text for browsers without scripts.

    With ``side_bar`` it keeps the room of a side bar that Streamlit is still to draw.
    """
    before, between, after = _streamlit_page()
    tags = TEMPLATES.get_template("head.html").render(
        head=head, app=APP, side_bar=asset("side_bar.js").path
    )
    body = TEMPLATES.get_template("body.html").render(
        head=head,
        frame=frame_style().path,
        arrival=arrival_script().path,
        side_bar=side_bar,
        sight=sight,
        picture_style=_picture_style(),
        picture_script=picture_text(),
    )
    title = f"<title>{escape(head.title)}</title>"
    return "".join([before, title, "\n", tags, between, body, after])


@cache
def frame_style() -> Asset:
    """Return the style of the frame around all pages."""
    text = (Path(__file__).parent / "assets" / "frame.css").read_text(encoding="utf-8")
    return named("frame.css", text, "text/css")


@cache
def _picture_style() -> str:
    return (Path(__file__).parent / "assets" / "picture.css").read_text(encoding="utf-8")


@cache
def arrival_script() -> Asset:
    """Return the script that ends the arrival of a page."""
    text = (Path(__file__).parent / "assets" / "arrival.js").read_text(encoding="utf-8")
    return named("arrival.js", text, "text/javascript")


@cache
def _streamlit_page() -> tuple[str, str, str]:
    """Streamlit's page in three parts: before its title, from there to its words, and after them.

    Raises RuntimeError where a new version of Streamlit has changed them.
    """
    text = (static_folder() / "index.html").read_text(encoding="utf-8")
    text = text.replace("./favicon.png", "./favicon.svg")
    before, _, rest = _cut(text, "<title>", "</title>")
    between, _, after = _cut(rest, "<noscript>", "</noscript>")
    return before, between, after


@cache
def static_folder() -> Path:
    """Return the folder of the files that Streamlit's pages are made of."""
    found = importlib.util.find_spec("streamlit")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("Streamlit is not installed.")
    return Path(found.submodule_search_locations[0]) / "static"


def _cut(text: str, start: str, end: str) -> tuple[str, str, str]:
    if text.count(start) != 1 or text.count(end) != 1:
        raise RuntimeError(f"Streamlit's page has no single {start} any more.")
    before, _, rest = text.partition(start)
    inner, _, after = rest.partition(end)
    return before, inner, after
