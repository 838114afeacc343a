"""Time, told: band, events, window, stops, a base's own history; and the pages about time."""

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from atlas_page import MAP, AtlasPage
from geo.gazetteer.load import load
from support.server import Server

HELD_BY_DATE = Path(__file__).parents[1] / "data" / "held_by_date.csv"


@pytest.fixture
def atlas(page: Page, server: Server) -> AtlasPage:
    return AtlasPage(page, server.url)


def held_by_date() -> dict[str, dict[str, tuple[int, int]]]:
    table: dict[str, dict[str, tuple[int, int]]] = {}
    for row in csv.DictReader(HELD_BY_DATE.open()):
        counts = int(row["certain"]), int(row["possible"])
        table.setdefault(row["date"], {})[row["operator"]] = counts
    return table


def test_band_slider_and_map_agree_with_the_table_written_by_hand(atlas: AtlasPage) -> None:
    for day, expected in held_by_date().items():
        band, held = atlas.tell(
            f"const day = BaseAtlas.dayOf('{day}'); atlas.goTo(day);"
            "const names = atlas.data.operators;"
            "return [Object.fromEntries(BaseAtlas.countOn(atlas.slider.band.spans, day)"
            ".filter((c) => c.possible)"
            ".map((c) => [names[c.operator].name, [c.certain, c.possible]])), atlas.answer.held]"
        )
        counts = {name: tuple(pair) for name, pair in band.items()}
        assert counts == {name: pair for name, pair in expected.items() if name != "all"}, day
        assert (held["certain"], held["possible"]) == expected["all"], day


def test_the_card_agrees_with_the_table_written_by_hand_in_the_same_frame(
    atlas: AtlasPage,
) -> None:
    for day, expected in list(held_by_date().items())[::5]:
        sentence, rows = atlas.tell(
            f"atlas.goTo(BaseAtlas.dayOf('{day}'));"
            "const text = (row, part) => row.querySelector(`.atlas-row-${part}`).textContent;"
            "const rows = [...document.querySelectorAll('[aria-label=Operator] .atlas-row')];"
            "return [document.querySelector('.atlas-sentence').textContent,"
            " Object.fromEntries(rows.map((row) => [text(row, 'word'), text(row, 'held')]))]"
        )
        certain, possible = expected["all"]
        count = str(certain) if certain == possible else f"{certain} to {possible}"
        assert sentence.startswith(f"{count} base"), day
        for operator, (low, high) in expected.items():
            if operator != "all":
                assert rows[operator] == (str(low) if low == high else f"{low} to {high}"), day


def test_the_band_follows_the_filters(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, f"{server.url}/?operator=Germany")
    names = atlas.tell(
        "return atlas.slider.band.spans.map((s) => atlas.data.operators[s.operator].name)"
    )
    assert names == ["Germany"]
    assert atlas.tell("return atlas.slider.band.turns.map((t) => t[1])") == ["opening", "closing"]


def test_the_band_lies_under_the_handle_of_the_slider(atlas: AtlasPage) -> None:
    for share in (0.0, 0.5, 1.0):
        offset = atlas.tell(
            "const {first, last} = atlas.data;"
            f"const day = Math.round(first + {share} * (last - first));"
            "const input = atlas.slider.input; const thumb = 22;"
            "const expected = thumb / 2 + (day - first) / (last - first)"
            " * (input.clientWidth - thumb);"
            "return Math.abs(atlas.slider.band.x(day) - expected)"
        )
        assert offset < 1.5


def test_every_event_can_be_reached_with_the_keyboard(atlas: AtlasPage) -> None:
    total = atlas.tell("return atlas.data.events.length")
    atlas.in_map(".atlas-event").first.focus()
    reached: set[str] = set()
    for _ in range(atlas.in_map(".atlas-event").count()):
        items = atlas.in_map(".atlas-event-item button").all_inner_texts()
        reached.update(items)
        atlas.page.keyboard.press("ArrowRight")
    assert len(reached) == total


def test_an_event_gives_date_title_and_source_and_goes_to_its_date(atlas: AtlasPage) -> None:
    atlas.mark()
    atlas.in_map(".atlas-event").first.focus()
    atlas.page.keyboard.press("ArrowDown")
    expect(atlas.in_map(".atlas-event-list")).to_contain_text("11 September 2001")
    expect(atlas.in_map(".atlas-event-sources").first).to_contain_text("Congressional Research")
    atlas.page.keyboard.press("Enter")
    atlas.settled(date="2001-09-11")
    expect(atlas.in_map(".atlas-name")).to_have_count(2)
    expect(atlas.in_map(".atlas-name").first).to_contain_text("Manas")
    assert atlas.marked()


