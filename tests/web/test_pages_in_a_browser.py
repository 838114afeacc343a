"""The app in a real browser, where its HTTP side and Streamlit's meet."""

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page, expect

from atlas_page import MAP, AtlasPage
from support import http
from support.server import Server


def test_the_tab_is_named_after_what_the_page_shows(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, f"{server.url}/?date=2005-06-01")
    expect(page).to_have_title(re.compile(r"^1 June 2005: 20 to 21 bases held · Base Atlas$"))
    atlas.in_map('[data-base="kant"]').click()
    expect(page).to_have_title("Kant Air Base, 1 June 2005: Russia · Base Atlas")
    page.get_by_role("link", name="Compare").click()
    expect(page).to_have_title("Compare: 1 June 2005 and 1 July 2014 · Base Atlas")


@pytest.mark.parametrize(
    "path",
    ["/", "/?date=2005-06-01&base=kant", "/bases?base=kant", "/distances?base=kant", "/health"],
)
def test_scripts_leave_the_title_of_a_page_as_it_is(path: str, page: Page, server: Server) -> None:
    (title,) = re.findall("<title>(.*?)</title>", http.ask(server.url, path).text)
    page.goto(f"{server.url}{path}")
    page.get_by_role("heading", level=1).wait_for(timeout=60_000)
    # The frame says so at the end of its run.
    page.wait_for_timeout(1_000)
    expect(page).to_have_title(title)


@pytest.mark.parametrize("path", ["/map?date=2005-06-01", "/index.html?date=2005-06-01"])
def test_another_word_for_the_map_opens_it_without_a_dialog(
    path: str, page: Page, server: Server
) -> None:
    atlas = AtlasPage(page, f"{server.url}{path}")
    atlas.settled(date="2005-06-01")
    expect(page.get_by_role("heading", name="Foreign military bases")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_file_of_a_page_leads_to_the_page(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/pages/bases.py")
    expect(page.get_by_role("heading", name="Bases and their periods")).to_be_visible(
        timeout=60_000
    )


def test_an_unknown_address_offers_a_search_that_opens_the_map(page: Page, server: Server) -> None:
    answer = page.goto(f"{server.url}/nonsense")
    assert answer
    assert answer.status == 404
    page.get_by_role("searchbox").fill("Қарши")
    page.get_by_role("button", name="Show on the map").click()
    page.wait_for_function("new URLSearchParams(location.search).get('q') === 'Қарши'")
    page.frame_locator(MAP).get_by_label("Date", exact=True).wait_for(timeout=60_000)


@pytest.fixture
def other_site(server: Server) -> Iterator[str]:
    """A site at another address that embeds the app."""
    frame = f'<iframe src="{server.url}/?embed=true&date=2005-06-01" width=900 height=700></iframe>'

    class Embedding(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(frame.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    site = ThreadingHTTPServer(("127.0.0.1", 0), Embedding)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{site.server_port}"
    site.shutdown()


def test_another_site_may_embed_the_map(page: Page, other_site: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.goto(other_site)
    inner = page.frame_locator("iframe").frame_locator(MAP)
    inner.get_by_label("Date", exact=True).wait_for(timeout=60_000)
    assert [text for text in complaints if "Content Security Policy" in text] == []
