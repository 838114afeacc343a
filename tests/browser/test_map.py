"""The map and its time slider, in a real browser against a real server."""

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, FloatRect, Page, Route, expect

from atlas_page import MAP, AtlasPage, Line
from support.server import Server

ROOT = Path(__file__).parents[2]
RUSSIAN = {
    "dushanbe-201",
    "bokhtar-201",
    "kulob-201",
    "okno",
    "koy-sary",
    "chaldovar",
    "mailuu-suu",
}
WESTERN_2002 = {"manas", "karshi-khanabad", "termez", "dushanbe-airport"}
REFERENCE = {"bagram", "kandahar", "kabul"}
KAZAKHSTAN = {"sary-shagan", "balkhash-radar", "taysoygan-929", "kapustin-yar-kazakhstan"}
BORDER = {
    "border-panj",
    "border-moskovsky",
    "border-khorugh",
    "border-ishkoshim",
    "border-kalai-khumb",
}
REPORTED = {"ashgabat-airport", "kokaydy"}
UNTIL_2004 = RUSSIAN | KAZAKHSTAN | BORDER | REPORTED | {"baikonur", "emba"}
IN_2005 = (RUSSIAN | WESTERN_2002 | REFERENCE | KAZAKHSTAN | REPORTED | {"baikonur", "emba"}) | {
    "kant",
    "lyaur",
    "farkhor",
    "ayni",
    "kunduz",
    "mazar-i-sharif",
}
IN_2014 = (RUSSIAN | REFERENCE | KAZAKHSTAN | {"emba", "mazar-i-sharif", "manas", "termez"}) | {
    "dushanbe-airport",
    "kant",
    "lyaur",
    "ayni",
    "issyk-kul-seismic",
}

# What must stand on the map, written by hand from the dates of the sources.
THERE = {
    "2001-09-01": UNTIL_2004 | {"lyaur", "farkhor", "ayni"},
    "2002-06-01": UNTIL_2004 | WESTERN_2002 | REFERENCE | {"lyaur", "farkhor", "ayni"},
    "2005-11-21": IN_2005,
    "2005-11-22": IN_2005 - {"karshi-khanabad"},
    "2014-06-03": IN_2014,
    "2014-06-04": IN_2014 - {"manas"},
    "2021-07-19": (RUSSIAN - {"kulob-201"})
    | KAZAKHSTAN
    | {"kant", "lyaur", "ayni", "shaymak", "kabul"},
}


@pytest.fixture
def atlas(page: Page, server: Server) -> AtlasPage:
    return AtlasPage(page, server.url)


@pytest.mark.parametrize("day", THERE)
def test_the_right_markers_stand_on_the_map(page: Page, server: Server, day: str) -> None:
    atlas = AtlasPage(page, f"{server.url}/?date={day}")
    assert atlas.there() == THERE[day]


def test_doubt_is_drawn_hollow_and_closed_bases_grey(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, f"{server.url}/?date=2003-12-15")
    atlas.go_to("2001-12-15")
    states = atlas.states()
    assert states["manas"] == "possible"
    assert states["karshi-khanabad"] == "certain"
    atlas.go_to("2006-01-01")
    assert atlas.states()["karshi-khanabad"] == "closed"


def test_a_base_with_two_operators_shows_both(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, f"{server.url}/?date=2005-06-01")
    shown = atlas.in_map('[data-base="manas"]').get_attribute("data-operators")
    assert set((shown or "").split("|")) == {"United States", "Coalition partners"}


def test_the_colour_follows_the_operator_of_the_date(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, f"{server.url}/?date=2014-01-01")
    marker = atlas.in_map('[data-base="ayni"]')
    assert marker.get_attribute("data-operators") == "India|Russia"
    atlas.go_to("2016-01-01")
    assert marker.get_attribute("data-operators") == "Russia|India"


def test_every_marker_can_be_focused_and_says_what_it_is(atlas: AtlasPage) -> None:
    marker = atlas.in_map('[data-base="kant"]')
    assert marker.get_attribute("tabindex") == "0"
    assert marker.get_attribute("aria-label") == "Kant Air Base, Kyrgyzstan: Russia, certain"


