"""Done to every answer, whatever its source: security headers, codings, no page for a lost file."""

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.accept import quality
from web.problems import not_found
from web.security import HEADERS

# Where Streamlit has files and answers, but no page.
FILES_ONLY = ("/static/", "/_stcore/")
# The coding that answers may have, and how the tag of one that has it ends.
GZIP, PACKED = "gzip", '-gzip"'


class SecurityHeaders:
    """Add the security headers to every answer over HTTP."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


class Codings:
    """Compress only for who takes it, and tag what is compressed with a tag of its own.

    Streamlit compresses for whoever says "gzip", even to refuse it, and leaves the tag of an answer
    as it was; a strong tag names the very bytes (RFC 9110).
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on as it is meant, and its answer back with the tag of its bytes."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = MutableHeaders(scope=scope)
        asked = headers.get("if-none-match", "")
        said = headers.get("accept-encoding", "identity") or "identity"
        packed = quality(said, GZIP) > 0
        headers["accept-encoding"] = GZIP if packed else "identity"
        if PACKED in asked:
            tags = [tag.strip() for tag in asked.split(",")]
            kept = [tag.replace(PACKED, '"') for tag in tags if packed or not tag.endswith(PACKED)]
            headers["if-none-match"] = ", ".join(kept)

        async def with_tag(message: Message) -> None:
            if message["type"] == "http.response.start":
                _tag(MutableHeaders(scope=message), message["status"], asked)
            await send(message)

        await self.app({**scope, "headers": headers.raw}, receive, with_tag)


def _tag(headers: MutableHeaders, status: int, asked: str) -> None:
    """Give an answer the tag of its bytes; one that has not changed, that by which it was known."""
    tag = headers.get("etag", "")
    own = f"{tag[:-1]}{PACKED}"
    if tag and (headers.get("content-encoding") == GZIP or (status == 304 and own in asked)):
        headers["etag"] = own
    if "vary" in headers:
        names = dict.fromkeys(name.strip() for name in headers["vary"].split(","))
        headers["vary"] = ", ".join(names)


class LostFiles:
    """Answer 404 for a file that Streamlit does not have.

    Streamlit answers with its page instead, which a browser takes for the script it asked for:
    pages that are open while the app is updated go blank.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; where a page comes back for a file, answer that there is none."""
        if scope["type"] != "http" or not scope["path"].startswith(FILES_ONLY):
            await self.app(scope, receive, send)
            return
        lost = False

        async def unless_lost(message: Message) -> None:
            nonlocal lost
            if message["type"] == "http.response.start":
                kind = MutableHeaders(scope=message).get("content-type", "")
                lost = kind.startswith("text/html")
            if not lost:
                await send(message)

        await self.app(scope, receive, unless_lost)
        if lost:
            await not_found(Request(scope))(scope, receive, send)


MIDDLEWARE = [Middleware(SecurityHeaders), Middleware(Codings), Middleware(LostFiles)]
