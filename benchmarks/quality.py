"""The page of figures, docs/quality.md: one section a command, written by that command alone."""

import os
import platform
import re
from datetime import date
from pathlib import Path

import psutil
from playwright.sync_api import Browser

PAGE = Path(__file__).parents[1] / "docs" / "quality.md"


def machine(browser: Browser | None = None) -> str:
    """Return the day and the kind of machine on which figures were taken."""
    memory = psutil.virtual_memory().total / 2**30
    seen = f", Chromium {browser.version}, headless" if browser else ""
    return (
        f"Taken on {date.today().isoformat()} on a machine with {os.cpu_count()} cores and "
        f"{memory:.0f} GB of memory, {platform.system()}, Python {platform.python_version()}{seen}."
    )


def verdict(
    what: str, figure: float, goal: float, unit: str, *, least: bool = False, digits: int = 1
) -> str:
    """Return a figure beside its goal as a line of a list: met or missed."""
    met = figure >= goal if least else figure <= goal
    sign = "at least" if least else "at most"
    word = "met" if met else "**missed**"
    return f"- {what}: {figure:,.{digits}f} {unit} (goal: {sign} {goal:g} {unit}): {word}."


def write_section(name: str, text: str) -> None:
    """Replace one section of the page; what people wrote around it stays."""
    page = PAGE.read_text(encoding="utf-8")
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    made = f"{begin}\n{text}\n{end}"
    PAGE.write_text(
        re.sub(f"{begin}.*?{end}", lambda _: made, page, flags=re.DOTALL), encoding="utf-8"
    )
