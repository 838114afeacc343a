"""A step of the time slider: how long until the map shows the new date."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from benchmarks import gazetteers
from benchmarks.peers import timeline
from benchmarks.stage import app, fresh_page, median, percentile, wait_for_map
from geo.gazetteer.load import load

STEPS = 60
# Days spread over the slider, the same for everybody: each step is a new date far from the last.
SCRUB = """async ([selector, steps, stride, events]) => {
  const input = document.querySelector(selector);
  const low = Number(input.min), range = Number(input.max) - low;
  const script = [], shown = [];
  for (let k = 0; k < steps; k += 1) {
    const begin = performance.now();
    input.value = low + ((k * stride) % range);
    events.forEach((name) => input.dispatchEvent(new Event(name, { bubbles: true })));
    script.push(performance.now() - begin);
    await new Promise(requestAnimationFrame);
    shown.push(performance.now() - begin);
    await new Promise((done) => setTimeout(done, 30));
  }
  return { script, shown };
}"""
STRIDE = 2741
OURS = ("[aria-label=Date]", STEPS, STRIDE, ["input"])
TIMELINE = (
    ".leaflet-timeline-control input[type=range]",
    STEPS,
    STRIDE * timeline.DAY_MS,
    ["input", "change"],
)
IN_MAP = """step => [...document.querySelectorAll('iframe')].some(
  f => f.contentDocument && f.contentDocument.getElementById(`step-${step}`))"""
IN_TEXT = """step => document.body.innerText.includes(`step ${step}`) &&
  document.querySelector('[data-test-script-state=notRunning]') !== null"""
PEERS = {"geojson_layer": IN_MAP, "markers": IN_MAP, "pydeck_chart": IN_TEXT}


def measure(browser: Browser, sizes: tuple[int, ...], repeats: int) -> dict[int, dict[str, Any]]:
    """Return milliseconds of a step by size and by who makes it.

    ``ours`` and ``timeline`` have ``script`` (the event's own work) and ``shown`` (until the next
    frame); the others answer through the server and have ``shown`` alone. ``closed shown`` is ours
    where closed bases, which are hidden among many at first, are shown as well.
    """
    found: dict[int, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            data = gazetteers.write(Path(folder) / str(size), size)
            found[size] = {**_ours(browser, data), "timeline": _timeline(browser, data)}
            if size <= 10_000:
                for peer, ready in PEERS.items():
                    found[size][peer] = {"shown": _peer(browser, data, peer, ready, repeats)}
    return found


def figures(values: list[float]) -> tuple[float, float]:
    """Return the median and the 95th percentile of milliseconds."""
    return median(values), percentile(values, 95)


def _ours(browser: Browser, data: Path) -> dict[str, dict[str, list[float]]]:
    with app(BASES=str(data)) as server, fresh_page(browser) as page:
        page.goto(server.url)
        frame = wait_for_map(page)
        page.wait_for_timeout(3_000)
        steps = {"ours": frame.evaluate(SCRUB, list(OURS))}
        frame.get_by_text("Key to the signs").click()
        box = frame.get_by_label("closed", exact=True)
        if not box.is_checked():
            box.check()
            frame.get_by_text("Key to the signs").click()
            steps["closed shown"] = frame.evaluate(SCRUB, list(OURS))
        return steps


def _timeline(browser: Browser, data: Path) -> dict[str, list[float]]:
    path = timeline.write(load(data).periods, data / "timeline.html")
    with fresh_page(browser) as page:
        page.goto(path.as_uri())
        page.wait_for_selector(".leaflet-timeline-control input", timeout=60_000)
        page.wait_for_timeout(500)
        steps: dict[str, list[float]] = page.evaluate(SCRUB, list(TIMELINE))
        return steps


def _peer(browser: Browser, data: Path, peer: str, ready: str, repeats: int) -> list[float]:
    with app(f"benchmarks/peers/{peer}.py", BASES=str(data)) as server, fresh_page(browser) as page:
        page.goto(server.url)
        page.wait_for_function(ready, arg=100, timeout=180_000)
        handle = page.get_by_role("slider")
        handle.focus()
        return [_press(page, "ArrowRight", ready, step) for step in range(101, 101 + repeats)]


def _press(page: Page, key: str, ready: str, step: int) -> float:
    page.wait_for_timeout(700)
    watch: Callable[[], Any] = page.evaluate_handle(
        """([ready, step]) => {
          const shows = eval(ready);
          window.shownAfter = new Promise((done) => {
            addEventListener('keydown', () => {
              const begin = performance.now();
              const look = () => (shows(step) ? done(performance.now() - begin)
                : requestAnimationFrame(look));
              look();
            }, { once: true, capture: true });
          });
        }""",
        [ready, step],
    ).dispose
    watch()
    page.keyboard.press(key)
    elapsed: float = page.evaluate("window.shownAfter")
    return elapsed