def test_markers_that_stand_close_together_do_not_cover_each_other(atlas: AtlasPage) -> None:
    boxes = {
        base: atlas.in_map(f'[data-base="{base}"] svg').bounding_box()
        for base in ("dushanbe-201", "dushanbe-airport", "ayni", "lyaur", "okno", "bokhtar-201")
    }
    centres = [(b["x"] + b["width"] / 2, b["y"] + b["height"] / 2) for b in boxes.values() if b]
    for k, (x, y) in enumerate(centres):
        for other_x, other_y in centres[k + 1 :]:
            assert abs(x - other_x) > 16 or abs(y - other_y) > 16


def boxes_of(atlas: AtlasPage, selector: str) -> list[FloatRect]:
    boxes = (element.bounding_box() for element in atlas.in_map(selector).all())
    return [box for box in boxes if box]


def test_names_of_places_and_bases_cover_neither_markers_nor_each_other(atlas: AtlasPage) -> None:
    expect(atlas.in_map(".atlas-city", has_text="Tashkent")).to_be_visible()
    countries = {name.split("\n")[0] for name in atlas.in_map(".atlas-country").all_inner_texts()}
    assert {"KAZAKHSTAN", "TURKMENISTAN", "UZBEKISTAN"} <= countries
    bases = atlas.in_map(".atlas-base-label:visible")
    expect(bases.filter(has_text="Kant Air Base")).to_be_visible()
    assert bases.count() >= 10
    places = boxes_of(atlas, ".atlas-country span, .atlas-city span")
    boxes = [*places, *boxes_of(atlas, ".atlas-base-label:not([hidden])")]
    # The name of a base that is held may lie on the marker of one that is gone.
    there = boxes_of(atlas, "[data-base]:not([data-state=closed]) svg")
    gone = boxes_of(atlas, "[data-base][data-state=closed] svg")
    for k, one in enumerate(boxes):
        for other in [*boxes[k + 1 :], *there, *(gone if k < len(places) else [])]:
            apart = (
                one["x"] + one["width"] <= other["x"] + 2
                or other["x"] + other["width"] <= one["x"] + 2
                or one["y"] + one["height"] <= other["y"] + 2
                or other["y"] + other["height"] <= one["y"] + 2
            )
            assert apart


def test_the_keyboard_moves_by_months_and_years_and_to_the_ends(atlas: AtlasPage) -> None:
    keys = [
        ("Home", "2001-01-01"),
        ("ArrowRight", "2001-02-01"),
        ("Shift+ArrowRight", "2002-02-01"),
        ("ArrowLeft", "2002-01-01"),
        ("Shift+ArrowLeft", "2001-01-01"),
        (".", "2001-01-02"),
        (",", "2001-01-01"),
        ("End", "2021-12-31"),
    ]
    atlas.slider.focus()
    for key, day in keys:
        atlas.page.keyboard.press(key)
        assert atlas.tell("return BaseAtlas.isoOf(atlas.state.day)") == day
    assert atlas.slider.get_attribute("aria-valuetext") == "31 December 2021: 13 bases held"
    atlas.settled(date="2021-12-31")


def test_the_page_follows_the_slider(atlas: AtlasPage) -> None:
    atlas.go_to("2005-11-21")
    atlas.sees("19 bases held")
    row = atlas.card.get_by_role("group", name="Operator").locator(
        "label", has_text="United States"
    )
    expect(row.locator(".atlas-row-held")).to_have_text("2")
    assert atlas.query()["date"] == ["2005-11-21"]


def test_a_date_typed_in_the_side_bar_moves_the_slider_without_a_reload(
    page: Page, server: Server
) -> None:
    atlas = AtlasPage(page, f"{server.url}/events?date=2005-06-01")
    atlas.mark()
    before = atlas.tell("return [atlas.map.getZoom(), atlas.map.getCenter().lat]")
    field = atlas.page.get_by_role("textbox", name="Date", exact=True)
    field.fill("22.11.2005")
    field.press("Enter")
    atlas.settled(date="2005-11-22")
    atlas.page.wait_for_timeout(600)
    assert atlas.tell("return BaseAtlas.isoOf(atlas.state.day)") == "2005-11-22"
    assert atlas.marked()
    assert atlas.tell("return [atlas.map.getZoom(), atlas.map.getCenter().lat]") == before


