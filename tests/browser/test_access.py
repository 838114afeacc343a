"""The app without a mouse, without colours, with large letters, and as axe-core sees it."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from atlas_page import MAP, AtlasPage
from geo.answers.selection import Selection
from geo.answers.view import look
from geo.exports import html
from geo.gazetteer.load import load
from support.server import Server
from tools.accessibility import findings

PAGES = (
    "",
    "bases",
    "compare",
    "events",
    "distances",
    "article",
    "your_data",
    "download",
    "health",
)
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
FOCUSED = """() => {
  let focused = document.activeElement;
  const within = (e) => (e.tagName === 'IFRAME' ? e.contentDocument : e.shadowRoot);
  while (focused && within(focused)) focused = within(focused).activeElement;
  if (!focused) return '';
  const [label] = focused.labels || [];
  return focused.getAttribute('aria-label') || (label || focused).innerText || '';
}"""


def contrast(ink: str, ground: str, opacity: float = 1.0) -> float:
    """The contrast of two colours of CSS, such as "rgb(1, 2, 3)" (WCAG 2.2, contrast ratio)."""
    ink_rgb, ground_rgb = ([int(n) for n in re.findall(r"\d+", c)[:3]] for c in (ink, ground))
    seen = [i * opacity + g * (1 - opacity) for i, g in zip(ink_rgb, ground_rgb, strict=True)]
    light, dark = sorted((luminance(seen), luminance(ground_rgb)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(rgb: Sequence[float]) -> float:
    parts = [n / 255 for n in rgb]
    red, green, blue = (n / 12.92 if n <= 0.04045 else ((n + 0.055) / 1.055) ** 2.4 for n in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def grave(page: Page) -> list[str]:
    return [f"{f.rule}: {f.element}" for f in findings(page) if f.grave]


def quiet(page: Page) -> None:
    page.get_by_role("heading", level=1).first.wait_for(timeout=60_000)
    page.get_by_text(", version ").last.wait_for(timeout=60_000)
    drawn(page)


def drawn(page: Page) -> None:
    """Wait until nothing is on its way: no answer, no fading, no colour of the other theme."""
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=30_000)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=30_000)
    # What an answer has not reached yet is shown faded.
    expect(page.locator("[data-stale=true]")).to_have_count(0, timeout=30_000)
    ink = page.locator(".stApp").evaluate("e => getComputedStyle(e).color")
    for filters in page.locator(".filters").all():
        expect(filters).to_have_css("color", ink)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "map")
def test_axe_finds_nothing_grave(path: str, page: Page, server: Server) -> None:
    page.goto(f"{server.url}/{path}?date=2005-06-01&base=manas")
    quiet(page)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        expect(page.locator(".stApp")).to_have_css("color-scheme", scheme)
        for size in (WIDE, PHONE):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            page.wait_for_timeout(400)
            drawn(page)
            assert grave(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_axe_does_not_measure_has_enough_contrast_too(
    scheme: str, new_context: Callable[..., BrowserContext], server: Server
) -> None:
    page = new_context(color_scheme=scheme).new_page()
    page.goto(f"{server.url}/bases?date=2005-06-01")
    quiet(page)
    ground = page.locator(".stApp").evaluate("e => getComputedStyle(e).backgroundColor")
    labels = page.locator(".stVegaLiteChart .role-axis-label text")
    expect(labels.filter(has_text="Kant Air Base")).to_be_visible()
    for ink in labels.evaluate_all("all => all.map(e => getComputedStyle(e).fill)"):
        assert contrast(ink, ground) >= 4.5
    ink, opacity, ground = page.locator(".filters .search").first.evaluate(
        "e => [getComputedStyle(e, '::placeholder').color,"
        " getComputedStyle(e, '::placeholder').opacity, getComputedStyle(e).backgroundColor]"
    )
    assert contrast(ink, ground, float(opacity)) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing_grave_in_the_one_file(
    scheme: str,
    size: dict[str, int],
    new_context: Callable[..., BrowserContext],
    tmp_path: Path,
) -> None:
    file = tmp_path / "atlas.html"
    file.write_text(html.render(look(load(), Selection(load().opening))), encoding="utf-8")
    # Its own policy lets no script in but the file's; the check is one from outside.
    page = new_context(color_scheme=scheme, viewport=size, bypass_csp=True).new_page()
    page.goto(file.as_uri())
    page.locator("[data-base=manas]").wait_for()
    page.locator("[data-base=kant]").press("Enter")
    expect(page.locator(".leaflet-popup")).to_have_css("opacity", "1")
    assert grave(page) == []


class Keyboard:
    """A reader with nothing but the keyboard."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)

    def reach(self, name: str, key: str = "Tab") -> None:
        """Press Tab until something of that name has the focus."""
        for _ in range(150):
            self.press(key)
            if re.search(name, self.page.evaluate(FOCUSED)):
                return
        raise AssertionError(f"{name} cannot be reached with {key}")


