"""What was looked for and not found is said where a reader would take a blank for "none"."""

from datetime import date

import pytest

from geo.answers import searches
from geo.answers.selection import Selection
from geo.answers.view import look
from geo.exports.about import about
from geo.gazetteer.load import load
from geo.gazetteer.model import Gazetteer

NONE_IN_TURKMENISTAN = (
    "Turkmenistan: none found; one airport used for refuelling is reported, from 2002 to 2011."
)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load()


def countries_without_a_base(gazetteer: Gazetteer, **asked: object) -> list[str]:
    selection = Selection(**{"date": date(2021, 7, 19), **asked})  # type: ignore[arg-type]
    return searches.without_a_base(look(gazetteer, selection))


def test_a_country_without_a_base_says_so_in_words(gazetteer: Gazetteer) -> None:
    assert NONE_IN_TURKMENISTAN in countries_without_a_base(gazetteer)


def test_a_country_says_so_on_the_dates_on_which_it_has_none(gazetteer: Gazetteer) -> None:
    named = [
        [sentence.partition(":")[0] for sentence in countries_without_a_base(gazetteer, date=day)]
        for day in (date(2001, 9, 10), date(2005, 6, 1), date(2016, 1, 1))
    ]
    assert named == [["Turkmenistan", "Uzbekistan"], ["Turkmenistan"], named[0]]


@pytest.mark.parametrize("text", ["Түркмөнстан", "туркменистан", "Türkmenistan"])
def test_what_was_looked_for_is_found_by_the_country_in_its_languages(
    gazetteer: Gazetteer, text: str
) -> None:
    found = searches.matching(gazetteer, Selection(date(2021, 7, 19), text=text))
    assert set(found["country"]) == {"Turkmenistan"}


def test_nothing_is_said_of_years_that_were_not_searched(gazetteer: Gazetteer) -> None:
    for day in (date(1995, 6, 1), date(2000, 12, 31), date(2022, 1, 1)):
        assert countries_without_a_base(gazetteer, date=day) == []
    window = (date(1999, 1, 1), date(2021, 12, 31))
    assert countries_without_a_base(gazetteer, window=window) == []


def test_an_export_says_how_a_country_without_a_base_was_searched(gazetteer: Gazetteer) -> None:
    told = about(look(gazetteer, Selection(date(2005, 6, 1))))["none_found"]
    assert told.startswith(NONE_IN_TURKMENISTAN)
    assert "Looked for forces of any foreign state, 2001 to 2021; in agency reports" in told
    assert told.count("none found") == 1


def test_a_window_asks_for_its_whole_length(gazetteer: Gazetteer) -> None:
    window = (date(2014, 1, 1), date(2021, 12, 31))
    assert countries_without_a_base(gazetteer, window=window) == [NONE_IN_TURKMENISTAN]


def test_a_filter_hides_no_base_that_is_there(gazetteer: Gazetteer) -> None:
    found = countries_without_a_base(gazetteer, operators=("China",), text="nothing at all")
    assert found == countries_without_a_base(gazetteer)


def test_only_the_countries_asked_for_are_named(gazetteer: Gazetteer) -> None:
    assert countries_without_a_base(gazetteer, countries=("Turkmenistan",)) == [
        NONE_IN_TURKMENISTAN
    ]
    assert countries_without_a_base(gazetteer, countries=("Kazakhstan",)) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [("Kostanay", "Kostanay"), ("baikonur", "Baikonur after 2011"), ("MARY", "Mary and Kushka")],
)
def test_a_place_that_was_searched_is_found_by_its_name(
    gazetteer: Gazetteer, text: str, place: str
) -> None:
    found = searches.matching(gazetteer, Selection(date(2021, 7, 19), text=text))
    assert place in set(found["place"])


def test_a_search_tells_what_was_looked_for_and_what_was_found(gazetteer: Gazetteer) -> None:
    (mary,) = searches.matching(gazetteer, Selection(date(2021, 7, 19), text="mary")).to_dict(
        "records"
    )
    assert searches.in_words(mary) == (
        "Mary and Kushka, Turkmenistan: looked for American use of the air bases, spoken of in "
        "September 2005 and July 2009; found: reports only; a Turkmen official without a name "
        "said in 2009 that it was not raised."
    )


def test_the_filters_find_the_bases_of_a_country_by_its_name(gazetteer: Gazetteer) -> None:
    view = look(gazetteer, Selection(date(2005, 6, 1), text="turkmenistan"))
    assert set(view.present["base_id"]) == {"ashgabat-airport"}
    baikonur = look(gazetteer, Selection(date(2005, 6, 1), text="Байқоңыр"))
    assert set(baikonur.present["base_id"]) == {"baikonur"}
