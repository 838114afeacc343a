"""A published site in a browser: from a disk, in a folder of a host, and beside the app."""

import random
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from geo.answers import changes
from geo.answers.link import write_link
from geo.answers.selection import Selection
from geo.answers.view import look
from geo.gazetteer.load import load
from geo.site import build, writer
from geo.time import dates
from tools.accessibility import findings

GAZETTEER = load()
KINDS = (
    "index.html",
    "bases.html",
    "bases/manas.html",
    "events.html",
    "events/2001-attacks-new-york-washington.html",
    "sources.html",
    "sources/bbc-2003-10-23.html",
    "operators/russia.html",
    "countries/turkmenistan.html",
    "compare.html",
    "changes.html",
    "article.html",
    "download.html",
    "dictionary.html",
    "editions.html",
    "v/1.1.0/index.html",
    "v/1.1.0/bases/manas.html",
)
# The policy of the pages lets nobody run text as a script, a test neither.
READY = "html[data-ready=yes]"
SHIFTS = """new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
  if (!entry.hadRecentInput) window.shifted = (window.shifted || 0) + entry.value;
})).observe({ type: 'layout-shift', buffered: true });"""


class Quiet(SimpleHTTPRequestHandler):
    """A host of files that says nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the site is one among others."""
    around = tmp_path_factory.mktemp("host")
    writer.publish(build.parts(GAZETTEER, cards=False), around / "some" / "where")
    return around


