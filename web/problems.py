"""Answers to requests that cannot be met: a page for people, a JSON problem for programs."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from geo.queries.ask import SUFFIXES
from geo.wording import APP, PAGES
from web.accept import accepted, quality
from web.addresses import address, suggestions
from web.head import TEMPLATES

LONGEST_SHOWN = 200
# how addresses of data end
DATA = tuple(SUFFIXES.values())


def problem(status: int, title: str, detail: str, **more: object) -> JSONResponse:
    """Return a problem as JSON (RFC 9457); ``more`` are members of its own."""
    return JSONResponse(
        {"title": title, "status": status, "detail": detail, **more},
        status,
        media_type="application/problem+json",
    )


def not_found(request: Request) -> Response:
    """Return that nothing is at an address, and what may have been meant."""
    path = request.url.path[:LONGEST_SHOWN]
    meant = suggestions(request.url.path)
    if not wants_html(request):
        return problem(
            404,
            "Not found",
            f"Nothing is at {path}.",
            suggestions=[where for _, where in meant],
            pages=[address(stem) for stem in PAGES],
        )
    text = TEMPLATES.get_template("not_found.html").render(
        app=APP, path=path, suggestions=meant, pages=PAGES, address=address
    )
    return HTMLResponse(text, 404)


def wants_html(request: Request) -> bool:
    """Return whether a page is what a request wants; programs that ask for JSON get JSON.

    So does who asks for data, unless it is a browser, which names pages in what it takes.
    """
    path, said = request.url.path, accepted(request)
    if path.startswith("/api/") or (path.endswith(DATA) and "text/html" not in said):
        return False
    return quality(said, "text/html") >= quality(said, "application/json")
