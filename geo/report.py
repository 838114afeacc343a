"""Where a reader reports a mistake: REPORT_URL of the environment, with the report filled in.

It is the address of an issue tracker or a mailto: address. ``{title}`` and ``{body}`` in it are
replaced; without them they become parameters: ``title`` and ``body``, or ``subject`` for mail.
Where it is not set, no page offers to report anything.
"""

import os
import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

from geo.answers import citation
from geo.answers.statements import Verdict
from geo.answers.view import View
from geo.errors import GeoError
from geo.public_address import public_address
from geo.wording import HOME, PAGES

_SHAPE = re.compile(r"(https?://[^\s<>\"']+|mailto:[^\s<>\"'@]+@[^\s<>\"'@]+)")
# Longer addresses are cut off by browsers and mail programs.
LONGEST = 1_500
# letters of a title, and lines of an answer, that a report repeats
LONGEST_TITLE, MOST_LINES = 150, 5
ASKED = "What is wrong, and which published source says so?"


def report_address() -> str:
    """Return REPORT_URL, blank where it is not set. Raises GeoError where it is no address."""
    text = os.environ.get("REPORT_URL", "").strip()
    if text and not _SHAPE.fullmatch(text):
        raise GeoError(
            f"REPORT_URL is {text[:80]!r}, which is neither a web address nor a mailto: address. "
            "Write it like https://example.org/issues/new or mailto:atlas@example.org."
        )
    return text


def report_of_claim(view: View, claim: Mapping[str, str], page: str) -> str:
    """Return the link that reports a claim (a row of claims.csv), blank where there is none.

    ``page`` is the stem of the page on which it was seen, here and below.
    """
    base = view.gazetteer.bases.at[claim["base_id"], "name"]
    title = f"{base}: {claim['property']} {claim['value']} ({claim['claim_id']})"
    facts = {
        "Base": f"{base} ({claim['base_id']})",
        "Claim": claim["claim_id"],
        "It says": f"{claim['property']} {claim['value']}",
        "Source": claim["source_id"],
    }
    return _link(view, title, facts, page)


def report_of_base(view: View, page: str) -> str:
    """Return the link that reports a mistake about the chosen base, blank where there is none."""
    if view.base is None:
        return ""
    name = str(view.base["name"])
    return _link(view, name, {"Base": f"{name} ({view.selection.base})"}, page)


def report_of_event(view: View, event: Mapping[str, str], page: str) -> str:
    """Return the link that reports an event (a row of events.csv), blank where there is none."""
    title = f"{event['date']}: {event['title']} ({event['event_id']})"
    facts = {"Event": event["event_id"], "It says": f"{event['date']}: {event['title']}"}
    return _link(view, title, facts, page)


def report_of_statement(view: View, verdict: Verdict, page: str) -> str:
    """Return the link that reports the verdict on a statement, blank where there is none."""
    title = f"{verdict.statement_id}: {verdict.outcome}"
    facts = {
        "Statement": f"{verdict.statement_id}: {verdict.statement}",
        "Verdict": verdict.outcome,
        "Found": verdict.finding.found,
    }
    return _link(view, title, facts, page)


def report_of_date(view: View, date: Mapping[str, str], page: str) -> str:
    """Return the link that reports the start or end of a period, blank where there is none.

    ``date`` has its ``period_id``, ``property``, ``value`` and the base's ``name``.
    """
    title = f"{date['name']}: {date['property']} {date['value']} ({date['period_id']})"
    facts = {
        "Base": date["name"],
        "Period": date["period_id"],
        "It says": f"{date['property']} {date['value']}",
    }
    return _link(view, title, facts, page)


def report_of_answer(view: View, told: Sequence[str], page: str) -> str:
    """Return the link that reports what a page answers, in some lines; blank where there is none.

    The first line is the title.
    """
    facts = {"It says": "; ".join(told[:MOST_LINES])}
    return _link(view, f"{PAGES[page].title}: {told[0]}"[:LONGEST_TITLE], facts, page)


def _link(view: View, title: str, facts: Mapping[str, str], page: str) -> str:
    address = report_address()
    if not address:
        return ""
    path = "/" if page == HOME else f"/{page}"
    seen = citation.link(view, public_address(), path) or (
        f"{PAGES[page].title}, {view.selection.describe()}"
    )
    told = {**facts, "Data": f"{view.gazetteer.title}, version {view.gazetteer.version}"}
    # Where it was seen stands last and whole, however long the rest is.
    lines = [ASKED, "", "", *(f"{name}: {value}" for name, value in told.items())]
    end = f"\nSeen: {seen}"[:LONGEST]
    body = "\n".join(lines)[: LONGEST - len(end)] + end
    if "{title}" in address or "{body}" in address:
        return address.replace("{title}", quote(title)).replace("{body}", quote(body))
    named = "subject" if address.startswith("mailto:") else "title"
    # Mail programs take a plus sign for a plus sign.
    query = urlencode({named: title, "body": body}, quote_via=quote)
    return f"{address}{'&' if '?' in address else '?'}{query}"
