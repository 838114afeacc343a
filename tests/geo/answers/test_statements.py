"""The verdicts hang on the data: break one fact, and exactly its verdicts turn."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from geo.__main__ import main
from geo.answers import statements
from geo.answers.statements import AGREES, DIFFERS, UNCHECKABLE, Finding
from geo.gazetteer import tables
from geo.gazetteer.load import build, load
from geo.gazetteer.model import Gazetteer
from geo.paths import DATA


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load()


def outcomes(gazetteer: Gazetteer) -> dict[str, str]:
    return {v.statement_id: v.outcome for v in statements.verdicts(gazetteer)}


def turned(gazetteer: Gazetteer) -> set[str]:
    return {v.statement_id for v in statements.verdicts(gazetteer) if v.turned}


def checked(gazetteer: Gazetteer, statement_id: str, **other: Any) -> Finding:
    """What is found for a statement of ours with some of its parameters changed."""
    rows = gazetteer.statements.set_index("statement_id")
    row = rows.loc[statement_id]
    given = {**json.loads(row["parameters"]), **other}
    return statements.CHECKS[row["check"]](gazetteer, given)


def without(gazetteer: Gazetteer, **gone: set[str]) -> Gazetteer:
    """Our gazetteer without the periods whose cell in a column is one of some words."""
    kept = gazetteer.periods
    for column, words in gone.items():
        kept = kept[~kept[column].isin(words)]
    return replace(gazetteer, periods=kept)


def with_cell(period_id: str, column: str, value: str) -> Gazetteer:
    """Our gazetteer with one cell of bases.csv changed in memory."""
    names = ("bases.csv", "sources.csv", "claims.csv", "events.csv", "statements.csv")
    texts = {name: tables.read(DATA / name) for name in names}
    bases = texts["bases.csv"]
    bases.loc[bases["period_id"] == period_id, column] = value
    about = {"baseAtlas": {"first": "2001-01-01", "last": "2021-12-31", "opening": "2021-07-19"}}
    return build(texts, about)


def test_every_statement_comes_out_as_when_the_data_were_made(gazetteer: Gazetteer) -> None:
    assert turned(gazetteer) == set()


def test_there_are_a_dozen_statements_and_some_cannot_be_checked(gazetteer: Gazetteer) -> None:
    found = list(outcomes(gazetteer).values())
    assert len(found) >= 12
    assert found.count(UNCHECKABLE) >= 1
    assert DIFFERS not in found


def test_the_145_kilometres_agree_within_a_stated_tolerance(gazetteer: Gazetteer) -> None:
    verdict = next(
        v for v in statements.verdicts(gazetteer) if v.statement_id == "khanabad-distance"
    )
    assert verdict.outcome == AGREES
    assert "143 ± 5 km" in verdict.finding.found
    assert "within 10 km" in verdict.finding.why


@pytest.mark.parametrize(
    ("period_id", "column", "value", "expected"),
    [
        ("manas-us-2013", "end", "2015-06-03", {"manas-2014"}),
        ("karshi-khanabad-us-2005", "end", "2006-01-10", {"khanabad-2005"}),
        ("kant-russia-2017", "operator", "India", {"kant-is-russian"}),
        ("kant-russia-2017", "end", "2020-01-01", {"kant-is-russian", "kant-is-active"}),
        ("termez-germany-2015", "end", "..", {"no-base-in-uzbekistan"}),
        ("karshi-khanabad-soviet-1954", "start", "1917", {"khanabad-soviet"}),
        ("karshi-khanabad-us-2001", "start", "2001-09-01", {"khanabad-after-september"}),
        ("karshi-khanabad-us-2001", "start", "2003", {"khanabad-after-september"}),
        ("manas-us-2001", "start", "2001-08-01", {"manas-after-september"}),
        ("manas-us-2001", "start", "2002", {"manas-after-september"}),
    ],
)
def test_one_broken_fact_turns_exactly_the_verdicts_that_hang_on_it(
    period_id: str, column: str, value: str, expected: set[str]
) -> None:
    assert turned(with_cell(period_id, column, value)) == expected


def test_a_base_moved_away_turns_the_distance(gazetteer: Gazetteer) -> None:
    bases = gazetteer.bases.copy()
    bases.loc["karshi-khanabad", "latitude"] = 40.5
    assert turned(replace(gazetteer, bases=bases)) == {"khanabad-distance"}


def test_one_site_left_is_not_the_bases_that_the_article_speaks_of(gazetteer: Gazetteer) -> None:
    kyrgyz = without(gazetteer, base_id={"kant", "koy-sary", "mailuu-suu"})
    assert turned(kyrgyz) == {"russia-in-kyrgyzstan", "kant-is-russian", "kant-is-active"}
    tajik = without(gazetteer, base_id={"dushanbe-201", "bokhtar-201", "okno", "ayni"})
    assert turned(tajik) == {"russia-in-tajikistan"}


def test_without_american_bases_only_their_absence_agrees(gazetteer: Gazetteer) -> None:
    assert turned(without(gazetteer, operator={"United States"})) == {
        "two-american-bases",
        "khanabad-after-september",
        "khanabad-2005",
        "manas-after-september",
        "manas-2014",
    }


@pytest.mark.parametrize("direction", ["north-east", "east", "south", "nonsense"])
def test_another_direction_than_that_of_the_base_differs(
    gazetteer: Gazetteer, direction: str
) -> None:
    found = checked(gazetteer, "khanabad-distance", direction=direction)
    assert found.outcome == DIFFERS
    assert "the base is north of the nearest point" in found.found
    assert found.why.startswith("The length agrees within 10 km; the direction differs.")


def test_a_distance_that_differs_is_not_called_an_agreement(gazetteer: Gazetteer) -> None:
    found = checked(gazetteer, "khanabad-distance", claimed_km=200)
    assert found.outcome == DIFFERS
    assert found.why.startswith("Differs by more than 10 km.")
    assert "90 miles" in found.why
    inside = checked(gazetteer, "khanabad-distance", border="Uzbekistan")
    assert inside.outcome == DIFFERS
    assert "inside Uzbekistan" in inside.found


def test_countries_that_are_not_covered_are_told_and_never_stand_for_all(
    gazetteer: Gazetteer,
) -> None:
    found = checked(gazetteer, "two-american-bases", countries=["Kyrgyzstan", "Uzbekistan", "Iran"])
    assert found.outcome == AGREES
    assert "Not covered by the gazetteer: Iran." in found.why
    nowhere = checked(gazetteer, "two-american-bases", countries=["Iran", "China"])
    assert nowhere.outcome == UNCHECKABLE
    assert "Iran, China" in nowhere.why


def test_all_five_countries_of_the_region_are_covered(gazetteer: Gazetteer) -> None:
    found = checked(gazetteer, "two-american-bases")
    assert found.outcome == AGREES
    assert "Not covered" not in found.why


@pytest.mark.parametrize(
    ("event_id", "expected"),
    [
        ("2021-taliban-delegation-moscow", {"taliban-in-moscow", "taliban-banned-in-russia"}),
        ("2003-russia-bans-taliban", {"taliban-banned-in-russia"}),
        ("2021-presidents-russia-united-states", {"summit-in-june", "summit-before-report"}),
        ("2020-drone-unit-kant-announced", {"drones-in-kyrgyzstan"}),
        ("2018-drones-exercise-lyaur", {"short-drones-in-tajikistan"}),
        ("2021-new-york-times-reports", {"reports-since-april", "withdrawal-before-reports"}),
        ("2021-united-states-announce-withdrawal", {"withdrawal-before-reports"}),
        ("2021-uzbek-defence-ministry-rules", {"uzbek-ministry-before-article", "uzbek-doctrine"}),
        ("2018-uzbekistan-defence-doctrine-law", {"uzbek-doctrine"}),
        ("2011-alliance-agrees-consent-foreign", {"rule-of-consent"}),
        ("2005-uzbekistan-gives-united-states", {"khanabad-expelled"}),
    ],
)
def test_an_event_taken_out_turns_what_rests_on_it(
    gazetteer: Gazetteer, event_id: str, expected: set[str]
) -> None:
    events = gazetteer.events[gazetteer.events["event_id"] != event_id]
    assert turned(replace(gazetteer, events=events)) == expected


def test_an_event_moved_past_another_turns_their_order(gazetteer: Gazetteer) -> None:
    events = gazetteer.events.copy()
    events.loc[events["event_id"] == "2005-uzbekistan-gives-united-states", "date"] = "2005-12-01"
    moved = replace(gazetteer, events=events)
    assert turned(moved) == {"khanabad-expelled"}
    assert "is not before" in checked(moved, "khanabad-expelled").why


@pytest.mark.slow
def test_the_command_fails_once_a_verdict_has_turned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check"]) == 0
    for name in DATA.glob("*.csv"):
        (tmp_path / name.name).write_bytes(name.read_bytes())
    # Without the ledger, whose claims about the old date would be refused.
    (tmp_path / "claims.csv").unlink()
    path = tmp_path / "bases.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(",2014-06-03,", ",2015-06-03,"), encoding="utf-8")
    assert main(["check", "--data", str(tmp_path)]) == 1
    assert "(turned)" in capsys.readouterr().out
