"""All files of a site: its own pages, and those of every edition that it keeps."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from geo.answers import editions as revised
from geo.answers.selection import Selection
from geo.answers.view import look
from geo.exports import write
from geo.gazetteer import editions
from geo.gazetteer.digest import digest
from geo.gazetteer.model import Gazetteer
from geo.queries.ask import ask
from geo.site import about_base, assets, feed, lists, pages
from geo.site.cards import base_cards, site_card
from geo.site.context import Context
from geo.site.model import File, Site
from geo.site.paths import Paths
from geo.site.render import Page, render
from geo.wording import APP

GEO = Path(__file__).parents[1]
_downloads: WeakKeyDictionary[Gazetteer, dict[tuple[str, str], bytes]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Part:
    """Files that are made together, and what they depend on: the same key, the same bytes.

    ``folder`` is where they are, with a slash at its end; blank for the site's own pages.
    """

    folder: str
    key: str
    files: Callable[[], list[File]]


def parts(
    gazetteer: Gazetteer,
    home: str = "",
    *,
    brand: str = "",
    cards: bool = True,
    editions_too: bool = True,
) -> list[Part]:
    """Return the parts of a gazetteer's site: its own pages, then one part for each edition.

    Without ``cards`` bases have no pictures of their own, which take half a second each; without
    ``editions_too`` there are its own pages alone.

    ``home`` is the public address that it will have, blank where none is known; ``brand`` is what
    the site is called, by default the app's name for our own data, else the gazetteer's title.
    """
    kept = (gazetteer.version, *editions.kept(gazetteer))
    numbered = kept if editions_too and editions.is_version(gazetteer.version) else ()
    own = brand or (APP if gazetteer.name == "base-atlas" else gazetteer.title)
    site = Site(gazetteer, home.rstrip("/"), editions=numbered, brand=own, cards=cards)
    current = frozenset(page_paths(gazetteer))
    found = [Part("", _key(site, current), lambda: _site(site))]
    for version in numbered:
        of_old = editions.edition(gazetteer, version)
        if of_old is not None:
            edition = replace(site, gazetteer=of_old, edition=version)
            found.append(_edition(edition, current))
    return found


def page_paths(gazetteer: Gazetteer) -> list[str]:
    """Return the paths of all pages of a gazetteer's site, those in the sitemap first."""
    paths = Paths(gazetteer)
    found = ["index.html", "bases.html", "compare.html", "changes.html", "download.html"]
    found += [] if gazetteer.statements.empty else ["article.html"]
    found += [] if gazetteer.events.empty else ["events.html"]
    found += ["sources.html", "operators.html", "countries.html", "dictionary.html"]
    found += [paths.base(base) for base in gazetteer.bases.index]
    found += [paths.event(event) for event in gazetteer.events["event_id"]]
    found += [paths.source(source) for source in gazetteer.sources.index]
    found += [paths.operator(name) for name in gazetteer.coded["operator"].words]
    searched = gazetteer.searches["country"]
    names = sorted({*gazetteer.coded["country"].words, *searched})
    return found + [paths.country(name) for name in names]


def _edition(site: Site, current: frozenset[str]) -> Part:
    def files() -> list[File]:
        context = _context(site, current)
        return [replace(f, path=site.folder + f.path) for f in _common(context)]

    return Part(site.folder, _key(site, current), files)


def _site(site: Site) -> list[File]:
    context = _context(site)
    found = list(_common(context))
    if site.editions:
        found.append(_render(lists.editions_page(context), context))
    found.append(_render(pages.not_found_page(context), context))
    found += [site_card(context), *(base_cards(context) if context.has_cards else ())]
    listed = [*page_paths(site.gazetteer), *(["editions.html"] if site.editions else [])]
    others = (feed.atom(context), feed.sitemap(site, listed), feed.robots(site))
    return [*found, *filter(None, others)]


def _context(site: Site, current: frozenset[str] = frozenset()) -> Context:
    paths = Paths(site.gazetteer)
    shared = assets.of_site(site, paths)
    history = revised.history(site.gazetteer) if site.editions and not site.edition else ()
    return Context(site, paths, shared, current, tuple(history))


def _common(context: Context) -> Iterator[File]:
    """The files that the site and each edition have: shared ones, pages, downloads."""
    gazetteer = context.gazetteer
    yield from context.assets.files
    for page in _pages(context):
        yield _render(page, context)
    for kind, path in pages.downloads(context).items():
        made = _download(gazetteer, kind, context.site.home)
        yield File(path, lambda made=made: made)  # type: ignore[misc]
    for base in gazetteer.bases.index:
        path = context.paths.base(base).replace(".html", ".json")
        title = f"{context.bases[base]['name']}, in: {gazetteer.title}"
        cite = context.cite(title, context.paths.base(base))
        told = {**ask(f"bases/{base}", gazetteer), "cite": cite}
        yield File(path, lambda told=told: _json(told))  # type: ignore[misc]


def _pages(context: Context) -> Iterator[Page]:
    gazetteer = context.gazetteer
    yield pages.map_page(context)
    yield lists.bases(context)
    yield pages.compare_page(context)
    yield lists.changes_page(context)
    yield pages.download_page(context)
    yield pages.dictionary_page(context)
    yield lists.sources(context)
    yield lists.operators(context)
    yield lists.countries(context)
    if not gazetteer.statements.empty:
        yield pages.article_page(context)
    if not gazetteer.events.empty:
        yield lists.events(context)
    for base in gazetteer.bases.index:
        yield about_base.page(context, base)
    records = gazetteer.events.to_dict("records")
    for number in range(len(records)):
        yield lists.event(context, number, records)
    for source in gazetteer.sources.index:
        yield lists.source(context, source)
    for name in gazetteer.coded["operator"].words:
        yield lists.operator(context, name)
    for name in sorted({*gazetteer.coded["country"].words, *gazetteer.searches["country"]}):
        yield lists.country(context, name)


def _render(page: Page, context: Context) -> File:
    return render(page, context)


def _download(gazetteer: Gazetteer, kind: str, home: str) -> bytes:
    """A download of all times: a site and its newest edition share it."""
    made = _downloads.setdefault(gazetteer, {})
    if (kind, home) not in made:
        whole = Selection(gazetteer.opening, window=(gazetteer.first, gazetteer.last))
        made[kind, home] = write.content(look(gazetteer, whole), kind, home)
    return made[kind, home]


def _json(told: Any) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _key(site: Site, current: frozenset[str]) -> str:
    """What the files of a part depend on: its data, its address, and the code that makes them."""
    told = [digest(site.gazetteer), site.home, site.brand, site.folder, *site.editions]
    told.append(str(site.cards))
    if site.edition:
        told += sorted(current)
    else:
        kept = (editions.edition(site.gazetteer, version) for version in site.editions)
        told += [digest(other) for other in kept if other is not None]
        told.append(json.dumps(editions.notes(site.gazetteer)))
    told.append(code_digest())
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


@cache
def code_digest() -> str:
    """Return letters that change with the package that makes the files, and with what it draws."""
    found = hashlib.sha256()
    for file in sorted(GEO.rglob("*")):
        if file.is_file() and file.suffix not in (".pyc",):
            found.update(str(file.relative_to(GEO)).encode())
            found.update(file.read_bytes())
    return found.hexdigest()
