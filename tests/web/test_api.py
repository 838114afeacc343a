"""The interface for programs over HTTP: tags, caches, formats, other sites, limits, problems."""

import codecs
import gzip
import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import pytest
import schemathesis
from hypothesis import given, settings
from hypothesis import strategies as st
from schemathesis.checks import load_all_checks  # type: ignore[attr-defined]

from geo.answers.selection import Selection
from geo.answers.view import look
from geo.exports import write
from geo.gazetteer.load import load
from geo.importer import served
from geo.paths import DATA
from geo.queries.openapi import openapi
from geo.queries.parameters import PARAMETERS
from geo.queries.resources import RESOURCES
from support import asgi, http
from support.server import Server
from web import answers, api
from web.budget import Budget

OURS = load()
QUESTION = "/api/v1/periods?date=2005-06-01&country=Kyrgyzstan"


@pytest.fixture(autouse=True)
def full_purse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "BUDGET", Budget(at_hand=1e9))


def test_an_answer_is_tagged_and_known_again() -> None:
    first = asgi.ask(QUESTION)
    assert first.status == 200
    assert first.headers["cache-control"] == "public, max-age=300"
    tag = first.headers["etag"]
    for said in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = asgi.ask(QUESTION, {"If-None-Match": said})
        assert (again.status, again.body) == (304, b"")
        for name in ("etag", "vary", "cache-control"):
            assert again.headers[name] == first.headers[name]
    assert asgi.ask(QUESTION, {"If-None-Match": '"other"'}).status == 200
    assert asgi.ask(QUESTION.replace("06-01", "06-02")).headers["etag"] != tag
    assert asgi.ask(f"{QUESTION}&format=csv").headers["etag"] != tag


def test_what_is_kept_waits_for_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    first = asgi.ask(f"{QUESTION}&limit=7")

    async def no_thread(*_: object) -> None:
        raise AssertionError("A kept answer was made in a thread.")

    monkeypatch.setattr(api, "run_in_threadpool", no_thread)
    assert asgi.ask(f"{QUESTION}&limit=7") == first
    with pytest.raises(AssertionError):
        asgi.ask(f"{QUESTION}&limit=8")


def test_whatever_changes_an_answer_changes_its_tag(tmp_path: Path) -> None:
    tags = set()
    for title in ("One", "Two"):
        served.forget()
        folder = tmp_path / title
        shutil.copytree(DATA, folder)
        about = folder / "datapackage.json"
        told = json.loads(about.read_text()) | {"description": title}
        about.write_text(json.dumps(told))
        with pytest.MonkeyPatch.context() as around:
            around.setenv("BASES", str(folder))
            tags.add(asgi.ask("/api/v1/statements").headers["etag"])
    served.forget()
    assert len(tags) == 2