def test_everything_can_be_done_with_the_keyboard_alone(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, server.url)
    hand = Keyboard(page)
    page.context.route(re.compile(r"^https://"), lambda route: route.fulfill(body="A source."))

    # A date as people write it, then a filter, then the time line.
    hand.reach("^Go to date$")
    page.keyboard.type("1.6.2005")
    hand.press("Enter")
    atlas.settled(date="2005-06-01")
    hand.reach("^Uzbekistan")
    hand.press("Space")
    atlas.settled(country="Uzbekistan")
    hand.reach("^Date$")
    hand.press("ArrowRight", 5)
    hand.press(".", 20)
    atlas.settled(date="2005-11-21")

    # One step from a base to its profile, and who says so is next.
    hand.reach("^Karshi-Khanabad", key="Shift+Tab")
    hand.press("Enter")
    atlas.settled(base="karshi-khanabad")
    expect(atlas.card.get_by_role("heading", name="Karshi-Khanabad (K2)")).to_be_focused()
    link = atlas.card.locator(".atlas-says-so a").first
    with page.context.expect_page() as opened:
        hand.press("Tab")
        expect(link).to_be_focused()
        hand.press("Enter")
    assert opened.value.url.startswith("https://")

    hand.reach("^Download$", key="Shift+Tab")
    hand.press("Enter")
    expect(page.get_by_role("heading", name="Download and cite")).to_be_visible()
    expect(page.get_by_role("button", name="One HTML file")).to_be_visible()
    hand.reach("^One HTML file")
    with page.expect_download() as download:
        hand.press("Enter")
    assert "2005-11-21" in download.value.suggested_filename


def test_the_map_is_a_landmark_that_a_screen_reader_can_go_to(page: Page, server: Server) -> None:
    AtlasPage(page, server.url)
    expect(page.frame_locator(MAP).get_by_role("region", name="Map", exact=True)).to_be_visible()
    expect(page.frame_locator(MAP).get_by_role("region", name="Time", exact=True)).to_be_visible()


def test_the_focus_can_be_seen_on_the_links_to_the_pages(page: Page, server: Server) -> None:
    AtlasPage(page, server.url)
    hand = Keyboard(page)
    for name in ("^Map$", "^Bases$", "^Data health$"):
        hand.reach(name)
        expect(page.locator(":focus")).to_have_css("outline-style", "solid")
    page.get_by_test_id("stDataFrame").first.hover()
    buttons = page.get_by_test_id("stElementToolbar").first.get_by_role("button")
    buttons.first.focus()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_css("outline-style", "solid")


def test_at_200_per_cent_nothing_needs_scrolling_sideways(
    new_context: Callable[..., BrowserContext], server: Server
) -> None:
    page = new_context(viewport={"width": 640, "height": 400}, device_scale_factor=2).new_page()
    for path in PAGES:
        page.goto(f"{server.url}/{path}?date=2005-06-01")
        quiet(page)
        wide = page.evaluate(
            "[...document.querySelectorAll('.stMain, .stMainBlockContainer')]"
            ".map(e => e.scrollWidth - e.clientWidth)"
        )
        assert max(wide) <= 0, path


def test_colour_is_never_the_only_sign(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, f"{server.url}/?date=2005-06-01")
    marks = atlas.document.evaluate(
        "[...document.querySelectorAll('[data-base] .atlas-letter, [data-base] text')]"
        ".map(e => e.textContent)"
    )
    assert {"R", "U", "G", "F"} <= set(marks)
    assert page.locator(MAP).get_attribute("title")
