"""Page, side bar and maps agree, whoever changes what first, and whatever is lost between them."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from atlas_page import MAP, AtlasPage, Line
from geo.time.dates import to_day
from support.server import Server

READY = (
    "selector => { const maps = [...document.querySelectorAll(selector)]; return maps.length === 2"
    " && maps.every(m => m.contentDocument.documentElement?.dataset.ready); }"
)
# Both within one task of the browser, however busy the machine is.
MOVE_AND_LEAVE = """([map, day, link]) => {
  document.querySelector(map).contentWindow.baseAtlas.goTo(day);
  [...document.querySelectorAll('a')].find((a) => a.textContent.trim() === link).click();
}"""
SPOKEN = """
  window.spoken = [];
  const say = Streamlit.setComponentValue;
  Streamlit.setComponentValue = (word) => {
    if (word && word.serial) window.spoken.push(word);
    say(word);
  };
"""


def day_of(page: Page, which: int) -> str:
    frame = page.query_selector_all(MAP)[which].content_frame()
    assert frame
    day: str = frame.evaluate("BaseAtlas.isoOf(window.baseAtlas.state.day)")
    return day


def shows(page: Page, which: int, iso: str) -> None:
    """Wait until a map shows a date."""
    page.wait_for_function(
        "([selector, which, day]) => document.querySelectorAll(selector)[which]"
        ".contentWindow.baseAtlas.state.day === day",
        arg=[MAP, which, to_day(date.fromisoformat(iso))],
    )


def type_date(page: Page, text: str) -> None:
    field = page.get_by_role("textbox", name="First date")
    field.fill(text)
    field.press("Enter")


def test_a_map_of_compare_follows_the_dates_after_a_base_was_clicked_on_it(
    page: Page, server: Server
) -> None:
    page.goto(f"{server.url}/compare?date=2005-06-01&with=2014-07-01&maps=two")
    page.wait_for_function(READY, arg=MAP, timeout=60_000)
    page.frame_locator(MAP).first.locator('[data-base="kant"]').press("Enter")
    page.wait_for_function("location.search.includes('base=kant')")
    type_date(page, "2006")
    page.wait_for_function("location.search.includes('date=2006-01-01')")
    shows(page, 0, "2006-01-01")
    assert day_of(page, 1) == "2014-07-01"


def test_a_row_that_was_chosen_stays_chosen_when_the_slider_moves_before_its_answer(
    page: Page, server: Server
) -> None:
    line = Line(page)
    atlas = AtlasPage(page, f"{server.url}/?date=2005-06-01")
    table = page.get_by_test_id("stDataFrame").first
    expect(table.locator("canvas").first).to_be_attached(timeout=30_000)
    page.wait_for_timeout(1_000)
    line.hold()
    table.click(position={"x": 18, "y": 52}, force=True)
    page.wait_for_timeout(1_500)
    atlas.tell("atlas.goTo(BaseAtlas.dayOf('2005-07-01'));")
    page.wait_for_timeout(1_500)
    line.release()
    atlas.settled(date="2005-07-01")
    page.wait_for_function("new URLSearchParams(location.search).has('base')")


def test_an_event_of_the_axis_is_said_once(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, f"{server.url}/?date=2005-06-01")
    atlas.whole()
    atlas.document.evaluate(SPOKEN)
    atlas.in_map(".atlas-event").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    atlas.settled(date="2001-09-11")
    page.wait_for_timeout(1_000)
    assert len(atlas.document.evaluate("window.spoken")) == 1


def test_a_move_that_comes_back_to_where_it_began_is_none(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, f"{server.url}/?date=2005-06-01&country=Atlantis")
    expect(page.get_by_text("Atlantis")).to_be_visible()
    atlas.whole()
    atlas.document.evaluate(SPOKEN)
    # Both within one task of the browser, however busy the machine is.
    atlas.tell("['02', '01'].forEach((day) => atlas.goTo(BaseAtlas.dayOf(`2005-06-${day}`)));")
    page.wait_for_timeout(1_500)
    assert atlas.document.evaluate("window.spoken") == []
    expect(page.get_by_text("Atlantis")).to_be_visible()


@pytest.mark.parametrize(
    ("link", "heading"), [("Bases", "Bases and their periods"), ("Compare", "Two dates compared")]
)
@pytest.mark.parametrize("is_whole", [True, False], ids=["at rest", "still loading"])
def test_a_move_in_the_moment_before_a_page_is_opened_goes_along(
    link: str, heading: str, is_whole: bool, page: Page, server: Server
) -> None:
    atlas = AtlasPage(page, f"{server.url}/?date=2005-06-01")
    if is_whole:
        atlas.whole()
    page.evaluate(MOVE_AND_LEAVE, [MAP, to_day(date(2005, 7, 1)), link])
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    atlas.settled(date="2005-07-01")


def test_a_move_lost_with_the_connection_is_said_again_as_soon_as_the_page_is_back(
    page: Page, server: Server
) -> None:
    line = Line(page)
    atlas = AtlasPage(page, f"{server.url}/?date=2005-06-01")
    atlas.whole()
    line.cut()
    atlas.tell("atlas.goTo(BaseAtlas.dayOf('2005-07-01'));")
    page.wait_for_timeout(1_000)
    line.fix()
    page.wait_for_function("location.search.includes('date=2005-07-01')", timeout=6_000)


def test_back_on_a_page_whose_server_has_just_restarted_goes_back(
    page: Page, start_server: Callable[..., Server]
) -> None:
    first = start_server()
    port = int(first.url.rpartition(":")[2])
    atlas = AtlasPage(page, f"{first.url}/?date=2005-06-01")
    atlas.whole()
    for iso in ("2010-01-01", "2012-01-01", "2014-07-01"):
        atlas.go_to(iso)
    first.stop()
    start_server(port)
    page.wait_for_function("document.querySelector('[data-testid=stStatusWidget]') === null")
    page.wait_for_timeout(2_000)
    page.go_back()
    atlas.settled(date="2012-01-01")
    shows(page, 0, "2012-01-01")
    page.wait_for_timeout(2_000)
    atlas.settled(date="2012-01-01")
    assert day_of(page, 0) == "2012-01-01"
