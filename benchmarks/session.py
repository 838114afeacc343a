"""What a reader waits for besides the slider, and what goes over the network meanwhile."""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

from playwright.sync_api import Browser, CDPSession, Frame, Page

from benchmarks.stage import app, fresh_page, median, wait_for_map

ONE_MARKER = """() => [...document.querySelectorAll('iframe')].some(
  f => f.contentDocument && f.contentDocument.querySelector('.leaflet-marker-icon'))"""
IN_USE = """() => [...document.querySelectorAll('iframe')].some(
  f => f.contentDocument.documentElement?.dataset.ready)"""
# The page looks by itself, between all it does: what comes after the moment cannot hide it.
CLOCK = """if (window === top) {
  const ready = %s;
  const look = setInterval(() => {
    if (!ready()) return;
    window.inUseAfter = performance.now();
    clearInterval(look);
  }, 5);
}"""
PICTURED = """if (window === top) {
  const look = setInterval(() => {
    if (!document.querySelector('#atlas-picture[data-placed]')) return;
    clearInterval(look);
    requestAnimationFrame(() => requestAnimationFrame(() => {
      window.picturedAfter = performance.now();
    }));
  }, 5);
}"""
UNTIL = """([selector, kind, ready]) => {
  const shows = eval(ready);
  window.shownAfter = new Promise((done) => {
    addEventListener(kind, () => {
      const begin = performance.now();
      const look = () => (shows() ? done(performance.now() - begin) : requestAnimationFrame(look));
      look();
    }, { once: true, capture: true });
  });
}"""
CLEARED = "() => window.baseAtlas.state.filter.country.length === 0"


@dataclass
class Traffic:
    """Bytes and requests of a page, as the browser's own protocol counts them."""

    requests: int = 0
    loaded: int = 0
    received: int = 0
    sent: int = 0
    outside: list[str] = field(default_factory=list)


def first_loads(browser: Browser, repeats: int) -> dict[str, Any]:
    """Return seconds from a cold start to a map that can be used: ours, and one with one marker."""
    ours, peer = [], []
    with app() as server, app("benchmarks/peers/one_marker.py") as other:
        # Warms the server. Watching takes time of its own, so it is not timed.
        with fresh_page(browser) as page:
            traffic = watch(page, server.url)
            _in_use(page, server.url, IN_USE)
            # All of the page, for what goes over the network.
            page.wait_for_timeout(3_000)
        for _ in range(repeats + 1):
            with fresh_page(browser) as page:
                ours.append(_in_use(page, server.url, IN_USE))
                # What else the page brings is not to slow the other one.
                page.wait_for_timeout(1_500)
            with fresh_page(browser) as page:
                peer.append(_in_use(page, other.url, ONE_MARKER))
    # The first of each warms the other server.
    return {"ours": median(ours[1:]), "peer": median(peer[1:]), "traffic": traffic}


def first_sights(browser: Browser, repeats: int) -> dict[str, float]:
    """Return seconds to the first sight of bases: in the picture of a page, and on its map.

    ``pictured`` is until the frame after the picture was put into its place, ``in use`` until the
    map of the same page can be used, so that each pair has the same moment of the machine.
    """
    pictured, in_use = [], []
    with app() as server:
        for _ in range(repeats + 1):
            with fresh_page(browser) as page:
                page.add_init_script(PICTURED)
                in_use.append(_in_use(page, server.url, IN_USE))
                pictured.append(float(page.evaluate("window.picturedAfter / 1000")))
    # The first one warms the server.
    return {"pictured": median(pictured[1:]), "in use": median(in_use[1:])}


def filter_changes(browser: Browser, repeats: int) -> dict[str, float]:
    """Return milliseconds from a change to what shows it: a filter on our map, an echoed slider."""
    ours, peer = [], []
    with app() as server, app("benchmarks/peers/one_slider.py") as other:
        with fresh_page(browser) as page:
            for _ in range(repeats):
                page.goto(f"{server.url}/?country=Uzbekistan&date=2005-06-01")
                frame = wait_for_map(page)
                button = frame.get_by_role("button", name="Clear all filters")
                page.wait_for_timeout(1_500)
                ours.append(_shown(frame, "click", CLEARED, button.click))
        with fresh_page(browser) as page:
            page.goto(other.url)
            page.get_by_role("slider").focus()
            for value in range(1, repeats + 1):
                page.wait_for_timeout(700)
                shows = f"() => document.body.innerText.includes('value {value}')"
                peer.append(
                    _shown(page, "keydown", shows, lambda: page.keyboard.press("ArrowRight"))
                )
    return {"ours": median(ours), "peer": median(peer)}


def settled_steps(browser: Browser, repeats: int) -> dict[str, float]:
    """Return bytes over the web socket, both ways, for one settled step with our data."""
    with app() as server, fresh_page(browser) as page:
        traffic = watch(page, server.url)
        page.goto(f"{server.url}/?date=2003-01-01")
        frame = wait_for_map(page)
        page.wait_for_timeout(2_000)
        down, up = [], []
        for _ in range(repeats):
            before = traffic.received, traffic.sent
            frame.locator("[aria-label=Date]").press("ArrowRight")
            page.wait_for_timeout(1_500)
            down.append(float(traffic.received - before[0]))
            up.append(float(traffic.sent - before[1]))
    return {"down": median(down), "up": median(up), "worst": max(down)}


def one_file(browser: Browser, path: Path, repeats: int) -> float:
    """Return seconds from opening the exported file to its map in use."""
    times = []
    for _ in range(repeats):
        with fresh_page(browser) as page:
            begin = perf_counter()
            page.goto(path.as_uri())
            page.wait_for_function("document.documentElement.dataset.ready === 'yes'")
            times.append(perf_counter() - begin)
    return median(times)


def watch(page: Page, home: str) -> Traffic:
    """Count what a page asks for from now on."""
    traffic = Traffic()
    protocol: CDPSession = page.context.new_cdp_session(page)
    protocol.send("Network.enable")

    def asked(event: dict[str, Any]) -> None:
        address = event["request"]["url"]
        if address.startswith("http"):
            traffic.requests += 1
            if not address.startswith(home):
                traffic.outside.append(address)

    def finished(event: dict[str, Any]) -> None:
        traffic.loaded += int(event["encodedDataLength"])

    def frame(count: str) -> Callable[[dict[str, Any]], None]:
        def heard(event: dict[str, Any]) -> None:
            told = event["response"]
            content = told["payloadData"]
            size = len(base64.b64decode(content)) if told["opcode"] == 2 else len(content)
            setattr(traffic, count, getattr(traffic, count) + size)

        return heard

    protocol.on("Network.requestWillBeSent", asked)
    protocol.on("Network.loadingFinished", finished)
    protocol.on("Network.webSocketFrameReceived", frame("received"))
    protocol.on("Network.webSocketFrameSent", frame("sent"))
    return traffic


def _in_use(page: Page, url: str, ready: str) -> float:
    """Seconds from the start of the navigation."""
    page.add_init_script(CLOCK % ready)
    page.goto(url)
    page.wait_for_function("window.inUseAfter", timeout=60_000)
    elapsed: float = page.evaluate("window.inUseAfter / 1000")
    return elapsed


def _shown(page: Page | Frame, kind: str, ready: str, act: Callable[[], object]) -> float:
    page.evaluate(UNTIL, ["", kind, ready])
    act()
    elapsed: float = page.evaluate("window.shownAfter")
    return elapsed
