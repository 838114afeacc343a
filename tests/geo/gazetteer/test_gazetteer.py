"""Each guard of the gazetteer is seen to fire, on a copy of the real files broken in one way."""

import csv
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import GazetteerError
from geo.gazetteer.columns import TABLES
from geo.gazetteer.load import load, tables
from geo.paths import DATA

NAMES = tuple(name.removesuffix(".csv") for name in TABLES)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (*(f"{table}.csv" for table in NAMES), "datapackage.json"):
        shutil.copy(DATA / name, tmp_path / name)
    return tmp_path


def change(folder: Path, table: str, row: int, column: str, value: str) -> None:
    """Write a value into a row as a spreadsheet numbers it."""
    path = folder / f"{table}.csv"
    cells = pd.read_csv(path, dtype=str, keep_default_na=False)
    cells.loc[row - 2, column] = value
    cells.to_csv(path, index=False)


def row_of(table: str, column: str, value: str) -> int:
    cells = pd.read_csv(DATA / f"{table}.csv", dtype=str, keep_default_na=False)
    return int(cells.index[cells[column] == value][0]) + 2


def problems(folder: Path) -> list[tuple[str, int | None, str | None]]:
    with pytest.raises(GazetteerError) as refused:
        load(folder)
    for problem in refused.value.problems:
        assert problem.message
        assert problem.fix
    return [(p.file, p.row, p.column) for p in refused.value.problems]


def test_the_real_gazetteer_loads() -> None:
    gazetteer = load()
    assert {"kant", "manas", "karshi-khanabad"} <= set(gazetteer.bases.index)


def test_everything_wrong_is_reported_at_once_and_in_order(folder: Path) -> None:
    okno, claim = row_of("bases", "base_id", "okno"), row_of("claims", "used", "no")
    change(folder, "bases", okno, "kind", "castle")
    change(folder, "bases", 2, "sources", "no-such-source")
    change(folder, "bases", row_of("bases", "period_id", "manas-us-2013"), "end", "1999-01-01")
    change(folder, "bases", row_of("bases", "base_id", "shaymak"), "country", "Narnia")
    change(folder, "claims", claim, "reason", "")
    change(folder, "events", 2, "base_ids", "no-such-base")
    change(folder, "events", 3, "kind", "wedding")
    change(folder, "statements", 2, "check", "guess")
    found = problems(folder)
    for expected in [
        ("bases.csv", 2, "sources"),
        ("bases.csv", row_of("bases", "period_id", "manas-us-2013"), "end"),
        ("bases.csv", okno, "kind"),
        ("bases.csv", row_of("bases", "base_id", "shaymak"), "country"),
        ("claims.csv", claim, "reason"),
        ("events.csv", 2, "base_ids"),
        ("events.csv", 3, "kind"),
        ("statements.csv", 2, "check"),
    ]:
        assert expected in found
    files = [f"{table}.csv" for table in NAMES]
    assert found == sorted(found, key=lambda place: (files.index(place[0]), place[1]))
    # Nothing is held against a row for what another one got wrong.
    allowed = {
        ("bases.csv", row_of("bases", "period_id", "manas-us-2013")),
        *((file, row) for file, row, _ in found if file == "claims.csv"),
    }
    assert {place[:2] for place in found} - allowed == {
        ("bases.csv", 2),
        ("bases.csv", okno),
        ("bases.csv", row_of("bases", "base_id", "shaymak")),
        ("events.csv", 2),
        ("events.csv", 3),
        ("statements.csv", 2),
    }


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("sources", ""),
        ("sources", "no-such-source"),
        ("country", "Atlantis"),
        ("latitude", "north"),
        ("longitude", "274.85"),
        ("start", "23.10.2003"),
        ("start", "2003-02-30"),
        ("end", "soon"),
        ("status", "closed"),
        ("kind", "castle"),
        ("coordinate_type", "guess"),
        ("icao", "uafw"),
        ("reference", "maybe"),
        ("period_id", "Kant Russia"),
        ("operator", " "),
    ],
)
def test_a_wrong_cell_is_named_with_its_row_and_column(
    folder: Path, column: str, value: str
) -> None:
    row = row_of("bases", "period_id", "okno-russia-1999")
    change(folder, "bases", row, column, value)
    assert ("bases.csv", row, column) in problems(folder)


