"""The tour down a column: by scroll, keys and buttons, with the map following."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from atlas_page import AtlasPage
from support.server import Server
from tools.accessibility import findings

NewContext = Callable[..., BrowserContext]


def column(page: Page) -> Locator:
    return page.get_by_role("region", name="The tour")


def scroll_to(page: Page, title: str) -> None:
    """Scroll as a hand does, until a stop is at the top of the column."""
    column(page).get_by_role("heading", name=title).wait_for()
    column(page).evaluate(
        "(c, title) => { c.dispatchEvent(new Event('wheel'));"
        " const h = [...c.querySelectorAll('h3')].find((h) => h.textContent === title);"
        " c.scrollTop = h.closest('li').offsetTop - c.offsetTop; }",
        title,
    )


def test_scrolling_to_a_stop_takes_the_map_and_the_address_there(
    page: Page, server: Server
) -> None:
    atlas = AtlasPage(page, f"{server.url}/events")
    atlas.mark()
    scroll_to(page, "Russia opens the air base at Kant")
    expect(page.get_by_text("Stop 4 of 12")).to_be_visible()
    atlas.shows("2003-10-23")
    atlas.settled(stop="4", date="2003-10-23")
    assert atlas.marked()
    expect(column(page).locator("[aria-current=step] h3")).to_have_text(
        "Russia opens the air base at Kant"
    )


def test_the_arrow_keys_go_from_stop_to_stop(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, f"{server.url}/events?stop=4")
    column(page).focus()
    page.keyboard.press("ArrowRight")
    atlas.settled(stop="5", date="2004-10-17")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    atlas.settled(stop="3", date="2001-12-08")
    atlas.shows("2001-12-08")


def test_a_link_opens_the_tour_at_its_stop_and_back_returns_to_the_one_before(
    page: Page, server: Server
) -> None:
    atlas = AtlasPage(page, f"{server.url}/events?stop=8&date=2009-07-14")
    heading = column(page).get_by_role("heading", name="Manas becomes a transit centre")
    expect(heading).to_be_in_viewport()
    expect(page.get_by_text("Stop 8 of 12")).to_be_visible()
    page.get_by_role("button", name="Next stop").click()
    atlas.settled(stop="9")
    page.go_back()
    atlas.settled(stop="8")
    expect(page.get_by_text("Stop 8 of 12")).to_be_visible()
    expect(heading).to_be_in_viewport()


def test_opening_the_page_chooses_no_stop(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, f"{server.url}/events?date=2005-06-01")
    atlas.whole()
    expect(page.get_by_text("A tour in 12 stops")).to_be_visible()
    page.wait_for_timeout(1000)
    assert "stop" not in atlas.query()
    assert atlas.query()["date"] == ["2005-06-01"]


def test_the_last_stop_says_what_was_claimed_what_is_known_and_what_is_not(
    page: Page, server: Server
) -> None:
    AtlasPage(page, f"{server.url}/events?stop=12")
    last = column(page).locator("[aria-current=step]")
    for label in ("Claimed", "Known", "Not known"):
        part = last.locator("dt", has_text=label).first.locator("xpath=following-sibling::dd[1]")
        expect(part.get_by_role("link").first).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_grave_along_the_tour(width: int, page: Page, server: Server) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    AtlasPage(page, f"{server.url}/events?stop=12").whole()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=30_000)
        assert [f"{f.rule}: {f.element}" for f in findings(page) if f.grave] == []


def test_on_a_phone_the_stop_and_the_map_share_the_first_screen(
    new_context: NewContext, server: Server
) -> None:
    page = new_context(viewport={"width": 390, "height": 844}).new_page()
    atlas = AtlasPage(page, f"{server.url}/events?stop=2")
    expect(page.get_by_role("button", name="Next stop")).to_be_in_viewport()
    expect(atlas.in_map(".leaflet-container")).to_be_in_viewport()
