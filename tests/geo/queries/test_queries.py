"""Questions as addresses have them: their answers, and what is said of those without sense."""

import codecs
import csv
import io
import json
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geo
from geo.answers.changes import AMONG, compare
from geo.answers.link import read_link, write_link
from geo.answers.selection import Selection
from geo.answers.statements import verdicts
from geo.answers.view import look
from geo.exports import write
from geo.gazetteer.columns import TABLES
from geo.gazetteer.load import load
from geo.gazetteer.model import Gazetteer
from geo.importer.opening import open_path
from geo.queries import resources
from geo.queries.ask import answer
from geo.queries.day_pattern import day_pattern
from geo.queries.parameters import QueryError
from geo.queries.resources import RESOURCES
from geo.wording import held_in_words

OURS = load()
DAYS = st.dates(OURS.first, OURS.last)
COUNTRIES = sorted(OURS.bases["country"].unique())
OPERATORS = sorted(OURS.periods["operator"].unique())


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    window = draw(st.none() | st.tuples(DAYS, DAYS))
    return Selection(
        draw(DAYS),
        window=(min(window), max(window)) if window else None,
        countries=tuple(draw(st.lists(st.sampled_from(COUNTRIES), max_size=2, unique=True))),
        operators=tuple(draw(st.lists(st.sampled_from(OPERATORS), max_size=2, unique=True))),
        text=draw(st.sampled_from(["", "kant", "база", "201"])),
    )


def items(question: str) -> list[dict[str, object]]:
    return list(geo.ask(question)["items"])


@settings(max_examples=40)
@given(selections())
@pytest.mark.slow
def test_every_answer_equals_the_export_of_the_same_view(selection: Selection) -> None:
    view = look(OURS, selection)
    query = write_link(selection)
    for resource, kind in (("periods", "csv"), ("periods", "geojson"), ("bases", "lpf")):
        made = answer(resource, {**query, "format": [kind]}, OURS)
        # The mark for Excel is for files alone.
        assert made.content == write.content(view, kind).removeprefix(codecs.BOM_UTF8)
        assert made.following == ""


@settings(max_examples=40)
@given(selections())
def test_items_are_what_the_view_holds(selection: Selection) -> None:
    view = look(OURS, selection)
    query = urlencode(write_link(selection), doseq=True)
    told = geo.ask(f"periods?{query}", OURS)
    assert [p["period_id"] for p in told["items"]] == list(view.present["period_id"])
    sure = ["certain" if code == 2 else "possible" for code in view.present["presence"]]
    assert [p["presence"] for p in told["items"]] == sure
    assert told["held"] == held_in_words(view)
    assert told["selection"] == selection.describe()
    bases = geo.ask(f"bases?{query}", OURS)["items"]
    assert [b["base_id"] for b in bases] == list(dict.fromkeys(view.present["base_id"]))


def test_a_large_gazetteer_gives_the_same_items_as_a_small_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    question = "periods?from=2001-01-01&to=2021-12-31"
    ready = geo.ask(question, OURS)
    monkeypatch.setattr(resources, "HELD_READY", 0)
    assert geo.ask(question, OURS) == ready


def test_who_held_what_on_a_date() -> None:
    (manas,) = items("bases?date=2005-06-01&base=manas")
    assert manas["operators"] == ["United States", "Coalition partners"]
    assert manas["presence"] == "certain"
    assert manas["latitude"] == 43.0613
    assert {"language": "ru", "name": "Манас"} in manas["local_names"]
    period, _ = items("periods?date=2005-06-01&base=manas")
    assert period["local_names"] == manas["local_names"]
    (kant,) = items("periods?date=2005-06-01&base=kant")
    assert {"language": "en", "name": "999th airbase"} in kant["also_found_by"]


def test_an_answer_about_one_base_says_so() -> None:
    told = geo.ask("periods?date=2005-06-01&base=manas&country=Kyrgyzstan")
    name = "Manas (Transit Center)"
    assert told["selection"] == f"1 June 2005 · {name} · Kyrgyzstan"
    assert told["filters"] == f"{name} · Kyrgyzstan"
    assert told["held"] == "1 base held"
    assert f"{name}, 1 June 2005 · Kyrgyzstan”" in told["cite"]
    points = json.loads(answer("periods", {"base": ["manas"], "format": ["geojson"]}).content)
    assert points["metadata"]["filters"] == name
    assert (
        json.loads(answer("bases/kant", {"format": ["geojson"]}).content)["metadata"]["held"]
        == "1 base held"
    )


