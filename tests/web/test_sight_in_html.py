"""The picture and the words of the map in the page itself, as one without scripts gets them."""

import gzip
import re

import pytest

from geo.drawings.first_sight import MOST_BYTES
from geo.wording import PAGES
from support.http import ask
from support.server import Server
from web.addresses import address

MAP = "/?date=2005-06-01"


def test_the_map_page_has_its_picture_the_sentence_and_the_list(server: Server) -> None:
    text = ask(server.url, MAP).text
    assert text.count('id="atlas-picture"') == 1
    assert text.count("<svg viewBox=") == 1
    assert "20 to 21 bases of five powers; 4 more reported; 4 in Afghanistan, not counted" in text
    without_scripts = "".join(re.findall(r"<noscript>(.*?)</noscript>", text, re.DOTALL))
    assert "<h1>1 June 2005: 20 to 21 bases held</h1>" in without_scripts
    assert "<dd>Kant Air Base, Kyrgyzstan</dd>" in without_scripts
    assert "<dd>Karshi-Khanabad (K2), Uzbekistan</dd>" in without_scripts


def test_another_date_is_another_picture(server: Server) -> None:
    one, other = (ask(server.url, f"/?date={day}").text for day in ("2005-06-01", "2014-07-01"))
    pictures = [re.findall(r"<svg viewBox=.*?</svg>", text, re.DOTALL) for text in (one, other)]
    assert pictures[0] != pictures[1]


def test_a_picture_is_sent_compressed_to_those_who_can_read_it(server: Server) -> None:
    plain = ask(server.url, MAP)
    packed = ask(server.url, MAP, headers={"Accept-Encoding": "gzip, deflate, br"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["vary"] == "Accept-Encoding"
    assert gzip.decompress(packed.body).decode() == plain.text
    assert len(packed.body) <= MOST_BYTES + 10_000


@pytest.mark.parametrize("stem", [stem for stem in PAGES if stem != "map"])
def test_no_other_page_has_it(stem: str, server: Server) -> None:
    assert "atlas-picture" not in ask(server.url, address(stem)).text


def test_a_readers_own_data_have_no_picture(server: Server) -> None:
    assert "atlas-picture" not in ask(server.url, f"{MAP}&v=0123abcd").text


def test_a_selection_cannot_write_into_the_page(server: Server) -> None:
    for key in ("q", "country", "operator", "base", "at", "event", "closed"):
        text = ask(server.url, f"{MAP}&{key}=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").text
        assert "<script>alert(1)" not in text
        assert '"><script' not in text


def test_the_place_that_an_address_asks_for_comes_with_the_picture(server: Server) -> None:
    assert re.search(r'data-sight="[\d.]+ [\d.]+ 6.5"', ask(server.url, f"{MAP}&at=40,70,6.5").text)
    assert 'data-sight=""' in ask(server.url, MAP).text


def test_an_embedded_map_has_it_too(server: Server) -> None:
    assert "is-embedded" in ask(server.url, f"{MAP}&embed=true").text
    assert "is-embedded" not in re.sub(
        r"<style>.*?</style>", "", ask(server.url, MAP).text, flags=re.DOTALL
    )
