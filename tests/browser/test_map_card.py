"""The card on the map: one answer that follows the hand, on a desk and on a phone."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, expect

from atlas_page import MAP, AtlasPage
from support.server import Server

NewContext = Callable[..., BrowserContext]
PHONE = {"width": 390, "height": 844}
JUMPS = """
  window.jumps = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
    if (!entry.hadRecentInput) window.jumps += entry.value;
  })).observe({ type: 'layout-shift', buffered: true });
"""


@pytest.fixture
def atlas(page: Page, server: Server) -> AtlasPage:
    return AtlasPage(page, f"{server.url}/?date=2005-06-01")


@pytest.fixture
def phone(new_context: NewContext, server: Server) -> AtlasPage:
    context = new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    return AtlasPage(context.new_page(), f"{server.url}/?date=2005-06-01")


def swipe(page: Page, over: Locator, dx: int, dy: int) -> None:
    """Move a finger from the middle of an element by some pixels."""
    box = over.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = page.context.new_cdp_session(page)
    for k in range(11):
        kind = "touchMove" if k else "touchStart"
        points = [{"x": x + dx * k / 10, "y": y + dy * k / 10}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        page.wait_for_timeout(20)
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_one_sentence_says_what_each_number_counts(atlas: AtlasPage) -> None:
    expect(atlas.card.locator(".atlas-sentence")).to_have_text(
        "20 to 21 bases of five powers; 4 more reported; 4 in Afghanistan, not counted"
    )
    expect(atlas.card).to_contain_text(
        "Manas (Transit Center) has several operators and counts for each."
    )


def test_while_it_plays_the_sentence_is_never_older_than_the_map(atlas: AtlasPage) -> None:
    atlas.tell(
        "window.seen = []; atlas.on((what) => { if (what === 'time') {"
        " const { certain, possible } = atlas.answer.held;"
        " seen.push([document.querySelector('.atlas-date').value,"
        " document.querySelector('.atlas-sentence').textContent,"
        " certain === possible ? `${certain} base` : `${certain} to ${possible} base`]); } });"
    )
    atlas.in_map("button[aria-label=Play]").click()
    atlas.document.wait_for_function("window.seen.length > 8")
    atlas.in_map("button[aria-label=Pause]").click()
    seen = atlas.document.evaluate("window.seen")
    assert len({date for date, _, _ in seen}) > 8
    assert [row for row in seen if not row[1].startswith(row[2])] == []


@pytest.mark.parametrize("sought", ["Кант", "khanabad"])
def test_a_search_with_one_hit_chooses_it_and_shows_it(sought: str, atlas: AtlasPage) -> None:
    atlas.card.get_by_role("searchbox", name="Search for a base").press_sequentially(sought)
    base = {"Кант": "kant", "khanabad": "karshi-khanabad"}[sought]
    atlas.settled(base=base, q=sought)
    expect(atlas.card.locator(".atlas-profile")).to_be_visible()
    expect(atlas.in_map(f'[data-base="{base}"]')).to_be_visible()


def test_a_search_with_several_hits_lists_them(atlas: AtlasPage) -> None:
    field = atlas.card.get_by_role("searchbox", name="Search for a base")
    field.press_sequentially("dushanbe")
    hits = atlas.card.locator(".atlas-hit")
    expect(hits.filter(has_text="Dushanbe airport, Tajikistan")).to_be_visible()
    assert hits.count() > 1
    hits.filter(has_text="Dushanbe airport, Tajikistan").click()
    atlas.settled(base="dushanbe-airport", q=None)


def test_a_search_without_a_hit_says_what_is_covered_and_what_is_near(atlas: AtlasPage) -> None:
    field = atlas.card.get_by_role("searchbox", name="Search for a base")
    field.press_sequentially("Manass")
    expect(atlas.card).to_contain_text("No base is called “Manass”. Did you mean:")
    expect(atlas.card).to_contain_text("The atlas covers 40 bases in Afghanistan, Kazakhstan")
    atlas.card.get_by_role("button", name="Manas (Transit Center), Kyrgyzstan").click()
    atlas.settled(base="manas", q=None)


def test_nothing_jumps_while_the_page_comes(new_context: NewContext, server: Server) -> None:
    for size in ({"width": 1280, "height": 800}, PHONE):
        context = new_context(viewport=size)
        context.add_init_script(JUMPS)
        atlas = AtlasPage(context.new_page(), f"{server.url}/?date=2005-06-01")
        atlas.whole()
        atlas.page.wait_for_timeout(1_000)
        assert atlas.page.evaluate("window.jumps") <= 0.05
        assert atlas.document.evaluate("window.jumps") <= 0.05


def test_a_finger_moved_up_over_the_time_line_sets_no_date(phone: AtlasPage) -> None:
    swipe(phone.page, phone.slider, 5, -200)
    phone.page.wait_for_timeout(600)
    assert phone.tell("return BaseAtlas.isoOf(atlas.state.day)") == "2005-06-01"
    phone.page.evaluate("document.querySelector('.stMain').scrollTop = 0")
    swipe(phone.page, phone.slider, 60, 3)
    phone.document.wait_for_function("BaseAtlas.isoOf(window.baseAtlas.state.day) > '2011'")


def test_on_a_phone_the_card_is_a_sheet_of_three_heights(phone: AtlasPage) -> None:
    sheet, handle = phone.card, phone.card.locator(".atlas-handle")
    expect(sheet).to_have_attribute("data-height", "peek")
    expect(sheet.locator(".atlas-sentence")).to_be_visible()
    expect(sheet.get_by_role("group", name="Operator")).not_to_be_visible()
    swipe(phone.page, handle, 0, -150)
    expect(sheet).to_have_attribute("data-height", "half")
    handle.tap()
    expect(sheet).to_have_attribute("data-height", "full")
    handle.tap()
    expect(sheet).to_have_attribute("data-height", "peek")


def test_on_a_phone_the_pages_stand_in_a_bar_below_the_time_line(phone: AtlasPage) -> None:
    phone.whole()
    bar = phone.page.locator(".st-key-page_bar")
    for name in ("Map", "Bases", "Events"):
        expect(bar.get_by_role("link", name=name, exact=True)).to_be_in_viewport()
    slider, below = phone.page.locator(MAP).bounding_box(), bar.bounding_box()
    assert slider
    assert below
    assert slider["y"] + slider["height"] <= below["y"] + 1
    bar.get_by_role("link", name="Bases", exact=True).tap()
    expect(phone.page.get_by_role("heading", name="Bases and their periods")).to_be_visible()
    phone.settled(date="2005-06-01")


def test_the_handle_of_the_time_line_is_seen_where_the_system_sets_the_colours(
    atlas: AtlasPage,
) -> None:
    atlas.page.emulate_media(forced_colors="active")
    picture = Image.open(io.BytesIO(atlas.slider.screenshot())).convert("RGB")
    x = atlas.tell("return Math.round(atlas.slider.band.x(atlas.state.day))")
    columns = [{picture.getpixel((x + dx, y)) for y in range(4, 12)} for dx in (0, 30)]
    assert columns[0].isdisjoint(columns[1])


def test_on_paper_the_map_keeps_its_layout_and_fits_the_sheet(atlas: AtlasPage) -> None:
    frame = atlas.page.locator(MAP)
    wide = frame.evaluate("frame => frame.offsetWidth")
    atlas.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    width, zoom = frame.evaluate("frame => [frame.style.width, Number(frame.style.zoom)]")
    assert width == f"{wide}px"
    assert wide * zoom <= 1000
    atlas.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert frame.evaluate("frame => frame.style.zoom") == ""


def test_none_found_opens_what_was_looked_for_where_and_when(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, f"{server.url}/?date=2005-06-01")
    found = atlas.card.locator(".atlas-none-found")
    expect(found.locator("summary")).to_be_in_viewport()
    found.locator("summary").click()
    expect(found).to_contain_text("Turkmenistan: none found; one airport")
    expect(found).to_contain_text("Looked for forces of any foreign state, 2001 to 2021; in agency")
    expect(found.get_by_role("link").first).to_be_visible()


@pytest.mark.parametrize("size", [{"width": 1280, "height": 800}, PHONE])
def test_every_base_of_the_opening_view_lies_beside_the_card_and_the_buttons(
    new_context: NewContext, server: Server, size: dict[str, int]
) -> None:
    atlas = AtlasPage(new_context(viewport=size).new_page(), f"{server.url}/?date=2021-07-19")
    hidden = atlas.document.evaluate(
        "() => { const over = [...document.querySelectorAll('.leaflet-control, .atlas-answer')]"
        ".map((node) => node.getBoundingClientRect());"
        " const held = [...document.querySelectorAll('[data-base][data-state=certain]')];"
        " return held.filter((node) => { const box = node.getBoundingClientRect();"
        " const x = (box.left + box.right) / 2; const y = (box.top + box.bottom) / 2;"
        " return x < 0 || y < 0 || x > innerWidth || y > innerHeight || over.some((b) =>"
        " b.left < x && x < b.right && b.top < y && y < b.bottom); })"
        ".map((node) => node.dataset.base).filter((base) => base !== 'kabul'); }"
    )
    assert hidden == []


def test_a_status_has_its_own_dates_beside_it(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, f"{server.url}/?date=2014-03-01")
    row = atlas.card.locator('[data-row="manas"]')
    expect(row).to_contain_text("United States, closing: 14 November 2013 to 3 June 2014")