def test_a_window_with_one_edge_is_the_same_in_a_link_and_in_a_question() -> None:
    selection, notices = read_link({"from": ["2014-01-01"]}, OURS)
    assert selection.window == (date(2014, 1, 1), OURS.last)
    assert not notices
    shown = list(look(OURS, selection).present["period_id"])
    assert [p["period_id"] for p in items("periods?from=2014-01-01")] == shown
    assert read_link({"to": ["2005"]}, OURS)[0].window == (OURS.first, date(2005, 12, 31))


def test_words_that_lay_out_a_page_narrow_no_view() -> None:
    layout = "at=40,70,5&closed=shown&order=start&maps=two&stop=3&ring=100&point=40,70&named=kant"
    others = "with=2014-07-01&start=none&event_kind=vote&event_base=kant&target=city"
    for resource in ("periods", "bases"):
        plain = geo.ask(f"{resource}?date=2005-06-01")
        assert geo.ask(f"{resource}?date=2005-06-01&{layout}&{others}") == plain
    for question in ("events?at=40,70,5", "periods?utm_source=x"):
        with pytest.raises(QueryError, match="is not a parameter here"):
            geo.ask(question)


def test_events_are_those_that_are_listed() -> None:
    votes = items("events?event_kind=vote")
    assert {event["kind"] for event in votes} == {"vote"}
    assert all("kant" in event["base_ids"] for event in items("events?event_base=kant"))


def test_distances_may_go_to_the_bases_there_or_to_nothing() -> None:
    there = items("bases?date=2005-06-01")
    found = items("distance?date=2005-06-01&start=kant&target=base")
    assert [way["to"] for way in found] == [b["base_id"] for b in there if b["base_id"] != "kant"]
    assert items("distance?start=kant&target=border") == []
    both = "distance?start=kant&border=Afghanistan&city=kabul"
    assert [way["to"] for way in items(f"{both}&target=city")] == ["kabul"]


def many_bases(tmp_path: Path, number: int) -> Gazetteer:
    path = tmp_path / "many.csv"
    head = "name,latitude,longitude,operator,country,start,end\n"
    rows = (f"Field {n},{n / 1e3:.4f},{n / 1e3:.4f},Army,Land,1950,1960\n" for n in range(number))
    path.write_text(head + "".join(rows))
    return open_path(path)


@pytest.mark.slow
def test_no_answer_leaves_rows_out_without_a_word(tmp_path: Path) -> None:
    some = many_bases(tmp_path, 1_500)
    query = {"date": ["1955-01-01"]}
    for resource, forms in (("periods", ("csv", "geojson")), ("bases", ("csv", "lpf"))):
        for form in forms:
            made = answer(resource, {**query, "format": [form]}, some)
            assert made.following == ""
            assert made.content.count(b"Field ") >= 1_500
    told = geo.ask("periods?date=1955-01-01", some)
    assert (len(told["items"]), told["total"]) == (1_000, 1_500)
    too_many = many_bases(tmp_path, 10_001)
    for form in ("csv", "geojson"):
        with pytest.raises(QueryError, match=r"There are 10,001 rows.* at most 10,000"):
            answer("periods", {**query, "format": [form]}, too_many)
    part = answer("periods", {**query, "format": ["csv"], "limit": ["10000"]}, too_many)
    assert part.following.endswith("limit=10000&offset=10000")
    rest = answer("periods", {**query, "format": ["csv"], "offset": ["10000"]}, too_many)
    assert rest.content.count(b"\n") == 2


