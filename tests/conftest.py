"""A real server and a real browser for the tests that need them."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from support.browser import launch
from support.server import Server, start

# Examples are timed by nobody: a busy machine is no failure.
settings.register_profile("project", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=10)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "project"))
expect.set_options(timeout=20_000)

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "test-results"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = start(tmp_path_factory.mktemp("server") / "log.txt")
    yield running
    running.stop()


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Start servers of a test's own: ``start_server(port=…, BASES=…)``."""
    started: list[Server] = []

    def begin(port: int | None = None, **env: str) -> Server:
        started.append(start(tmp_path / "server.log", port, **env))
        return started[-1]

    yield begin
    for running in started:
        running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = launch(playwright)
        yield launched
        launched.close()


@pytest.fixture
def new_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Open browser contexts of a test's own: another reader, a phone, a dark theme."""
    opened: list[BrowserContext] = []

    def begin(**options: object) -> BrowserContext:
        settings = {"viewport": {"width": 1280, "height": 800}, **options}
        opened.append(browser.new_context(**settings))  # type: ignore[arg-type]
        return opened[-1]

    yield begin
    for context in opened:
        context.close()


@pytest.fixture
def page(
    new_context: Callable[..., BrowserContext], request: pytest.FixtureRequest
) -> Iterator[Page]:
    """A fresh page whose uncaught errors fail the test, and which is pictured if the test fails."""
    opened = new_context().new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    if getattr(request.node, "failed", False):
        RESULTS.mkdir(exist_ok=True)
        opened.screenshot(path=RESULTS / f"{request.node.name}.png")
    assert not errors


# What a test asks for says what it needs; `make quick` runs those that need none of it.
NEEDS = {
    "browser": {"browser", "new_context", "page"},
    "server": {"server", "start_server"},
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by what they need: a browser, a server."""
    for item in items:
        for need, fixtures in NEEDS.items():
            if fixtures & set(getattr(item, "fixturenames", ())):
                item.add_marker(need)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]
    report = yield
    if report.when == "call" and report.failed:
        item.failed = True  # type: ignore[attr-defined]
    return report
