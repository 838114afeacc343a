"""Our own gazetteer, held to what it promises.

``held_by_date.csv`` is counted by hand from the dates; its ``all`` counts the bases of Central
Asia, not the reference points in Afghanistan, and a base once however many hold it.
"""

import csv
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import airportsdata
import pandas as pd
import pytest
from frictionless import Package

from geo.answers import data_health
from geo.answers.selection import Selection
from geo.answers.view import Count, look
from geo.gazetteer import editions
from geo.gazetteer.load import load
from geo.gazetteer.model import Gazetteer
from geo.paths import DATA
from geo.place import geography
from geo.place.names import fold, parse_local_names
from geo.time import dates
from geo.vocabulary import KINDS, LABEL_LANGUAGES, STATUSES

HELD_BY_DATE = list(csv.DictReader((Path(__file__).parent / "held_by_date.csv").open()))


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load()


@pytest.mark.parametrize("row", HELD_BY_DATE, ids=lambda row: f"{row['date']} {row['operator']}")
def test_the_counts_are_those_of_the_table_written_by_hand(
    gazetteer: Gazetteer, row: dict[str, str]
) -> None:
    view = look(gazetteer, Selection(date.fromisoformat(row["date"])))
    count = view.held if row["operator"] == "all" else view.by_operator.get(row["operator"])
    found = (count.certain, count.possible) if count else (0, 0)
    assert found == (int(row["certain"]), int(row["possible"]))


def test_the_table_written_by_hand_leaves_no_operator_out(gazetteer: Gazetteer) -> None:
    for day in {row["date"] for row in HELD_BY_DATE}:
        view = look(gazetteer, Selection(date.fromisoformat(day)))
        named = {row["operator"] for row in HELD_BY_DATE if row["date"] == day} - {"all"}
        assert set(view.by_operator) <= named


def test_frictionless_accepts_the_data_package() -> None:
    report = Package(str(DATA / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])


@pytest.mark.slow
def test_the_dictionary_and_the_package_are_in_step_with_the_data() -> None:
    command = [sys.executable, "-m", "tools.describe_data", "--check"]
    assert subprocess.run(command, cwd=DATA.parent).returncode == 0


def test_aerodromes_lie_where_airportsdata_has_them(gazetteer: Gazetteer) -> None:
    airports = airportsdata.load("ICAO")
    coded = gazetteer.bases[gazetteer.bases["icao"] != ""]
    assert len(coded) >= 8
    for base in coded.itertuples():
        airport = airports[base.icao]
        metres = geography.WGS84.inv(base.longitude, base.latitude, airport["lon"], airport["lat"])[
            2
        ]
        assert metres <= base.coordinate_uncertainty_m, base.Index


def test_every_base_lies_in_its_country(gazetteer: Gazetteer) -> None:
    for base in gazetteer.bases.itertuples():
        assert geography.contains(base.country, base.latitude, base.longitude), base.Index


def test_fewer_dates_rest_on_one_work_alone_than_in_the_editions_before(
    gazetteer: Gazetteer,
) -> None:
    def alone(of: Gazetteer) -> int:
        return len(data_health.on_one_work_alone(data_health.single_source_dates(of)))

    for version in editions.kept(gazetteer):
        before = editions.edition(gazetteer, version)
        assert before is not None
        assert len(before.periods) < len(gazetteer.periods)
        assert alone(gazetteer) < alone(before), version
    assert (data_health.single_source_dates(gazetteer)["why"] != "").all()


def edges_of_the_article() -> list[tuple[str, str]]:
    """The starts and ends of the bases that the article names or implies, each with its period."""
    periods = load().periods
    concerned = periods[periods["in_article"] != "no"].to_dict("records")
    edges = [(period, edge) for period in concerned for edge in ("start", "end")]
    return [(p["period_id"], edge) for p, edge in edges if p[edge] not in ("", dates.OPEN)]


@pytest.mark.parametrize(("period_id", "edge"), edges_of_the_article())
def test_a_date_of_the_article_rests_on_two_works_or_its_page_says_why_not(
    gazetteer: Gazetteer, period_id: str, edge: str
) -> None:
    gives = gazetteer.works_of_dates.at[(period_id, edge), "gives"]
    said = [
        mark
        for mark in data_health.marks(gazetteer, period_id)
        if re.match(rf"(One work gives|No work itself gives) its {edge}: \w", mark)
    ]
    assert len(said) == (0 if gives >= 2 else 1), (gives, said)


