"""Our own gazetteer, held to what it promises.

``held_by_date.csv`` is counted by hand from the dates; its ``all`` counts the bases of Central
Asia, not the reference points in Afghanistan, and a base once however many hold it.
"""

import csv
import subprocess
import sys
from datetime import date
from pathlib import Path

import airportsdata
import pandas as pd
import pytest
from frictionless import Package

from geo import dates, places
from geo.gazetteer import DATA, Gazetteer, load
from geo.selection import Selection
from geo.view import look

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


def test_the_dictionary_and_the_package_are_in_step_with_the_data() -> None:
    tool = DATA.parent / "tools" / "describe_data.py"
    assert subprocess.run([sys.executable, tool, "--check"]).returncode == 0


def test_aerodromes_lie_where_airportsdata_has_them(gazetteer: Gazetteer) -> None:
    airports = airportsdata.load("ICAO")
    coded = gazetteer.bases[gazetteer.bases["icao"] != ""]
    assert len(coded) >= 8
    for base in coded.itertuples():
        airport = airports[base.icao]
        metres = places.WGS84.inv(base.longitude, base.latitude, airport["lon"], airport["lat"])[2]
        assert metres <= base.coordinate_uncertainty_m, base.Index


def test_every_base_lies_in_its_country(gazetteer: Gazetteer) -> None:
    for base in gazetteer.bases.itertuples():
        assert places.contains(base.country, base.latitude, base.longitude), base.Index


def independent(gazetteer: Gazetteer, period: str, prop: str) -> int:
    claims = gazetteer.claims
    used = claims[
        (claims["period_id"] == period) & (claims["property"] == prop) & (claims["used"] == "yes")
    ]
    return gazetteer.sources.loc[used["source_id"], "work"].nunique()


# Dates of bases which the article names or implies that rest on one work, or on none that is
# independent of another. Whoever finds a second source takes the line out; no line comes in.
SINGLE_SOURCE = {
    ("kant-soviet-1941", "start"),
    ("karshi-khanabad-soviet-1954", "start"),
    ("lyaur-russia-before-2003", "end"),
    ("lyaur-russia-2003", "start"),
    ("ayni-russia-2007", "start"),
    ("koy-sary-soviet-1955", "end"),
    ("koy-sary-russia-1991", "start"),
    ("chaldovar-russia-1991", "start"),
    ("issyk-kul-seismic-russia-2010", "end"),
}


def test_dates_of_the_bases_of_the_article_have_two_independent_sources_but_for_a_known_few(
    gazetteer: Gazetteer,
) -> None:
    concerned = gazetteer.periods[gazetteer.periods["in_article"] != "no"]
    single = {
        (period.period_id, prop)
        for period in concerned.itertuples()
        for prop in ("start", "end")
        if getattr(period, prop) not in ("", dates.OPEN)
        and independent(gazetteer, period.period_id, prop) < 2
    }
    assert single == SINGLE_SOURCE


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
    used |= set(gazetteer.claims["source_id"])
    used |= {s for cell in gazetteer.statements["sources"] for s in cell.split()}
    assert used == set(gazetteer.sources.index)


def test_every_base_is_named_in_a_language_of_its_place(gazetteer: Gazetteer) -> None:
    wanted = {"Kyrgyzstan": "ky:", "Tajikistan": "tg:", "Uzbekistan": "uz:", "Afghanistan": "fa:"}
    for base in gazetteer.bases.itertuples():
        assert wanted[base.country] in base.local_names, base.Index


def test_the_tour_has_twelve_stops_in_order(gazetteer: Gazetteer) -> None:
    stops = gazetteer.events[gazetteer.events["tour"] != ""]
    numbers = pd.to_numeric(stops["tour"])
    assert numbers.tolist() == list(range(1, 13))
    assert (stops["note"].str.len() > 60).all()


def test_events_cover_every_year_in_which_something_was_decided(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.events) >= 60
    assert gazetteer.events["day"].is_monotonic_increasing