def test_a_window_shows_every_base_held_at_any_time_in_it(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, f"{server.url}/?from=2005-11-01&to=2014-07-01")
    states = atlas.states()
    assert states["karshi-khanabad"] == "certain"
    assert states["manas"] == "certain"
    expect(page.get_by_test_id("stMetricValue")).to_contain_text("19 bases held")


def test_a_window_in_the_link_keeps_the_date_under_it(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, f"{server.url}/?date=2016-07-19&from=2003-01-01&to=2006-12-31")
    atlas.in_map("button", has_text="As of").click()
    atlas.settled(**{"from": None, "date": "2016-07-19"})
    expect(page.get_by_text("19 July 2016").first).to_be_visible(timeout=20_000)


def test_the_switch_to_a_window_is_in_the_link_and_back(atlas: AtlasPage) -> None:
    atlas.in_map("button", has_text="Between").click()
    atlas.settled(**{"from": "2001-01-01", "to": "2021-12-31"})
    handle = atlas.page.frame_locator(MAP).get_by_label("From", exact=True)
    handle.focus()
    atlas.page.keyboard.press("Shift+ArrowRight")
    atlas.settled(**{"from": "2002-01-01"})
    atlas.in_map("button", has_text="As of").click()
    atlas.settled(**{"from": None})


@pytest.mark.parametrize(
    ("label", "day"),
    [
        ("Before 11 September 2001", "2001-09-10"),
        ("Both US bases and Kant (2004)", "2004-01-01"),
        ("After the eviction (2006)", "2006-01-01"),
        ("Only Manas (2010)", "2010-01-01"),
        ("After Manas (2014)", "2014-07-01"),
        ("The article (19 July 2021)", "2021-07-19"),
    ],
)
def test_a_named_stop_goes_to_its_date(atlas: AtlasPage, label: str, day: str) -> None:
    atlas.tell("atlas.goTo(atlas.data.first)")
    atlas.page.frame_locator(MAP).get_by_label("Jump to").select_option(label=label)
    atlas.settled(date=day)


def test_a_chosen_base_offers_its_beginning_and_plays_its_own_changes(atlas: AtlasPage) -> None:
    atlas.go_to("2010-01-01")
    atlas.in_map('[data-base="termez"]').click()
    atlas.settled(base="termez")
    atlas.in_map("button", has_text="Go to its first day").click()
    atlas.settled(date="2002-02-18")
    atlas.tell(
        "window.days = []; atlas.on((what) => {"
        " if (what === 'time') days.push(BaseAtlas.isoOf(atlas.state.day)); });"
    )
    atlas.in_map("button", has_text="Play this base").click()
    atlas.document.wait_for_function("window.days.includes('2015-12-13')")
    assert atlas.document.evaluate("[...new Set(window.days)]") == [
        "2002-02-18",
        "2008-01-01",
        "2008-12-31",
        "2015-02-04",
        "2015-02-06",
        "2015-10-14",
        "2015-12-11",
        "2015-12-13",
    ]


def test_a_live_region_says_one_sentence_for_each_settled_step(atlas: AtlasPage) -> None:
    atlas.go_to("2005-11-21")
    atlas.page.wait_for_timeout(500)
    atlas.slider.focus()
    atlas.go_to("2005-11-22")
    live = atlas.in_map(".atlas-live")
    expect(live).to_have_attribute("aria-live", "polite")
    expect(live).to_have_text("22 November 2005: 18 bases held, Karshi-Khanabad (K2) closed")


def test_with_reduced_motion_play_steps_from_change_to_change(
    new_context: Callable[..., BrowserContext], server: Server
) -> None:
    context = new_context(reduced_motion="reduce")
    atlas = AtlasPage(context.new_page(), f"{server.url}/?date=2005-07-01")
    atlas.tell(
        "window.days = [];"
        "atlas.on((what) => what === 'time' && days.push(BaseAtlas.isoOf(atlas.state.day)));"
    )
    atlas.in_map("button[aria-label=Play]").click()
    atlas.document.wait_for_function("window.days.length >= 2")
    assert atlas.tell("return window.days.slice(0, 2)") == ["2005-07-29", "2005-08-01"]


