"""What a reader has chosen, on every page, is in the address; a fresh browser shows the same."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from atlas_page import AtlasPage
from support.server import Server

NewContext = Callable[..., BrowserContext]


def has(page: Page, part: str) -> None:
    page.wait_for_function("part => location.search.includes(part)", arg=part, timeout=20_000)


def pick(page: Page, field: str, word: str) -> None:
    """Choose a word in a field for some of many."""
    box = page.get_by_role("combobox", name=field)
    box.click()
    page.keyboard.type(word)
    page.get_by_role("option", name=word, exact=True).click()
    page.keyboard.press("Escape")


def opened_by_another(page: Page, new_context: NewContext) -> Page:
    other = new_context().new_page()
    other.goto(page.url)
    return other


def test_zoom_and_middle_of_the_map_are_in_the_link(
    page: Page, server: Server, new_context: NewContext
) -> None:
    atlas = AtlasPage(page, f"{server.url}/?date=2005-06-01")
    atlas.whole()
    runs = atlas.tell(
        "window.runs = 0; const show = atlas.show.bind(atlas);"
        "atlas.show = (answer) => { window.runs += 1; show(answer); }; return window.runs"
    )
    atlas.tell("atlas.map.setView([41.3, 69.2], 8, {animate: false})")
    has(page, "at=41.300%2C69.200%2C8.00")
    page.wait_for_timeout(1_000)
    # The map writes it by itself.
    assert atlas.tell("return window.runs") == runs
    # And it stays when the page writes the address.
    atlas.go_to("2006-01-01")
    has(page, "at=41.300%2C69.200%2C8.00")
    other = AtlasPage(new_context().new_page(), page.url)
    expect(other.in_map("[data-base]").first).to_be_attached()
    assert other.tell("return [atlas.map.getCenter().lat, atlas.map.getZoom()]") == [
        pytest.approx(41.3, abs=0.01),
        8,
    ]
    # Shown whole again, there is nothing to say.
    other.in_map("button[aria-label='Show all bases']").click()
    other.page.wait_for_function("!location.search.includes('at=')")


def test_a_map_that_fits_itself_to_another_size_is_no_choice(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 1280, "height": 480})
    atlas = AtlasPage(page, f"{server.url}/?date=2005-06-01&from=2001&to=2005-06")
    atlas.sees("2005-06 is read as 30 June 2005")
    zoom = atlas.tell("return atlas.map.getZoom()")
    page.set_viewport_size({"width": 1280, "height": 900})
    atlas.document.wait_for_function("zoom => baseAtlas.map.getZoom() > zoom", arg=zoom)
    assert "sight" not in atlas.tell("return Object.keys(atlas.page.party.message().fields)")
    assert "at=" not in page.url


def test_zoom_goes_along_to_another_page_and_back(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, f"{server.url}/?date=2005-06-01")
    atlas.whole()
    atlas.tell("atlas.map.setView([41.3, 69.2], 8, {animate: false})")
    has(page, "at=41.300%2C69.200%2C8.00")
    page.get_by_role("link", name="Events", exact=True).click()
    expect(page.get_by_role("button", name="Start the tour")).to_be_visible()
    has(page, "at=41.300%2C69.200%2C8.00")
    atlas.ready()
    atlas.document.wait_for_function("window.baseAtlas.map.getZoom() === 8")
    # One step of the history: one press of Back leads to the map.
    page.go_back()
    page.wait_for_function("location.pathname === '/'")
    has(page, "at=41.300%2C69.200%2C8.00")
    atlas.ready()
    atlas.document.wait_for_function("window.baseAtlas.map.getZoom() === 8")


def test_closed_bases_that_were_hidden_stay_hidden_in_the_link(
    page: Page, server: Server, new_context: NewContext
) -> None:
    atlas = AtlasPage(page, f"{server.url}/?date=2016-01-01")
    assert "closed" in atlas.states().values()
    atlas.card.get_by_text("Key to the signs").click()
    atlas.card.get_by_role("checkbox", name="closed").uncheck()
    has(page, "closed=hidden")
    other = AtlasPage(new_context().new_page(), page.url)
    assert "closed" not in other.states().values()
    other.card.get_by_text("Key to the signs").click()
    expect(other.card.get_by_role("checkbox", name="closed")).not_to_be_checked()


def test_what_distances_measure_is_in_the_link(
    page: Page, server: Server, new_context: NewContext
) -> None:
    atlas = AtlasPage(page, f"{server.url}/distances?date=2005-06-01")
    pick(page, "From", "Kant Air Base")
    has(page, "start=kant")
    pick(page, "Countries", "China")
    has(page, "border=China")
    pick(page, "Rings around each base (km)", "300")
    has(page, "ring=300")
    atlas.tell(
        "const { map } = atlas, latlng = L.latLng(41.31, 69.24);"
        " map.fire('click', {latlng, layerPoint: map.latLngToLayerPoint(latlng)})"
    )
    has(page, "point=41.3100%2C69.2400")
    other = opened_by_another(page, new_context)
    expect(other.get_by_text("From 41.31° N, 69.24° E")).to_be_visible(timeout=60_000)
    for words in ("Kant Air Base", "Karshi-Khanabad (K2)", "China", "Afghanistan", "300"):
        expect(other.get_by_role("button", name=f"Remove {words}")).to_be_visible()


def test_the_stop_of_the_tour_and_the_listed_events_are_in_the_link(
    page: Page, server: Server, new_context: NewContext
) -> None:
    AtlasPage(page, f"{server.url}/events")
    page.get_by_role("button", name="Start the tour").click()
    expect(page.get_by_text("Stop 1 of")).to_be_visible()
    page.get_by_role("button", name="Next stop").click()
    has(page, "stop=2")
    pick(page, "Kind of event", "notice")
    has(page, "event_kind=notice")
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    listed = page.get_by_text(re.compile(r"^\d+ of \d+ events$")).inner_text()
    named = page.evaluate("new URLSearchParams(location.search).getAll('named')")
    other = AtlasPage(new_context().new_page(), page.url)
    expect(other.page.get_by_text("Stop 2 of")).to_be_visible()
    expect(other.page.get_by_text(listed, exact=True)).to_be_visible()
    assert other.tell("return atlas.state.named") == named


def test_the_order_of_the_bases_is_in_the_link(
    page: Page, server: Server, new_context: NewContext
) -> None:
    page.goto(f"{server.url}/bases?date=2005-06-01")
    page.get_by_role("radio", name="Operator").click(timeout=60_000)
    has(page, "order=operator")
    other = opened_by_another(page, new_context)
    expect(other.get_by_role("radio", name="Operator")).to_be_checked(timeout=60_000)


def test_a_short_date_in_a_link_is_read_and_the_reading_is_said(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, f"{server.url}/?from=2001&to=2005-06")
    atlas.sees("2005-06 is read as 30 June 2005")
    atlas.settled(**{"from": "2001-01-01", "to": "2005-06-30"})
