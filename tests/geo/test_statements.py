"""The verdicts hang on the data: break one fact, and exactly its verdicts turn."""

from dataclasses import replace
from pathlib import Path

import pytest

from geo import gazetteer as gazetteers
from geo import statements
from geo.__main__ import main
from geo.gazetteer import Gazetteer, build, load, tables
from geo.statements import AGREES, DIFFERS, UNCHECKABLE


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load()


def outcomes(gazetteer: Gazetteer) -> dict[str, str]:
    return {v.statement_id: v.outcome for v in statements.verdicts(gazetteer)}


def turned(gazetteer: Gazetteer) -> set[str]:
    return {v.statement_id for v in statements.verdicts(gazetteer) if v.turned}


def with_cell(period_id: str, column: str, value: str) -> Gazetteer:
    """Our gazetteer with one cell of bases.csv changed in memory."""
    names = ("bases.csv", "sources.csv", "claims.csv", "events.csv", "statements.csv")
    texts = {name: tables.read(gazetteers.DATA / name) for name in names}
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
    assert "140 ± 3 km" in verdict.finding.found
    assert "within 10 km" in verdict.finding.why


@pytest.mark.parametrize(
    ("period_id", "column", "value", "expected"),
    [
        ("manas-us-2013", "end", "2015-06-03", {"manas-2014"}),
        ("karshi-khanabad-us-2005", "end", "2006-01-10", {"khanabad-2005"}),
        ("kant-russia-2017", "operator", "India", {"kant-is-russian"}),
        ("kant-russia-2017", "end", "2020-01-01", {"kant-is-russian", "kant-is-active"}),
        ("termez-germany-2002", "end", "..", {"no-base-in-uzbekistan"}),
        ("karshi-khanabad-soviet-1954", "operator", "China", {"khanabad-soviet"}),
        (
            "manas-us-2001",
            "start",
            "2001-08-01",
            {"after-september-2001"},
        ),
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


def test_an_event_taken_out_turns_what_rests_on_it(gazetteer: Gazetteer) -> None:
    events = gazetteer.events[~gazetteer.events["title"].str.contains("Taliban delegation")]
    assert turned(replace(gazetteer, events=events)) == {"taliban-in-moscow"}


def test_the_command_fails_once_a_verdict_has_turned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check"]) == 0
    for name in gazetteers.DATA.glob("*.csv"):
        (tmp_path / name.name).write_bytes(name.read_bytes())
    # Without the ledger, whose claims about the old date would be refused.
    (tmp_path / "claims.csv").unlink()
    path = tmp_path / "bases.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(",2014-06-03,", ",2015-06-03,"), encoding="utf-8")
    assert main(["check", "--data", str(tmp_path)]) == 1
    assert "(turned)" in capsys.readouterr().out
