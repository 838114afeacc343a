"""The sentence to quote says what the view says, and names what it rests on."""

import re
from datetime import date

import pytest

from geo.answers import evidence, quotable
from geo.answers.selection import Selection
from geo.answers.view import View, look
from geo.gazetteer.load import load
from geo.importer.derived import propose
from geo.importer.formats import read_sheet
from geo.importer.read import interpret

GAZETTEER = load()
DAYS = [date(2001, 1, 1), date(2002, 3, 1), date(2005, 6, 1), date(2012, 1, 1), date(2021, 12, 31)]
ADDRESS = "https://atlas.example"


def view(**fields: object) -> View:
    return look(GAZETTEER, Selection(**{"date": date(2005, 6, 1), **fields}))


def sentence(seen: View, stem: str = "map") -> str:
    return quotable.of_page(stem, seen).sentence


def test_it_says_who_held_how_many_bases_where_and_what_is_not_counted() -> None:
    assert sentence(view()) == (
        "On 1 June 2005 five powers held 20 to 21 bases in Kazakhstan, Kyrgyzstan, Tajikistan and "
        "Uzbekistan: Russia 16 to 17, United States 2, Coalition partners 1, France 1, Germany 1; "
        "4 more were only reported; 4 in Afghanistan were not counted."
    )


@pytest.mark.parametrize("day", DAYS)
def test_its_numbers_are_those_of_the_view(day: date) -> None:
    seen = view(date=day)
    told = sentence(seen)
    assert f"held {seen.held} base" in told
    for operator, count in seen.by_operator.items():
        assert f"{operator} {count}" in told
    there = seen.present["base_id"].nunique()
    aside = [int(n) for n in re.findall(r"; (\d+) ", told)]
    assert seen.held.possible + sum(aside) == there


def test_filters_are_told() -> None:
    told = sentence(view(operators=("Germany",), countries=("Uzbekistan",)))
    assert told.startswith("On 1 June 2005 one power held 1 base in Uzbekistan: Germany 1")
    assert told.endswith("(counted: Uzbekistan · Germany).")


def test_a_window_counts_what_was_there_at_some_time() -> None:
    told = sentence(view(window=(date(2005, 1, 1), date(2010, 1, 1))))
    assert told.startswith("Between 1 January 2005 and 1 January 2010 five powers held 21 bases at")


def test_a_base_is_told_with_its_holders_and_their_time() -> None:
    assert sentence(view(base="manas")) == (
        "On 1 June 2005 Manas (Transit Center) in Kyrgyzstan was held by the United States "
        "(December 2001 to 3 June 2014) and Coalition partners (February 2002 to October 2009)."
    )


def test_a_base_that_is_only_reported_is_not_said_to_be_held() -> None:
    told = sentence(view(base="ayni"))
    assert "was only reported, as used by India" in told
    assert "held" not in told


def test_a_base_that_is_gone_is_told_with_who_had_it() -> None:
    told = sentence(view(base="karshi-khanabad", date=date(2021, 6, 1)))
    assert "nobody is known to have held Karshi-Khanabad (K2) in Uzbekistan" in told
    assert "United States, about 5 October 2001 to 21 November 2005" in told


def test_two_dates_are_told_by_what_changed() -> None:
    told = sentence(view(other=date(2014, 7, 1)), "compare")
    assert told.startswith("Between 1 June 2005 and 1 July 2014, 4 bases closed (Manas (Transit")


def test_a_stop_of_the_tour_is_told_as_its_event() -> None:
    seen = view(stop=2)
    events = GAZETTEER.events
    event = events[events["tour"] == "2"].iloc[0]
    told = quotable.of_page("events", seen)
    assert event["title"] in told.sentence
    assert told.groups[0].sources == tuple(event["sources"])


def test_a_base_rests_on_the_claims_that_are_used_for_its_dates() -> None:
    seen = view(base="manas")
    (group,) = quotable.of_page("bases", seen).groups
    used = {
        claim.source_id
        for item in evidence.of_base(GAZETTEER, "manas")
        if item.operator in ("United States", "Coalition partners")
        for edge in item.edges
        for claim in edge.claims
        if claim.used
    }
    assert set(group.sources) <= used
    assert {GAZETTEER.sources.at[s, "work"] for s in group.sources} == {
        GAZETTEER.sources.at[s, "work"] for s in used
    }


def test_every_base_that_is_there_has_its_sources() -> None:
    seen = view()
    groups = quotable.of_page("map", seen).groups
    assert {group.about for group in groups} == set(seen.present["name"])
    assert all(group.sources for group in groups)


def test_the_text_names_the_sources_of_a_single_base_then_the_atlas_with_its_link() -> None:
    seen = view(base="manas")
    told = quotable.in_text(quotable.of_page("bases", seen), seen, ADDRESS)
    first = quotable.of_page("bases", seen).groups[0].sources[0]
    assert str(GAZETTEER.sources.at[first, "publisher"]) in told
    assert re.search(r"and \d+ more sources; ", told)
    assert told.endswith(
        f"version {GAZETTEER.version}, {ADDRESS}/?date=2005-06-01&base=manas&v={GAZETTEER.version})"
    )


def test_a_file_of_ones_own_is_quoted_without_a_link() -> None:
    text = (
        "name,latitude,longitude,operator,country,start,end\n"
        "Example Field,12.345,-45.678,Exampleland,Somewhere,1941-12-07,1950\n"
    )
    sheet = read_sheet(text.encode(), "pacific.csv")
    own = interpret(sheet, propose(sheet)).gazetteer
    assert own is not None
    seen = look(own, Selection(date(1945, 1, 1)))
    told = quotable.in_text(quotable.of_page("map", seen), seen, "")
    assert told.startswith("On 1 January 1945 one power held 1 base in Somewhere: Exampleland 1.")
    assert "http" not in told
    assert "()" not in told


def test_a_distance_is_told_with_its_doubt_and_the_sources_of_the_place() -> None:
    told = quotable.of_page("distances", view())
    assert re.fullmatch(
        r"In a straight line, Karshi-Khanabad \(K2\) in Uzbekistan is 143 ± \d km from "
        r"the border of Afghanistan\.",
        told.sentence,
    )
    (group,) = told.groups
    assert group.about == "Karshi-Khanabad (K2)"
    assert len(group.sources) > 1
    assert set(group.sources) <= set(GAZETTEER.sources.index)


def test_of_several_distances_the_shortest_come_first_and_the_others_are_counted() -> None:
    seen = view(starts=("kant", "manas"), target="base")
    told = sentence(seen, "distances")
    assert told.startswith(
        "In a straight line, Kant Air Base in Kyrgyzstan is 38 ± 3 km from Manas"
    )
    assert re.search(r"; \d+ more were measured\.$", told)


def test_a_base_is_within_its_own_country() -> None:
    told = sentence(view(starts=("kant",), borders=("Kyrgyzstan",)), "distances")
    assert told == "In a straight line, Kant Air Base in Kyrgyzstan is within Kyrgyzstan."