def test_playing_moves_on_and_pausing_settles(atlas: AtlasPage) -> None:
    atlas.tell("atlas.goTo(BaseAtlas.dayOf('2005-01-01'))")
    atlas.in_map("button[aria-label=Play]").click()
    atlas.page.wait_for_timeout(1200)
    atlas.in_map("button[aria-label=Pause]").click()
    day = atlas.tell("return BaseAtlas.isoOf(atlas.state.day)")
    assert "2005-03-01" <= day <= "2006-12-01"
    atlas.settled(date=day)


def test_neither_dragging_nor_fast_typing_ever_jumps_back(atlas: AtlasPage) -> None:
    atlas.tell(
        "window.seen = [];atlas.on((what) => { if (what === 'time') seen.push(atlas.state.day); });"
    )
    atlas.slider.focus()
    atlas.page.keyboard.press("Home")
    for _ in range(40):
        atlas.page.keyboard.press("ArrowRight")
        atlas.page.wait_for_timeout(45)
    atlas.settled(date="2004-05-01")
    atlas.page.wait_for_timeout(800)
    seen = atlas.document.evaluate("window.seen")
    assert seen == sorted(seen)
    assert atlas.tell("return BaseAtlas.isoOf(atlas.state.day)") == "2004-05-01"


def test_an_answer_older_than_the_last_move_is_ignored(atlas: AtlasPage) -> None:
    atlas.go_to("2005-06-01")
    shown = atlas.tell(
        "const older = {...atlas.page.party.fields};"
        "atlas.goTo(BaseAtlas.dayOf('2010-01-01')); atlas.page.settle();"
        "atlas.show({page: atlas.page.party.page, fields: older});"
        "return BaseAtlas.isoOf(atlas.state.day)"
    )
    assert shown == "2010-01-01"


def test_previous_and_next_change_say_what_changes(atlas: AtlasPage) -> None:
    atlas.go_to("2005-11-01")
    following = atlas.in_map("button[aria-label^='Next change']")
    expect(following).to_have_attribute(
        "aria-label", "Next change: 22 November 2005: Karshi-Khanabad (K2) closed"
    )
    following.click()
    atlas.settled(date="2005-11-22")


def test_filters_act_without_a_reload_and_keep_the_view(atlas: AtlasPage) -> None:
    atlas.mark()
    before = atlas.tell("return [atlas.map.getZoom(), atlas.map.getCenter().lng]")
    for label, option, query, expected in [
        ("Country", "Tajikistan", "country", {"okno", "ayni", "lyaur", "shaymak"}),
        ("Operator", "China", "operator", {"shaymak"}),
    ]:
        facet = atlas.card.get_by_role("group", name=label)
        facet.get_by_role("checkbox", name=option).check()
        atlas.settled(**{query: option})
        atlas.page.wait_for_timeout(400)
        assert expected <= atlas.there()
    assert atlas.there() == {"shaymak"}
    assert atlas.marked()
    assert atlas.tell("return [atlas.map.getZoom(), atlas.map.getCenter().lng]") == before
    atlas.card.get_by_role("button", name="Clear all filters").click()
    atlas.settled(country=None)
    atlas.page.wait_for_timeout(400)
    assert atlas.there() == THERE["2021-07-19"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("status=proposed&date=2009-10-01", {"osh"}),
        ("kind=seismic+station", {"mailuu-suu"}),
        ("q=кант", {"kant"}),
        ("q=КУРГОНТЕППА", {"bokhtar-201"}),
        ("q=Шаймоқ", {"shaymak"}),
        ("q=Saymak", {"shaymak"}),
        ("q=Түрікменстан&date=2005-06-01", {"ashgabat-airport"}),
        ("q=Тоҷикистон+гарнизон", {"dushanbe-201", "bokhtar-201"}),
        ("operator=France&date=2008-01-01", {"dushanbe-airport"}),
    ],
)
def test_each_filter_leaves_the_same_bases_on_map_and_table(
    page: Page, server: Server, query: str, expected: set[str]
) -> None:
    atlas = AtlasPage(page, f"{server.url}/?{query}")
    assert atlas.there() == expected