def test_other_data_have_another_tag(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "own.csv"
    head = "name,latitude,longitude,operator,country,start,end\n"
    tags = set()
    for end in ("1950", "1951"):
        path.write_text(f"{head}Field,12.3,-45.6,Exampleland,Somewhere,1941-12-07,{end}\n")
        monkeypatch.setenv("BASES", str(path))
        tags.add(asgi.ask("/api/v1/bases?date=1945-01-01").headers["etag"])
    assert len(tags) == 2


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/json", "application/json"),
        ("*/*", "application/json"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/geo+json, */*;q=0.1", "application/geo+json"),
        ("application/ld+json", "application/json"),
        ("application/ld+json, text/csv;q=0.5, application/json;q=0.4", "text/csv; charset=utf-8"),
        ("text/csv;q=0.1, application/json", "application/json"),
        ("application/json;q=0, */*", "text/csv; charset=utf-8"),
        ("text/*, application/json;q=0.9", "text/csv; charset=utf-8"),
        ("image/png", "application/json"),
        ("TEXT/CSV; q=1.0", "text/csv; charset=utf-8"),
        ("text/csv;q=nonsense, application/geo+json;q=0.2", "application/geo+json"),
    ],
)
def test_a_program_may_say_which_form_it_takes(accept: str, kind: str) -> None:
    answer = asgi.ask(QUESTION, {"Accept": accept})
    assert answer.headers["content-type"] == kind
    assert answer.headers["vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize(
    ("path", "same"),
    [
        ("/map.csv?date=2005-06-01", "/api/v1/periods?date=2005-06-01&format=csv"),
        ("/map.csv?date=2005-06-01&base=kant&at=40,70,5&closed=shown&utm_source=mail",
         "/api/v1/periods?date=2005-06-01&format=csv"),
        ("/bases.lpf.json?date=2005-06-01&order=start&country=Kyrgyzstan",
         "/api/v1/bases?from=2001-01-01&to=2021-12-31&country=Kyrgyzstan&format=lpf"),
        ("/distances.json?date=2005-06-01&start=kant",
         "/api/v1/distance?date=2005-06-01&start=kant&target=border&border=Afghanistan&format=json"),
        ("/distances.json?date=2005-06-01&start=none&target=city&city=kabul",
         "/api/v1/distance?date=2005-06-01&city=kabul&target=city&format=json"),
        ("/events.json?date=2005-06-01&event_kind=vote&base=kant",
         "/api/v1/events?event_kind=vote&format=json"),
        ("/bases/kant.json?date=2005-06-01&at=40,70,5", "/api/v1/bases/kant?format=json"),
        ("/Bases/Kant.json", "/api/v1/bases/kant?format=json"),
        ("/download.geojson?date=2005-06-01",
         "/api/v1/periods?date=2005-06-01&format=geojson"),
        ("/bases/kant.json", "/api/v1/bases/kant?format=json"),
        ("/bases/kant.geojson", "/api/v1/bases/kant?format=geojson"),
        ("/compare.json?date=2005-06-01&with=2014-07-01",
         "/api/v1/changes?date=2005-06-01&with=2014-07-01&format=json"),
        ("/compare.json", "/api/v1/changes?date=2005-06-01&with=2014-07-01&format=json"),
        ("/compare.csv?date=2010-01-01",
         "/api/v1/changes?date=2010-01-01&with=2014-07-01&format=csv"),
        ("/events.csv", "/api/v1/events?format=csv"),
        ("/article.json?date=2005-06-01&base=kant", "/api/v1/statements?format=json"),
    ],
)  # fmt: skip
def test_a_page_has_its_data_under_a_suffix(path: str, same: str) -> None:
    answer = asgi.ask(path)
    assert answer.status == 200
    assert answer == asgi.ask(same)


@pytest.mark.parametrize(
    "path", ["/health.json", "/nothing.json", "/.json", "/events/kant.csv", "/your_data.csv"]
)
def test_a_page_without_data_has_none_under_a_suffix(path: str) -> None:
    assert asgi.ask(path).status == 404


def test_any_site_may_read() -> None:
    for path in (QUESTION, "/openapi.json", "/bases/kant.json", "/api/v1/bases?date=soon"):
        asked = asgi.ask(path, {"Origin": "https://other.example"})
        assert asked.headers["access-control-allow-origin"] == "*"
        before = asgi.ask(path, {"Access-Control-Request-Method": "GET"}, method="OPTIONS")
        assert before.status == 204
        assert "GET" in before.headers["access-control-allow-methods"]
    for path in ("/", "/robots.txt"):
        assert "access-control-allow-origin" not in asgi.ask(path).headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "PROPFIND"])
@pytest.mark.parametrize("path", [QUESTION, "/api/v1/nothing", "/map.json", "/", "/nonsense"])
def test_nothing_can_be_written(method: str, path: str) -> None:
    answer = asgi.ask(path, method=method)
    assert answer.status == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert answer.headers["content-type"] == "application/problem+json"
    assert json.loads(answer.text)["status"] == 405
    assert ("access-control-allow-origin" in answer.headers) == (path not in ("/", "/nonsense"))


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v1/bases/kant/claims", "/nothing.csv"])
def test_scripts_of_other_sites_may_read_that_there_is_nothing(path: str) -> None:
    answer = asgi.ask(path, {"Origin": "https://other.example"})
    assert answer.status == 404
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["content-type"] == "application/problem+json"
    assert asgi.ask(path, method="OPTIONS").status == 204