@pytest.fixture(scope="module")
def host(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/some/where"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(params=["disk", "host"])
def home(request: pytest.FixtureRequest, folder: Path, host: str) -> str:
    """Where the site is: on a disk, or in a folder of a host."""
    return (folder / "some" / "where").as_uri() if request.param == "disk" else host


@pytest.fixture
def watched(new_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    """A page that may ask for nothing but the site's own files, and complain of nothing."""
    page = new_context().new_page()
    page.add_init_script(SHIFTS)
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    yield page
    own = ("file:", "data:", "http://127.0.0.1:")
    assert [url for url in asked if not url.startswith(own)] == []
    assert complaints == []


def open_map(page: Page, home: str, query: str = "") -> None:
    page.goto(f"{home}/index.html{f'?{query}' if query else ''}")
    page.locator(READY).wait_for(state="attached")


def shown(page: Page) -> dict[str, object]:
    """What the map shows: the number of bases held, and which bases are there in which way."""
    return page.evaluate(
        """() => {
          const { answer, data } = window.baseAtlas;
          return {
            held: [answer.held.certain, answer.held.possible],
            there: data.bases.flatMap(({ name }, b) =>
              answer.best[b] < 0 ? [] : [[name, answer.state[b]]]).sort(),
          };
        }"""
    )


def expected(selection: Selection) -> dict[str, object]:
    """The same of the app's view."""
    view = look(GAZETTEER, selection)
    held = ("active", "closing")
    there = {}
    for row in view.present.to_dict("records"):
        rank = (row["status"] in held, int(row["presence"]))
        there[row["name"]] = max(rank, there.get(row["name"], rank))
    return {
        "held": [view.held.certain, view.held.possible],
        "there": sorted([name, rank[1]] for name, rank in there.items()),
    }


def some_selection(chance: random.Random) -> Selection:
    span = (GAZETTEER.last - GAZETTEER.first).days
    one, other = sorted(GAZETTEER.first + timedelta(chance.randint(0, span)) for _ in range(2))
    some = {
        field: tuple(chance.sample(GAZETTEER.coded[column].words, 2))
        for field, column in (("countries", "country"), ("operators", "operator"))
        if chance.random() < 0.4
    }
    selection = Selection(one, **some)
    return replace(selection, window=(one, other)) if chance.random() < 0.3 else selection


def test_twenty_random_selections_are_as_in_the_app(watched: Page, home: str) -> None:
    chance = random.Random(19)
    for _ in range(20):
        selection = some_selection(chance)
        open_map(watched, home, urlencode(write_link(selection), doseq=True))
        assert shown(watched) == expected(selection), selection
        if selection.window is None:
            words = dates.day_in_words(selection.date)
            expect(watched.get_by_label("Go to date")).to_have_value(words)


def test_two_random_dates_are_compared_as_in_the_app(watched: Page, home: str) -> None:
    chance = random.Random(20)
    for _ in range(10):
        one, other = sorted((some_selection(chance).date, some_selection(chance).date))
        watched.goto(f"{home}/compare.html?date={one}&with={other}")
        watched.locator(READY).wait_for(state="attached")
        sides = [look(GAZETTEER, Selection(day)) for day in (one, other)]
        groups = {"opened": "Opened", "closed": "Closed"}
        groups |= {"changed operator or status": "Changed", "possible": "In doubt"}
        found = changes.compare(*sides)
        for what, heading in groups.items():
            names = sorted(each.name for each in found if each.what == what)
            section = watched.locator("#compared h2", has_text=f"{heading}: ")
            assert section.count() == bool(names)
            if names:
                listed = section.locator("xpath=following-sibling::ul[1]").locator("li > a")
                assert sorted(listed.all_inner_texts()) == names
        told = watched.locator("#compared .answer").inner_text()
        assert str(sides[0].held) in told
        assert str(sides[1].held) in told


def test_what_a_hand_chooses_is_in_the_address_and_back_goes_back(watched: Page, home: str) -> None:
    open_map(watched, home, "date=2005-06-01")
    watched.locator('[data-row="kant"]').click()
    expect(watched.get_by_role("heading", name="Kant Air Base")).to_be_visible()
    expect(watched).to_have_url(re.compile("base=kant"))
    assert "date=2005-06-01" in watched.url
    watched.go_back()
    expect(watched.get_by_role("heading", name="Kant Air Base")).to_have_count(0)
    assert "base=" not in watched.url


def test_a_date_that_is_moved_to_opens_again_by_its_address(watched: Page, home: str) -> None:
    open_map(watched, home)
    field = watched.get_by_label("Go to date")
    field.fill("3 March 2003")
    field.press("Enter")
    expect(watched).to_have_url(re.compile("date=2003-03-03"))
    watched.reload()
    expect(watched.get_by_label("Go to date")).to_have_value("3 March 2003")


def test_the_profile_on_the_map_leads_to_the_page_of_the_base(watched: Page, home: str) -> None:
    open_map(watched, home, "base=kant")
    watched.get_by_role("link", name="All about Kant Air Base").click()
    expect(watched.get_by_role("heading", level=1)).to_have_text("Kant Air Base")
    watched.get_by_role("link", name="Show on the map").click()
    watched.locator(READY).wait_for(state="attached")
    expect(watched.get_by_role("heading", name="Kant Air Base")).to_be_visible()


def test_a_link_that_asks_for_what_is_not_there_says_so(watched: Page, home: str) -> None:
    open_map(watched, home, "base=atlantis&date=never")
    told = watched.locator("#notices")
    expect(told).to_contain_text("unknown base “atlantis”")
    expect(told).to_contain_text("“never” in the link is not a date")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_page_of_each_kind(
    new_context: Callable[..., BrowserContext], host: str, scheme: str
) -> None:
    page = new_context(color_scheme=scheme).new_page()
    found = []
    for kind in KINDS:
        page.goto(f"{host}/{kind}")
        if kind.endswith("index.html"):
            page.locator(READY).wait_for(state="attached")
        found += [f"{kind}: {f.rule}: {f.element[:120]}" for f in findings(page)]
    assert found == []


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_moves_and_nothing_is_wider_than_the_window(
    new_context: Callable[..., BrowserContext], host: str, width: int
) -> None:
    page = new_context(viewport={"width": width, "height": 800}).new_page()
    page.add_init_script(SHIFTS)
    for kind in (*KINDS, "index.html?base=manas&date=2005-06-01"):
        page.goto(f"{host}/{kind}")
        page.wait_for_timeout(700)
        assert page.evaluate("window.shifted || 0") <= 0.02, kind
        assert page.evaluate("document.documentElement.scrollWidth") <= width, kind


def test_every_page_is_whole_without_scripts(
    new_context: Callable[..., BrowserContext], home: str
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{home}/bases/manas.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("Manas (Transit Center)")
    page.locator("summary", has_text="Who says so").first.click()
    expect(page.locator("details[open] .use").first).to_be_visible()
    page.goto(f"{home}/index.html")
    expect(page.get_by_role("heading", level=1)).to_have_text(GAZETTEER.title)
    expect(page.get_by_role("link", name="Kant Air Base")).to_be_visible()
    page.goto(f"{home}/compare.html")
    expect(page.get_by_text("20 to 21 bases held")).to_be_visible()


def test_a_link_that_names_an_edition_opens_it(watched: Page, home: str) -> None:
    watched.goto(f"{home}/index.html?date=2013-08-01&base=manas&v=1.1.0")
    expect(watched.get_by_text("Edition 1.1.0")).to_be_visible()
    expect(watched.get_by_label("Go to date")).to_have_value("1 August 2013")


def test_a_link_to_an_edition_that_is_not_kept_says_so(watched: Page, home: str) -> None:
    open_map(watched, home, "v=0.9.0")
    expect(watched.locator("#notices")).to_contain_text("version 0.9.0 of the data")


def test_an_edition_counts_its_own_bases(watched: Page, home: str) -> None:
    watched.goto(f"{home}/v/1.0.0/index.html?date=2005-06-01")
    watched.locator(READY).wait_for(state="attached")
    expect(watched.get_by_text("Edition 1.0.0")).to_be_visible()
    assert shown(watched)["held"] != expected(Selection(date(2005, 6, 1)))["held"]
