"""Addresses that are only read: GET and HEAD are answered, OPTIONS is told so, the rest refused."""

from collections.abc import Awaitable, Callable
from inspect import iscoroutinefunction
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from web.problems import problem

ALLOWED = "GET, HEAD, OPTIONS"
# Any site may read, with nothing but what a browser sends of itself.
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": ALLOWED,
    "Access-Control-Allow-Headers": "Accept, If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After",
    "Access-Control-Max-Age": "86400",
}

Answering = Callable[[Request], Response] | Callable[[Request], Awaitable[Response]]


class Readable:
    """An address whose answer is made by a function, in a thread where that may take a while.

    ``to_any_site``: scripts of other sites may read it, whatever the answer is.
    """

    def __init__(self, answer: Answering, *, to_any_site: bool = False) -> None:
        self._answer: Any = answer
        self._headers = OPEN if to_any_site else {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        request = Request(scope, receive, send)
        answered = await self._answered(request)
        answered.headers.update(self._headers)
        await answered(scope, receive, send)

    async def _answered(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ALLOWED})
        if request.method not in ("GET", "HEAD"):
            refused = problem(405, "Only for reading", f"{request.method} is not answered here.")
            refused.headers["Allow"] = ALLOWED
            return refused
        if iscoroutinefunction(self._answer):
            answered: Response = await self._answer(request)
            return answered
        made: Response = await run_in_threadpool(self._answer, request)
        return made