def test_dates_of_the_bases_of_the_article_have_two_works_that_give_them_or_say_why(
    gazetteer: Gazetteer,
) -> None:
    concerned = gazetteer.periods[gazetteer.periods["in_article"] != "no"]
    said = set(zip(*(gazetteer.single_works[c] for c in ("period_id", "property")), strict=True))
    for period in concerned.itertuples():
        for prop in ("start", "end"):
            if getattr(period, prop) not in ("", dates.OPEN):
                gives = gazetteer.works_of_dates.at[(period.period_id, prop), "gives"]
                assert (gives >= 2) != ((period.period_id, prop) in said), (period.period_id, prop)


def test_a_month_that_is_that_of_the_end_of_the_soviet_union_is_given_by_no_source(
    gazetteer: Gazetteer,
) -> None:
    claims = gazetteer.claims
    about = claims["reason"].str.contains("the month is that of", regex=False)
    assert about.sum() > 20
    assert set(claims.loc[about & (claims["used"] == "yes"), "inferred"]) == {"yes"}


def test_manas_was_not_yet_closing_on_the_first_of_september_2013(gazetteer: Gazetteer) -> None:
    present = look(gazetteer, Selection(date(2013, 9, 1))).present
    assert present.loc[present["base_id"] == "manas", "status"].tolist() == ["active"]


def test_a_base_is_closing_from_the_day_of_a_notice_an_agreement_or_an_order(
    gazetteer: Gazetteer,
) -> None:
    closing = gazetteer.periods[gazetteer.periods["status"] == "closing"]
    assert set(closing["base_id"]) == {
        "manas",
        "karshi-khanabad",
        "kulob-201",
        "termez",
        "balkhash-radar",
        "emba",
        "border-khorugh",
        "border-ishkoshim",
        "border-kalai-khumb",
        "border-moskovsky",
        "border-panj",
    }
    told = gazetteer.events[gazetteer.events["kind"].isin(["notice", "treaty"])]
    for period in closing.itertuples():
        first, last = dates.bounds(period.start)
        days = told.loc[[period.base_id in ids for ids in told["base_ids"]], "day"]
        assert days.between(first, last).any(), period.period_id


def test_every_source_of_a_period_has_a_claim_about_its_base(gazetteer: Gazetteer) -> None:
    claims = gazetteer.claims.groupby("base_id")["source_id"].agg(set)
    for period in gazetteer.periods.itertuples():
        assert set(period.sources) <= claims[period.base_id], period.period_id


def test_the_article_names_three_bases(gazetteer: Gazetteer) -> None:
    named = gazetteer.bases.index[gazetteer.bases["in_article"] == "named"]
    assert set(named) == {"kant", "manas", "karshi-khanabad"}


def test_every_row_has_a_source_that_is_explained(gazetteer: Gazetteer) -> None:
    known = set(gazetteer.sources.index)
    for table in (gazetteer.periods, gazetteer.events):
        assert all(sources and set(sources) <= known for sources in table["sources"])


def test_no_source_is_listed_without_being_used(gazetteer: Gazetteer) -> None:
    used = {s for sources in gazetteer.periods["sources"] for s in sources}
    used |= {s for sources in gazetteer.events["sources"] for s in sources}
    used |= {s for sources in gazetteer.searches["sources"] for s in sources}
    used |= set(gazetteer.claims["source_id"])
    used |= {s for cell in gazetteer.statements["sources"] for s in cell.split()}
    assert used == set(gazetteer.sources.index)


def test_every_country_of_the_region_was_searched(gazetteer: Gazetteer) -> None:
    searches = gazetteer.searches
    whole = set(searches.loc[searches["place"] == "", "country"])
    assert whole == {"Kazakhstan", "Kyrgyzstan", "Tajikistan", "Turkmenistan", "Uzbekistan"}
    assert (
        set(gazetteer.bases.loc[~gazetteer.bases["reference"].isin(["yes", True]), "country"])
        <= whole
    )