def test_coordinates_outside_the_country_are_refused_beyond_their_uncertainty(folder: Path) -> None:
    row = row_of("bases", "base_id", "lyaur")
    for place in (row, row + 1):
        change(folder, "bases", place, "latitude", "36.5")
    assert problems(folder)[0] == ("bases.csv", row, "latitude")


def test_an_end_before_its_start_is_refused(folder: Path) -> None:
    (folder / "claims.csv").unlink()
    row = row_of("bases", "period_id", "kant-russia-2003")
    change(folder, "bases", row, "end", "2003-01-01")
    assert problems(folder) == [("bases.csv", row, "end")]


def test_overlapping_periods_of_one_operator_may_not_contradict_each_other(folder: Path) -> None:
    row = row_of("bases", "period_id", "karshi-khanabad-us-2005")
    change(folder, "bases", row, "start", "2005-01-29")
    assert ("bases.csv", row, "status") in problems(folder)


def test_a_used_claim_may_not_disagree_with_the_gazetteer(folder: Path) -> None:
    row = row_of("claims", "claim_id", "manas-us-2013-end-1")
    change(folder, "claims", row, "value", "2013-01-01")
    assert ("claims.csv", row, "value") in problems(folder)


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("kant-name-2", "Somewhere else"),
        ("kant-position-1", "43.9, 74.8465"),
        ("kant-position-1", "near Bishkek"),
        ("kant-russia-2003-operator-1", "Kyrgyzstan"),
    ],
)
def test_a_used_claim_may_not_name_place_or_hold_a_base_otherwise(
    folder: Path, claim: str, value: str
) -> None:
    row = row_of("claims", "claim_id", claim)
    change(folder, "claims", row, "value", value)
    assert ("claims.csv", row, "value") in problems(folder)


@pytest.mark.parametrize(
    ("column", "value"),
    [("base_id", "nowhere"), ("period_id", "okno-russia-1999"), ("period_id", "")],
)
@pytest.mark.parametrize("claim", ["kant-russia-2003-start-1", "kant-russia-2003-operator-1"])
def test_a_claim_must_be_about_a_base_and_a_period_of_it(
    folder: Path, claim: str, column: str, value: str
) -> None:
    row = row_of("claims", "claim_id", claim)
    change(folder, "claims", row, column, value)
    assert ("claims.csv", row, column) in problems(folder)


def test_a_date_needs_a_used_claim(folder: Path) -> None:
    row = row_of("bases", "period_id", "termez-germany-2002")
    change(folder, "bases", row, "start", "2002-02-19")
    assert ("bases.csv", row, "start") in problems(folder)


def test_an_unused_claim_needs_a_reason(folder: Path) -> None:
    row = row_of("claims", "used", "no")
    change(folder, "claims", row, "reason", "")
    assert problems(folder) == [("claims.csv", row, "reason")]


def test_a_place_is_searched_in_one_row(folder: Path) -> None:
    row = row_of("searches", "search_id", "chirchik")
    change(folder, "searches", row, "place", "NAVOI")
    assert problems(folder) == [("searches.csv", row_of("searches", "search_id", "navoi"), "place")]


@pytest.mark.parametrize("table", NAMES)
def test_duplicate_identifiers_are_refused(folder: Path, table: str) -> None:
    key = TABLES[f"{table}.csv"].key
    first = pd.read_csv(folder / f"{table}.csv", dtype=str, keep_default_na=False)[key].iloc[0]
    change(folder, table, 3, key, first)
    assert (f"{table}.csv", 3, key) in problems(folder)


@pytest.mark.parametrize(
    ("table", "column"),
    [("claims", "source_id"), ("events", "sources"), ("statements", "sources")],
)
@pytest.mark.parametrize("value", ["", "no-such-source"])
def test_whatever_is_reported_needs_a_source_that_is_explained(
    folder: Path, table: str, column: str, value: str
) -> None:
    change(folder, table, 2, column, value)
    assert (f"{table}.csv", 2, column) in problems(folder)


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("sources", "kind", "rumour"),
        ("sources", "language", "English"),
        ("sources", "date", "last week"),
        ("sources", "publisher", ""),
        ("claims", "property", "colour"),
        ("claims", "used", "perhaps"),
        ("events", "date", ".."),
        ("events", "kind", "party"),
        ("events", "tour", "first"),
        ("searches", "country", "Narnia"),
        ("searches", "looked_for", ""),
        ("searches", "where_looked", ""),
        ("searches", "looked_on", ""),
        ("searches", "sources", "no-such-source"),
        ("statements", "check", "feeling"),
        ("statements", "expected", "true"),
    ],
)
def test_a_wrong_cell_of_any_table_is_named(
    folder: Path, table: str, column: str, value: str
) -> None:
    change(folder, table, 2, column, value)
    assert (f"{table}.csv", 2, column) in problems(folder)