def test_touch_targets_of_the_timeline_are_large_on_a_phone(
    new_context: Callable[..., BrowserContext], server: Server
) -> None:
    context = new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    atlas = AtlasPage(context.new_page(), server.url)
    for target in atlas.in_map(".atlas-time button:visible, .atlas-time select:visible").all():
        box = target.bounding_box()
        assert box
        assert box["height"] >= 44
        assert box["width"] >= 44


def test_the_bases_page_draws_periods_and_opens_a_profile(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/bases?base=karshi-khanabad")
    expect(page.get_by_test_id("stVegaLiteChart")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("heading", name="Karshi-Khanabad (K2)").first).to_be_visible()
    for text in ("Qarshi Xonobod", "accurate to within 1.5 km", "2 claims not used"):
        expect(page.get_by_text(text).first).to_be_visible()
    page.get_by_role("button", name="Show on the map").click()
    atlas = AtlasPage.__new__(AtlasPage)
    atlas.page = page
    atlas.ready()
    atlas.settled(base="karshi-khanabad")


def test_who_says_so_is_drawn_and_can_be_read_with_the_keyboard(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/bases?base=karshi-khanabad")
    drawn = page.get_by_role("img", name=re.compile("^Start, about 5 October 2001: 3 independent"))
    expect(drawn).to_be_visible(timeout=60_000)
    summary = page.get_by_text("Who says so: 11 claims")
    summary.focus()
    page.keyboard.press("Enter")
    listed = page.locator(".evidence-period[data-period=karshi-khanabad-us-2001] li")
    expect(
        listed.filter(has_text="Washington Post, in the HeraldNet, 5 October 2001")
    ).to_be_visible()
    expect(listed.and_(page.locator(".unused")).first).to_be_visible()


def test_choosing_a_base_in_the_box_opens_its_profile(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/bases")
    page.get_by_role("combobox", name="Base", exact=True).click(timeout=60_000)
    page.keyboard.type("Termez")
    page.get_by_role("option", name="Termez").click()
    expect(page.get_by_role("heading", name="Termez")).to_be_visible()
    page.wait_for_function("location.search.includes('base=termez')")


def test_the_compare_page_opens_on_a_telling_pair(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/compare")
    told = page.get_by_text("Between 1 June 2005 and 1 July 2014")
    closed = "Manas (Transit Center), Karshi-Khanabad (K2), Baikonur (military units), Panj"
    expect(told).to_contain_text(f"4 closed ({closed} border detachment)")
    expect(page.get_by_role("button", name="Download the table (CSV)")).to_be_visible()


def test_the_map_of_what_changed_marks_what_came_and_left(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/compare?date=2005-06-01&with=2014-07-01")
    atlas = AtlasPage.__new__(AtlasPage)
    atlas.page = page
    page.wait_for_selector(MAP, timeout=60_000)
    marks = page.frame_locator(MAP).locator("[data-base=manas]")
    expect(marks).to_have_attribute("data-change", "closed", timeout=60_000)
    expect(marks).to_have_accessible_name(re.compile("closed$"))
    for base, change in (("mazar-i-sharif", "opened"), ("kant", "unchanged"), ("ayni", "changed")):
        mark = page.frame_locator(MAP).locator(f"[data-base={base}]")
        expect(mark).to_have_attribute("data-change", change)
    expect(page.get_by_text("until 3 June 2014")).to_be_visible()
    page.get_by_role("radio", name="Two maps").click()
    page.wait_for_function("location.search.includes('maps=two')")


def test_the_link_of_the_compare_page_shows_the_same_dates_to_another_reader(
    page: Page, new_context: Callable[..., BrowserContext], server: Server
) -> None:
    for asked, shown in [
        ("", ("1 June 2005", "1 July 2014")),
        ("?date=2009-01-01", ("1 January 2009", "1 July 2014")),
        # History is told forwards, whichever date is named first.
        ("?date=2014-07-01&with=2005-06-01", ("1 June 2005", "1 July 2014")),
    ]:
        page.goto(f"{server.url}/compare{asked}")
        page.wait_for_function("new URLSearchParams(location.search).has('date')", timeout=60_000)
        other = new_context().new_page()
        other.goto(page.evaluate("location.href"))
        for reader in (page, other):
            for day in shown:
                expect(reader.get_by_text(f"{day}: ").first).to_be_visible(timeout=60_000)


def test_back_from_a_page_finds_the_map_as_it_was_left(page: Page, server: Server) -> None:
    address = "/?date=2016-07-19&country=Kyrgyzstan"
    atlas = AtlasPage(page, f"{server.url}{address}")
    for path, title in (("Compare", "Two dates compared"), ("Bases", "Bases and their periods")):
        page.get_by_role("link", name=path, exact=True).click()
        expect(page.get_by_role("heading", name=title)).to_be_visible()
        page.wait_for_function("name => location.pathname === name", arg=f"/{path.lower()}")
        atlas.settled(date="2016-07-19")
        page.go_back()
        page.wait_for_function("() => location.pathname === '/'")
        expect(page.get_by_role("heading", name=title)).to_have_count(0)
        assert page.evaluate("location.pathname + location.search") == address
        atlas.ready()
        expect(atlas.slider).to_have_attribute("aria-valuetext", re.compile("^19 July 2016"))


def test_every_change_is_reported_in_words(atlas: AtlasPage) -> None:
    told = atlas.tell(
        "return Object.fromEntries([...atlas.changeDays].map((day) => [BaseAtlas.isoOf(day),"
        " BaseAtlas.changesBetween(atlas.data, day - 1, day).join('; ')]))"
    )
    assert told["2005-07-29"] == "Karshi-Khanabad (K2) notice served"
    assert "201st base, Kulob changed name, unit or agreement" in told["2004-10-17"]
    assert told["2009-08-01"] == "Second Russian base (Osh or Batken) proposed"
    assert told["2010-01-01"] == "Farkhor airfield no longer reported"


def test_two_dates_are_in_the_link_and_the_maps_move_together(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/compare?date=2001-09-10&with=2002-06-01&maps=two")
    expect(page.get_by_text("Between 10 September 2001 and 1 June 2002")).to_be_visible(
        timeout=60_000
    )
    page.wait_for_function(
        "selector => [...document.querySelectorAll(selector)].length === 2 &&"
        " [...document.querySelectorAll(selector)].every("
        "f => f.contentDocument.documentElement?.dataset.ready)",
        arg=MAP,
        timeout=60_000,
    )
    frames = [handle.content_frame() for handle in page.query_selector_all(MAP)]
    left, right = (frame for frame in frames if frame)
    days = [f.evaluate("BaseAtlas.isoOf(baseAtlas.state.day)") for f in (left, right)]
    assert days == ["2001-09-10", "2002-06-01"]
    left.evaluate("void baseAtlas.map.setView([41, 72], 8, {animate: false})")
    page.wait_for_timeout(500)
    assert right.evaluate("baseAtlas.map.getZoom()") == 8
    assert abs(right.evaluate("baseAtlas.map.getCenter().lat") - 41) < 0.01


def test_the_tour_goes_from_first_to_last_stop_with_the_map_following(
    page: Page, server: Server
) -> None:
    atlas = AtlasPage(page, f"{server.url}/events")
    atlas.mark()
    page.get_by_role("button", name="Start the tour").click()
    atlas.settled(date="2001-09-11")
    page.get_by_role("button", name="Next stop").click()
    expect(page.get_by_text("Stop 2 of 12")).to_be_visible()
    atlas.shows("2001-10-05")
    assert atlas.marked()
    last = AtlasPage(page, f"{server.url}/events?stop=11")
    expect(page.get_by_text("Stop 11 of 12")).to_be_visible()
    page.get_by_role("button", name="Next stop").click()
    expect(page.get_by_text("Stop 12 of 12")).to_be_visible()
    last.shows("2021-07-17")
    expect(page.get_by_role("button", name="Next stop")).to_be_disabled()


def test_an_event_of_the_list_shows_itself_on_the_map(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, f"{server.url}/events")
    page.get_by_role("combobox", name="Kind of event").click()
    page.keyboard.type("notice")
    page.get_by_role("option", name="notice").click()
    page.keyboard.press("Escape")
    events = load().events
    shown = (events["kind"] == "notice").sum()
    expect(page.get_by_text(f"{shown} of {len(events)} events")).to_be_visible()
    page.get_by_role("button", name="Show on the map").first.click()
    atlas.settled(date="2005-07-29")
    expect(atlas.in_map(".atlas-name")).to_have_text("Karshi-Khanabad (K2)")


def test_a_lane_names_its_operators_by_letters_too(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/bases")
    expect(page.get_by_text("Manas (Transit Center) · U P")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Kant Air Base · R")).to_be_visible()
