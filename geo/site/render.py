"""Templates of the site's pages, and what every page has in common."""

from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from geo.maps.payload import to_json
from geo.site.context import Context
from geo.site.model import FIRST_LANGUAGE, File, Site, text
from geo.site.paths import relative
from geo.time import dates
from geo.vocabulary import EDGES
from geo.wording import EVIDENCE, PAGES, SITE_PAGES, WHY_SEARCHES, language_in_words

# Nothing is asked for from elsewhere; what is drawn has its places and colours as styles.
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
)
LANGUAGES = (FIRST_LANGUAGE,)


@dataclass(frozen=True)
class Page:
    """One page: where it is, what it is called, and what fills its template.

    ``stem`` is the page of the navigation that it belongs to; ``facts`` is what it says as JSON-LD.
    """

    path: str
    template: str
    title: str
    description: str
    stem: str = ""
    parts: dict[str, Any] = field(default_factory=dict)
    facts: tuple[dict[str, Any], ...] = ()
    card: str = ""


def render(page: Page, context: Context) -> File:
    """Return the file of a page."""
    site = context.site
    parts = {
        "page": page,
        "site": site,
        "gazetteer": site.gazetteer,
        "assets": context.assets,
        "paths": context.paths,
        "sources": context.sources,
        "names": site.gazetteer.bases["name"],
        "years": context.strips.years(),
        "current": context.current,
        "to": partial(relative, at=page.path),
        "up": "../" * (site.folder.count("/") + page.path.count("/")),
        "policy": POLICY,
        "navigation": navigation(site),
        "canonical": site.address(page.path),
        "alternates": _alternates(page.path, site),
        "facts": _facts(page),
        "how": EVIDENCE,
        "why_searches": WHY_SEARCHES,
    }
    template = _environment().get_template(page.template)
    return text(page.path, template.render({**parts, **page.parts}))


def _facts(page: Page) -> Markup:
    """What a page says to machines, as JSON that no text in it can break out of."""
    if not page.facts:
        return Markup("")
    told = {"@context": "https://schema.org", "@graph": page.facts}
    return Markup(to_json(told))  # noqa: S704


def navigation(site: Site) -> list[tuple[str, str, str]]:
    """Return the pages of the navigation: stem, path and title; none for tables that are empty."""
    gazetteer = site.gazetteer
    empty = {
        "events": gazetteer.events.empty,
        "article": gazetteer.statements.empty,
    }
    stems = ("map", "bases", "events", "compare", "changes", "article", "download")
    return [(stem, path_of(stem), title_of(stem)) for stem in stems if not empty.get(stem, False)]


def path_of(stem: str) -> str:
    """Return the path of a page by the stem that app and site share."""
    return "index.html" if stem == "map" else f"{stem}.html"


def title_of(stem: str) -> str:
    """Return the title of a page by its stem."""
    return (PAGES.get(stem) or SITE_PAGES[stem]).title


def _alternates(path: str, site: Site) -> list[tuple[str, str]]:
    """The page in every language, and the one for readers of none of them."""
    if not site.home or site.edition:
        return []
    found = []
    for language in LANGUAGES:
        folder = "" if language == FIRST_LANGUAGE else f"{language}/"
        shown = "" if path == "index.html" else path
        found.append((language, f"{site.home}/{folder}{shown}"))
    return [*found, ("x-default", found[0][1])]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "web": web_address,
        "day": dates.day_in_words,
        "dated": dates.in_words,
        "dated_end": partial(dates.in_words, end=True),
        "claimed": _claimed,
        "language": language_in_words,
        "column": lambda name: name.replace("_", " "),
    }
    return environment


def _claimed(claim: dict[str, str]) -> str:
    """What a claim says in words: a date, or the text as it stands."""
    prop = claim["property"]
    return dates.in_words(claim["value"], end=prop == "end") if prop in EDGES else claim["value"]


def web_address(text: str) -> str:
    """Return an address that a link may lead to, blank where it is none of the web's."""
    return text if text.lower().startswith(("http://", "https://")) else ""
