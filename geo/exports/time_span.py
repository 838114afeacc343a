"""When a period was there, as the export formats say it: one rule for all of them.

Where another period of the base begins on the very day on which one ends, that day belongs to the
new one, as in the as-of rule: the old one's last day is the day before. The dates as known, which
may name the same day for both, go along as EDTF.
"""

from typing import Any

from geo.answers.view import View
from geo.time import dates
from geo.time.presence import BOUND_COLUMNS

NOTE = (
    "A period whose successor begins on its last day is given up to the day before; start_edtf and "
    "end_edtf are the dates as known."
)


def known_days(period: dict[str, Any]) -> tuple[str | None, str | None]:
    """Return the first and last day a period may have been there (ISO 8601), None where open."""
    return _iso(period["start_earliest"]), _iso(period["end_latest"])


def days_in_range(view: View, period: dict[str, Any]) -> tuple[str, str]:
    """Return the first and last day a period may have been there (ISO 8601).

    An open or unknown edge is the edge of the gazetteer's range, or the other edge where that lies
    outside the range.
    """
    start, end = period["start_earliest"], period["end_latest"]
    first, last = _range(view)
    if not _is_known(start):
        start = min(first, end) if _is_known(end) else first
    if not _is_known(end):
        end = max(last, start)
    return dates.from_day(start).isoformat(), dates.from_day(end).isoformat()


def bounds(period: dict[str, Any]) -> dict[str, str | None]:
    """Return the four bounds of a period's edges (ISO 8601), None where one is open."""
    return {name: _iso(period[name]) for name in BOUND_COLUMNS}


def edges(view: View, period: dict[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """Return start and end, each as the bounds it has: ``in``, or ``earliest`` and ``latest``.

    An open start is at the latest the first day of the range; an end that is open or unknown is at
    the earliest the last day of which the gazetteer is certain.
    """
    first, last = _range(view)
    start_latest = _or(period["start_latest"], min(first, period["end_latest"]))
    end_earliest = _or(period["end_earliest"], max(last, start_latest))
    return (
        _edge(_iso(period["start_earliest"]), dates.from_day(start_latest).isoformat()),
        _edge(dates.from_day(end_earliest).isoformat(), _iso(period["end_latest"])),
    )


def _edge(earliest: str | None, latest: str | None) -> dict[str, str]:
    if earliest == latest and earliest is not None:
        return {"in": earliest}
    return {name: day for name, day in (("earliest", earliest), ("latest", latest)) if day}


def _range(view: View) -> tuple[int, int]:
    return dates.to_day(view.gazetteer.first), dates.to_day(view.gazetteer.last)


def _or(day: int, otherwise: int) -> int:
    return day if _is_known(day) else otherwise


def _iso(day: int) -> str | None:
    return dates.from_day(day).isoformat() if _is_known(day) else None


def _is_known(day: int) -> bool:
    return abs(day) < dates.OPEN_FUTURE - 1
