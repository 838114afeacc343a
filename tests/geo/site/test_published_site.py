"""A site made of our own gazetteer: every page, every link, what machines read, how big it is."""

import gzip
import json
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import pytest
from published import Document, broken_links, contents, pages

from geo.answers.selection import Selection
from geo.answers.view import look
from geo.gazetteer import editions
from geo.gazetteer.load import load
from geo.site import build, writer

HOME = "https://atlas.example.org/bases"
GAZETTEER = load()
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    writer.publish(build.parts(GAZETTEER, HOME, cards=False), out)
    return out


@pytest.fixture(scope="module")
def read(site: Path) -> dict[str, Document]:
    return pages(site)


def test_every_base_event_source_operator_and_country_has_a_page(read: dict[str, Document]) -> None:
    wanted = [f"bases/{base}.html" for base in GAZETTEER.bases.index]
    wanted += [f"events/{event}.html" for event in GAZETTEER.events["event_id"]]
    wanted += [f"sources/{source}.html" for source in GAZETTEER.sources.index]
    wanted += ["operators/russia.html", "operators/united-states.html"]
    wanted += ["countries/kyrgyzstan.html", "countries/turkmenistan.html"]
    wanted += ["article.html", "compare.html", "changes.html", "editions.html", "404.html"]
    assert [path for path in wanted if path not in read] == []


def test_every_link_leads_somewhere(site: Path, read: dict[str, Document]) -> None:
    # The page for lost readers has its links from the root of the host.
    own = {at: page for at, page in read.items() if at != "404.html"}
    assert broken_links(site, own) == []


def test_the_page_for_lost_readers_leads_home_from_any_address(read: dict[str, Document]) -> None:
    inside = [link for link in read["404.html"].links if not link.startswith("https:")]
    assert inside
    assert [link for link in inside if not link.startswith(("/bases/", "#"))] == []


def test_headings_are_in_order_on_every_page(read: dict[str, Document]) -> None:
    wrong = [
        at
        for at, page in read.items()
        if page.headings[0] != 1
        or page.headings.count(1) != 1
        or any(b - a > 1 for a, b in zip(page.headings, page.headings[1:], strict=False))
    ]
    assert wrong == []


def test_nothing_is_asked_from_outside(read: dict[str, Document]) -> None:
    asking = ("script", "img", "iframe", "object", "embed", "video", "audio", "source")
    outside = [
        (at, tag, known)
        for at, page in read.items()
        for tag, known in page.tags
        if (tag in asking and "//" in known.get("src", ""))
        or (tag == "link" and known["rel"] in ("stylesheet", "icon") and "//" in known["href"])
    ]
    assert outside == []


def test_a_base_has_its_claims_and_their_sources_without_scripts(
    read: dict[str, Document],
) -> None:
    page = read["bases/manas.html"]
    assert "script" not in [tag for tag, known in page.tags if "src" in known]
    claims = GAZETTEER.claims[GAZETTEER.claims["base_id"] == "manas"]
    cited = {link for link in page.links if link.startswith("../sources/")}
    missing = [c for c in claims["source_id"] if f"../sources/{c}.html" not in cited]
    assert missing == []


def test_a_base_is_cited_at_the_address_where_this_edition_stays(
    read: dict[str, Document],
) -> None:
    assert f"{HOME}/v/{GAZETTEER.version}/bases/kant.html" in read["bases/kant.html"].text


def test_machines_read_the_gazetteer_as_a_data_set(read: dict[str, Document]) -> None:
    (told,) = json.loads(read["index.html"].json)["@graph"]
    assert told["@type"] == "Dataset"
    assert told["version"] == GAZETTEER.version
    assert told["temporalCoverage"] == "2001-01-01/2021-12-31"
    assert told["license"] == "https://creativecommons.org/licenses/by/4.0/"
    files = [part["contentUrl"].removeprefix(f"{HOME}/") for part in told["distribution"]]
    assert "data/base-atlas.zip" in files


def test_the_downloads_of_the_data_set_are_there(site: Path, read: dict[str, Document]) -> None:
    (told,) = json.loads(read["index.html"].json)["@graph"]
    files = [part["contentUrl"].removeprefix(f"{HOME}/") for part in told["distribution"]]
    assert [name for name in files if not (site / name).is_file()] == []


