"""What axe-core finds on every page and in the exported file: ``make access``."""

import tempfile
from collections import Counter
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks.quality import machine, write_section
from benchmarks.stage import app, chromium
from geo.answers.selection import Selection
from geo.answers.view import look
from geo.exports import html
from geo.gazetteer.load import load
from tools.accessibility import findings
from ui.frame import PAGES

SIZES = {"wide": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}
Found = Counter[tuple[str, str, str, str]]
STREAMLIT = "Streamlit's own frame"
FRAME = "asked of whole pages; the map is a frame in one"
# (where, rule) -> whose it is; what is not named here is ours.
WHOSE = {
    ("page", "presentation-role-conflict"): STREAMLIT,
    ("map", "meta-viewport"): "Folium's head of a document; without effect in a frame",
    ("map", "landmark-one-main"): FRAME,
    ("map", "page-has-heading-one"): FRAME,
}


def main() -> None:
    """Look at everything, print, and write."""
    found: Found = Counter()
    looks = 0
    with chromium() as browser, app() as server, tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "atlas.html"
        view = look(load(), Selection(load().opening))
        file.write_text(html.render(view), encoding="utf-8")
        addresses = [f"{server.url}/{'' if stem == 'map' else stem}" for stem in PAGES]
        addresses = [f"{address}?date=2005-06-01&base=manas" for address in addresses]
        for address in [*addresses, file.as_uri()]:
            for scheme in ("light", "dark"):
                for size in SIZES.values():
                    looks += 1
                    found.update(_look(browser, address, scheme, size))
        text = "\n\n".join([machine(browser), _tell(found, looks)])
    print(text)
    write_section("access", text)


def _look(browser: Browser, address: str, scheme: str, size: dict[str, int]) -> Found:
    context = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport=size,  # type: ignore[arg-type]
        bypass_csp=address.startswith("file:"),
    )
    page = context.new_page()
    page.goto(address)
    _settle(page, address)
    where = "the one file" if address.startswith("file:") else ""
    found = Counter((f.impact, f.rule, where or f.document, f.help) for f in findings(page))
    context.close()
    return found


def _settle(page: Page, address: str) -> None:
    page.get_by_role("heading", level=1).first.wait_for(timeout=60_000)
    if address.startswith("http"):
        page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]')")
    page.wait_for_timeout(1_500)


def _tell(found: Found, looks: int) -> str:
    grave = sum(n for (impact, *_), n in found.items() if impact in ("serious", "critical"))
    lines = [
        f"axe-core looked {looks} times: every page with its map, and the exported file, light and "
        f"dark, wide and on a phone. Serious or critical findings: **{grave}** (goal: 0). The "
        "others, with their origin and the number of elements over all looks:",
        "",
        "| impact | rule | where | what it asks for | origin | elements |",
        "| --- | --- | --- | --- | --- | ---: |",
    ]
    for (impact, rule, where, asks), count in sorted(found.items()):
        whose = WHOSE.get((where, rule), "ours")
        lines.append(f"| {impact} | {rule} | {where} | {asks} | {whose} | {count} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