def test_who_asks_for_data_that_are_not_there_gets_a_page_in_a_browser_alone() -> None:
    for path in ("/nothing.json", "/health.csv", "/a/b.geojson"):
        for accept in ("*/*", "", "application/json", "text/csv"):
            told = asgi.ask(path, {"Accept": accept})
            assert told.headers["content-type"] == "application/problem+json"
        shown = asgi.ask(path, {"Accept": "text/html,application/xml;q=0.9,*/*;q=0.8"})
        assert shown.headers["content-type"].startswith("text/html")


def test_the_root_of_the_interface_describes_it() -> None:
    described = asgi.ask("/openapi.json")
    for path in ("/api/v1", "/api/v1/", "/api/v1/openapi.json"):
        assert asgi.ask(path) == described
    assert asgi.ask("/api/v1/bases/") == asgi.ask("/api/v1/bases")


def test_what_is_wrong_is_a_problem_of_rfc_9457() -> None:
    answer = asgi.ask("/api/v1/bases?date=soon&colour=red")
    assert answer.status == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert "etag" not in answer.headers
    told = json.loads(answer.text)
    assert told["status"] == 400
    assert {one["parameter"] for one in told["errors"]} == {"date", "colour"}
    many = asgi.ask(f"/api/v1/bases?{'&'.join(f'key{n}=1' for n in range(5_000))}")
    assert (len(json.loads(many.text)["errors"]), json.loads(many.text)["more"]) == (20, 4_980)
    assert len(many.body) < 10_000
    assert asgi.ask("/api/v1/bases/nowhere").status == 404
    assert asgi.ask("/api/v1/nothing", {"Accept": "text/html"}).headers["content-type"] == (
        "application/problem+json"
    )


def test_a_further_page_is_linked() -> None:
    answer = asgi.ask("/api/v1/periods?date=2005-06-01&format=csv&limit=2")
    link = answer.headers["link"]
    assert link == '</api/v1/periods?date=2005-06-01&format=csv&limit=2&offset=2>; rel="next"'
    assert asgi.ask(link[1:].partition(">")[0]).status == 200


