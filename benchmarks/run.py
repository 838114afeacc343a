"""Take all figures of speed in one run and write them into docs/quality.md: ``make bench``.

    python -m benchmarks.run [--quick]

``--quick`` takes fewer and smaller ones and writes nothing.
"""

import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from benchmarks import gazetteers, loading, session, step
from benchmarks.quality import machine, verdict, write_section
from benchmarks.stage import busy_cores, chromium, fetch_peers
from geo.answers.selection import Selection
from geo.answers.view import look
from geo.exports import html
from geo.gazetteer.load import load

NAMES = {
    "ours": "Base Atlas",
    "closed shown": "Base Atlas, closed bases shown too",
    "timeline": "(a) Folium's TimelineSlider",
    "geojson_layer": "(b) st_folium, one GeoJson layer",
    "markers": "(c) st_folium, markers in the map",
    "pydeck_chart": "(d) st.pydeck_chart",
}


def main(arguments: list[str]) -> None:
    """Measure, print, and write."""
    quick = "--quick" in arguments
    fetch_peers()
    with chromium() as browser:
        sizes = gazetteers.SIZES[:2] if quick else gazetteers.SIZES
        repeats = 3 if quick else 7
        parts = [
            steps(step.measure(browser, sizes, repeats)),
            waits(browser, repeats),
            sights(browser, repeats),
            alone(browser, repeats),
            files(10_000 if quick else 100_000, repeats),
        ]
        text = "\n\n".join([machine(browser), *parts])
    print(text)
    if not quick:
        write_section("speed", text)


def steps(found: dict[int, dict[str, Any]]) -> str:
    """Report on a step of the slider, and whether its goals are met."""
    lines = [
        "### A step of the slider",
        "",
        "Milliseconds, median and 95th percentile. *script*: the work of the event itself; "
        "*shown*: until the next frame, or until the map that the server sent shows the date.",
        "",
        "| periods | who | script | shown |",
        "| ---: | --- | ---: | ---: |",
    ]
    for size, makers in found.items():
        for maker, taken in makers.items():
            cells = [_pair(taken.get(kind)) for kind in ("script", "shown")]
            lines.append(f"| {size:,} | {NAMES[maker]} | {' | '.join(cells)} |")
    large = max(size for size in found if size <= 10_000)
    ours, least = found[large]["ours"], min(found)
    tail = step.figures(ours["script"])[1]
    middle = step.figures(ours["script"])[0]
    folium = step.figures(found[large]["timeline"]["script"])[0]
    best = min(step.figures(found[large][peer]["shown"])[0] for peer in step.PEERS)
    shown = step.figures(ours["shown"])[0]
    growth = middle / step.figures(found[least]["ours"]["script"])[0]
    lines += [
        "",
        verdict(f"script at {large:,}, 95th percentile", tail, 16.7, "ms"),
        verdict("times faster than (a), script", folium / middle, 3, "×", least=True),
        verdict(
            "times faster than the best of (b) to (d), shown", best / shown, 20, "×", least=True
        ),
        verdict(f"growth of the script from {least} to {large:,} periods", growth, 4, "×"),
    ]
    return "\n".join(lines)


def waits(browser: Browser, repeats: int) -> str:
    """Report on the first page, of a filter, and of what goes over the network."""
    first = session.first_loads(browser, repeats)
    filters = session.filter_changes(browser, repeats)
    settled = session.settled_steps(browser, repeats)
    traffic = first["traffic"]
    lines = [
        "### What a reader waits for",
        "",
        "| what | Base Atlas | peer | ratio |",
        "| --- | ---: | ---: | ---: |",
        f"| cold page to a map in use; peer: a map with one marker | {first['ours']:.2f} s "
        f"| {first['peer']:.2f} s | {first['ours'] / first['peer']:.2f} |",
        f"| filter changed to map changed; peer: a slider echoed | {filters['ours']:.0f} ms "
        f"| {filters['peer']:.0f} ms | {filters['ours'] / filters['peer']:.2f} |",
        "",
        verdict("first page", first["ours"] / first["peer"], 1.3, "×"),
        verdict("filter", filters["ours"] / filters["peer"], 1.5, "×"),
        verdict("web socket for a settled step, both ways", _both(settled) / 1024, 15, "KB"),
        f"- the worst of the steps received {settled['worst'] / 1024:.1f} KB.",
        f"- a first load: {traffic.requests} requests, {len(traffic.outside)} of them to other "
        f"hosts; {traffic.loaded / 1024:,.0f} KB over HTTP, {traffic.received / 1024:.0f} KB over "
        "the web socket.",
    ]
    return "\n".join(lines)


def sights(browser: Browser, repeats: int) -> str:
    """Report on the first sight of bases: in the picture of the page, and on its map."""
    lines = [
        "### The first sight of bases",
        "",
        "Seconds from the start of the navigation, with an empty cache.",
        "",
        "| cores | picture | map in use | ratio |",
        "| --- | ---: | ---: | ---: |",
    ]
    ratios = {}
    for cores, around in (("idle", nullcontext), ("busy", busy_cores)):
        with around():
            found = session.first_sights(browser, repeats)
        ratios[cores] = found["pictured"] / found["in use"]
        told = [f"{found[name]:.2f}" for name in ("pictured", "in use")]
        lines.append(f"| {cores} | {' | '.join(told)} | {ratios[cores]:.2f} |")
    lines.append("")
    lines += [
        verdict(f"first sight, {cores} cores", ratio, 0.25, "×") for cores, ratio in ratios.items()
    ]
    return "\n".join(lines)


def alone(browser: Browser, repeats: int) -> str:
    """Report on the exported file."""
    gazetteer = load()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "atlas.html"
        path.write_text(html.render(look(gazetteer, Selection(gazetteer.opening))), "utf-8")
        size = path.stat().st_size / 1024
        taken = session.one_file(browser, path, repeats)
    lines = ["### The one HTML file", "", verdict("size", size, 1024, "KB")]
    lines.append(f"- from opening it off the disk to a map that can be used: {taken:.2f} s.")
    return "\n".join(lines)


def files(rows: int, repeats: int) -> str:
    """Report on loading and checking large files."""
    taken = loading.measure(rows, min(repeats, 5))
    lines = [f"### Loading and checking {rows:,} rows", ""]
    lines += ["| file | pandas, s | here, s | ratio |", "| --- | ---: | ---: | ---: |"]
    ratios = {name: of["here"] / of["pandas"] for name, of in taken.items()}
    for name, of in taken.items():
        lines.append(f"| {name} | {of['pandas']:.3f} | {of['here']:.3f} | {ratios[name]:.1f} |")
    lines.append("")
    lines += [verdict(f"{name}, checked", ratio, 4, "×") for name, ratio in ratios.items()]
    seconds, megabytes = loading.large(10 * rows)
    lines += ["", f"### Opening {10 * rows:,} rows of a reader's own file", ""]
    lines += [verdict("time", seconds, 15, "s"), verdict("memory", megabytes, 1500, "MB")]
    return "\n".join(lines)


def _pair(values: list[float] | None) -> str:
    if not values:
        return "–"
    middle, tail = step.figures(values)
    return f"{middle:.1f} / {tail:.1f}"


def _both(settled: dict[str, float]) -> float:
    return settled["down"] + settled["up"]


if __name__ == "__main__":
    main(sys.argv[1:])
