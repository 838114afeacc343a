"""The published site: how long it takes to make, to open and to serve (part of ``make bench``).

    python -m benchmarks.site

nginx serves it with deploy/site.conf on this machine, wrk asks from the same cores.
"""

import gzip
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from playwright.sync_api import Browser

from benchmarks.quality import machine, verdict, write_section
from benchmarks.session import CLOCK, IN_USE, watch
from benchmarks.stage import app, chromium, median
from geo.paths import DATA
from support.server import free_port, wait_until_listening
from tools.find_nginx import PLACES
from tools.serve import certificate, nginx_command

ROOT = Path(__file__).parents[1]
READY = "() => document.documentElement.dataset.ready === 'yes'"
NOTE = "A flying school moved here from Odessa during the war."
# pages that are asked for: large, small, one of each kind
ASKED = (
    "index.html",
    "bases.html",
    "bases/kant.html",
    "bases/manas.html",
    "events/2001-attacks-new-york-washington.html",
    "sources/bbc-2003-10-23.html",
    "countries/kyrgyzstan.html",
)
SECONDS, CONNECTIONS = 10, 64
REPEATS = 5


def main() -> None:
    """Measure, print, and write."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        first, again = published(place)
        bases = [weight(place / "site", page) for page in (place / "site" / "bases").glob("*.html")]
        with served(place) as home, chromium() as browser:
            ours, theirs, loaded = opened(browser, home)
            rates = [rate(f"{home}/{page}") for page in ASKED]
            text = "\n".join(
                [
                    machine(browser),
                    "",
                    verdict("Publishing with every picture", first, 60, "s"),
                    verdict("Publishing again after one changed row", again, 10, "s"),
                    verdict(
                        "First view of the map with its data, of the app's time",
                        ours / theirs,
                        0.5,
                        "×",
                        digits=2,
                    ),
                    f"- The same in seconds: {ours:.2f}, the app {theirs:.2f}.",
                    verdict("First view of the map, compressed", loaded / 1000, 500, "KB"),
                    verdict(
                        "The largest page of a base with its styles, compressed",
                        max(bases) / 1000,
                        60,
                        "KB",
                    ),
                    verdict(
                        f"Page views a second, the slowest of {len(ASKED)} pages",
                        min(rates),
                        3000,
                        "",
                        least=True,
                        digits=0,
                    ),
                    f"- The same, median: {statistics.median(rates):,.0f}.",
                ]
            )
    print(text)
    write_section("site", text)


def published(place: Path) -> tuple[float, float]:
    """Return the seconds to publish our data, and to publish them again with one changed row."""
    data, site = place / "data", place / "site"
    shutil.copytree(DATA, data)
    times = []
    for _ in range(2):
        begin = perf_counter()
        command = [sys.executable, "-m", "geo", "publish", str(site), "--data", str(data)]
        subprocess.run([*command, "--compress"], cwd=ROOT, check=True, capture_output=True)
        times.append(perf_counter() - begin)
        bases = data / "bases.csv"
        rows = bases.read_text(encoding="utf-8")
        bases.write_text(rows.replace(NOTE, "A school for pilots."), encoding="utf-8")
    return times[0], times[1]


def nginx() -> str:
    """Return the path of nginx: NGINX_PROGRAM, or the one of this machine."""
    return os.environ.get("NGINX_PROGRAM") or shutil.which("nginx", path=PLACES) or "nginx"


def weight(site: Path, page: Path) -> int:
    """Return the bytes of a page and its styles, compressed."""
    text = page.read_text(encoding="utf-8")
    (style,) = re.findall(r'rel="stylesheet" href="([^"]+)"', text)
    files = (page, page.parent / style)
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)


@contextmanager
def served(place: Path) -> Iterator[str]:
    """Serve the site with nginx as deploy/ says, on a port of its own."""
    port = free_port()
    for name in ("site.conf", "site.server"):
        text = (ROOT / "deploy" / name).read_text(encoding="utf-8")
        (place / name).write_text(text.replace("listen 8444", f"listen 127.0.0.1:{port}"))
    (place / "tmp").mkdir()
    certificate(place / "tls")
    process = subprocess.Popen(nginx_command(nginx(), place, "site.conf"))
    try:
        wait_until_listening(port)
        yield f"https://localhost:{port}"
    finally:
        process.terminate()
        process.wait()


def opened(browser: Browser, site: str) -> tuple[float, float, int]:
    """Return the seconds until the map is in use, on the site and in the app, and the site's bytes.

    Each time the browser is a fresh one; the two take turns.
    """
    ours, theirs, loaded = [], [], 0
    with app() as server:
        for _ in range(REPEATS + 1):
            seconds, loaded = in_use(browser, f"{site}/index.html", READY)
            ours.append(seconds)
            theirs.append(in_use(browser, server.url, IN_USE)[0])
    # The first of each warms its server.
    return median(ours[1:]), median(theirs[1:]), loaded


def in_use(browser: Browser, address: str, ready: str) -> tuple[float, int]:
    """Return the seconds from the start of a navigation to a map in use, and the bytes loaded."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, ignore_https_errors=True)
    page = context.new_page()
    page.add_init_script(CLOCK % ready)
    traffic = watch(page, address)
    page.goto(address)
    # The site's own policy lets no text run as a script, so the page is not waited for by one.
    for _ in range(600):
        if seconds := page.evaluate("(window.inUseAfter || 0) / 1000"):
            break
        page.wait_for_timeout(100)
    page.wait_for_timeout(500)
    context.close()
    return float(seconds), traffic.loaded


def rate(address: str) -> float:
    """Return how often nginx gives out a page in a second, as browsers take it: compressed."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s"]
    command += ["-H", "Accept-Encoding: gzip", address]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in told, told
    return float(re.findall(r"Requests/sec:\s+([\d.]+)", told)[0])


if __name__ == "__main__":
    main()