def test_a_gazetteer_that_cannot_be_read_is_a_503(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BASES", str(tmp_path / "gone.csv"))
    served.forget()
    answer = asgi.ask(QUESTION)
    monkeypatch.undo()
    served.forget()
    assert answer.status == 503
    assert "gone.csv" not in answer.text
    assert str(tmp_path) not in answer.text


@pytest.mark.slow
def test_who_asks_for_too_much_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    budget = Budget(at_hand=1, coming_back=0.5, clock=lambda: 0.0)
    budget.spend("greedy", 3)
    monkeypatch.setattr(answers, "BUDGET", budget)
    fresh = "/api/v1/periods?date=2009-09-09"
    assert asgi.ask(fresh, client="greedy").status == 429
    assert asgi.ask(fresh, client="modest").status == 200
    # What is kept costs nothing.
    assert asgi.ask(fresh, client="greedy").status == 200


WORDS = st.sampled_from(
    ["2005-06-01", "Kyrgyzstan", "kant", "json", "csv", "1", "", "..", "%00", "’", "🏴", "-1"]
) | st.text(max_size=30)
KEYS = st.sampled_from([*PARAMETERS]) | st.text(max_size=10)
PATHS = st.sampled_from([*RESOURCES, "bases/kant", "bases/%2e%2e%2fclaims", f"bases/{'x' * 300}"])


@settings(max_examples=200)
@given(PATHS, st.lists(st.tuples(KEYS, WORDS), max_size=5))
@pytest.mark.slow
def test_no_question_breaks_the_server(path: str, query: list[tuple[str, str]]) -> None:
    answer = asgi.ask(f"/api/v1/{path}?{urlencode(query)}")
    assert answer.status in (200, 400, 404)
    assert "Traceback" not in answer.text
    assert "/work" not in answer.text
    assert "site-packages" not in answer.text
    if answer.status != 200:
        assert json.loads(answer.text)["status"] == answer.status


@settings(max_examples=15)
@given(st.dates(OURS.first, OURS.last))
@pytest.mark.slow
def test_the_answer_over_http_is_the_export(day: date) -> None:
    view = look(OURS, Selection(day))
    # Programs need no mark that says UTF-8: the answer's head does.
    marked = write.content(view, "csv")
    assert asgi.ask(f"/map.csv?date={day}").body == marked.removeprefix(codecs.BOM_UTF8)
    assert asgi.ask(f"/map.geojson?date={day}").body == write.content(view, "geojson")


load_all_checks()
SCHEMA = schemathesis.openapi.from_dict(openapi(OURS))


@SCHEMA.parametrize()
@settings(max_examples=25, deadline=None)
def test_answers_are_as_described(case: schemathesis.Case, server: Server) -> None:
    answer = case.call(base_url=f"{server.url}/api/v1")
    # A bound on bases times borders, which a schema cannot say; the description says it in words.
    if case.path == "/distance" and "are measured at once" in answer.text:
        assert answer.status_code == 400
        return
    case.validate_response(answer)


def test_the_description_is_served(server: Server) -> None:
    told = json.loads(http.ask(server.url, "/openapi.json").text)
    assert told == json.loads(json.dumps(openapi(OURS)))
    assert http.ask(server.url, "/api/v1/openapi.json").status == 200


def test_long_answers_are_compressed(server: Server) -> None:
    plain = http.ask(server.url, QUESTION)
    packed = http.ask(server.url, QUESTION, {"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 3
    assert packed.headers["etag"] != plain.headers["etag"]
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize(
    ("said", "packed"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("*", True),
        ("gzip;q=0", False),
        ("gzip;q=0, *", False),
        ("identity", False),
        ("br", False),
        ("", False),
    ],
)
def test_an_answer_is_compressed_for_who_takes_it(said: str, packed: bool, server: Server) -> None:
    answer = http.ask(server.url, QUESTION, {"Accept-Encoding": said})
    assert (answer.headers.get("content-encoding") == "gzip") == packed


def test_a_tag_names_the_very_bytes(server: Server) -> None:
    packed = http.ask(server.url, QUESTION, {"Accept-Encoding": "gzip"}).headers["etag"]
    plain = http.ask(server.url, QUESTION).headers["etag"]

    def known(tag: str, coding: str) -> tuple[int, str]:
        said = {"Accept-Encoding": coding, "If-None-Match": tag}
        answer = http.ask(server.url, QUESTION, said)
        return answer.status, answer.headers["etag"]

    assert known(packed, "gzip") == (304, packed)
    assert known(plain, "identity") == (304, plain)
    assert known(f'"other", W/{packed}', "gzip") == (304, packed)
    # What is at hand compressed is no answer for who takes no compression.
    assert known(packed, "identity") == (200, plain)


def test_the_file_that_the_server_shows_answers_but_not_where_it_lies(
    start_server: Callable[..., Server], tmp_path: Path
) -> None:
    path = tmp_path / "served.csv"
    path.write_text(
        "name,latitude,longitude,operator,country,start,end\n"
        "Served Field,12.3,-45.6,Exampleland,Somewhere,1941-12-07,1950\n"
    )
    served = start_server(BASES=str(path))
    told = json.loads(http.ask(served.url, "/api/v1/bases?date=1945-01-01").text)
    assert [base["name"] for base in told["items"]] == ["Served Field"]
    for where in ("/api/v1/bases", "/openapi.json", "/", "/bases.csv", "/nothing"):
        answer = http.ask(served.url, where)
        assert str(tmp_path) not in answer.text
