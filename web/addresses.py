"""Addresses a person may try, and the pages they mean."""

import re
from difflib import get_close_matches
from urllib.parse import quote, unquote

from geo.errors import GazetteerError
from geo.importer.served import served
from geo.place.names import fold
from geo.wording import HOME, PAGES

# Other words for a page, beside its title.
ALIASES = {
    "index": HOME,
    "home": HOME,
    "main": HOME,
    "dashboard": HOME,
    "atlas": HOME,
    "base": "bases",
    "comparison": "compare",
    "event": "events",
    "timeline": "events",
    "distance": "distances",
    "downloads": "download",
    "export": "download",
    "take_away": "download",
    "upload": "your_data",
}
# No one types a longer address.
LONGEST = 100
_FILE = re.compile(r"\.(py|html?|php)$")


def address(stem: str) -> str:
    """Return the path of a page."""
    return "/" if stem == HOME else f"/{stem}"


def base_address(base_id: str) -> str:
    """Return the path and query of a base's profile."""
    return f"{address('bases')}?base={quote(base_id)}"


def page_at(path: str) -> str | None:
    """Return the stem of the page that is exactly at a path, None where there is none."""
    return next((stem for stem in PAGES if address(stem) == path), None)


def meant(path: str) -> str | None:
    """Return the stem of the page that a path means, however it is written; None for no page.

    ``/Bases/``, ``/pages/bases.py`` and ``/data-health`` mean a page; so does its title.
    """
    if len(path) > LONGEST:
        return None
    name = fold(unquote(path)).strip("/ ")
    name = _FILE.sub("", name).removeprefix("pages/").strip("/ ")
    name = re.sub(r"[-_ ]+", "_", name)
    titles = {page.title.lower().replace(" ", "_"): stem for stem, page in PAGES.items()}
    known = {**ALIASES, **titles, **{stem: stem for stem in PAGES}, "": HOME}
    return known.get(name)


def suggestions(path: str) -> list[tuple[str, str]]:
    """Return what a path that leads nowhere may have meant: titles and addresses, likeliest first.

    Bases count by identifier or name, where there are few enough of them to look through.
    """
    if len(path) > LONGEST:
        return []
    word = fold(unquote(path)).strip("/ ").rpartition("/")[2]
    word = _FILE.sub("", word)
    known = {stem: (page.title, address(stem)) for stem, page in PAGES.items()}
    known |= {alias: known[stem] for alias, stem in ALIASES.items()}
    known |= _bases()
    close = get_close_matches(word, known, n=3, cutoff=0.7)
    close += [name for name in known if len(word) > 2 and name.startswith(word)][:3]
    return list(dict.fromkeys(known[name] for name in close))


def base_meant(path: str) -> str | None:
    """Return the identifier of the base that ``/bases/kant`` names, None where there is none."""
    found = re.fullmatch(r"/+bases/+([a-z0-9-]{1,80})/*", unquote(path).lower())
    if not found:
        return None
    try:
        gazetteer, _ = served()
    except GazetteerError:
        return None
    return found[1] if found[1] in gazetteer.bases.index else None


def _bases() -> dict[str, tuple[str, str]]:
    try:
        bases = served()[0].bases
    except GazetteerError:
        return {}
    if len(bases) > 2_000:
        return {}
    found = {}
    for base_id, name in zip(bases.index, bases["name"], strict=True):
        found[str(base_id)] = found[fold(name)] = (str(name), base_address(str(base_id)))
    return found
