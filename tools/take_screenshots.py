"""Take the pictures of the README from the running app: ``make screenshots``.

They show the project as it is at the moment, so they never go stale.
"""

import os
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from support.browser import launch
from support.server import ROOT, start

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
    """Take every picture."""
    server = start(Path(os.devnull))
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for name, (address, scheme, size) in PICTURES.items():
            page = _open(browser, f"{server.url}{address}", scheme, size)
            if name == "events":
                page.get_by_role("button", name="Start the tour").click()
                page.get_by_text("Stop 1 of").wait_for()
            # The pages along the foot of a phone come last.
            page.wait_for_timeout(3_000)
            page.screenshot(path=IMAGES / f"{name}.png")
            page.context.close()
        browser.close()
    server.stop()


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