def test_machines_read_a_base_as_a_place_with_claims(read: dict[str, Document]) -> None:
    place, *claims = json.loads(read["bases/kant.html"].json)["@graph"]
    assert (place["@type"], place["name"]) == ("Place", "Kant Air Base")
    assert place["geo"]["latitude"] == pytest.approx(42.8532)
    own = GAZETTEER.periods[GAZETTEER.periods["base_id"] == "kant"]
    assert len(claims) == len(own)
    assert {claim["@type"] for claim in claims} == {"Claim"}


def test_machines_read_each_statement_as_a_reviewed_claim(read: dict[str, Document]) -> None:
    found = json.loads(read["article.html"].json)["@graph"]
    assert len(found) == len(GAZETTEER.statements)
    assert {review["@type"] for review in found} == {"ClaimReview"}


def test_the_sitemap_names_every_page_of_the_current_edition(
    site: Path, read: dict[str, Document]
) -> None:
    named = [e.text or "" for e in ET.parse(site / "sitemap.xml").iter(SITEMAP)]
    paths = {name.removeprefix(f"{HOME}/") or "index.html" for name in named}
    assert paths == {at for at in read if not at.startswith(("v/", "data/"))} - {"404.html"}


def test_robots_learn_where_the_sitemap_is(site: Path) -> None:
    assert f"Sitemap: {HOME}/sitemap.xml" in (site / "robots.txt").read_text().splitlines()


def test_the_feed_has_an_entry_for_each_edition_with_what_it_changed(site: Path) -> None:
    feed = ET.parse(site / "feed.xml").getroot()
    entries = feed.findall(f"{ATOM}entry")
    titles = [entry.findtext(f"{ATOM}title", "") for entry in entries]
    versions = [GAZETTEER.version, *editions.kept(GAZETTEER)]
    assert [title.rpartition(" ")[2] for title in titles] == versions
    newest = entries[0].findtext(f"{ATOM}content", "")
    assert "20 June 2013, is 14 November 2013" in newest
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)


def test_an_edition_shows_its_own_data(read: dict[str, Document]) -> None:
    periods = {
        version: read[f"v/{version}/bases/manas.html"].text for version in ("1.0.0", "1.1.0")
    }
    for text in periods.values():
        assert "20 June 2013 to 3 June 2014" in text
    assert "14 November 2013 to 3 June 2014" in read["bases/manas.html"].text


def test_an_edition_leads_to_the_same_page_of_the_current_one(read: dict[str, Document]) -> None:
    assert "../../../bases/manas.html" in read["v/1.1.0/bases/manas.html"].links


def test_a_page_of_an_edition_that_has_gone_leads_to_the_map(read: dict[str, Document]) -> None:
    current = {at for at in read if not at.startswith("v/")}
    gone = [at for at in read if at.startswith("v/1.0.0/sources/") and at[8:] not in current]
    assert gone
    assert all("../../../index.html" in read[at].links for at in gone)


def test_search_engines_keep_to_the_current_edition(read: dict[str, Document]) -> None:
    hidden = {
        at
        for at, page in read.items()
        for tag, known in page.tags
        if tag == "meta" and known.get("name") == "robots"
    }
    assert hidden == {at for at in read if at.startswith("v/") and "/data/" not in at}


def test_the_first_view_of_the_map_weighs_at_most_500_kb(
    site: Path, read: dict[str, Document]
) -> None:
    assert weight(site, "index.html", read) <= 500_000


def test_the_page_of_a_base_weighs_at_most_60_kb(site: Path, read: dict[str, Document]) -> None:
    sizes = {at: weight(site, at, read) for at in read if at.startswith("bases/")}
    assert max(sizes.values()) <= 60_000


def test_two_dates_without_scripts_have_the_counts_of_the_app(
    read: dict[str, Document],
) -> None:
    text = read["compare.html"].text
    for day in (date(2005, 6, 1), date(2014, 7, 1)):
        held = look(GAZETTEER, Selection(day)).held
        assert f"{held} bases held" in text


def test_two_runs_make_the_same_bytes(site: Path) -> None:
    made = {
        file.path: file.make()
        for part in build.parts(load(), HOME, cards=False)
        for file in part.files()
    }
    found = contents(site)
    assert {path: made[path] == found[path] for path in made if made[path] != found[path]} == {}
    assert set(found) - set(made) == {writer.MANIFEST}


def weight(site: Path, at: str, read: dict[str, Document]) -> int:
    """The bytes of a page and all it asks for, compressed."""
    asked = [
        known.get("src") or known.get("href", "")
        for tag, known in read[at].tags
        if (tag == "script" and "src" in known)
        or (tag == "link" and known.get("rel") in ("stylesheet", "icon"))
    ]
    files = [site / at, *((site / at).parent / name for name in asked)]
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)
