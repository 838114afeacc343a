"""What a crawler reads of an address, and the picture that goes with it."""

import io
import json
import re
import struct
import time
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from geo.queries.of_pages import OF_PAGES
from geo.wording import PAGES
from support import asgi, http
from support.http import Answer
from support.server import Server
from web import answers, cards
from web.budget import Budget
from web.cards import CannotDrawError, Drawer

HOME = "https://atlas.example.org"


class Crawler(HTMLParser):
    """A crawler that reads the head: the title, and each meta tag and link by its name."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said: dict[str, str] = {}
        self.data: list[tuple[str, str]] = []
        self._in_title = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self._in_title = tag == "title"
        if tag == "meta":
            name = named.get("property") or named.get("name", "")
            self.said[name] = named.get("content", "")
        if tag == "link" and named.get("rel") == "canonical":
            self.said["canonical"] = named["href"]
        if tag == "link" and named.get("rel") == "alternate":
            self.data.append((named["href"], named["type"]))

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.said.setdefault("title", data.strip())
            self._in_title = False


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BASE_URL", f"{HOME}/")


def crawl(path: str) -> dict[str, str]:
    answer = asgi.ask(path)
    assert answer.status == 200
    return Crawler(answer.text).said


@pytest.mark.usefixtures("public")
@pytest.mark.parametrize(
    ("path", "title", "canonical"),
    [
        ("/?date=2005-06-01&base=manas",
         "Manas (Transit Center), 1 June 2005: United States and Coalition partners",
         "/?date=2005-06-01&base=manas"),
        ("/?base=kant&date=2001-06-01", "Kant Air Base, 1 June 2001: not there",
         "/?date=2001-06-01&base=kant"),
        ("/bases?base=kant", "Kant Air Base, 19 July 2021: Russia",
         "/bases?base=kant"),
        ("/?date=2005-06-01&operator=Germany&utm_source=x",
         "1 June 2005: 1 base held (Germany)", "/?date=2005-06-01&operator=Germany"),
        ("/?from=2001-01-01&to=2001-12-31&country=Uzbekistan",
         "1 January 2001 to 31 December 2001: 1 base held (Uzbekistan)",
         "/?from=2001-01-01&to=2001-12-31&country=Uzbekistan"),
        ("/compare?date=2005-06-01&with=2014-07-01", "Compare: 1 June 2005 and 1 July 2014",
         "/compare?date=2005-06-01&with=2014-07-01"),
        ("/health?date=2005-06-01",
         "Data health · Foreign military bases in Central Asia, 2001–2021", "/health"),
        ("/compare", "Compare: 1 June 2005 and 1 July 2014", "/compare"),
        ("/events", "Events: 19 July 2021: ", "/events"),
        ("/events?event_kind=vote", "Events: vote", "/events?event_kind=vote"),
        ("/distances?start=kant&ring=100", "Distances: from Kant Air Base",
         "/distances?start=kant"),
        ("/distances?base=kant", "Distances: from Kant Air Base", "/distances?base=kant"),
        ("/compare?date=2010-01-01&from=2001-01-01&to=2002-01-01",
         "Compare: 1 January 2010 and 1 July 2014", "/compare?date=2010-01-01"),
        ("/?date=2005-06-01&at=40,70,5&closed=shown", "1 June 2005: ", "/?date=2005-06-01"),
    ],
)  # fmt: skip
def test_a_link_says_what_it_shows(path: str, title: str, canonical: str) -> None:
    said = crawl(path)
    assert said["og:title"].startswith(title)
    assert said["canonical"] == said["og:url"] == f"{HOME}{canonical}"
    assert said["og:image"].startswith(f"{HOME}/card.png?date=")
    assert said["twitter:card"] == "summary_large_image"
    assert said["description"] == said["og:description"]


@pytest.mark.usefixtures("public")
def test_a_base_is_introduced_by_its_holders() -> None:
    said = crawl("/?base=manas")
    assert said["og:description"].startswith("Transit hub in Kyrgyzstan. ")
    assert (
        "United States, December 2001 to 3 June 2014; Coalition partners," in said["og:description"]
    )


@pytest.mark.usefixtures("public")
def test_who_is_still_there_is_there_since_a_date() -> None:
    assert "Russia, since 30 November 2002." in crawl("/?base=kant")["og:description"]


@pytest.mark.usefixtures("public")
def test_two_dates_are_introduced_by_what_changed() -> None:
    said = crawl("/compare?date=2014-07-01&with=2005-06-01")["og:description"]
    assert said.startswith("Between 1 June 2005 and 1 July 2014: ")
    assert " closed (" in said
    assert len(said) <= 300


@pytest.mark.usefixtures("public")
def test_what_the_picture_shows_is_said_for_whoever_does_not_see_it() -> None:
    for path in ("/?date=2005-06-01&base=kant", "/health"):
        said = crawl(path)["og:image:alt"]
        assert re.match(r"Map: .*\d{4}: .+", said)
    for path in ("/compare", "/compare?date=2005-06-01&with=2014-07-01"):
        assert crawl(path)["og:image:alt"].startswith(
            "Map: Between 1 June 2005 and 1 July 2014: 4 closed (Manas"
        )


@pytest.mark.usefixtures("public")
@pytest.mark.parametrize("query", ["", "?date=2005-06-01&with=2014-07-01"])
def test_only_a_comparison_is_pictured_as_one(query: str) -> None:
    assert "date=2005-06-01&with=2014-07-01" in crawl(f"/compare{query}")["og:image"]
    assert "with=" not in crawl(f"/{query}")["og:image"]


@pytest.mark.usefixtures("public")
def test_a_distance_is_told() -> None:
    said = crawl("/distances?base=kant")["description"]
    assert re.fullmatch(r"Kant Air Base to Afghanistan: \d+ ± \d+ km, south-west\.", said)
    assert crawl("/distances?start=none")["description"] == PAGES["distances"].purpose


@pytest.mark.parametrize("home", ["", HOME])
@pytest.mark.parametrize("stem", OF_PAGES)
def test_a_page_names_its_data(stem: str, home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BASE_URL", home)
    query = "?date=2005-06-01&base=kant&event_kind=vote&at=40,70,5&with=2014-07-01"
    for asked in ("", query):
        answer = asgi.ask(f"{'/' if stem == 'map' else f'/{stem}'}{asked}")
        data = Crawler(answer.text).data
        assert {kind for _, kind in data} >= {"application/json", "text/csv"}
        for address, kind in data:
            assert address.startswith(f"{home}/{stem}")
            told = asgi.ask(address.removeprefix(home))
            assert told.status == 200
            assert told.headers["content-type"].partition(";")[0] == kind


def test_pages_without_data_name_none() -> None:
    for path in ("/health", "/your_data", "/?v=0123abcd"):
        assert Crawler(asgi.ask(path).text).data == []
    about_a_base = [address for address, _ in Crawler(asgi.ask("/bases?base=kant").text).data]
    assert "/bases/kant.json" in about_a_base


@pytest.mark.usefixtures("public")
def test_a_served_file_has_previews_under_its_permanent_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "own.csv"
    head = "name,latitude,longitude,operator,country,start,end\n"
    path.write_text(f"{head}Field,12.3,-45.6,Exampleland,Somewhere,1941-12-07,1960\n")
    monkeypatch.setenv("BASES", str(path))
    told = json.loads(asgi.ask("/api/v1/periods?date=1950-01-01").text)
    (link,) = re.findall(r"https://\S+", told["cite"])
    link = link.rstrip(".").removeprefix(HOME)
    assert f"v={told['version']}" in link
    said = crawl(link)
    assert said["og:title"] == "1 January 1950: 1 base held"
    assert said["canonical"] == f"{HOME}/?date=1950-01-01"
    other = crawl(link.replace(told["version"], "0123abcd"))
    assert other["title"] == "Map · Base Atlas"


@pytest.mark.usefixtures("public")
def test_the_site_map_lists_the_one_address_of_each_page() -> None:
    places = re.findall("<loc>(.*?)</loc>", asgi.ask("/sitemap.xml").text)
    for place in places:
        assert crawl(place.removeprefix(HOME))["canonical"] == place


@pytest.mark.usefixtures("public")
@pytest.mark.parametrize("stem", PAGES)
def test_every_page_has_a_preview(stem: str) -> None:
    said = crawl("/" if stem == "map" else f"/{stem}")
    assert {"title", "description", "og:title", "og:image", "canonical"} <= set(said)


def test_without_a_public_address_no_address_is_printed() -> None:
    said = crawl("/?base=manas")
    assert said["og:title"]
    assert not {"canonical", "og:url", "og:image"} & set(said)
    assert not any("127.0.0.1" in value or "http" in value for value in said.values())
    assert asgi.ask("/sitemap.xml").status == 404


@pytest.mark.usefixtures("public")
def test_a_link_to_a_readers_own_data_shows_none_of_ours() -> None:
    said = crawl("/?v=0123abcd&base=kant&date=2005-06-01")
    assert said["title"] == "Map · Base Atlas"
    assert not {"canonical", "og:image"} & set(said)


@pytest.mark.usefixtures("public")
def test_the_site_map_lists_pages_and_bases() -> None:
    answer = asgi.ask("/sitemap.xml")
    assert answer.headers["content-type"] == "application/xml"
    assert f"<loc>{HOME}/compare</loc>" in answer.text
    assert f"<loc>{HOME}/bases?base=kant</loc>" in answer.text
    assert f"Sitemap: {HOME}/sitemap.xml" in asgi.ask("/robots.txt").text


@pytest.mark.usefixtures("public")
@settings(max_examples=60)
@given(
    st.dictionaries(
        st.sampled_from(["date", "from", "to", "with", "country", "operator", "q", "base", "v"])
        | st.text(max_size=8),
        st.text(max_size=40),
        max_size=4,
    )
)
def test_no_query_breaks_the_head_or_gets_into_it_as_markup(query: dict[str, str]) -> None:
    answer = asgi.ask(f"/?{urlencode({k: f'<b x={v}>' for k, v in query.items()})}")
    assert answer.status == 200
    assert "<b x=" not in answer.text
    assert Crawler(answer.text).said["og:title"]


def size_of(answer: Answer) -> tuple[int, int]:
    assert answer.body.startswith(b"\x89PNG")
    wide, high = struct.unpack(">II", answer.body[16:24])
    return wide, high


def test_a_card_is_drawn_for_the_very_selection_and_kept(
    start_server: Callable[..., Server],
) -> None:
    url = start_server(BASE_URL=HOME).url
    path = Crawler(http.ask(url, "/?base=kant&date=2005-06-01").text).said["og:image"]
    path = path.removeprefix(HOME)
    first = http.ask(url, path)
    assert first.status == 200
    assert first.headers["content-type"] == "image/png"
    assert size_of(first) == (1200, 630)
    assert http.ask(url, path).body == first.body
    assert http.ask(url, f"{path}&utm_source=x&date=2005-06-01").body == first.body
    assert http.ask(url, path, {"If-None-Match": first.headers["etag"]}).status == 304
    other = http.ask(url, "/card.png?base=kant&date=2001-06-01")
    assert other.body != first.body
    colours = Image.open(io.BytesIO(first.body)).convert("RGB").getcolors(2**24) or []
    there = {colour for _, colour in colours}
    # Russia's colour is on the card of the day on which Kant is Russian.
    assert (0xC2, 0x4E, 0x00) in there


def test_a_picture_costs_what_its_drawing_takes_and_waiting_costs_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def draw(_: object) -> tuple[bytes, float]:
        time.sleep(0.3)
        return b"picture", 0.1

    budget = Budget(at_hand=1, coming_back=0)
    monkeypatch.setattr(answers, "BUDGET", budget)
    monkeypatch.setattr(cards._drawer, "draw", draw)
    assert asgi.ask("/card.png?date=2005-06-03", client="one").status == 200
    assert 0.8 < budget.left("one") <= 0.9


def test_a_picture_that_fails_is_not_paid_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def draw(_: object) -> tuple[bytes, float]:
        raise CannotDrawError

    budget = Budget(at_hand=1, coming_back=0)
    monkeypatch.setattr(answers, "BUDGET", budget)
    monkeypatch.setattr(cards._drawer, "draw", draw)
    assert asgi.ask("/card.png?date=2005-06-04", client="one").status == 503
    assert budget.left("one") > 0.9


def test_a_drawer_that_takes_too_long_is_ended_and_begun_again() -> None:
    hurried = Drawer(patience=0.01)
    with pytest.raises(CannotDrawError):
        hurried.draw({"date": ["2005-06-01"]})
    hurried.retire()


def test_who_asks_for_too_many_pictures_is_asked_to_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [0.0]
    budget = Budget(at_hand=1, coming_back=0.5, clock=lambda: now[0])
    monkeypatch.setattr(answers, "BUDGET", budget)
    budget.spend("greedy", 2)
    told = asgi.ask("/card.png?date=2005-06-02", client="greedy")
    assert told.status == 429
    assert told.headers["retry-after"] == "4"
    assert told.headers["content-type"] == "application/problem+json"
    assert budget.left("modest") == 1
    now[0] = 3
    assert budget.left("greedy") == 0.5