def test_every_base_is_named_in_a_language_of_its_place(gazetteer: Gazetteer) -> None:
    wanted = {
        "Kazakhstan": "kk:",
        "Kyrgyzstan": "ky:",
        "Tajikistan": "tg:",
        "Turkmenistan": "tk:",
        "Uzbekistan": "uz:",
        "Afghanistan": "fa:",
    }
    for base in gazetteer.bases.itertuples():
        assert wanted[base.country] in f"{base.local_names} {base.also_found_by}", base.Index


def test_letters_of_another_script_than_the_language_s_own_are_tagged(
    gazetteer: Gazetteer,
) -> None:
    for base in gazetteer.bases.itertuples():
        for language, name in parse_local_names(f"{base.local_names} | {base.also_found_by}"):
            latin = not any("А" <= letter <= "ӿ" for letter in name)
            if language in ("kk", "ky", "ru", "tg", "uz-Cyrl"):
                assert not latin, (base.Index, name)
            elif language in ("en", "tk", "uz") or language.endswith("-Latn"):
                assert latin, (base.Index, name)


def test_a_base_is_found_by_its_neighbour_and_not_called_by_its_name(
    gazetteer: Gazetteer,
) -> None:
    base = gazetteer.bases.loc["koy-sary"]
    assert "Каракол" not in base["local_names"]
    view = look(gazetteer, Selection(date(2021, 7, 19), text="каракол"))
    assert set(view.present["base_id"]) == {"koy-sary"}


def test_every_thing_has_a_label_in_each_language_of_the_region(gazetteer: Gazetteer) -> None:
    bases, periods = gazetteer.bases, gazetteer.periods
    things = {("base", base) for base in bases.index}
    things |= {("country", country) for country in bases["country"]}
    things |= {("operator", operator) for operator in periods["operator"]}
    things |= {("kind", kind) for kind in KINDS} | {("status", status) for status in STATUSES}
    labels = gazetteer.labels
    found = set(zip(labels["thing"], labels["key"], labels["language"], strict=True))
    assert found == {(*thing, language) for thing in things for language in LABEL_LANGUAGES}


def test_a_search_finds_every_label_with_and_without_diacritics(gazetteer: Gazetteer) -> None:
    periods = gazetteer.periods
    for label in gazetteer.labels.to_dict("records"):
        column = "base_id" if label["thing"] == "base" else label["thing"]
        own = periods.loc[periods[column] == label["key"], "base_id"]
        for text in (label["label"], fold(label["label"])):
            found = Selection(date(2021, 7, 19), text=text).matches(gazetteer)
            assert set(own) <= set(periods.loc[found, "base_id"]), text


def test_a_label_without_a_source_is_not_called_confirmed(gazetteer: Gazetteer) -> None:
    labels = gazetteer.labels
    assert (labels.loc[labels["source_id"] == "", "confirmed"] == "no").all()


def test_the_source_of_a_label_is_in_the_language_of_the_label(gazetteer: Gazetteer) -> None:
    sourced = gazetteer.labels[gazetteer.labels["source_id"] != ""]
    languages = gazetteer.sources.loc[sourced["source_id"], "language"]
    assert len(sourced) >= 2
    assert sourced["language"].tolist() == languages.tolist()


def test_three_sources_at_most_are_without_an_address(gazetteer: Gazetteer) -> None:
    assert (gazetteer.sources["url"] == "").sum() <= 3


def test_the_tour_has_twelve_stops_in_order(gazetteer: Gazetteer) -> None:
    stops = gazetteer.events[gazetteer.events["tour"] != ""]
    numbers = pd.to_numeric(stops["tour"])
    assert numbers.tolist() == list(range(1, 13))
    assert (stops["note"].str.len() > 60).all()


def test_events_cover_every_year_in_which_something_was_decided(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.events) >= 60
    assert gazetteer.events["day"].is_monotonic_increasing


def test_russia_holds_sites_in_kazakhstan_on_the_day_of_the_article(gazetteer: Gazetteer) -> None:
    view = look(gazetteer, Selection(date(2021, 7, 19), countries=("Kazakhstan",)))
    assert set(view.present.loc[view.present["held"], "base_id"]) == {
        "sary-shagan",
        "balkhash-radar",
        "taysoygan-929",
        "kapustin-yar-kazakhstan",
    }
    assert view.by_operator == {"Russia": Count(4, 4)}