@pytest.mark.parametrize("column", ["name", "latitude", "kind", "local_names"])
def test_rows_of_one_base_must_agree(folder: Path, column: str) -> None:
    row = row_of("bases", "period_id", "okno-russia-2004")
    change(folder, "bases", row, column, {"latitude": "38.3", "kind": "outpost"}.get(column, "X"))
    assert ("bases.csv", row, column) in problems(folder)


@pytest.mark.parametrize("column", ["local_names", "also_found_by"])
def test_a_label_without_a_language_is_refused(folder: Path, column: str) -> None:
    row = row_of("bases", "base_id", "okno")
    change(folder, "bases", row, column, "tg: Санглох | Okno")
    assert ("bases.csv", row, column) in problems(folder)


def test_a_work_that_repeats_another_is_refused(folder: Path) -> None:
    first, second = row_of("sources", "source_id", "24kg-2016-08-31"), 3
    change(folder, "sources", first, "work", "24kg-2017")
    change(folder, "sources", second, "work", "24kg-2016-08-31")
    assert {("sources.csv", first, "work"), ("sources.csv", second, "work")} <= set(
        problems(folder)
    )


@pytest.mark.parametrize(
    ("archived", "on", "told"),
    [
        ("https://web.archive.org/web/20170601120000/{url}", "2017-06-01", []),
        ("https://web.archive.org/web/20170601120000id_/{url}", "2017-06", []),
        ("https://web.archive.org/web/20170601120000/{url}/other", "2017-06-01", ["archived_url"]),
        ("https://web.archive.org/web/20170601120000/https://a.org", "", ["archived_url", "on"]),
        ("https://evil.example/?x={url}", "2017-06-01", ["archived_url"]),
        ("https://evil.example/web/20170601120000/{url}", "2017-06-01", ["archived_url"]),
        ("https://web.archive.org/web/2017*/{url}", "2017-06-01", ["archived_url"]),
        ("https://web.archive.org/web/20171399120000/{url}", "2017-06-01", ["archived_url"]),
        ("https://web.archive.org/web/20170601120000/{url}", "2017-07-01", ["on"]),
        ("https://web.archive.org/web/20150601120000/{url}", "2015-06-01", ["archived_url"]),
    ],
)
def test_a_capture_must_be_of_the_page_at_a_moment_after_it_came_out(
    folder: Path, archived: str, on: str, told: list[str]
) -> None:
    row = row_of("sources", "source_id", "24kg-2017")
    url = pd.read_csv(folder / "sources.csv", dtype=str).loc[row - 2, "url"]
    change(folder, "sources", row, "archived_url", archived.format(url=url))
    change(folder, "sources", row, "archived_on", on)
    columns = ["archived_on" if column == "on" else column for column in told]
    expected = [("sources.csv", row, column) for column in columns]
    if expected:
        assert problems(folder) == expected
    else:
        assert len(load(folder).bases) == 40


def test_a_work_that_is_no_source_and_stands_behind_one_text_only_is_refused(
    folder: Path,
) -> None:
    row = row_of("sources", "source_id", "gazeta-2015-10-07")
    change(folder, "sources", row, "work", "roshchupkin-2015-10-70")
    assert ("sources.csv", row, "work") in problems(folder)


