"""The pages of distances, of the article and of the data's health."""

import re
from collections import Counter

from playwright.sync_api import Page, expect

from atlas_page import MAP, AtlasPage
from geo.answers import data_health
from geo.answers.statements import AGREES, DIFFERS, UNCHECKABLE, verdicts
from geo.gazetteer.load import load
from support.server import Server


def test_the_distances_page_opens_on_the_articles_own_distance(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, f"{server.url}/distances?date=2005-06-01")
    atlas.document.wait_for_function(
        "baseAtlas.page.drawn.getLayers().flatMap((l) => l.getLayers ? l.getLayers() : [l])"
        ".map((l) => l.feature && l.feature.properties.label).join() === '143 ± 5 km'"
    )
    answer = page.locator(".atlas-answer")
    expect(answer).to_contain_text("Karshi-Khanabad (K2) → Afghanistan 143 ± 5 km")
    expect(answer).to_be_in_viewport()
    # What was drawn before fades out.
    expect(atlas.in_map(".leaflet-tooltip")).to_have_count(1)
    expect(atlas.in_map(".leaflet-tooltip")).to_have_text("143 ± 5 km")
    atlas.document.wait_for_function("baseAtlas.map.getZoom() > 6")
    expect(page.get_by_role("button", name="Download (CSV)")).to_be_visible()


def test_rings_of_any_radius_are_drawn_around_the_bases(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, f"{server.url}/distances?date=2005-06-01&base=kant")
    atlas.mark()
    radii = page.get_by_role("combobox", name="Rings around each base (km)")
    for radius in ("300", "77.5", "wide"):
        radii.fill(radius)
        radii.press("Enter")
        page.keyboard.press("Escape")
        expect(page.locator("[data-tag]", has_text=radius)).to_be_visible()
    expect(page.get_by_text("“wide” is not a radius")).to_be_visible()
    page.wait_for_function(
        "selector => document.querySelector(selector).contentWindow.baseAtlas.page.drawn"
        ".getLayers().flatMap(l => l.getLayers ? l.getLayers() : [l])"
        ".map(l => l.feature.properties.label).join() === '584 ± 5 km,300 km,77.5 km'",
        arg=MAP,
        timeout=20_000,
    )
    assert atlas.marked()


def test_a_click_on_the_map_measures_from_there(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, f"{server.url}/distances?date=2005-06-01")
    # East of the line that is measured at first, far from any base.
    atlas.document.wait_for_function("baseAtlas.map.getZoom() > 6")
    x, y = atlas.tell("const { x, y } = atlas.map.getSize(); return [0.75 * x, 0.4 * y]")
    atlas.in_map(".leaflet-container").click(position={"x": x, "y": y})
    expect(page.get_by_text(re.compile(r"From 3[789]\.\d\d° N, 6[67]\.\d\d° E"))).to_be_visible()


def test_the_article_page_gives_a_verdict_for_each_statement(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/article")
    found = Counter(verdict.outcome for verdict in verdicts(load()))
    told = (
        f"{found.total()} statements: {found[AGREES]} agree, {found[DIFFERS]} differ, "
        f"{found[UNCHECKABLE]} cannot be checked"
    )
    expect(page.get_by_text(told)).to_be_visible(timeout=60_000)
    assert found.total() >= 12
    expect(page.locator(".atlas-statement")).to_have_count(found.total(), timeout=30_000)
    for label in ("Claimed:", "Known:", "Not known:"):
        expect(page.get_by_text(label, exact=True)).to_be_visible()
    statement = page.locator("[data-statement=khanabad-distance]")
    statement.locator("summary").press("Enter")
    expect(statement).to_contain_text("143 ± 5 km")
    expect(statement).to_contain_text("Agrees within 10 km")
    expect(statement.get_by_role("link").first).to_be_visible()


def test_all_statements_fit_three_screens_of_a_phone(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{server.url}/article")
    expect(page.locator(".atlas-statement").last).to_be_visible(timeout=60_000)
    high = page.locator(".stMainBlockContainer").evaluate("e => e.scrollHeight")
    assert high <= 3 * 844


def test_a_statement_opens_the_map_in_its_state(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/article")
    statement = page.locator("[data-statement=khanabad-2005]")
    statement.locator("summary").press("Enter")
    link = statement.get_by_role("link", name="Show on the map")
    address = link.get_attribute("href", timeout=60_000)
    atlas = AtlasPage(page, f"{server.url}{address}")
    assert atlas.tell("return BaseAtlas.isoOf(atlas.state.day)") == "2005-11-21"
    assert atlas.tell("return atlas.state.base") == "karshi-khanabad"


def test_the_health_page_counts_what_is_weak(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/health")
    metrics = page.get_by_test_id("stMetric")
    expect(metrics.first).to_contain_text(str(len(load().periods)), timeout=60_000)
    expect(page.get_by_role("heading", name="Where sources differ")).to_be_visible()
    few = data_health.single_source_dates(load())
    alone = len(data_health.on_one_work_alone(few))
    for name, number in (
        ("Dates on one work alone", alone),
        ("Dates that one work gives and others fit", len(few) - alone),
    ):
        expect(metrics.filter(has_text=name)).to_contain_text(str(number))
    row = page.locator(".atlas-works tr", has_text="Kant Air Base")
    expect(row.get_by_role("img").first).to_have_accessible_name(re.compile(r"^\d+ works?$"))
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()
