"""The picture of the map that a page shows until the map stands."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from atlas_page import MAP, AtlasPage, Held
from support.server import Server

DAY = "date=2005-06-01"
FORMS = {
    "wide": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"},
    "wide, dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
    "phone, dark": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
}
# Where the signs of bases are in the window: those of the picture by base, as the map names them.
PICTURED = """() => [...document.querySelectorAll('#atlas-picture [data-order]')]
  .filter((node) => node.firstElementChild)
  .map((node) => {
    const svg = node.ownerSVGElement;
    const { x, y } = svg.getBoundingClientRect();
    const unit = Number(svg.style.getPropertyValue('--unit'));
    const [left, top] = ['--x', '--y'].map((name) => parseFloat(node.style.getPropertyValue(name)));
    return [
      Number(node.dataset.order),
      Math.round(x + (left - svg.viewBox.baseVal.x) / unit),
      Math.round(y + (top - svg.viewBox.baseVal.y) / unit),
    ];
  })"""
MAPPED = """() => {
  const frame = document.querySelector('iframe[title="streamlit_folium.st_folium"]');
  const { x, y } = frame.getBoundingClientRect();
  const { data } = frame.contentWindow.baseAtlas;
  return [...frame.contentDocument.querySelectorAll('[data-base] .atlas-base-body svg')]
    .map((sign) => {
      const box = sign.getBoundingClientRect();
      const { base } = sign.closest('[data-base]').dataset;
      return [
        data.indexOf.get(base),
        Math.round(x + box.x + box.width / 2),
        Math.round(y + box.y + box.height / 2),
      ];
    });
}"""


@pytest.mark.parametrize("filters", ["", "&country=Tajikistan"])
@pytest.mark.parametrize("form", FORMS)
def test_the_picture_lies_where_the_map_comes_to_lie_and_goes(
    form: str, filters: str, new_context: Callable[..., BrowserContext], server: Server
) -> None:
    page = new_context(**FORMS[form]).new_page()
    held = Held(page, "**/component/streamlit_folium.st_folium/index.html*")
    page.goto(f"{server.url}/?{DAY}{filters}", wait_until="commit")
    picture = page.locator("#atlas-picture[data-placed] svg")
    expect(picture).to_be_visible()
    water = picture.evaluate("svg => getComputedStyle(svg).backgroundColor")
    pictured = [(x, y) for _, x, y in sorted(page.evaluate(PICTURED))]
    words = page.locator("#atlas-picture section").inner_text()
    held.release()
    expect(page.locator("#atlas-picture")).to_have_count(0, timeout=60_000)
    atlas = AtlasPage.__new__(AtlasPage)
    atlas.page = page
    atlas.ready()
    # Both in the order of the gazetteer, of which the picture counts what the filters let by.
    mapped = [(x, y) for _, x, y in sorted(page.evaluate(MAPPED))]
    pairs = zip(mapped, pictured, strict=True)
    assert [pair for pair in pairs if max(map(_off, *pair)) > 3] == []
    sentence = atlas.in_map(".atlas-sentence").inner_text()
    assert sentence in words
    assert "1 June 2005" in words
    ground = ".leaflet-container"
    assert atlas.in_map(ground).evaluate("e => getComputedStyle(e).backgroundColor") == water


def _off(one: int, other: int) -> int:
    return abs(one - other)


def test_it_takes_no_clicks_and_is_no_picture_to_a_screen_reader(
    page: Page, server: Server
) -> None:
    Held(page, "**/component/streamlit_folium.st_folium/index.html*")
    page.goto(f"{server.url}/?{DAY}", wait_until="commit")
    expect(page.locator("#atlas-picture svg")).to_have_attribute("aria-hidden", "true")
    page.wait_for_selector(MAP, state="attached", timeout=60_000)
    hit: Any = page.evaluate("document.elementFromPoint(640, 400).closest('#atlas-picture')")
    assert hit is None


def test_without_scripts_the_page_says_who_was_where_and_shows_the_picture(
    new_context: Callable[..., BrowserContext], server: Server
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{server.url}/?{DAY}")
    expect(page.get_by_role("heading", name="1 June 2005: 20 to 21 bases held")).to_be_visible()
    expect(page.locator("dd", has_text="Kant Air Base, Kyrgyzstan")).to_be_visible()
    picture = page.locator("#atlas-picture svg")
    expect(picture).to_be_visible()
    heading = page.get_by_role("heading").bounding_box()
    drawn = picture.bounding_box()
    assert heading
    assert drawn
    assert drawn["y"] >= heading["y"] + heading["height"]


def test_it_does_not_stay_where_no_map_comes(page: Page, server: Server) -> None:
    page.clock.install()
    Held(page, "**/component/streamlit_folium.st_folium/index.html*")
    page.goto(f"{server.url}/?{DAY}", wait_until="commit")
    page.wait_for_selector(MAP, state="attached", timeout=60_000)
    expect(page.locator("#atlas-picture")).to_have_count(1)
    page.clock.fast_forward(31_000)
    expect(page.locator("#atlas-picture")).to_have_count(0)


def test_where_not_even_the_page_comes_the_words_stay_and_say_so(
    new_context: Callable[..., BrowserContext], server: Server
) -> None:
    page = new_context().new_page()
    page.clock.install()
    page.route(re.compile(r"/static/js/index\."), lambda route: route.abort())
    page.goto(f"{server.url}/?{DAY}", wait_until="commit")
    expect(page.locator("#atlas-picture svg")).to_be_visible()
    page.clock.fast_forward(31_000)
    expect(page.locator("#atlas-picture svg")).to_be_hidden()
    expect(page.get_by_text("The map has not loaded.")).to_be_visible()
    expect(page.get_by_text("20 to 21 bases of five powers")).to_be_visible()


def test_it_goes_with_a_reader_who_goes_on(page: Page, server: Server) -> None:
    Held(page, "**/component/streamlit_folium.st_folium/index.html*")
    page.goto(f"{server.url}/?{DAY}", wait_until="commit")
    expect(page.locator("#atlas-picture")).to_have_count(1)
    page.get_by_test_id("stTopNavLink").filter(has_text="Article").click(timeout=60_000)
    expect(page.locator("#atlas-picture")).to_have_count(0)
    expect(page.get_by_role("heading", name=re.compile("The article"))).to_be_visible()
