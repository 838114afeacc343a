"""deploy/site.conf: the published site as nginx gives it out."""

import gzip
import os
import ssl
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPResponse

import pytest

from geo.importer.opening import open_path
from geo.importer.reading import AS_FOUND
from geo.site import build, writer
from support.server import ROOT, free_port, wait_until_listening
from tools.serve import certificate, nginx_command

TRUSTING = ssl._create_unverified_context()
ROWS = "name,latitude,longitude,operator,country,start,end\nKant,42.85,74.85,A,B,2003,2010\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    place = tmp_path_factory.mktemp("nginx")
    data = place / "mine.csv"
    data.write_text(ROWS, encoding="utf-8")
    writer.publish(build.parts(open_path(data, AS_FOUND)), place / "site", compress=True)
    port = free_port()
    for name in ("site.conf", "site.server"):
        text = (ROOT / "deploy" / name).read_text(encoding="utf-8")
        (place / name).write_text(text.replace("listen 8444", f"listen 127.0.0.1:{port}"))
    (place / "tmp").mkdir()
    certificate(place / "tls")
    program = os.environ.get("NGINX_PROGRAM", "nginx")
    process = subprocess.Popen(nginx_command(program, place, "site.conf"))
    wait_until_listening(port)
    yield f"https://localhost:{port}"
    process.terminate()
    process.wait()


def ask(address: str) -> HTTPResponse:
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    answer: HTTPResponse = urllib.request.urlopen(request, timeout=10, context=TRUSTING)
    return answer


@pytest.mark.server
@pytest.mark.parametrize("path", ["", "bases/kant.html", "countries/b.html"])
def test_pages_come_compressed_and_are_asked_for_again(home: str, path: str) -> None:
    with ask(f"{home}/{path}") as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert answer.headers["Cache-Control"] == "no-cache"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.server
def test_scripts_are_kept_for_a_year(home: str) -> None:
    with ask(f"{home}/") as answer:
        page = gzip.decompress(answer.read()).decode()
    script = page.split('<script defer src="')[1].split('"')[0]
    with ask(f"{home}/{script}") as answer:
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"


@pytest.mark.server
@pytest.mark.parametrize("path", ["nowhere/at/all", "site-manifest.json"])
def test_what_is_not_for_readers_is_the_page_for_lost_ones(home: str, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as caught:
        ask(f"{home}/{path}")
    assert caught.value.code == 404
