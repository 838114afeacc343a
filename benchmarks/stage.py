"""Shared setup for all measurements: servers, a browser, and answers for outside addresses."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route, sync_playwright

from support.browser import launch
from support.server import Server, start

HERE = Path(__file__).parent
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
    server = start(Path(os.devnull), script=script, **env)
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a browser; CHROMIUM names it, as in the tests."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@contextmanager
def fresh_page(browser: Browser) -> Iterator[Page]:
    """Open a page with an empty cache that reaches nothing but this machine."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.route(re.compile(r"^https://"), _answer)
    yield context.new_page()
    context.close()


@contextmanager
def busy_cores() -> Iterator[None]:
    """Keep every core of this machine at work meanwhile."""
    work = [sys.executable, "-c", "while True: pass"]
    at_work = [subprocess.Popen(work) for _ in range(os.cpu_count() or 1)]
    try:
        yield
    finally:
        for process in at_work:
            process.kill()
            process.wait()


def _answer(route: Route) -> None:
    name = route.request.url.split("?")[0].rsplit("/", 1)[-1]
    if name in ANSWERS:
        route.fulfill(path=MODULES / ANSWERS[name])
    else:
        route.fulfill(status=200, body="")


def median(values: list[float]) -> float:
    """Return the middle one of some values."""
    return percentile(values, 50)


def percentile(values: list[float], share: float) -> float:
    """Return the value that a share (per cent) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share / 100 * (len(ordered) - 1)))]


def wait_for_map(page: Page) -> Any:
    """Return the frame of our map once it can be used."""
    page.wait_for_function(
        "() => { const f = document.querySelector('iframe[title=\"streamlit_folium.st_folium\"]');"
        " return f && f.contentDocument.documentElement?.dataset.ready; }",
        timeout=120_000,
    )
    element = page.query_selector('iframe[title="streamlit_folium.st_folium"]')
    return element.content_frame() if element else None
