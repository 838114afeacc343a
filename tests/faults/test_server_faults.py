"""What goes wrong around a running server, and what an open page makes of it."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from atlas_page import MAP, AtlasPage
from geo.importer.columns import REQUIRED
from geo.paths import DATA
from support.server import Server, free_port


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the data that a test may harm."""
    copied = tmp_path / "data"
    shutil.copytree(DATA, copied, ignore=shutil.ignore_patterns("*.geojson", "cities.csv"))
    return copied


def rename_kant(folder: Path, name: str) -> None:
    path = folder / "bases.csv"
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    for row in rows:
        if row["base_id"] == "kant":
            row["name"] = name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_a_server_killed_and_restarted_finds_the_open_page_as_it_was(
    page: Page, start_server: Callable[..., Server]
) -> None:
    port = free_port()
    first = start_server(port)
    address = f"{first.url}/?date=2005-06-01&country=Uzbekistan&base=karshi-khanabad"
    atlas = AtlasPage(page, address)
    atlas.sees("2 bases held")
    # The filters come last.
    atlas.whole()
    atlas.mark()
    first.stop()
    # Scrubbing needs no server.
    atlas.tell("atlas.goTo(BaseAtlas.dayOf('2005-11-21'));")
    assert atlas.states()["karshi-khanabad"] == "certain"
    # Nor does a filter.
    atlas.card.get_by_role("checkbox", name="Germany").check()
    atlas.filtered("operator", "Germany")
    assert set(atlas.states()) == {"termez"}
    atlas.card.get_by_role("checkbox", name="Germany").uncheck()
    start_server(port)
    atlas.tell("atlas.goTo(BaseAtlas.dayOf('2005-11-22'));")
    # Streamlit tries again after ever longer pauses.
    expect(page.get_by_text("22 November 2005").first).to_be_visible(timeout=120_000)
    atlas.settled(date="2005-11-22", country="Uzbekistan", base="karshi-khanabad")
    atlas.sees("1 base held")
    assert atlas.marked()


def test_filters_chosen_during_a_restart_survive_it(
    page: Page, start_server: Callable[..., Server]
) -> None:
    port = free_port()
    first = start_server(port)
    atlas = AtlasPage(page, f"{first.url}/?date=2005-11-21")
    atlas.sees("19 bases held")
    atlas.whole()
    first.stop()
    atlas.card.get_by_role("checkbox", name="Germany").check()
    atlas.card.get_by_role("searchbox", name="Search for a base").fill("termez")
    atlas.filtered("operator", "Germany")
    page.wait_for_timeout(1_000)
    start_server(port)
    page.wait_for_function(
        "new URLSearchParams(location.search).get('operator') === 'Germany'", timeout=120_000
    )
    atlas.settled(q="termez", date="2005-11-21")
    assert set(atlas.states()) == {"termez"}
    expect(atlas.card.get_by_role("checkbox", name="Germany")).to_be_checked()
    expect(atlas.card.get_by_role("searchbox", name="Search for a base")).to_have_value("termez")
    # And what is chosen afterwards counts.
    atlas.card.get_by_role("button", name="Clear all filters").click()
    atlas.settled(operator=None, q=None)
    assert len(atlas.there()) > 1


def test_an_uploaded_file_lost_in_a_restart_is_reported(
    page: Page, start_server: Callable[..., Server]
) -> None:
    port = free_port()
    first = start_server(port)
    page.goto(f"{first.url}/your_data")
    chooser = page.locator("input[type=file]")
    chooser.wait_for(state="attached", timeout=60_000)
    text = f"{','.join(REQUIRED)}\nExample Field,42.5,74.5,Exampleland,Somewhere,1941,2015\n"
    chooser.set_input_files({"name": "own.csv", "mimeType": "text/csv", "buffer": text.encode()})
    page.get_by_role("button", name="Read the file").click(timeout=30_000)
    page.get_by_role("button", name="Open it").click(timeout=30_000)
    expect(page.get_by_text("own.csv, version")).to_be_visible(timeout=30_000)
    page.wait_for_function("new URLSearchParams(location.search).has('v')")
    first.stop()
    start_server(port)
    page.frame_locator(MAP).get_by_label("Date", exact=True).press("ArrowLeft")
    expect(page.get_by_text("open it again under Your data")).to_be_visible(timeout=120_000)


def test_a_lost_message_is_sent_again(page: Page, server: Server) -> None:
    atlas = AtlasPage(page, f"{server.url}/?date=2005-06-01")
    atlas.sees("20 to 21 bases held")
    atlas.tell(
        "const heard = Streamlit.setComponentValue;"
        "Streamlit.setComponentValue = (word) => {"
        " Streamlit.setComponentValue = heard; [window.lost] = word.fields.time[0].date; };"
    )
    atlas.go_to("2005-11-22")
    assert atlas.tell("return window.lost") == "2005-11-22"
    atlas.sees("18 bases held")


