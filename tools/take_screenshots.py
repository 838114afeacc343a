"""Take the pictures of the README from the running app: ``make screenshots``.

They are pictures of what stands in the project at the moment, so nobody has to keep them in mind.
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.stage import app  # noqa: E402 - found through the line above when run as a script
from tests.conftest import CHROMIUM_FLAGS  # noqa: E402

IMAGES = ROOT / "docs" / "images"
WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
# name of the file: address, colour scheme, size of the window
PICTURES: dict[str, tuple[str, str, dict[str, int]]] = {
    "map": ("/?date=2005-06-01&base=karshi-khanabad", "light", WIDE),
    "bases": ("/bases?date=2005-06-01", "light", WIDE),
    "compare": ("/compare", "light", WIDE),
    "events": ("/events?date=2005-06-01", "light", WIDE),
    "phone": ("/?date=2005-06-01", "dark", PHONE),
}


def main() -> None:
    """Take every picture anew."""
    with app() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or None, args=CHROMIUM_FLAGS
        )
        for name, (address, scheme, size) in PICTURES.items():
            page = _open(browser, f"{server.url}{address}", scheme, size)
            if name == "events":
                page.get_by_role("button", name="Begin the tour").click()
                page.get_by_text("Stop 1 of").wait_for()
                page.wait_for_timeout(2_000)
            page.screenshot(path=IMAGES / f"{name}.png")
            page.context.close()
        browser.close()


def _open(browser: Browser, address: str, scheme: str, size: dict[str, int]) -> Page:
    context = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport=size,  # type: ignore[arg-type]
    )
    page = context.new_page()
    page.goto(address)
    page.get_by_role("heading", level=1).first.wait_for(timeout=60_000)
    page.wait_for_timeout(4_000)
    return page


if __name__ == "__main__":
    main()
