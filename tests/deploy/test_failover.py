"""Two copies behind nginx, as deploy/ sets them up: headers, web sockets, and the death of one."""

import asyncio
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import BrowserContext, expect

from atlas_page import AtlasPage
from benchmarks.reader import Reader
from support.server import Server, free_port, wait_until_listening
from tools.serve import nginx_command, write_configuration
from web.head import static_folder

HEADERS = (
    "strict-transport-security",
    "x-content-type-options",
    "referrer-policy",
    "permissions-policy",
    "cross-origin-opener-policy",
    "content-security-policy",
)


@dataclass
class Site:
    """nginx at an address, and the copies behind it."""

    url: str
    copies: list[Server]

    def serving(self) -> Server:
        """Return the copy that holds the readers' web sockets."""
        return max(self.copies, key=sockets)


def sockets(copy: Server) -> int:
    connections = psutil.Process(copy.process.pid).net_connections(kind="tcp")
    return sum(connection.status == psutil.CONN_ESTABLISHED for connection in connections)


@pytest.fixture
def site(start_server: Callable[..., Server], tmp_path: Path) -> Iterator[Site]:
    nginx = os.environ.get("NGINX_PROGRAM") or shutil.which("nginx") or "/usr/sbin/nginx"
    assert Path(nginx).exists(), "nginx is needed here; make test installs it"
    copies = [start_server(), start_server()]
    port = free_port()
    write_configuration(tmp_path, [int(copy.url.rpartition(":")[2]) for copy in copies], port)
    process = subprocess.Popen(nginx_command(nginx, tmp_path))
    wait_until_listening(port)
    yield Site(f"https://127.0.0.1:{port}", copies)
    process.terminate()
    process.wait()


@pytest.fixture
def context(new_context: Callable[..., BrowserContext]) -> BrowserContext:
    return new_context(ignore_https_errors=True)


def open_page(context: BrowserContext, url: str) -> AtlasPage:
    return AtlasPage(context.new_page(), url)


def test_every_answer_carries_the_headers_and_nothing_breaks_the_policy(
    site: Site, context: BrowserContext
) -> None:
    complaints: list[str] = []
    context.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    atlas = open_page(context, f"{site.url}/?date=2005-06-01")
    atlas.go_to("2014-06-04")
    answer = context.request.get(site.url)
    assert set(HEADERS) <= set(answer.headers)
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert [text for text in complaints if "Content Security Policy" in text] == []


def test_a_copy_killed_under_load_hands_its_readers_to_the_other(
    site: Site, context: BrowserContext
) -> None:
    atlas = open_page(
        context, f"{site.url}/?date=2005-06-01&country=Uzbekistan&base=karshi-khanabad"
    )
    atlas.sees("2 bases held")
    atlas.mark()
    doomed = site.serving()
    crowd = [Reader(doomed.url, number) for number in range(8)]

    async def press() -> None:
        await asyncio.gather(*(reader.read(30, (0.1, 0.3)) for reader in crowd))

    load = threading.Thread(target=lambda: asyncio.run(press()))
    load.start()
    time.sleep(2)
    os.kill(doomed.process.pid, signal.SIGKILL)
    load.join()
    assert all(reader.errors for reader in crowd)

    survivor = next(copy for copy in site.copies if copy is not doomed)
    deadline = time.monotonic() + 60
    while not sockets(survivor) and time.monotonic() < deadline:
        time.sleep(0.5)
    # The page follows the map again, so it is alive; what it shows is what it showed before.
    atlas.go_to("2005-06-02")
    atlas.settled(country="Uzbekistan", base="karshi-khanabad")
    expect(atlas.page.get_by_text("2 June 2005").first).to_be_visible(timeout=30_000)
    atlas.sees("2 bases held")
    expect(atlas.card.get_by_role("heading", name="Karshi-Khanabad")).to_be_visible()
    assert atlas.marked()


def test_a_first_page_is_compressed_and_comes_over_http_2(
    site: Site, context: BrowserContext
) -> None:
    atlas = open_page(context, f"{site.url}/?date=2005-06-01")
    page = atlas.page
    assert page.evaluate("performance.getEntriesByType('navigation')[0].nextHopProtocol") == "h2"
    loaded = page.evaluate(
        "performance.getEntriesByType('resource')"
        ".map((r) => [r.name, r.encodedBodySize, r.decodedBodySize])"
    )
    plain = [name for name, sent, whole in loaded if whole > 2_000 and sent == whole]
    # Fonts are compressed already.
    assert [name for name in plain if name.endswith((".js", ".css", ".json", ".geojson"))] == []


def test_files_are_asked_of_a_copy_once(site: Site, context: BrowserContext) -> None:
    open_page(context, site.url).page.close()
    script = max(static_folder().glob("static/js/*.js"), key=lambda path: path.stat().st_size)
    url = f"{site.url}/static/js/{script.name}"
    first = context.request.get(url)
    assert first.headers["content-encoding"] == "gzip"
    assert "immutable" in first.headers["cache-control"]
    for copy in site.copies:
        copy.stop()
    again = context.request.get(url)
    assert again.status == 200
    # Not compared by pytest, which would look for what differs in megabytes.
    same = again.body() == script.read_bytes()
    assert same