def test_a_data_file_replaced_by_a_good_one_is_picked_up(
    page: Page, start_server: Callable[..., Server], folder: Path
) -> None:
    atlas = AtlasPage(page, f"{start_server(BASES=str(folder)).url}/?base=kant")
    expect(atlas.card.get_by_role("heading", name="Kant Air Base")).to_be_visible()
    rename_kant(folder, "Kant Renamed")
    atlas.go_to("2012-05-05")
    expect(atlas.card.get_by_role("heading", name="Kant Renamed")).to_be_visible(timeout=30_000)


def test_the_slider_keeps_its_focus_when_a_data_file_is_replaced(
    page: Page, start_server: Callable[..., Server], folder: Path
) -> None:
    atlas = AtlasPage(page, f"{start_server(BASES=str(folder)).url}/?base=kant&date=2012-01-01")
    expect(atlas.card.get_by_role("heading", name="Kant Air Base")).to_be_visible()
    atlas.mark()
    atlas.slider.focus()
    rename_kant(folder, "Kant Renamed")
    page.keyboard.press("ArrowRight")
    expect(atlas.card.get_by_role("heading", name="Kant Renamed")).to_be_visible(timeout=30_000)
    expect(atlas.slider).to_be_focused()
    page.keyboard.press("ArrowRight")
    atlas.settled(date="2012-03-01")
    marker = atlas.in_map('[data-base="kant"]')
    expect(marker).to_have_attribute("aria-label", "Kant Renamed, Kyrgyzstan: Russia, certain")
    assert atlas.marked()


@pytest.mark.parametrize("harm", ["broken", "removed"])
def test_a_data_file_broken_or_removed_leaves_the_last_good_data(
    harm: str, page: Page, start_server: Callable[..., Server], folder: Path
) -> None:
    atlas = AtlasPage(page, f"{start_server(BASES=str(folder)).url}/?base=kant")
    expect(atlas.card.get_by_role("heading", name="Kant Air Base")).to_be_visible(timeout=30_000)
    atlas.mark()
    if harm == "broken":
        rename_kant(folder, "")
    else:
        (folder / "bases.csv").unlink()
    atlas.go_to("2012-05-05")
    expect(page.get_by_text("You are seeing the last valid version.")).to_be_visible(timeout=30_000)
    page.get_by_test_id("stExpander").first.locator("summary").click()
    expect(page.get_by_role("cell", name="bases.csv").first).to_be_visible()
    expect(atlas.card.get_by_role("heading", name="Kant Air Base")).to_be_visible()
    atlas.go_to("2013-05-05")
    assert atlas.states()["kant"] == "certain"
    assert atlas.marked()


def test_a_tile_host_that_hangs_leaves_the_outline_and_the_slider(
    page: Page, server: Server
) -> None:
    waiting: list[str] = []
    page.route("**/*tile*/**", lambda route: waiting.append(route.request.url))
    atlas = AtlasPage(page, f"{server.url}/?date=2005-06-01")
    atlas.choose_tiles("Streets")
    page.wait_for_timeout(1_500)
    assert waiting
    atlas.go_to("2014-06-04")
    assert atlas.states()["manas"] == "closed"
    expect(page.get_by_text("4 June 2014").first).to_be_visible()


def test_another_site_can_neither_speak_to_the_server_nor_upload(
    server: Server, page: Page
) -> None:
    answer = page.request.get(
        f"{server.url}/_stcore/health", headers={"Origin": "https://other.example"}
    )
    assert answer.headers.get("access-control-allow-origin") != "*"
    refused = page.request.put(
        f"{server.url}/_stcore/upload_file/none/none",
        headers={"Origin": "https://other.example"},
        multipart={"file": {"name": "a.csv", "mimeType": "text/csv", "buffer": b"a,b"}},
    )
    assert refused.status in (400, 403)


def test_a_reader_is_told_what_is_wrong_but_never_where_files_lie(
    page: Page, start_server: Callable[..., Server], tmp_path: Path
) -> None:
    hidden = tmp_path / "hidden-folder"
    hidden.mkdir()
    page.goto(start_server(BASES=str(hidden)).url)
    expect(page.get_by_text("2 problems found. Nothing was loaded.")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("is missing.").first).to_be_visible()
    shown = page.content()
    for secret in ("hidden-folder", str(tmp_path), "Traceback", "BASES"):
        assert secret not in shown
