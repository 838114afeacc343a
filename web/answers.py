"""What answers to programs have in common: kept, known by a tag, within a client's budget."""

import math
from collections.abc import Callable, Hashable

from starlette.requests import Request
from starlette.responses import Response

from web.budget import Budget, OverBudgetError
from web.cache import Cache, Kept
from web.problems import problem

# seconds that a cache may reuse an answer without asking
FRESH = 300
BUDGET = Budget()


def query_of(request: Request) -> dict[str, list[str]]:
    """Return the keys of a request's query, each with its values."""
    return {key: request.query_params.getlist(key) for key in request.query_params}


def client_of(request: Request) -> str:
    """Return whom a request comes from; behind a proxy on this machine, whom the proxy names."""
    return request.client.host if request.client else ""


def kept(
    request: Request, key: Hashable, cache: Cache, make: Callable[[], Kept | Response]
) -> Response:
    """Return what is kept under a key, or make and keep it; 304 where the client has it already.

    ``key`` names the data and everything the answer depends on. ``make`` may return an answer of
    its own, which is not kept.
    """
    answer = cache.get(key)
    if answer is not None:
        return sent(request, answer)
    try:
        with BUDGET.work(client_of(request)):
            made = make()
    except OverBudgetError as error:
        return busy(math.ceil(error.wait))
    if isinstance(made, Response):
        return made
    BUDGET.spend(client_of(request), made.cost)
    cache.put(key, made)
    return sent(request, made)


def sent(request: Request, answer: Kept) -> Response:
    """Return an answer with its tag; 304 where the client has it already."""
    headers = {
        "Cache-Control": f"public, max-age={FRESH}",
        "Vary": "Accept, Accept-Encoding",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "ETag": answer.tag,
    }
    if answer.following:
        headers["Link"] = f'<{answer.following}>; rel="next"'
    if _has(request, answer.tag):
        return Response(status_code=304, headers=headers)
    return Response(answer.content, media_type=answer.media_type, headers=headers)


def busy(wait: int) -> Response:
    """Return that a client has to come back later (seconds)."""
    answer = problem(429, "Too many requests", f"Come back in {wait} seconds.")
    answer.headers["Retry-After"] = str(wait)
    return answer


def _has(request: Request, tag: str) -> bool:
    """Return whether a client says that it has what a tag names."""
    said = request.headers.get("if-none-match", "")
    tags = {part.strip().removeprefix("W/") for part in said.split(",")}
    return tag in tags or "*" in tags
