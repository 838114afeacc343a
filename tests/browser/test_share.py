"""The sheet beside every page: a sentence, pictures, an interactive map, data."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, expect

from atlas_page import AtlasPage
from geo.plural import file_size
from geo.wording import PAGES
from support.server import Server
from tools.accessibility import findings

PARTS = ("Sentence", "Picture", "Moving picture", "Interactive", "Data")
MADE = 120_000  # milliseconds that a moving picture may take on a busy machine


def button(page: Page) -> Locator:
    return page.get_by_role("button", name="Share and download")


def opened(page: Page, part: str = "") -> Locator:
    """The sheet, open on one of its parts."""
    button(page).click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("radio", name=PARTS[0], exact=True).wait_for()
    if part:
        sheet.get_by_text(part, exact=True).first.click()
    return sheet


@pytest.mark.parametrize("stem", [stem for stem in PAGES if stem != "download"])
def test_every_page_has_the_sheet_with_its_sentence(stem: str, page: Page, server: Server) -> None:
    page.goto(f"{server.url}/{stem}?date=2005-06-01")
    button(page).wait_for(timeout=60_000)
    sheet = opened(page)
    told = re.compile("bases? in Kazakhstan|bases closed|is 143 ± . km from the border")
    expect(sheet.get_by_text(told)).to_be_visible()


def test_the_sentence_follows_the_hand_and_is_copied_whole(
    new_context: Callable[..., BrowserContext], server: Server
) -> None:
    context = new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    atlas = AtlasPage(context.new_page(), f"{server.url}/?date=2005-06-01")
    atlas.whole()
    atlas.go_to("2002-03-01")
    sheet = opened(atlas.page)
    sheet.get_by_role("button", name="Copy the sentence").click()
    expect(sheet.get_by_text("Copied", exact=True)).to_be_visible()
    copied = atlas.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("On 1 March 2002 ")
    expect(sheet.get_by_text(copied)).to_be_visible()


def test_the_sheet_is_opened_and_closed_without_a_mouse(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/article")
    button(page).wait_for(timeout=60_000)
    button(page).focus()
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("radio", name="Sentence", exact=True).wait_for()
    assert sheet.evaluate("e => e.contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(button(page)).to_be_focused()


def test_the_map_stays_as_it_is_behind_the_sheet(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, f"{server.url}/?date=2005-06-01&base=manas")
    atlas.whole()
    atlas.mark()
    sheet = opened(page, "Picture")
    expect(sheet.get_by_role("img").first).to_be_visible(timeout=60_000)
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    assert atlas.marked()
    assert atlas.query()["base"] == ["manas"]


def test_a_picture_has_the_headline_and_the_size_that_were_chosen(
    page: Page, server: Server, tmp_path: Path
) -> None:
    page.goto(f"{server.url}/bases?date=2005-06-01")
    button(page).wait_for(timeout=60_000)
    sheet = opened(page, "Picture")
    sheet.get_by_text("Newspaper column").click()
    sheet.get_by_label("Headline of your own").fill("Who came, who left")
    sheet.get_by_label("Headline of your own").press("Enter")
    svg = sheet.get_by_role("button", name="Picture (SVG)")
    svg.wait_for(timeout=60_000)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=60_000)
    expect(page.locator("[data-stale=true]")).to_have_count(0, timeout=60_000)
    with page.expect_download(timeout=60_000) as waiting:
        svg.click()
    assert waiting.value.suggested_filename == "base-atlas-2005-06-01-column.svg"
    path = tmp_path / "made.svg"
    waiting.value.save_as(path)
    assert "Who came, who left" in path.read_text(encoding="utf-8")


def test_a_moving_picture_can_be_ended_while_it_is_made_and_made_again(
    page: Page, server: Server
) -> None:
    page.goto(f"{server.url}/compare?date=2005-06-01")
    button(page).wait_for(timeout=60_000)
    sheet = opened(page, "Moving picture")
    sheet.get_by_role("button", name="Make the moving picture").click()
    sheet.get_by_role("progressbar").wait_for()
    sheet.get_by_role("button", name="Cancel").click()
    expect(sheet.get_by_role("progressbar")).to_have_count(0)
    expect(sheet.get_by_role("button", name="Moving picture (GIF)")).to_have_count(0)
    sheet.get_by_role("button", name="Make the moving picture").click()
    made = sheet.get_by_role("button", name="Moving picture (GIF)")
    made.wait_for(timeout=MADE)
    with page.expect_download() as waiting:
        made.click()
    content = Path(waiting.value.path()).read_bytes()
    assert Image.open(io.BytesIO(content)).n_frames == 84
    expect(made).to_have_text(re.compile(re.escape(file_size(len(content)))))


def test_each_data_file_is_as_large_as_was_said(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/health?date=2005-06-01")
    button(page).wait_for(timeout=60_000)
    sheet = opened(page, "Data")
    for name in ("CSV,", "GeoJSON,", "Linked Places,", "KML,", "The whole data package,"):
        offer = sheet.get_by_role("button", name=name)
        offer.wait_for(timeout=60_000)
        with page.expect_download() as waiting:
            offer.click()
        size = Path(waiting.value.path()).stat().st_size
        expect(offer).to_have_text(f"{name} {file_size(size)}")


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_grave_in_the_sheet(width: int, page: Page, server: Server) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{server.url}/article?date=2005-06-01")
    button(page).wait_for(timeout=60_000)
    sheet = opened(page)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for part in PARTS:
            sheet.get_by_text(part, exact=True).first.click()
            expect(page.locator("[data-stale=true]")).to_have_count(0, timeout=60_000)
            expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=60_000)
            found = [f"{f.rule}: {f.element}" for f in findings(page) if f.grave]
            assert found == []


def test_on_a_phone_the_button_leaves_the_way_to_the_filters_free(
    new_context: Callable[..., BrowserContext], server: Server
) -> None:
    page = new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{server.url}/bases?date=2005-06-01")
    button(page).wait_for(timeout=60_000)
    way = page.get_by_test_id("stExpandSidebarButton").bounding_box()
    own = button(page).bounding_box()
    assert way is not None
    assert own is not None
    assert way["x"] + way["width"] <= own["x"]
    assert own["x"] + own["width"] <= 390


def test_an_embedded_map_has_no_sheet(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, f"{server.url}/?date=2005-06-01&embed=true")
    atlas.whole()
    expect(button(page)).to_have_count(0)