@pytest.mark.parametrize(
    ("country", "inside", "outside"),
    [
        ("Kazakhstan", {"sary-shagan", "emba", "baikonur"}, {"kabul"}),
        ("Turkmenistan", {"ashgabat-airport"}, {"kant", "emba", "termez"}),
    ],
)
def test_a_link_with_a_filter_opens_on_what_is_left(
    page: Page, server: Server, country: str, inside: set[str], outside: set[str]
) -> None:
    atlas = AtlasPage(page, f"{server.url}/?country={country}")
    seen = atlas.tell(
        "const area = atlas.map.getBounds();"
        "return atlas.data.bases.filter((b) => area.contains([b.lat, b.lon])).map((b) => b.id)"
    )
    assert inside <= set(seen)
    assert not outside & set(seen)


def test_a_map_that_cannot_load_keeps_nothing_else_back(page: Page, server: Server) -> None:
    page.route("**/streamlit_folium.st_folium/**", lambda route: route.abort())
    page.goto(f"{server.url}/?date=2005-06-01")
    expect(page.get_by_text("The map has not loaded yet")).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="Events").click()
    expect(page.get_by_text(", version ").last).to_be_visible(timeout=30_000)
    expect(page.get_by_role("checkbox", name="Kyrgyzstan")).to_be_visible()
    page.get_by_role("link", name="Map", exact=True).click()
    expect(page.get_by_text("20 to 21 bases held").first).to_be_visible(timeout=30_000)
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()


def test_a_map_that_comes_late_is_not_said_to_be_missing(page: Page, server: Server) -> None:
    waiting: list[Route] = []
    late = True
    page.route(
        "**/streamlit_folium.st_folium/index.html*",
        lambda route: waiting.append(route) if late else route.continue_(),
    )
    page.goto(f"{server.url}/?date=2005-06-01")
    missing = page.get_by_text("The map has not loaded yet")
    expect(missing).to_be_visible(timeout=60_000)
    late = False
    for route in waiting:
        route.continue_()
    expect(page.frame_locator(MAP).locator("[data-base=kant]")).to_be_visible(timeout=60_000)
    expect(missing).to_have_count(0, timeout=30_000)


def test_a_filter_tells_how_many_bases_each_word_would_leave(atlas: AtlasPage) -> None:
    atlas.go_to("2005-06-01")
    facet = atlas.card.get_by_role("group", name="Country")
    expect(facet.get_by_role("checkbox", name="Uzbekistan 2")).to_be_visible()
    atlas.card.get_by_role("checkbox", name="France").check()
    expect(facet.get_by_role("checkbox", name="Uzbekistan 0")).to_be_visible()
    expect(facet.get_by_role("checkbox", name="Tajikistan 1")).to_be_visible()


def test_the_map_keeps_its_height_while_answers_come(atlas: AtlasPage) -> None:
    atlas.page.evaluate("""() => {
      const map = document.querySelector('iframe[title="streamlit_folium.st_folium"]');
      window.heights = new Set();
      const look = () => {
        window.heights.add(map.offsetHeight);
        requestAnimationFrame(look);
      };
      look();
    }""")
    for iso in ("2005-06-01", "2014-06-04"):
        atlas.go_to(iso)
        atlas.settled(date=iso)
    atlas.page.wait_for_timeout(500)
    assert len(atlas.page.evaluate("[...window.heights]")) == 1


def test_a_name_is_sought_on_the_map_while_it_is_typed(atlas: AtlasPage) -> None:
    field = atlas.card.get_by_role("searchbox", name="Search for a base")
    field.press_sequentially("қан")
    atlas.filtered("q", "қан")
    assert atlas.there() == {"kant"}
    field.press_sequentially("т")
    atlas.settled(q="қант")
    expect(field).to_have_value("қант")