def without_row(folder: Path, table: str, row: int) -> None:
    lines = (folder / f"{table}.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / f"{table}.csv").write_text("".join(lines[: row - 1] + lines[row:]), encoding="utf-8")


def test_a_thing_without_a_label_in_a_language_is_told(folder: Path) -> None:
    row = row_of("labels", "label_id", "country-turkmenistan-kk")
    without_row(folder, "labels", row)
    first = row_of("labels", "label_id", "country-turkmenistan-ru")
    assert problems(folder) == [("labels.csv", first, "key")]


def test_a_country_with_a_base_must_have_been_searched(folder: Path) -> None:
    without_row(folder, "searches", row_of("searches", "search_id", "turkmenistan"))
    row = row_of("bases", "base_id", "ashgabat-airport")
    assert problems(folder) == [("bases.csv", row, "country")]


def test_what_is_inferred_must_say_how(folder: Path) -> None:
    row = row_of("claims", "claim_id", "kant-soviet-1941-start-1")
    change(folder, "claims", row, "inferred", "yes")
    assert ("claims.csv", row, "reason") in problems(folder)


def test_a_day_without_a_capture_is_refused(folder: Path) -> None:
    change(folder, "sources", 2, "archived_on", "2017-06-01")
    assert problems(folder) == [("sources.csv", 2, "archived_on")]


def test_a_date_of_the_article_on_one_work_must_say_why(folder: Path) -> None:
    row = row_of("single_works", "single_work_id", "ayni-russia-2015-start")
    change(folder, "single_works", row, "period_id", "kant-russia-2003")
    assert problems(folder) == [
        ("bases.csv", row_of("bases", "period_id", "ayni-russia-2015"), "start"),
        ("single_works.csv", row, "period_id"),
    ]


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("key", "Atlantis", "key"),
        ("language", "", "language"),
        ("language", "xx", "language"),
        ("language", "ky", "label"),
        ("confirmed", "perhaps", "confirmed"),
        ("source_id", "no-such-source", "source_id"),
    ],
)
def test_a_label_is_of_something_and_in_a_language_once(
    folder: Path, column: str, value: str, told: str
) -> None:
    change(folder, "labels", 2, column, value)
    # The next row has the Kyrgyz label of the same country.
    row = 3 if told == "label" else 2
    found = problems(folder)
    assert found[0] == ("labels.csv", row, told)
    # A label of nothing is one that something lacks.
    assert found[1:] == ([("labels.csv", 3, "key")] if value == "Atlantis" else [])


def test_an_address_must_be_of_the_web(folder: Path) -> None:
    # A source behind no claim: what rests on one that is wrong would be reported as well.
    sources = pd.read_csv(DATA / "sources.csv", dtype=str, keep_default_na=False)["source_id"]
    claimed = pd.read_csv(DATA / "claims.csv", dtype=str, keep_default_na=False)["source_id"]
    row = int(sources.index[~sources.isin(claimed)][0]) + 2
    change(folder, "sources", row, "url", "javascript:alert(1)")
    assert problems(folder) == [("sources.csv", row, "url")]


def test_an_event_must_name_bases_that_exist(folder: Path) -> None:
    change(folder, "events", 2, "base_ids", "nowhere")
    assert problems(folder) == [("events.csv", 2, "base_ids")]


def test_parameters_of_a_statement_must_be_json(folder: Path) -> None:
    change(folder, "statements", 2, "parameters", "{base: kant}")
    assert problems(folder) == [("statements.csv", 2, "parameters")]


@pytest.mark.parametrize(
    ("statement", "key", "value"),
    [
        ("khanabad-distance", "direction", "nonsense"),
        ("khanabad-distance", "border", "Atlantis"),
        ("khanabad-distance", "claimed_km", "145"),
        ("khanabad-distance", "tolerance_km", None),
        ("khanabad-distance", "why", ""),
        ("khanabad-distance", "base", "nowhere"),
        ("khanabad-2005", "within", "last year"),
        ("khanabad-2005", "within", None),
        ("khanabad-2005", "property", "name"),
        ("khanabad-2005", "property", None),
        ("khanabad-2005", "event", "2021-article-appears"),
        ("khanabad-2005", "period", "karshi-khanabad-us-1905"),
        ("lavrov-in-tashkent", "to", None),
        ("lavrov-in-tashkent", "from", "2021-07-19"),
        ("lavrov-in-tashkent", "property", "date"),
        ("kant-is-russian", "on", "2021"),
        ("kant-is-russian", "operator", None),
        ("kant-is-active", "status", "closed"),
        ("two-american-bases", "countries", []),
        ("two-american-bases", "countries", ["Atlantis"]),
        ("two-american-bases", "countries", "Kyrgyzstan"),
        ("two-american-bases", "count", "2"),
        ("two-american-bases", "count", None),
        ("two-american-bases", "at_least", 2),
        ("two-american-bases", "on", "2005-01-01"),
        ("khanabad-expelled", "then", "no-such-event"),
        ("khanabad-expelled", "first", None),
        ("no-comment", "why", None),
    ],
)
def test_a_statement_is_refused_whose_check_could_not_be_made(
    folder: Path, statement: str, key: str, value: object
) -> None:
    row = row_of("statements", "statement_id", statement)
    cells = pd.read_csv(folder / "statements.csv", dtype=str, keep_default_na=False)
    given = json.loads(cells.loc[row - 2, "parameters"])
    given = {**given, key: value} if value is not None else {k: given[k] for k in given if k != key}
    change(folder, "statements", row, "parameters", json.dumps(given))
    assert set(problems(folder)) == {("statements.csv", row, "parameters")}


