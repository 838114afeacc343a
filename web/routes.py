"""Every address of the app that Streamlit does not answer itself."""

from starlette.routing import Route

from geo.queries.ask import ROOT, SUFFIXES
from geo.wording import PAGES
from web import api, cards, files, pages
from web.addresses import address
from web.readable import Answering, Readable
from web.remaining import register_remaining
from web.table import table_routes, table_served

register_remaining()


def _route(path: str, answer: Answering, *, to_any_site: bool = False) -> Route:
    return Route(path, Readable(answer, to_any_site=to_any_site))


OF_PAGES = [
    *(_route(address(stem), pages.show) for stem in PAGES),
    _route("/robots.txt", files.robots),
    _route("/favicon.ico", files.favicon),
    _route("/favicon.svg", files.favicon),
    _route("/assets/plain.css", files.stylesheet),
    _route("/assets/{name}", files.script_or_style),
    _route("/.well-known/security.txt", files.security),
    _route(cards.PATH, cards.card),
    _route("/openapi.json", api.described, to_any_site=True),
    _route(ROOT, api.resource, to_any_site=True),
    _route(f"{ROOT}/{{path:path}}", api.resource, to_any_site=True),
    *(
        _route(f"/{{path:remaining}}{end}", api.page_data, to_any_site=True)
        for end in SUFFIXES.values()
    ),
    _route("/sitemap.xml", files.sitemap),
    _route("/{path:remaining}", pages.elsewhere),
]

# What BASES names decides once, when the server starts.
ROUTES = table_routes() if table_served() else OF_PAGES
