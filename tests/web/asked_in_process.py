"""A client of an ASGI app in this very process, so that a test can change what the app does."""

import asyncio
import gzip
import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode


@dataclass(frozen=True)
class Answer:
    """An answer: its headers by their names in small letters, its content as it was packed."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    def json(self) -> Any:
        return json.loads(self.content)


class Client:
    """Asks an app as a browser does."""

    def __init__(self, app: Any) -> None:
        self._app = app

    def get(self, address: str, accept: str = "*/*", **query: str) -> Answer:
        path, _, asked = address.partition("?")
        asked = "&".join(filter(None, [asked, urlencode(query)]))
        said = {"accept": accept, "accept-encoding": "gzip", "host": "test"}
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "method": "GET",
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "scheme": "http",
            "query_string": asked.encode(),
            "headers": [(key.encode(), value.encode()) for key, value in said.items()],
            "client": ("127.0.0.1", 1),
            "server": ("test", 80),
        }
        # In a thread of its own: a test with a browser may have left a loop in this one.
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, self._answered(scope)).result()

    async def _answered(self, scope: dict[str, Any]) -> Answer:
        sent: list[dict[str, Any]] = []
        asked = iter([{"type": "http.request", "body": b"", "more_body": False}])

        async def receive() -> dict[str, Any]:
            message = next(asked, None)
            if message is None:
                # A client that waits says nothing more.
                await asyncio.Event().wait()
            assert message is not None
            return message

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await self._app(scope, receive, send)
        headers = {key.decode().lower(): value.decode() for key, value in sent[0]["headers"]}
        body = b"".join(message.get("body", b"") for message in sent[1:])
        if headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        return Answer(sent[0]["status"], headers, body)
