"""The browser that tests, benchmarks and pictures use: the Chromium of this machine."""

import os
import shutil

from playwright.sync_api import Browser, Playwright

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """Return the path of Chromium: ``CHROMIUM``, or the first one found."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


def launch(playwright: Playwright) -> Browser:
    """Start Chromium without a window and without requests of its own."""
    return playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
