"""Words and small pieces of HTML that panels share."""

from html import escape
from urllib.parse import quote

import pandas as pd

from geo import dates
from geo.presence import Presence
from geo.selection import Selection
from geo.style import HELD, OperatorStyle

__all__ = ["day", "escape", "link", "presence", "time"]

PRESENCE = {
    Presence.CERTAIN: "certainly there",
    Presence.POSSIBLE: "possibly there",
    Presence.ABSENT: "not there",
}


def day(number: int) -> str:
    """Give a day (counted from 1970-01-01) in words."""
    return dates.in_words(dates.from_day(number).isoformat())


def time(selection: Selection) -> str:
    """Give the date or the window of a selection in words."""
    if selection.window is None:
        return dates.in_words(selection.date.isoformat())
    first, last = (dates.in_words(edge.isoformat()) for edge in selection.window)
    return f"{first} – {last}"


def key(style: OperatorStyle) -> str:
    """Give the colour and letter of an operator as HTML, for eyes only."""
    look = f"background:{style.colour};color:{style.ink}"
    return (
        f"<span class='atlas-key' style='{look}' aria-hidden='true'>{escape(style.letter)}</span>"
    )


def position(latitude: float, longitude: float, digits: int) -> str:
    """Give a point (degrees) in words: "42.85° N, 74.85° E"."""
    north, east = "N" if latitude >= 0 else "S", "E" if longitude >= 0 else "W"
    return f"{abs(latitude):.{digits}f}° {north}, {abs(longitude):.{digits}f}° {east}"


def number(count: int, thing: str) -> str:
    """Give a number of things: "1 row", "2,000 rows"."""
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def presence(code: int, status: str) -> str:
    """Give the presence of a period in words; a proposal or a report is nothing more than that."""
    if code and status not in HELD:
        return f"{status} only"
    return PRESENCE[Presence(code)]


def link(source: pd.Series) -> str:
    """Give a source as Markdown: linked where it has an address a reader can open."""
    parts = [source["title"], source["publisher"], source["date"]]
    text = ", ".join(markdown(part) for part in parts if part)
    # Brackets in an address would end the link early and let the rest run as Markdown.
    address = quote(source["url"], safe="/:?#@!$&*+,;=%~'-._")
    return f"[{text}]({address})" if address else text


def markdown(text: str) -> str:
    """Give a text that Markdown shows as it is, whatever it holds."""
    for sign in "\\`*_{}[]()#+!|~$<>:":
        text = text.replace(sign, f"\\{sign}")
    return text
