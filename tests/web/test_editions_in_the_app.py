"""The app opens an earlier edition by its link: pages, previews, pictures and answers."""

import json
from urllib.parse import quote

from playwright.sync_api import Page, expect

from atlas_page import AtlasPage
from support.http import ask
from support.server import Server

MOVED = "date=2013-08-01&base=manas"


def test_a_link_to_an_edition_shows_its_data_and_keeps_its_name(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, f"{server.url}/?{MOVED}&v=1.1.0")
    expect(page.get_by_text("Edition 1.1.0")).to_be_visible()
    expect(atlas.card).to_contain_text("United States, closing")
    expect(atlas.card).to_contain_text("20 June 2013 to 3 June 2014")
    assert "v=1.1.0" in page.url


def test_the_current_edition_is_one_step_away(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, f"{server.url}/?{MOVED}&v=1.1.0")
    page.get_by_role("button", name="Go to the current edition").click()
    expect(page.get_by_text("Edition 1.1.0")).to_have_count(0)
    expect(atlas.card).to_contain_text("to 14 November 2013")
    assert "v=" not in page.url


def test_what_is_downloaded_from_an_edition_names_it(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/download?{MOVED}&v=1.1.0")
    expect(page.get_by_text("version 1.1.0").first).to_be_visible()


def test_a_link_to_data_of_a_readers_own_is_still_told_apart(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/bases?v=deadbeef")
    expect(page.get_by_text("The link was made with different data.")).to_be_visible()


def test_the_preview_of_a_link_to_an_edition_is_of_that_edition(server: Server) -> None:
    old, new = (ask(server.url, f"/?{MOVED}{more}").text for more in ("&v=1.1.0", ""))
    assert "United States (closing)" in old
    assert "United States (closing)" not in new


def test_programs_get_an_edition_and_what_changed_since(server: Server) -> None:
    told = json.loads(ask(server.url, "/api/v1/bases/manas?v=1.1.0").text)
    assert told["version"] == "1.1.0"
    since = json.loads(ask(server.url, f"/api/v1/revisions?since={quote('1.1.0')}").text)
    assert any(item["base_id"] == "manas" and item["why"] for item in since["items"])
