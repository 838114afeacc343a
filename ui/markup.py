"""Words and small pieces of HTML that panels share."""

from html import escape
from urllib.parse import quote

import pandas as pd

from geo.style import OperatorStyle
from geo.time import dates
from geo.time.presence import Presence
from geo.vocabulary import HELD

__all__ = ["day", "escape", "link", "presence"]

PRESENCE = {
    Presence.CERTAIN: "certainly there",
    Presence.POSSIBLE: "possibly there",
    Presence.ABSENT: "not there",
}


def day(number: int) -> str:
    """Return a day (counted from 1970-01-01) in words."""
    return dates.day_in_words(dates.from_day(number))


def key(style: OperatorStyle) -> str:
    """Return the colour and letter of an operator as HTML, for eyes only."""
    look = f"background:{style.colour};color:{style.ink}"
    return (
        f"<span class='atlas-key' style='{look}' aria-hidden='true'>{escape(style.letter)}</span>"
    )


def presence(code: int, status: str) -> str:
    """Return the presence of a period in words; a proposal or report is no more than that."""
    if code and status not in HELD:
        return f"{status} only"
    return PRESENCE[Presence(code)]


def link(source: pd.Series) -> str:
    """Return a source as Markdown: linked where it has an address a reader can open."""
    text = markdown(_named(source))
    # Brackets in an address would end the link early and let the rest run as Markdown.
    address = quote(source["url"], safe="/:?#@!$&*+,;=%~'-._")
    return f"[{text}]({address})" if address else text


def _named(source: pd.Series) -> str:
    """Title, publisher and date of a source, as far as they are known."""
    when = dates.in_words(source["date"]) if source["date"] else ""
    return ", ".join(filter(None, (source["title"], source["publisher"], when)))


def source_link(source: pd.Series) -> str:
    """Return a source as HTML: linked where it has an address a reader can open."""
    text = escape(_named(source))
    address = str(source["url"])
    if not address.startswith(("http://", "https://")):
        return text
    return f"<a href='{escape(address)}' target='_blank' rel='noopener'>{text}</a>"


def markdown(text: str) -> str:
    """Return a text that Markdown shows as it is, whatever it holds."""
    for sign in "\\`*_{}[]()#+!|~$<>:":
        text = text.replace(sign, f"\\{sign}")
    return text
