"""The pages of distances, of the article and of the data's health."""

import re
from collections import Counter

from playwright.sync_api import Page, expect

from atlas_page import MAP, AtlasPage
from conftest import Server
from geo.gazetteer import load
from geo.statements import AGREES, DIFFERS, UNCHECKABLE, verdicts


def test_the_distances_page_opens_on_the_articles_own_distance(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, f"{server.url}/distances?date=2005-06-01")
    labels = atlas.document.evaluate(
        "baseAtlas.drawn.getLayers().flatMap((l) => l.getLayers ? l.getLayers() : [l])"
        ".map((l) => l.feature && l.feature.properties.label)"
    )
    assert labels == ["140 ± 3 km"]
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
    expect(page.get_by_text("“wide” is no radius")).to_be_visible()
    page.wait_for_function(
        "selector => document.querySelector(selector).contentWindow.baseAtlas.drawn.getLayers()"
        ".flatMap(l => l.getLayers ? l.getLayers() : [l])"
        ".map(l => l.feature.properties.label).join() === '586 ± 3 km,300 km,77.5 km'",
        arg=MAP,
        timeout=20_000,
    )
    assert atlas.marked()


def test_a_click_on_the_map_measures_from_there(page: Page, server: Server) -> None:
    AtlasPage(page, f"{server.url}/distances?date=2005-06-01")
    page.wait_for_timeout(600)
    box = page.locator(MAP).bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.72, box["y"] + 300)
    expect(page.get_by_text(re.compile(r"From \d+\.\d\d° N"))).to_be_visible(timeout=20_000)


def test_the_article_page_gives_a_verdict_for_each_statement(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/article")
    found = Counter(verdict.outcome for verdict in verdicts(load()))
    told = (
        f"{found.total()} statements: {found[AGREES]} agree, {found[DIFFERS]} differ, "
        f"{found[UNCHECKABLE]} cannot be checked"
    )
    expect(page.get_by_text(told)).to_be_visible(timeout=60_000)
    assert found.total() >= 12
    expect(page.locator("[class*=st-key-statement-]")).to_have_count(found.total(), timeout=30_000)
    statement = page.locator(".st-key-statement-khanabad-distance")
    expect(statement).to_contain_text("140 ± 3 km")
    expect(statement).to_contain_text("Agrees within 10 km")
    expect(statement.get_by_role("link").first).to_be_visible()


def test_a_statement_opens_the_map_in_its_state(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/article")
    statement = page.locator(".st-key-statement-khanabad-2005")
    link = statement.get_by_role("link", name="Open the map in this state")
    address = link.get_attribute("href", timeout=60_000)
    atlas = AtlasPage(page, f"{server.url}{address}")
    assert atlas.tell("return BaseAtlas.isoOf(atlas.state.day)") == "2005-11-21"
    assert atlas.tell("return atlas.state.base") == "karshi-khanabad"


def test_the_health_page_counts_what_is_weak(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/health")
    metrics = page.get_by_test_id("stMetric")
    expect(metrics.first).to_contain_text(str(len(load().periods)), timeout=60_000)
    expect(page.get_by_role("heading", name="Where sources differ")).to_be_visible()
    expect(page.get_by_test_id("stDataFrame").nth(4)).to_be_visible()
