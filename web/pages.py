"""The pages of the app, and every other address: redirected to a page, or found to be none."""

import gzip
import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from geo.answers.link import read_link
from geo.answers.selection import Selection
from geo.answers.view import View, look
from geo.errors import GazetteerError
from geo.gazetteer.editions import asked_for
from geo.importer.served import served
from geo.public_address import public_address
from geo.queries.ask import MEDIA_TYPES, SUFFIXES
from geo.queries.of_pages import OF_PAGES, suffixes
from geo.queries.resources import BASE_FORMATS
from geo.wording import (
    APP,
    COMPARING,
    HOME,
    PAGES,
    WITHOUT_SIDE_BAR,
    compared,
    headline,
    preview,
    preview_title,
    sentence,
    tab_title,
    time_in_words,
    what_is_shown,
    who_was_where,
)
from web.addresses import address, base_address, base_meant, meant, page_at
from web.answers import client_of, query_of
from web.cards import card_address
from web.first_sight import picture, sight_of
from web.head import Data, Head, Sight, page
from web.problems import not_found

# Links to a reader's own data carry a digest of them; the server knows nothing of such data.
_OWN_DATA = re.compile(r"[0-9a-f]{8}")
Query = Mapping[str, Sequence[str]]
FRESH = {"Cache-Control": "no-cache"}


def show(request: Request) -> Response:
    """Return the page at an address, with a head of its own for what its query chooses."""
    stem = page_at(request.url.path)
    if stem is None:
        return not_found(request)
    embedded = request.query_params.get("embed") == "true"
    side_bar = stem not in WITHOUT_SIDE_BAR and not embedded
    view = _view(request)
    sight = _sight(view, request, embedded=embedded) if view and stem == HOME else None
    return _sent(request, page(_head(stem, view), side_bar=side_bar, sight=sight))


def _sent(request: Request, text: str) -> Response:
    """A page, compressed for those who can read it so: with a picture inside it is large."""
    content, headers = text.encode(), {**FRESH, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        content = gzip.compress(content, 6, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return HTMLResponse(content, headers=headers)


def elsewhere(request: Request) -> Response:
    """Return the way to the page that an address means, or say that there is none."""
    path, query = request.url.path, request.url.query
    stem = meant(path)
    if stem is not None:
        return _redirect(address(stem), query)
    base = base_meant(path)
    if base is not None:
        return _redirect(base_address(base), query)
    return not_found(request)


def _redirect(where: str, query: str) -> Response:
    joined = f"{where}{'&' if '?' in where else '?'}{query}" if query else where
    return RedirectResponse(joined, 308, headers=FRESH)


def _view(request: Request) -> View | None:
    """The view that an address asks for; None without data to read, and for a reader's own data."""
    try:
        gazetteer, _ = served()
    except GazetteerError:
        return None
    query = query_of(request)
    version = "".join(query.get("v", []))
    if _OWN_DATA.fullmatch(version) and version != gazetteer.version:
        return None
    gazetteer = asked_for(gazetteer, version)
    selection, _ = read_link(query, gazetteer)
    return look(gazetteer, selection)


def _sight(view: View, request: Request, *, embedded: bool) -> Sight | None:
    """What is seen of the map before it stands."""
    drawn = picture(view, client_of(request))
    if drawn is None:
        return None
    return Sight(
        drawn,
        title=view.gazetteer.title,
        heading=time_in_words(view.selection),
        words=sentence(view),
        lists=who_was_where(view),
        sight=sight_of(view),
        embedded=embedded,
    )


def _head(stem: str, view: View | None) -> Head:
    """The head of a page for what its address chooses; without a view, the page's alone."""
    if view is None:
        return Head(f"{PAGES[stem].title} · {APP}", PAGES[stem].title, PAGES[stem].purpose)
    gazetteer, selection = view.gazetteer, view.selection
    home, shown = public_address(), what_is_shown(stem, view)
    return Head(
        tab_title(stem, view),
        preview_title(stem, view),
        preview(stem, view),
        canonical=home and home + _with_query(address(stem), shown),
        picture=compared(view) if stem == COMPARING else headline(view),
        card=home and home + card_address(stem, selection, gazetteer),
        data=tuple(_data(stem, selection, shown)),
    )


def _with_query(path: str, query: Query) -> str:
    return f"{path}?{urlencode(query, doseq=True)}" if query else path


def _data(stem: str, selection: Selection, shown: Query) -> Iterator[Data]:
    """The addresses of what a page shows as data: of the chosen base, where it is about one."""
    if stem not in OF_PAGES:
        return
    home, found = public_address(), []
    if stem == "bases" and selection.base is not None:
        found += [(f"/bases/{selection.base}{SUFFIXES[form]}", form) for form in BASE_FORMATS]
    found += [(_with_query(f"/{stem}{end}", shown), form) for form, end in suffixes(stem).items()]
    for where, form in found:
        yield Data(home + where, MEDIA_TYPES[form])