def test_letters_typed_while_an_answer_is_on_its_way_stay(atlas: AtlasPage) -> None:
    field = atlas.card.get_by_role("searchbox", name="Search for a base")
    for letters in ("kar", "shi-", "khan"):
        field.press_sequentially(letters, delay=40)
        # Long enough for the page to ask, too short for its answer.
        atlas.page.wait_for_timeout(450)
    atlas.settled(q="karshi-khan")
    expect(field).to_have_value("karshi-khan")
    assert atlas.there() <= {"karshi-khanabad"}


def test_a_name_typed_on_the_way_to_another_page_is_taken_along(atlas: AtlasPage) -> None:
    atlas.card.get_by_role("searchbox", name="Search for a base").press_sequentially("kant")
    atlas.page.get_by_role("link", name="Bases", exact=True).click()
    expect(atlas.page.get_by_role("heading", name="Bases and their periods")).to_be_visible()
    atlas.settled(q="kant")


def test_a_base_that_the_filters_hide_is_not_said_to_be_absent(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, f"{server.url}/?date=2005-06-01&base=karshi-khanabad&operator=Russia")
    profile = atlas.card.locator(".atlas-profile")
    expect(profile).to_contain_text("Your filters hide it")
    expect(profile).to_contain_text("Your filters hide 3 periods of this base.")
    expect(profile).not_to_contain_text("Not there")