@given(DAYS, DAYS)
def test_the_days_of_the_data_are_those_that_are_described(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    expression = re.compile(day_pattern(first, last))
    days = [first - timedelta(1), first, last, last + timedelta(1), date(2012, 2, 29)]
    assert [bool(expression.match(str(day))) for day in days] == [
        False, True, True, False, first <= days[-1] <= last
    ]  # fmt: skip
    assert not expression.match(f"{first.year}-02-30")


def test_an_error_stays_short_however_much_is_wrong() -> None:
    query = {f"key{number}": ["1"] for number in range(5_000)}
    with pytest.raises(QueryError) as caught:
        answer("periods", query, OURS)
    assert (len(caught.value.wrong), caught.value.more) == (20, 4_980)
    assert str(caught.value).endswith("And 4,980 more.")
    with pytest.raises(QueryError) as caught:
        answer("periods", {"country": [f"land{number}" for number in range(5_000)]}, OURS)
    assert len(caught.value.wrong) == 6
    assert "4,995 more words are unknown" in str(caught.value)
    assert len(read_link({**query, "country": [*query]}, OURS)[1]) <= 40


def test_one_base_is_reported_whole() -> None:
    kant = geo.ask("bases/kant")
    assert kant["name"] == "Kant Air Base"
    assert [p["operator"] for p in kant["periods"]][:2] == ["Soviet Union", "Russia"]
    assert {c["base_id"] for c in kant["claims"]} == {"kant"}
    assert all("kant" in e["base_ids"] for e in kant["events"])
    cited = {c["source_id"] for c in kant["claims"]}
    assert cited <= {s["source_id"] for s in kant["sources"]}
    rows = answer("bases/kant", {"format": ["csv"]}, OURS).content.decode()
    assert rows.count("\n") == 1 + len(kant["periods"])


def test_labels_have_their_language_and_whether_a_reader_has_confirmed_them() -> None:
    own = [one for one in geo.ask("bases/shaymak")["labels"] if one["thing"] == "base"]
    assert {one["language"]: one["label"] for one in own}["tg"] == "Шаймоқ"
    assert {one["confirmed"] for one in own} == {"no"}
    assert {one["key"] for one in items("labels?base=shaymak") if one["thing"] == "base"} == {
        "shaymak"
    }
    assert len(items("labels")) == len(OURS.labels)


def test_a_country_without_a_base_has_the_evidence_of_its_search() -> None:
    told = items("searches?country=Turkmenistan")
    assert {one["country"] for one in told} == {"Turkmenistan"}
    (whole,) = (one for one in told if not one["place"])
    assert whole["years"] == "2001/2021"
    assert whole["where_looked"]
    assert whole["sources"]
    assert "Turkmenistan: none found" in geo.ask("periods?date=2005-06-01")["none_found"]


def test_a_distance_to_a_border_names_whose_border_it_is() -> None:
    (found,) = items("distance?start=karshi-khanabad&border=Afghanistan")
    assert "OpenStreetMap contributors" in found["credit"]
    assert "ODbL" in found["credit"]


def test_claims_and_sources_narrow_to_a_base() -> None:
    assert {c["base_id"] for c in items("claims?base=ayni")} == {"ayni"}
    assert len(items("claims")) == min(len(OURS.claims), 1_000)
    every = {s["source_id"] for s in items("sources")}
    assert {s["source_id"] for s in items("sources?country=Uzbekistan")} < every


def test_events_of_a_window() -> None:
    found = items("events?from=2005-05-01&to=2005-12-31&base=karshi-khanabad")
    assert found
    assert all("2005" in str(e["date"]) and "karshi-khanabad" in e["base_ids"] for e in found)


def test_where_nothing_is_found_there_are_no_items() -> None:
    assert items("events?from=2001-01-01&to=2001-01-01&base=kant") == []
    assert items("periods?country=Afghanistan&operator=China") == []
    assert items("distance?country=Afghanistan&operator=China") == []
    made = answer("events", {"from": ["2001-01-01"], "to": ["2001-01-01"], "format": ["csv"]}, OURS)
    assert made.content.decode().startswith("event_id,date,")


def test_a_window_may_have_one_edge() -> None:
    whole = items("periods?from=2014-01-01&to=2021-12-31")
    assert items("periods?from=2014-01-01") == whole
    assert items("periods?to=2001-12-31") == items("periods?from=2001-01-01&to=2001-12-31")


def test_what_changed_between_two_dates() -> None:
    first, then = date(2005, 6, 1), date(2014, 7, 1)
    sides = [look(OURS, Selection(day)) for day in (first, then)]
    found = items("changes?date=2005-06-01&with=2014-07-01")
    compared = [d.base_id for among in AMONG for d in compare(*sides, among=among)]
    assert [c["base_id"] for c in found] == compared
    assert [c["among"] for c in found[: len(compare(*sides))]] == ["held"] * len(compare(*sides))
    assert items("changes?date=2014-07-01&with=2005-06-01") == found
    assert next(c["what"] for c in found if c["base_id"] == "manas") == "closed"


def test_how_far_a_base_is() -> None:
    border, kabul = items("distance?start=karshi-khanabad&border=Afghanistan&city=kabul")
    assert border["target"] == "border"
    assert 130 < border["km"] < 160
    assert kabul["to_name"] == "Kabul"
    assert kabul["words"].endswith(" km")
    inside = items("distance?start=kant&border=Kyrgyzstan")[0]
    assert (inside["km"], inside["direction"]) == (0, "inside")


def test_the_statements_have_the_verdicts_of_the_page() -> None:
    assert [s["outcome"] for s in items("statements")] == [v.outcome for v in verdicts(OURS)]


@pytest.mark.parametrize("name", [name for name in RESOURCES if name != "changes"])
def test_csv_has_a_row_for_each_item(name: str) -> None:
    query = {"start": ["kant"], "city": ["kabul"]} if name == "distance" else {}
    found = items(f"{name}?{urlencode(query, doseq=True)}")
    text = answer(name, {**query, "format": ["csv"]}, OURS).content.decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(found)
    key = next(iter(found[0]))
    assert [row[key] for row in rows] == [item[key] for item in found]


def test_pages_of_an_answer_make_it_whole() -> None:
    whole = items("periods?from=2001-01-01&to=2021-12-31")
    gathered: list[dict[str, object]] = []
    question = "periods?from=2001-01-01&to=2021-12-31&limit=7"
    while question:
        told = geo.ask(question)
        assert told["total"] == len(whole)
        gathered += told["items"]
        question = (told["next"] or "").removeprefix("/api/v1/")
    assert gathered == whole
    assert answer("bases", {"format": ["lpf"], "limit": ["2"]}, OURS).following


@pytest.mark.parametrize(
    ("question", "parameter", "said"),
    [
        ("periods?date=2005-13-01", "date", "“2005-13-01” is not a date like 2005-06-01"),
        ("periods?date=1999-01-01", "date", "from 2001-01-01 to 2021-12-31"),
        ("periods?date=2005-01-01&date=2006-01-01", "date", "more than once"),
        ("periods?date=", "date", "blank"),
        ("periods?country=Atlantis", "country", "Use one of Afghanistan"),
        ("periods?country=Uzbekistan&country=Atlantis", "country", "Atlantis"),
        ("periods?base=knat", "base", "Did you mean kant?"),
        ("periods?operator=", "operator", "blank"),
        ("periods?limit=0", "limit", "from 1 to 10,000"),
        ("periods?limit=ten", "limit", "from 1 to 10,000"),
        ("periods?offset=-1", "offset", "from 0"),
        ("periods?format=xml", "format", "Use one of json, csv, geojson"),
        ("periods?colour=red", "colour", "is not a parameter here. Use one of date"),
        ("periods?v=0.9", "v", "The data are version"),
        ("events?date=2005-06-01", "date", "is not a parameter here"),
        ("changes?date=2005-06-01", "with", "is needed"),
        ("distance?start=kant&border=Atlantis", "border", "Atlantis"),
        ("distance?start=kant&start=manas&city=nowhere", "city", "nowhere"),
        (f"periods?q={'x' * 200}", "q", "longer than 100 letters"),
    ],
)
def test_a_parameter_that_cannot_be_followed_is_named(
    question: str, parameter: str, said: str
) -> None:
    path, _, query = question.partition("?")
    with pytest.raises(QueryError) as caught:
        answer(path, parse_qs(query, keep_blank_values=True), OURS)
    assert caught.value.status == 400
    (wrong,) = (one for one in caught.value.wrong if one.parameter == parameter)
    assert said in wrong.detail


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(QueryError) as caught:
        geo.ask("bases?limit=0&date=soon&country=Atlantis&colour=red")
    named = {wrong.parameter for wrong in caught.value.wrong}
    assert named == {"limit", "date", "country", "colour"}


@pytest.mark.parametrize("question", ["nothing", "bases/nowhere", "periods/kant", "", "../bases"])
def test_what_is_not_there_is_a_404(question: str) -> None:
    with pytest.raises(QueryError) as caught:
        geo.ask(question)
    assert caught.value.status == 404


def test_the_number_of_distances_is_bounded() -> None:
    many = "&".join(f"border={name.replace(' ', '+')}" for name in ("Iran", "China", "India"))
    with pytest.raises(QueryError, match="At most 60 distances to borders"):
        geo.ask(f"distance?from=2001-01-01&to=2021-12-31&{many}")


@pytest.mark.slow
def test_the_shell_gives_the_very_bytes(tmp_path: Path) -> None:
    question = "bases?date=2005-06-01&format=geojson"
    command = [sys.executable, "-m", "geo", "ask", question]
    told = subprocess.run(command, capture_output=True, check=True)
    assert told.stdout == answer("bases", {"date": ["2005-06-01"], "format": ["geojson"]}).content
    wrong = subprocess.run([*command[:-1], "bases?date=soon"], capture_output=True, text=True)
    assert wrong.returncode == 1
    assert wrong.stderr == "date: “soon” is not a date like 2005-06-01.\n"


def test_a_file_of_your_own_answers_too(tmp_path: Path) -> None:
    path = tmp_path / "Pacific.csv"
    path.write_text(
        "name,latitude,longitude,operator,country,start,end\n"
        "=Field,12.345,-45.678,Exampleland,Somewhere,1941-12-07,1950\n"
    )
    own = open_path(path)
    assert geo.ask("bases?date=1945-01-01", own)["items"][0]["operators"] == ["Exampleland"]
    rows = answer("bases", {"date": ["1945-01-01"], "format": ["csv"]}, own).content.decode()
    assert "'=Field" in rows


def test_items_have_the_columns_of_the_tables() -> None:
    assert set(TABLES["claims.csv"].names) == set(items("claims?limit=1")[0])
    assert set(TABLES["bases.csv"].names) < set(items("periods?limit=1")[0])
