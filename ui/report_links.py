"""Links by which a reader reports a mistake; none for data that only the reader has.

``page`` is the stem of the page on which the link stands. Where reports have no address, there is
no link: a blank one, or none in a list.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from geo.answers.statements import Verdict
from geo.answers.view import View
from geo.report import (
    report_address,
    report_of_answer,
    report_of_base,
    report_of_claim,
    report_of_date,
    report_of_event,
    report_of_statement,
)
from ui import gazetteers

LABEL = "Report a mistake"


def of_claims(view: View, claims: Iterable[Mapping[str, Any]], page: str) -> list[str]:
    """Return a link for each claim (rows of claims.csv)."""
    return [report_of_claim(view, claim, page) for claim in claims] if _somebody() else []


def of_dates(view: View, found: Iterable[Mapping[str, Any]], page: str) -> list[str]:
    """Return a link for each date of a period (rows of what rests on a single work)."""
    return [report_of_date(view, one, page) for one in found] if _somebody() else []


def of_base(view: View, page: str) -> str:
    """Return the link for the chosen base."""
    return report_of_base(view, page) if _somebody() else ""


def of_event(view: View, event: Mapping[str, Any], page: str) -> str:
    """Return the link for an event (a row of events.csv)."""
    return report_of_event(view, event, page) if _somebody() else ""


def of_statement(view: View, verdict: Verdict, page: str) -> str:
    """Return the link for the verdict on a statement."""
    return report_of_statement(view, verdict, page) if _somebody() else ""


def of_answer(view: View, told: Sequence[str], page: str) -> str:
    """Return the link for what a page answers, in some lines."""
    return report_of_answer(view, told, page) if told and _somebody() else ""


def _somebody() -> bool:
    return bool(report_address()) and not gazetteers.is_own()
