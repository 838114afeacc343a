"""The one HTML file, opened from the disk with no network; and the page that offers it."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from geo.answers.selection import Selection
from geo.answers.view import look
from geo.exports import html
from geo.gazetteer.load import load
from support.server import Server


@pytest.fixture
def alone(tmp_path: Path, new_context: Callable[..., BrowserContext]) -> Page:
    """The exported file in a browser that is offline; any request fails the test."""
    path = tmp_path / "atlas.html"
    view = look(load(), Selection(date(2005, 6, 1)))
    path.write_text(html.render(view), encoding="utf-8")
    context = new_context()
    context.set_offline(True)
    page = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.goto(path.as_uri())
    page.wait_for_function("document.documentElement.dataset.ready === 'yes'")
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert complaints == []
    return page


def markers(page: Page) -> dict[str, str]:
    return page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('[data-base]')]"
        ".map(e => [e.dataset.base, e.dataset.state]))"
    )


def test_the_file_opens_on_the_date_of_the_view(alone: Page) -> None:
    expect(alone.get_by_label("Go to date")).to_have_value("1 June 2005")
    expect(alone.locator(".atlas-count")).to_have_text("20 to 21 bases held")
    assert markers(alone)["karshi-khanabad"] == "certain"


def test_the_file_scrubs(alone: Page) -> None:
    alone.get_by_label("Date", exact=True).focus()
    alone.keyboard.press("End")
    expect(alone.locator(".atlas-count")).to_have_text("13 bases held")
    assert markers(alone)["manas"] == "closed"


def test_the_file_searches_and_opens_a_card_with_sources(alone: Page) -> None:
    alone.get_by_label("Search bases by name").fill("ханабад")
    alone.get_by_role("button", name="Karshi-Khanabad (K2), Uzbekistan").first.click()
    card = alone.locator(".atlas-card")
    expect(card).to_contain_text("Camp Stronghold Freedom")
    card.get_by_text(re.compile(r"^\d+ sources$")).first.click()
    expect(card.get_by_role("link").first).to_be_visible()


def test_the_search_of_the_file_needs_no_mouse(alone: Page) -> None:
    search = alone.get_by_label("Search bases by name")
    search.fill("kant")
    search.press("Enter")
    expect(alone.locator(".atlas-card")).to_contain_text("Kant Air Base")
    search.fill("base")
    search.press("ArrowDown")
    search_items = alone.locator(".atlas-search button")
    expect(search_items.first).to_be_focused()
    alone.keyboard.press("Escape")
    expect(search).to_be_focused()
    expect(search_items).to_have_count(0)


def test_the_legend_of_the_file_switches_operators_off(alone: Page) -> None:
    switch = alone.locator(".atlas-legend button", has_text="Russia")
    switch.click()
    assert "okno" not in markers(alone)
    expect(alone.locator(".atlas-count")).to_have_text("4 bases held")
    switch.click()
    assert "okno" in markers(alone)


def test_the_file_has_band_and_events(alone: Page) -> None:
    assert alone.locator(".atlas-event").count() > 10
    alone.locator(".atlas-event").first.focus()
    expect(alone.locator(".atlas-event-list")).to_contain_text("11 September 2001")


def test_the_page_offers_every_format_and_the_file_works(
    page: Page, server: Server, tmp_path: Path
) -> None:
    page.goto(f"{server.url}/download?date=2005-06-01&operator=Germany")
    button = page.get_by_role("button", name="One HTML file")
    button.wait_for(timeout=60_000)
    for name in ("CSV,", "GeoJSON,", "Linked Places,", "KML,", "Picture (PNG),"):
        expect(page.get_by_role("button", name=name)).to_be_visible()
    with page.expect_download(timeout=60_000) as waiting:
        button.click()
    download = waiting.value
    assert download.suggested_filename == "base-atlas-2005-06-01.html"
    path = tmp_path / "atlas.html"
    download.save_as(path)
    page.goto(path.as_uri())
    page.wait_for_function("document.documentElement.dataset.ready === 'yes'")
    assert markers(page) == {"termez": "certain", "kunduz": "certain"}


def test_the_page_shows_how_to_cite_and_to_embed(
    page: Page, start_server: Callable[..., Server]
) -> None:
    public = start_server(BASE_URL="https://atlas.example.org")
    page.goto(f"{public.url}/download?date=2005-06-01")
    version = load().version
    expect(page.get_by_text(f"version {version},").first).to_be_visible(timeout=60_000)
    expect(page.get_by_text(f"v={version}").first).to_be_visible()
    expect(page.get_by_text("embed=true").first).to_be_visible()
