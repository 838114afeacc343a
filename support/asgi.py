"""The addresses of web asked in this process, without a server and without Streamlit."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import unquote, urlsplit

from starlette.applications import Starlette
from starlette.types import Message

from support.http import Answer
from web.middleware import MIDDLEWARE
from web.routes import ROUTES

APP = Starlette(routes=ROUTES, middleware=MIDDLEWARE)


def ask(
    path: str, headers: dict[str, str] | None = None, method: str = "GET", client: str = "test"
) -> Answer:
    """Send one request to the addresses of web and return the answer."""
    parts = urlsplit(path)
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(parts.path),
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [(k.lower().encode(), v.encode()) for k, v in (headers or {}).items()],
        "client": (client, 1),
        "server": ("test", 80),
    }
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    # In a thread of its own: where a browser is tested, a loop runs in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(APP(scope, receive, send))).result()
    named = {k.decode().lower(): v.decode() for k, v in sent[0]["headers"]}
    return Answer(sent[0]["status"], named, b"".join(m.get("body", b"") for m in sent[1:]))