def test_all_problems_are_listed_at_once(folder: Path) -> None:
    change(folder, "bases", 2, "status", "open")
    change(folder, "bases", 5, "start", "x")
    change(folder, "sources", 4, "kind", "rumour")
    assert problems(folder) == [
        ("bases.csv", 2, "status"),
        ("bases.csv", 5, "start"),
        ("sources.csv", 4, "kind"),
    ]


BROKEN_FILES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda content: b"",
    "header only misspelt": lambda content: content.replace(b"period_id", b"periodid", 1),
    "not UTF-8": lambda content: content.replace("Кант".encode(), "Кант".encode("cp1251")),
    "a row too long": lambda content: content + b"a,b,c\n",
    "a NUL character": lambda content: content.replace(b"Russia", b"Rus\0sia", 1),
    "open quotation": lambda content: content + b'"unfinished',
}


@pytest.mark.parametrize("how", BROKEN_FILES)
def test_a_file_broken_in_its_form_is_refused_with_a_problem(folder: Path, how: str) -> None:
    path = folder / "bases.csv"
    path.write_bytes(BROKEN_FILES[how](path.read_bytes()))
    assert problems(folder)[0][0] == "bases.csv"


def test_a_missing_file_is_a_problem(folder: Path) -> None:
    (folder / "sources.csv").unlink()
    assert problems(folder) == [("sources.csv", None, None)]


def geo(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "geo", *arguments], capture_output=True, text=True, cwd=DATA.parent
    )


@pytest.mark.slow
def test_validate_is_silent_about_good_data_and_fails_on_bad(folder: Path) -> None:
    assert geo("validate", str(folder)).returncode == 0
    change(folder, "bases", 2, "status", "open")
    told = geo("validate", str(folder))
    assert told.returncode == 1
    assert "bases.csv, row 2, column status: 'open'" in told.stderr


@pytest.mark.slow
def test_validate_prints_the_same_problems_as_json(folder: Path) -> None:
    change(folder, "bases", 2, "status", "open")
    told = geo("validate", str(folder / "bases.csv"), "--json")
    assert told.returncode == 1
    assert json.loads(told.stdout)["problems"][0]["value"] == "open"


@pytest.mark.slow
def test_active_prints_who_held_what_on_a_date() -> None:
    told = geo("active", "--on", "2005-06-01", "--country", "Uzbekistan", "--json")
    answer = json.loads(told.stdout)
    assert {row["operator"] for row in answer["periods"]} == {"United States", "Germany"}
    assert answer["held"] == {"certain": 2, "possible": 2}


@pytest.mark.slow
def test_active_refuses_an_unknown_country_in_one_line() -> None:
    told = geo("active", "--on", "2005-06-01", "--country", "Atlantis")
    assert told.returncode == 1
    assert told.stderr.count("\n") == 1


CELLS = st.lists(st.text("ab 'é,;|\"\n\t", max_size=5), min_size=3, max_size=3)


@given(st.lists(CELLS, min_size=1, max_size=5))
def test_whatever_a_cell_holds_is_read_as_it_was_written(rows: list[list[str]]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerows([["one", "two", "three"], *rows])
    assert tables.parse(file.getvalue().encode(), "table.csv").values.tolist() == rows
