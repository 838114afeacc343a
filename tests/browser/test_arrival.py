"""A page while it arrives: nothing that is in sight moves, and nothing stays hidden."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from atlas_page import MAP, Held
from geo.wording import PAGES, WITHOUT_SIDE_BAR
from support.http import ask
from support.server import Server
from web.addresses import address

SIZES = {"wide": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}
QUERIES = {
    "map": "date=2005-06-01",
    "bases": "date=2005-06-01&base=manas",
    "compare": "date=2005-06-01&with=2014-07-01",
    "distances": "date=2005-06-01&base=kant",
}
WATCH = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (entry.hadRecentInput) continue;
    const nodes = entry.sources.map(({ node, previousRect, currentRect }) =>
      `${node?.className ?? node?.nodeName}: ${JSON.stringify([previousRect, currentRect])}`);
    window.shifts.push([entry.value, nodes]);
  }
}).observe({ type: 'layout-shift', buffered: true });
"""


def stands(page: Page) -> None:
    """Wait until a page stands: its last line is kept out of sight until all above it does."""
    expect(page.get_by_text(", version ").last).to_be_visible(timeout=60_000)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=30_000)
    page.wait_for_timeout(1_000)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("stem", PAGES)
def test_nothing_in_sight_moves_while_a_page_arrives(
    stem: str, size: str, new_context: Callable[..., BrowserContext], server: Server
) -> None:
    page = new_context(viewport=SIZES[size]).new_page()
    page.add_init_script(WATCH)
    page.goto(f"{server.url}{address(stem)}?{QUERIES.get(stem, '')}")
    stands(page)
    shifts = page.evaluate("window.shifts")
    assert sum(value for value, _ in shifts) <= 0.05, shifts


def test_what_is_below_something_unfinished_is_shown_with_it(page: Page, server: Server) -> None:
    page.set_viewport_size(SIZES["phone"])
    held = Held(page, "**/component/streamlit_folium.st_folium/index.html*")
    page.goto(f"{server.url}/events", wait_until="commit")
    heading = page.get_by_text(re.compile(r"A tour in \d+ stops"))
    expect(heading).to_be_attached(timeout=60_000)
    page.wait_for_function("document.querySelector('[data-testid=stExpandSidebarButton]')")
    expect(heading).to_be_hidden()
    held.release()
    expect(heading).to_be_visible(timeout=60_000)
    height = page.locator(MAP).evaluate("map => map.getBoundingClientRect().height")
    assert height > 400


def test_nothing_is_kept_from_a_reader_who_has_begun(page: Page, server: Server) -> None:
    page.set_viewport_size(SIZES["phone"])
    Held(page, "**/component/streamlit_folium.st_folium/index.html*")
    page.goto(f"{server.url}/events", wait_until="commit")
    heading = page.get_by_text(re.compile(r"A tour in \d+ stops"))
    expect(heading).to_be_attached(timeout=60_000)
    expect(heading).to_be_hidden()
    page.keyboard.press("Tab")
    expect(heading).to_be_visible()


def test_a_page_keeps_the_room_of_its_side_bar_from_the_first_moment(server: Server) -> None:
    for stem in PAGES:
        text = ask(server.url, address(stem)).text
        assert ("data-side-bar" in text) == (stem not in WITHOUT_SIDE_BAR), stem
    assert "data-side-bar" not in ask(server.url, "/events?embed=true").text


def test_a_page_without_a_side_bar_keeps_no_room_after_one_that_has_it(
    page: Page, server: Server
) -> None:
    page.goto(f"{server.url}/bases")
    expect(page.get_by_test_id("stSidebar")).to_be_visible(timeout=60_000)
    stands(page)
    assert left_edge(page) == 300
    page.get_by_test_id("stTopNavLink").filter(has_text="Article").click()
    expect(page.get_by_role("heading", name=re.compile("The article"))).to_be_visible()
    page.wait_for_function("document.querySelector('.stMain').getBoundingClientRect().x === 0")


def left_edge(page: Page) -> float:
    return page.get_by_test_id("stMain").bounding_box()["x"]  # type: ignore[index]
