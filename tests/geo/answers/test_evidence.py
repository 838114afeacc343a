"""Who says so: the claims about each date, and how many independent works stand behind it."""

import pytest

from geo.answers import evidence
from geo.answers.evidence import Evidence
from geo.gazetteer import backing
from geo.gazetteer.load import load
from geo.gazetteer.model import Gazetteer
from geo.time import dates


@pytest.fixture(scope="module")
def ours() -> Gazetteer:
    return load()


def period(gazetteer: Gazetteer, base_id: str, period_id: str) -> Evidence:
    found = evidence.of_base(gazetteer, base_id)
    return next(item for item in found if item.period_id == period_id)


def test_every_claim_about_a_date_is_there_once_with_its_publisher(ours: Gazetteer) -> None:
    found = [
        claim
        for base_id in ours.bases.index
        for item in evidence.of_base(ours, base_id)
        for edge in item.edges
        for claim in edge.claims
    ]
    dated = ours.claims["property"].isin(["start", "end"])
    assert len(found) == dated.sum()
    assert all(claim.publisher for claim in found)


def test_what_is_used_comes_first_and_the_rest_says_why_not(ours: Gazetteer) -> None:
    start = period(ours, "kant", "kant-russia-2003").start
    used = [claim.used for claim in start.claims]
    assert used == sorted(used, reverse=True)
    assert all(claim.reason for claim in start.claims if not claim.used)


def test_sources_that_repeat_one_text_count_as_one_work(ours: Gazetteer) -> None:
    start = period(ours, "karshi-khanabad", "karshi-khanabad-soviet-1954").start
    assert len([claim for claim in start.claims if claim.used]) == 2
    assert start.works() == 1
    assert start.support == "1 work says so"


def test_the_days_of_a_period_hold_all_that_is_claimed(ours: Gazetteer) -> None:
    item = period(ours, "manas", "manas-us-2013")
    first, last = item.days
    assert first == dates.to_day(dates.parse_day("2013-06-20"))
    assert last == dates.to_day(dates.parse_day("2014-07-31"))


def test_a_name_and_a_place_rest_on_works_too(ours: Gazetteer) -> None:
    assert evidence.works_of_base(ours, "kant", "position") == 2
    assert evidence.works_of_base(ours, "kant", "distance") == 0


def test_what_only_fits_a_date_is_not_counted_among_the_works_that_give_it(ours: Gazetteer) -> None:
    start = period(ours, "manas", "manas-us-2013").start
    assert start.works() == 1
    assert start.support.startswith("1 work says so; 1 fits it")


def test_a_source_that_came_out_before_had_announced_the_date(ours: Gazetteer) -> None:
    start = period(ours, "kant", "kant-russia-2017").start
    assert [claim.use for claim in start.claims if claim.source_id == "ria-novosti-2013-04-22"] == [
        "announces"
    ]
    assert start.support.startswith("2 independent works say so; 1 announced it; 1 fits it")


def test_a_month_that_no_source_names_is_given_by_none(ours: Gazetteer) -> None:
    start = period(ours, "balkhash-radar", "balkhash-radar-russia-1991").start
    assert start.works() == 0
    assert start.support.startswith("no work says so itself; 2 fit it")


@pytest.mark.parametrize(
    ("value", "held", "inferred", "dated", "use"),
    [
        ("2013-11-14", "2013-11-14~", False, "2013-11-14", "gives"),
        ("1992-01-14", "1992-01", False, "1992-02", "gives"),
        ("2013-11", "2013-11-14", False, "2013-11-15", "fits"),
        ("1991-12", "1991-12~", True, "2000", "fits"),
        ("2017-01-29", "2017-01-29", False, "2013-04-22", "announces"),
        ("2017-01-29", "2017-01-29", False, "2017", "gives"),
        ("..", "..", False, "2020", "gives"),
        ("2022", "..", False, "2023", "fits"),
    ],
)
def test_a_claim_backs_a_date_as_far_as_it_goes(
    value: str, held: str, inferred: bool, dated: str, use: str
) -> None:
    assert backing.use(value, held, inferred=inferred, dated=dated) == use
