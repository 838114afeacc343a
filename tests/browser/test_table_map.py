"""The map of a table: summed in the browser, asked for part by part, true to its address."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from benchmarks import crowded
from geo.engines import prepare
from geo.engines.address import table_at
from geo.engines.questions import Asked
from geo.engines.table import Table, open_table
from geo.plural import counted_range
from geo.time import dates
from support.server import Server, start

READY = "window.tableMap?.view && window.tableMap?.band && true"
# Nothing is asked, and what is shown has the very days of the address.
AT_REST = """() => {
  const map = window.tableMap;
  const exact = map.view.singles || map.hasDays(map.view);
  return !map.line.open.size && map.hasDays(map.band) && exact;
}"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crowd")
    prepare.prepare(crowded.write(folder / "c.csv", 20_000), folder / "crowd.parquet")
    return folder / "crowd.parquet"


@pytest.fixture(scope="module")
def over_table(file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = start(tmp_path_factory.mktemp("server") / "log.txt", BASES=str(file))
    yield running
    running.stop()


@pytest.fixture(scope="module")
def table(file: Path) -> Iterator[Table]:
    address = table_at(str(file))
    assert address is not None
    made = open_table(address)
    yield made
    made.close()


def opened(page: Page, server: Server, query: str = "") -> Page:
    page.goto(f"{server.url}/{query}")
    page.wait_for_function(READY)
    page.wait_for_function(AT_REST)
    return page


def told(table: Table, *days: str, **words: str) -> str:
    asked = Asked(
        tuple(dates.to_day(dates.parse_day(day)) for day in days),
        {key: (word,) for key, word in words.items()},
    )
    held = table.held(asked)
    return f"{counted_range(held['certain'], held['there'], 'period')} held"


def cells(page: Page) -> Any:
    return json.loads(page.evaluate("JSON.stringify(window.tableMap.view.cells())"))


def test_the_map_says_what_was_held_on_the_date_of_its_address(
    page: Page, over_table: Server, table: Table
) -> None:
    opened(page, over_table, "?date=1983-05-17")
    expect(page.locator("#when")).to_have_text("17 May 1983")
    expect(page.locator("#held")).to_have_text(told(table, "1983-05-17"))
    # All of it is in the cells, which have the very day.
    held = table.held(Asked((dates.to_day(dates.parse_day("1983-05-17")),)))
    assert sum(cell["certain"] for cell in cells(page)) == held["certain"]
    assert sum(cell["possible"] for cell in cells(page)) == held["there"]


def test_the_hand_on_the_slider_asks_the_server_for_nothing_until_it_rests(
    page: Page, over_table: Server, table: Table
) -> None:
    opened(page, over_table, "?date=1983-01-01")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    days = page.evaluate(
        """() => {
          const map = window.tableMap;
          const days = map.band.days.filter((day) => day > 0 && day < 6000);
          days.forEach((day) => {
            map.slider.value = String(day);
            map.slider.dispatchEvent(new Event('input'));
          });
          return days;
        }"""
    )
    assert len(days) > 150
    assert asked == []
    last = dates.from_day(days[-1]).isoformat()
    expect(page.locator("#held")).to_have_text(told(table, last))
    page.wait_for_url(f"**/?date={last}")


def test_a_window_has_what_was_there_at_any_time_in_it(
    page: Page, over_table: Server, table: Table
) -> None:
    opened(page, over_table, "?from=1950-03-05&to=1961-11-30")
    words = told(table, "1950-03-05", "1961-11-30")
    expect(page.locator("#held")).to_have_text(f"{words} at some time")
    page.get_by_role("button", name="As of").click()
    expect(page.locator("#held")).not_to_contain_text("at some time")


def test_a_filter_counts_and_is_in_the_address_and_back_takes_it_away(
    page: Page, over_table: Server, table: Table
) -> None:
    opened(page, over_table, "?date=1983-05-17")
    page.locator("#facets summary", has_text="Operator").click()
    page.get_by_label("Power 3", exact=False).first.wait_for()
    page.locator("#facets input[value='Power 3']").check()
    expect(page.locator("#held")).to_have_text(told(table, "1983-05-17", operator="Power 3"))
    page.wait_for_url("**operator=Power+3**")
    page.go_back()
    expect(page.locator("#held")).to_have_text(told(table, "1983-05-17"))
    expect(page.locator("#facets input[value='Power 3']")).not_to_be_checked()


def test_closer_there_are_single_periods_with_a_card(page: Page, over_table: Server) -> None:
    opened(page, over_table, "?date=1983-05-17")
    place = page.evaluate(
        """async () => {
          const rows = await (await fetch('table/periods?date=1983-05-17&status=active')).json();
          const { latitude, longitude } = rows[0];
          window.tableMap.map.setView([latitude, longitude], 13, { animate: false });
          return rows[0];
        }"""
    )
    page.wait_for_function("window.tableMap.view.singles")
    page.wait_for_function(AT_REST)
    box = page.locator("#map").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("#card h2")).to_have_text(place["name"])
    expect(page.locator("#card")).to_contain_text(place["operator"])
    page.wait_for_url(f"**base={place['base_id']}**")


def test_the_old_view_stays_until_the_next_is_there_and_one_left_behind_is_cancelled(
    page: Page, over_table: Server
) -> None:
    opened(page, over_table, "?date=1983-01-01&at=45,10,4")
    page.evaluate("window.before = window.tableMap.view")
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/table/cells?part=*", hold_the_first)
    with page.expect_request("**/table/cells?part=*"):
        page.evaluate("void window.tableMap.map.setView([-10, -60], 4, { animate: false })")
    assert page.evaluate("window.tableMap.view === window.before")
    with page.expect_event("requestfailed", lambda request: request.url == held[0].request.url):
        page.evaluate("void window.tableMap.map.setView([20, 20], 4, { animate: false })")
    page.wait_for_function("window.tableMap.view !== window.before")
    page.wait_for_function(AT_REST)
    # What was seen before is kept.
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate("void window.tableMap.map.setView([45, 10], 4, { animate: false })")
    page.wait_for_function("window.tableMap.view === window.before")
    assert not [url for url in asked if "table/cells" in url]


def test_the_page_stays_while_the_database_is_away_and_goes_on_when_it_is_back(
    page: Page, file: Path, table: Table, tmp_path: Path
) -> None:
    path = tmp_path / "crowd.parquet"
    path.write_bytes(file.read_bytes())
    running = start(tmp_path / "log.txt", BASES=str(path))
    try:
        opened(page, running, "?date=1983-05-17")
        path.rename(tmp_path / "away")
        before = page.locator("#rows").inner_text()
        field = page.get_by_role("textbox", name="Date", exact=True)
        field.fill("1979-02-03")
        field.press("Enter")
        notice = page.locator("#notice")
        expect(notice).to_contain_text("not there at the moment. What is shown stays.")
        assert page.locator("#rows").inner_text() == before
        (tmp_path / "away").rename(path)
        expect(notice).to_be_hidden(timeout=30_000)
        expect(page.locator("#held")).to_have_text(told(table, "1979-02-03"))
    finally:
        running.stop()


def test_play_goes_month_by_month_and_says_the_day_when_it_pauses(
    page: Page, over_table: Server, table: Table
) -> None:
    opened(page, over_table, "?date=1983-01-01")
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("window.tableMap.asked.day > 4900")
    page.get_by_role("button", name="Pause").click()
    page.wait_for_function(AT_REST)
    day = page.evaluate("window.tableMap.asked.day")
    date = dates.from_day(day).isoformat()
    expect(page.locator("#held")).to_have_text(told(table, date))
    assert f"date={date}" in page.url
