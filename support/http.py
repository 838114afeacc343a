"""One request over HTTP, without following redirects: what a robot or a program sends."""

import http.client
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Answer:
    """What came back: status, headers (names in small letters) and body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8")


def ask(
    server: str, path: str, headers: dict[str, str] | None = None, method: str = "GET"
) -> Answer:
    """Send one request to a server (``http://host:port``) and return its answer."""
    parts = urlsplit(server)
    assert parts.hostname
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
    try:
        connection.request(method, path, headers=headers or {})
        answer = connection.getresponse()
        named = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, named, answer.read())
    finally:
        connection.close()