def test_two_dates_count_what_was_there_between_them(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/compare")
    facet = page.get_by_role("group", name="Country")
    expect(facet.get_by_role("checkbox", name="Uzbekistan 3")).to_be_visible(timeout=60_000)


def test_what_is_chosen_in_a_hurry_is_all_kept(atlas: AtlasPage) -> None:
    for operator in ("Russia", "United States", "Germany", "India"):
        atlas.card.get_by_role("checkbox", name=operator).check()
    atlas.page.wait_for_url(lambda url: url.count("operator=") == 4)
    atlas.page.wait_for_timeout(1_000)
    assert len(atlas.tell("return atlas.state.filter.operator")) == 4


def test_a_filter_chosen_before_the_map_was_answered_undoes_nothing(
    page: Page, server: Server
) -> None:
    line = Line(page)
    atlas = AtlasPage(page, f"{server.url}/?date=2005-06-01&base=kant")
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    page.wait_for_timeout(1_000)
    line.hold()
    atlas.tell("atlas.goTo(BaseAtlas.dayOf('2005-11-01'));")
    atlas.tell("atlas.select('karshi-khanabad');")
    page.wait_for_timeout(1_500)
    # The browser tells the values of date field and table too, as they were before the move.
    atlas.card.get_by_role("checkbox", name="United States").check()
    page.wait_for_timeout(1_500)
    line.release()
    atlas.settled(operator="United States", date="2005-11-01", base="karshi-khanabad")
    page.wait_for_timeout(1_000)
    atlas.settled(operator="United States", date="2005-11-01", base="karshi-khanabad")
    assert atlas.tell("return BaseAtlas.isoOf(atlas.state.day)") == "2005-11-01"
    assert atlas.tell("return atlas.state.base") == "karshi-khanabad"


def test_a_row_chosen_in_the_table_chooses_its_base_and_leaves_the_table_as_it_is(
    page: Page, server: Server
) -> None:
    AtlasPage(page, f"{server.url}/?date=2005-06-01")
    table = page.get_by_test_id("stDataFrame")
    cells = table.locator("canvas").first
    expect(cells).to_be_attached(timeout=30_000)
    table.click(position={"x": 18, "y": 52}, force=True)
    expect(page.frame_locator(MAP).get_by_role("button", name="← All bases")).to_be_visible()
    page.wait_for_timeout(1_000)
    assert cells.evaluate("canvas => canvas === document.activeElement")


def test_a_link_shows_the_same_to_another_reader(
    atlas: AtlasPage, new_context: Callable[..., BrowserContext]
) -> None:
    atlas.go_to("2005-06-01")
    atlas.in_map('[data-base="karshi-khanabad"]').click()
    atlas.settled(base="karshi-khanabad")
    atlas.card.get_by_label("Search for a base").fill("khanabad")
    atlas.settled(q="khanabad")
    other = AtlasPage(new_context().new_page(), atlas.page.url)
    assert other.states() == {"karshi-khanabad": "certain"}
    assert other.tell("return BaseAtlas.isoOf(atlas.state.day)") == "2005-06-01"
    expect(other.card.get_by_role("heading", name="Karshi-Khanabad")).to_be_visible()


def test_a_notice_that_goes_leaves_the_map_as_it_is(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, f"{server.url}/?date=2005-06-01&country=Atlantis")
    atlas.sees("Atlantis")
    atlas.mark()
    atlas.go_to("2005-07-01")
    expect(page.get_by_text("Atlantis")).to_have_count(0)
    assert atlas.marked()


def test_back_and_forth_go_to_what_was_shown_there(atlas: AtlasPage) -> None:
    atlas.go_to("2005-06-01")
    atlas.go_to("2014-07-01")
    atlas.in_map('[data-base="kant"]').click()
    atlas.settled(base="kant")
    atlas.page.go_back()
    atlas.settled(date="2014-07-01", base=None)
    atlas.page.go_back()
    atlas.settled(date="2005-06-01")
    atlas.sees("1 June 2005")
    expect(atlas.slider).to_have_attribute("aria-valuetext", re.compile("^1 June 2005"))
    assert "karshi-khanabad" in atlas.there()
    atlas.page.go_forward()
    atlas.page.go_forward()
    atlas.settled(date="2014-07-01", base="kant")
    expect(atlas.card.get_by_role("heading", name="Kant Air Base")).to_be_visible()


def test_back_goes_to_an_earlier_page_and_keeps_the_date(atlas: AtlasPage) -> None:
    atlas.go_to("2005-06-01")
    atlas.page.get_by_role("link", name="Bases", exact=True).click()
    atlas.sees("Bases and their periods")
    atlas.settled(date="2005-06-01")
    atlas.page.go_back()
    atlas.ready()
    atlas.settled(date="2005-06-01")
    expect(atlas.slider).to_have_attribute("aria-valuetext", re.compile("^1 June 2005"))


def test_a_click_on_a_base_turns_the_card_into_its_profile(atlas: AtlasPage) -> None:
    atlas.go_to("2005-06-01")
    atlas.in_map('[data-base="karshi-khanabad"]').click()
    profile = atlas.card.locator(".atlas-profile")
    expect(profile.get_by_role("heading", level=2)).to_have_text("Karshi-Khanabad (K2)")
    # From its first day to its last, not to the notice that began another period.
    expect(profile).to_contain_text("about 5 October 2001 to 21 November 2005")
    expect(profile).to_contain_text("Camp Stronghold Freedom")
    # Who says so, with publisher and date, before anything is opened.
    said = profile.locator(".atlas-says-so").first
    expect(said).to_have_text(re.compile(r"^From: .+, \d* ?\w+ 2001"))
    expect(said.get_by_role("link").first).to_have_attribute("href", re.compile(r"https?://"))
    expect(atlas.in_map(".leaflet-popup")).to_have_count(0)
    atlas.settled(base="karshi-khanabad")


def test_one_profile_follows_another_and_there_is_a_way_back(atlas: AtlasPage) -> None:
    atlas.go_to("2005-06-01")
    for base, name in [("kant", "Kant"), ("manas", "Manas"), ("koy-sary", "Koy-Sary")]:
        atlas.in_map(f'[data-base="{base}"] svg').click()
        expect(atlas.card.locator(".atlas-profile h2")).to_contain_text(name)
    atlas.card.get_by_role("button", name="← All bases").click()
    expect(atlas.card.get_by_role("group", name="Operator")).to_be_visible()
    atlas.settled(base=None)


def test_the_keyboard_goes_from_a_base_to_its_profile_and_back_in_one_step(
    atlas: AtlasPage,
) -> None:
    marker = atlas.in_map('[data-base="koy-sary"]')
    marker.press("Enter")
    heading = atlas.card.get_by_role("heading", name="Koy-Sary test range")
    expect(heading).to_be_focused()
    atlas.page.keyboard.press("Escape")
    expect(marker).to_be_focused()
    atlas.settled(base=None)


def test_a_date_typed_in_the_map_moves_the_slider(atlas: AtlasPage) -> None:
    field = atlas.in_map("input[aria-label='Go to date']")
    field.click()
    atlas.page.keyboard.type("06/04/2014")
    expect(atlas.in_map(".atlas-understood").first).to_have_text("= 4 June 2014, not 6 April 2014")
    atlas.page.keyboard.press("Enter")
    atlas.settled(date="2014-06-04")
    expect(field).to_have_value("4 June 2014")
    assert atlas.states()["manas"] == "closed"


def test_what_is_no_date_moves_nothing_and_says_what_to_write(atlas: AtlasPage) -> None:
    atlas.go_to("2005-06-01")
    field = atlas.in_map("input[aria-label='Go to date']")
    field.click()
    atlas.page.keyboard.type("31 June 2014")
    atlas.page.keyboard.press("Enter")
    expect(atlas.in_map(".atlas-understood").first).to_contain_text("Write a date such as")
    atlas.page.keyboard.press("Escape")
    expect(field).to_have_value("1 June 2005")
    atlas.settled(date="2005-06-01")


def test_a_country_without_a_base_says_so_under_its_name(atlas: AtlasPage) -> None:
    def without() -> set[str]:
        labels = atlas.in_map(".atlas-country", has=atlas.in_map("small")).all_inner_texts()
        return {label.split("\n")[0] for label in labels}

    atlas.go_to("2005-06-01")
    assert without() == {"TURKMENISTAN"}
    atlas.go_to("2016-06-01")
    assert without() == {"TURKMENISTAN", "UZBEKISTAN"}


def test_the_keyboard_can_skip_the_map(atlas: AtlasPage) -> None:
    atlas.in_map("button", has_text="To the time slider").press("Enter")
    expect(atlas.slider).to_be_focused()


def test_an_embedded_page_is_the_map_without_bars_around_it(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, f"{server.url}/?embed=true&date=2005-06-01")
    atlas.sees("20 to 21 bases held")
    expect(page.get_by_role("link", name="Data health")).to_have_count(0)
    expect(page.get_by_label("Name", exact=True)).not_to_be_in_viewport()


def test_choosing_a_base_elsewhere_selects_it_on_the_map_and_in_the_table(
    page: Page, server: Server
) -> None:
    atlas = AtlasPage(page, f"{server.url}/?base=kant")
    expect(atlas.in_map('[data-base="kant"]')).to_have_attribute("aria-pressed", "true")
    assert atlas.tell("return atlas.state.base") == "kant"


def test_a_row_of_the_table_selects_the_base_on_the_map(atlas: AtlasPage) -> None:
    atlas.mark()
    table = atlas.page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box
    atlas.page.mouse.click(box["x"] + 14, box["y"] + 35 + 17)
    atlas.page.wait_for_function("new URLSearchParams(location.search).has('base')")
    base = atlas.query()["base"][0]
    expect(atlas.in_map(f'[data-base="{base}"]')).to_have_attribute("aria-pressed", "true")
    assert atlas.marked()


def test_no_request_leaves_the_machine(
    new_context: Callable[..., BrowserContext], server: Server
) -> None:
    page = new_context().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    atlas = AtlasPage(page, server.url)
    atlas.go_to("2005-06-01")
    atlas.in_map('[data-base="manas"]').click()
    for stem in sorted(path.stem for path in (ROOT / "pages").glob("*.py")):
        page.goto(f"{server.url}/{'' if stem == 'map' else stem}")
        page.get_by_role("heading", level=1).first.wait_for(timeout=60_000)
        page.wait_for_timeout(800)
    outside = [url for url in asked if not url.startswith((server.url, "data:", "blob:"))]
    assert outside == []


def test_a_tile_layer_loads_only_once_chosen_and_its_failure_leaves_the_outline(
    atlas: AtlasPage,
) -> None:
    asked: list[str] = []
    atlas.page.on("request", lambda request: asked.append(request.url))
    atlas.page.route("**/*tile*/**", lambda route: route.abort())
    atlas.choose_tiles("Streets")
    atlas.page.wait_for_timeout(800)
    assert any("openstreetmap" in url for url in asked)
    expect(atlas.in_map(".atlas-map-notice")).to_have_text(
        "Map tiles could not be loaded; showing the plain map."
    )
    assert atlas.in_map(".leaflet-atlas-outline-pane canvas").count() == 1


def test_each_update_is_measured(atlas: AtlasPage) -> None:
    atlas.tell("performance.clearMeasures(); atlas.goTo(atlas.state.day - 30)")
    measures = atlas.document.evaluate(
        "performance.getEntriesByName('time-slider', 'measure').length"
    )
    assert measures == 1


def test_the_page_uses_the_rule_of_the_module(atlas: AtlasPage) -> None:
    assert atlas.tell("return BaseAtlas.asOf(100, 110, 200, 210, 105)") == 1


def test_the_first_visitor_may_come_by_a_deep_link(
    page: Page, start_server: Callable[..., Server]
) -> None:
    fresh = start_server()
    pages = sorted(path.stem for path in (ROOT / "pages").glob("*.py") if path.stem != "map")
    page.goto(f"{fresh.url}/{pages[0] if pages else ''}?date=2005-06-01&country=Kyrgyzstan")
    page.get_by_role("heading", level=1).first.wait_for(timeout=60_000)
    page.wait_for_function("location.search.includes('country=Kyrgyzstan')", timeout=20_000)


def test_a_file_broken_in_ten_ways_gives_ten_readable_messages(
    page: Page, start_server: Callable[..., Server], tmp_path: Path
) -> None:
    rows = list(csv.DictReader((ROOT / "data/bases.csv").open(encoding="utf-8")))
    faults = [
        ("status", "closed"),
        ("kind", "castle"),
        ("latitude", "north"),
        ("longitude", "999"),
        ("start", "23.10.2003"),
        ("end", "soon"),
        ("icao", "uafw"),
        ("operator", ""),
        ("reference", "perhaps"),
        ("coordinate_uncertainty_m", "wide"),
    ]
    for row, (column, value) in zip(rows, faults, strict=False):
        row[column] = value
    with (tmp_path / "bases.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    (tmp_path / "sources.csv").write_bytes((ROOT / "data/sources.csv").read_bytes())
    broken = start_server(BASES=str(tmp_path))
    page.goto(broken.url)
    page.get_by_role("heading", name="The gazetteer cannot be read").wait_for(timeout=60_000)
    expect(page.get_by_text("10 problems found. Nothing was loaded.")).to_be_visible()
    shown = page.get_by_role("table").locator("tbody tr")
    expect(shown).to_have_count(10)
    rows_shown = shown.all()
    told = [row.locator("td").all_inner_texts()[:4] for row in rows_shown]
    expected = [["bases.csv", str(k), *fault] for k, fault in enumerate(faults, start=2)]
    assert [[cell.strip() for cell in row] for row in told] == expected
    assert "Traceback" not in page.content()


def test_map_and_slider_fit_a_laptop_without_scrolling(atlas: AtlasPage) -> None:
    atlas.page.wait_for_function(
        "selector => { const box = document.querySelector(selector).getBoundingClientRect();"
        " return box.bottom <= 800 && box.height > 500; }",
        arg=MAP,
    )


def test_a_phone_has_its_filters_tucked_away_and_room_for_the_thumb(
    new_context: Callable[..., BrowserContext], server: Server
) -> None:
    context = new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    atlas = AtlasPage(context.new_page(), server.url)
    assert atlas.slider.bounding_box()["height"] >= 44  # type: ignore[index]
    expect(atlas.card.get_by_role("group", name="Operator")).not_to_be_visible()
    for button in atlas.in_map(".atlas-buttons button").all():
        assert button.bounding_box()["height"] >= 44  # type: ignore[index]


def test_a_base_chosen_under_the_card_comes_out_from_under_it(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, f"{server.url}/?date=2005-06-01&at=41.000,74.000,8.00")
    atlas.tell("atlas.map.setView([41.0, 77.6], 8, {animate: false})")
    atlas.tell("atlas.select('kant')")
    marker = atlas.in_map('[data-base="kant"]').bounding_box()
    card = atlas.card.bounding_box()
    assert marker
    assert card
    assert marker["x"] > card["x"] + card["width"]


def test_there_is_no_deploy_button(atlas: AtlasPage) -> None:
    assert atlas.page.get_by_text("Deploy").count() == 0
