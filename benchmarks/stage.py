"""What every measurement stands on: servers, a browser, and answers for outside addresses."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.conftest import CHROMIUM_FLAGS, Server, free_port, wait_until_healthy

HERE = Path(__file__).parent
ROOT = HERE.parent
MODULES = HERE / "node_modules"
ANSWERS = {
    "leaflet.js": "leaflet/dist/leaflet.js",
    "leaflet.css": "leaflet/dist/leaflet.css",
    "leaflet.timeline.min.js": "leaflet.timeline/dist/leaflet.timeline.js",
    "moment.min.js": "moment/min/moment.min.js",
}


def fetch_peers() -> None:
    """Have npm fetch the peers' JavaScript where it is not there yet."""
    if not MODULES.exists():
        subprocess.run(["npm", "install", "--silent", "--no-audit"], cwd=HERE, check=True)


@contextmanager
def app(script: str = "dashboard.py", **env: str) -> Iterator[Server]:
    """Run a Streamlit script on a port of its own."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    told = {**os.environ, "PYTHONPATH": str(ROOT), **env}
    process = subprocess.Popen(
        command, cwd=ROOT, env=told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    server = Server(f"http://127.0.0.1:{port}", process, Path(os.devnull))
    try:
        yield wait_until_healthy(server)
    finally:
        server.stop()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a browser; CHROMIUM names it, as in the tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or None, args=CHROMIUM_FLAGS
        )
        yield browser
        browser.close()


@contextmanager
def fresh_page(browser: Browser) -> Iterator[Page]:
    """Open a page with an empty cache that reaches nothing but this machine."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.route(re.compile(r"^https://"), _answer)
    yield context.new_page()
    context.close()


def _answer(route: Route) -> None:
    name = route.request.url.split("?")[0].rsplit("/", 1)[-1]
    if name in ANSWERS:
        route.fulfill(path=MODULES / ANSWERS[name])
    else:
        route.fulfill(status=200, body="")


def median(values: list[float]) -> float:
    """Give the middle one of some values."""
    return percentile(values, 50)


def percentile(values: list[float], share: float) -> float:
    """Give the value that a share (per cent) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share / 100 * (len(ordered) - 1)))]


def wait_for_map(page: Page) -> Any:
    """Give the frame of our map once it can be used."""
    page.wait_for_function(
        "() => { const f = document.querySelector('iframe[title=\"streamlit_folium.st_folium\"]');"
        " return f && f.contentWindow.baseAtlas && f.contentWindow.baseAtlas.applied >= 0; }",
        timeout=120_000,
    )
    element = page.query_selector('iframe[title="streamlit_folium.st_folium"]')
    return element.content_frame() if element else None
