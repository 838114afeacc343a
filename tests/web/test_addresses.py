"""What every address of a running app answers: a page, a redirect, a file, or that it is none."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.maps.assets import asset
from geo.wording import PAGES
from support.http import ask
from support.server import ROOT, Server
from web.security import HEADERS

JSON = {"Accept": "application/json"}


def title(text: str) -> str:
    (found,) = re.findall("<title>(.*?)</title>", text)
    return str(found)


def description(text: str) -> str:
    (found,) = re.findall('<meta name="description" content="(.*?)" />', text)
    return str(found)


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/", "Base Atlas: Foreign military bases in Central Asia, 2001–2021"),
        (
            "/?base=karshi-khanabad&date=2005-06-01",
            "Karshi-Khanabad (K2), 1 June 2005: United States · Base Atlas",
        ),
        (
            "/?date=2021-07-19&at=40,70,5&closed=shown",
            "Base Atlas: Foreign military bases in Central Asia, 2001–2021",
        ),
        ("/bases", "Bases · Base Atlas"),
        ("/bases?base=kant", "Kant Air Base, 19 July 2021: Russia · Base Atlas"),
        ("/compare", "Compare · Base Atlas"),
        ("/download?base=kant", "Download: Kant Air Base, 19 July 2021: Russia · Base Atlas"),
        ("/health?base=no-such-base&date=nonsense", "Data health · Base Atlas"),
        ("/?base=%3Cscript%3E", "Base Atlas: Foreign military bases in Central Asia, 2001–2021"),
    ],
)
def test_a_page_says_which_it_is_before_any_script_runs(
    path: str, wanted: str, server: Server
) -> None:
    answer = ask(server.url, path)
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    assert title(answer.text) == wanted


def test_every_page_has_a_title_and_a_description_of_its_own(server: Server) -> None:
    texts = [ask(server.url, "/" if stem == "map" else f"/{stem}").text for stem in PAGES]
    assert len({title(text) for text in texts}) == len(PAGES)
    assert len({description(text) for text in texts}) == len(PAGES)


def test_the_pages_listed_are_those_in_the_folder() -> None:
    assert set(PAGES) == {path.stem for path in (ROOT / "pages").glob("*.py")}


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/map", "/"),
        ("/Map/", "/"),
        ("/index.html", "/"),
        ("/home", "/"),
        ("/dashboard.py", "/"),
        ("/Bases", "/bases"),
        ("/BASES/", "/bases"),
        ("/bases/", "/bases"),
        ("/bases%2F", "/bases"),
        ("/pages/bases.py", "/bases"),
        ("/pages/download", "/download"),
        ("/bases.html", "/bases"),
        ("/take-away", "/download"),
        ("/take_away?date=2005-06-01", "/download?date=2005-06-01"),
        ("/data-health", "/health"),
        ("/your-data", "/your_data"),
        ("/map?date=2005-06-01&country=Uzbekistan", "/?date=2005-06-01&country=Uzbekistan"),
        ("/bases/kant", "/bases?base=kant"),
        ("/Bases/Kant/?date=2005-06-01", "/bases?base=kant&date=2005-06-01"),
    ],
)
def test_an_address_a_person_may_try_leads_to_its_page(
    path: str, target: str, server: Server
) -> None:
    answer = ask(server.url, path)
    assert answer.status == 308
    assert answer.headers["location"] == target
    assert ask(server.url, target).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/nonsense",
        "/bases/nowhere",
        "/a/b/c",
        "/pages/nothing.py",
        "/static/js/gone.js",
        "/_stcore/nothing",
        "/.env",
        "/" + "x" * 5_000,
        "/%3Cscript%3Ealert(1)%3C/script%3E",
    ],
)
def test_an_unknown_address_is_a_404_that_helps(path: str, server: Server) -> None:
    answer = ask(server.url, path, {"Accept": "text/html,*/*"})
    assert answer.status == 404
    assert "There is no page here" in answer.text
    assert '<a href="/bases">Bases</a>' in answer.text
    assert 'name="q"' in answer.text
    assert "<script" not in answer.text
    assert len(answer.text) < 4_000


@pytest.mark.parametrize("path", ["/nonsense", "/static/js/gone.js", "/bases/nowhere"])
def test_a_program_gets_a_json_problem(path: str, server: Server) -> None:
    answer = ask(server.url, path, JSON)
    assert answer.status == 404
    assert answer.headers["content-type"] == "application/problem+json"
    told = json.loads(answer.text)
    assert told["status"] == 404
    assert path in told["detail"]
    assert "/bases" in told["pages"]


@pytest.mark.parametrize(
    ("path", "address"),
    [("/compar", "/compare"), ("/kannt", "/bases?base=kant"), ("/manas", "/bases?base=manas")],
)
def test_a_slip_of_the_pen_is_understood(path: str, address: str, server: Server) -> None:
    assert address in json.loads(ask(server.url, path, JSON).text)["suggestions"]
    shown = ask(server.url, path).text
    assert "Did you mean" in shown
    assert f'<a href="{address}">' in shown


@pytest.mark.parametrize(
    "path", ["/", "/bases", "/nonsense", "/map", "/_stcore/health", "/robots.txt"]
)
def test_every_answer_carries_the_security_headers(path: str, server: Server) -> None:
    answer = ask(server.url, path)
    for name, value in HEADERS.items():
        assert answer.headers[name.lower()] == value


def test_the_proxy_adds_only_what_belongs_to_tls() -> None:
    conf = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    assert re.findall(r"add_header ([A-Za-z-]+)", conf) == ["Strict-Transport-Security"]


@pytest.mark.parametrize(
    ("path", "kind", "begins"),
    [
        ("/robots.txt", "text/plain; charset=utf-8", b"User-agent: *\n"),
        ("/favicon.ico", "image/vnd.microsoft.icon", b"\x00\x00\x01\x00"),
        ("/favicon.svg", "image/svg+xml", b"<svg"),
        ("/assets/plain.css", "text/css; charset=utf-8", b":root"),
    ],
)
def test_what_browsers_and_robots_look_for_is_there(
    path: str, kind: str, begins: bytes, server: Server
) -> None:
    answer = ask(server.url, path)
    assert answer.status == 200
    assert answer.headers["content-type"] == kind
    assert answer.body.startswith(begins)
    assert ask(server.url, path, method="HEAD").status == 200


@pytest.mark.parametrize("name", ["map.js", "map.css", "side_bar.js"])
def test_scripts_and_styles_may_be_kept_for_ever(name: str, server: Server) -> None:
    expected = asset(name)
    answer = ask(server.url, expected.path)
    assert answer.status == 200
    assert answer.text == expected.text
    assert answer.headers["content-type"].startswith(expected.media_type)
    assert "immutable" in answer.headers["cache-control"]


def test_a_script_of_another_version_is_not_there(server: Server) -> None:
    assert ask(server.url, "/assets/map-0123456789abcdef.js").status == 404


@pytest.mark.parametrize("path", ["/", "/bases", "/article"])
def test_a_page_names_the_files_of_its_frame_before_any_script_runs(
    path: str, server: Server
) -> None:
    text = ask(server.url, path).text
    assert f'<script type="module" src="{asset("side_bar.js").path}">' in text
    styles = re.findall(r'<link rel="stylesheet" href="(/assets/frame-[^"]+)"', text)
    assert len(styles) == 1
    assert ask(server.url, styles[0]).status == 200


def test_whom_to_tell_of_a_weakness_is_said_where_somebody_is_named(
    server: Server, start_server: Callable[..., Server]
) -> None:
    assert ask(server.url, "/.well-known/security.txt").status == 404
    named = start_server(SECURITY_CONTACT="mailto:security@example.org")
    answer = ask(named.url, "/.well-known/security.txt")
    assert answer.status == 200
    lines = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert lines["Contact"] == "mailto:security@example.org"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", lines["Expires"])


def test_a_gazetteer_that_cannot_be_read_leaves_the_addresses_as_they_are(
    start_server: Callable[..., Server], tmp_path: Path
) -> None:
    broken = start_server(BASES=str(tmp_path))
    assert title(ask(broken.url, "/?base=kant").text) == "Map · Base Atlas"
    assert ask(broken.url, "/map").headers["location"] == "/"
    assert ask(broken.url, "/bases/kant").status == 404
