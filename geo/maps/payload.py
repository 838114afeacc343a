"""What the map's document is told of a gazetteer: one JSON object, sent once."""

import json
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from geo import dates
from geo.gazetteer import Gazetteer
from geo.names import fold, parse_local_names
from geo.presence import BOUND_COLUMNS
from geo.style import operator_styles

# JavaScript keeps the days in 32 bits; the open ends of geo.dates fit, and mean the same there.
STATUSES = ("active", "closing", "proposed", "reported")


def payload(gazetteer: Gazetteer) -> dict[str, Any]:
    """Give bases, periods, events and sources of a gazetteer as the map's scripts read them.

    Days are whole numbers since 1970-01-01; the periods of one base follow each other.
    """
    bases = gazetteer.bases.index
    order = _order(gazetteer.periods, bases)
    periods = gazetteer.periods.iloc[order]
    sources = list(gazetteer.sources.index)
    operators = sorted(gazetteer.periods["operator"].unique())
    in_range = _in_range(gazetteer)
    return {
        "first": dates.to_day(gazetteer.first),
        "last": dates.to_day(gazetteer.last),
        "opening": dates.to_day(gazetteer.opening),
        "statuses": list(STATUSES),
        "operators": [_operator(style, in_range) for style in _styles(operators)],
        "bases": _bases(gazetteer),
        "periods": _period_rows(periods, bases, operators),
        "text": _texts(periods, sources),
        "sources": _sources(gazetteer.sources),
        "events": _events(gazetteer, sources),
        "stops": [{"label": label, "day": dates.to_day(day)} for day, label in gazetteer.stops],
    }


def to_json(data: object) -> str:
    """Give data as JSON that may stand inside a script element of an HTML document."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _order(periods: pd.DataFrame, bases: pd.Index) -> np.ndarray:
    return np.argsort(bases.get_indexer(pd.Index(periods["base_id"])), kind="stable")


def _in_range(gazetteer: Gazetteer) -> set[str]:
    """Operators that the map shows inside the range of the slider, if only as closed."""
    periods = gazetteer.periods
    return set(periods.loc[periods["start_earliest"] <= dates.to_day(gazetteer.last), "operator"])


def _styles(operators: list[str]) -> list[Any]:
    styles = operator_styles(operators)
    return [styles[name] for name in operators]


def _operator(style: Any, in_range: set[str]) -> dict[str, Any]:
    return {
        "name": style.operator,
        "colour": style.colour,
        "ink": style.ink,
        "letter": style.letter,
        "shape": style.shape,
        "shown": style.operator in in_range,
    }


def _bases(gazetteer: Gazetteer) -> list[dict[str, Any]]:
    records = gazetteer.bases.reset_index().to_dict("records")
    return [
        {
            "id": base["base_id"],
            "name": base["name"],
            "names": ", ".join(
                dict.fromkeys(name for _, name in parse_local_names(base["local_names"]))
            ),
            "country": base["country"],
            "kind": base["kind"],
            "lat": base["latitude"],
            "lon": base["longitude"],
            "reference": bool(base["reference"]),
            "search": fold(f"{base['name']} {base['local_names']}"),
        }
        for base in records
    ]


def _period_rows(periods: pd.DataFrame, bases: pd.Index, operators: list[str]) -> list[list[int]]:
    columns = [
        bases.get_indexer(pd.Index(periods["base_id"])),
        pd.Index(operators).get_indexer(pd.Index(periods["operator"])),
        pd.Index(STATUSES).get_indexer(pd.Index(periods["status"])),
        periods["held"].astype(int),
        *(periods[name] for name in BOUND_COLUMNS),
    ]
    rows: list[list[int]] = np.column_stack(
        [np.asarray(c, dtype=np.int64) for c in columns]
    ).tolist()
    return rows


def _texts(periods: pd.DataFrame, sources: list[str]) -> list[dict[str, Any]]:
    index = {source: k for k, source in enumerate(sources)}
    columns = ("unit", "start", "end", "since", "until", "sources")
    rows = zip(*(periods[name] for name in columns), strict=True)
    return [
        {
            "unit": unit,
            "when": span_in_words(start, end),
            "tenure": span_in_words(since, until),
            "sources": [index[s] for s in used if s in index],
            "search": fold(unit),
        }
        for unit, start, end, since, until, used in rows
    ]


@lru_cache(maxsize=65536)
def span_in_words(start: str, end: str) -> str:
    """Give a period's two dates as known, e.g. "about 5 October 2001 to 21 November 2005"."""
    first = dates.in_words(start)
    last = dates.in_words(end, end=True)
    if end != dates.OPEN:
        return f"{first} to {last}"
    return f"since {first}, {last}" if start else f"start unknown, {last}"


def _sources(sources: pd.DataFrame) -> list[dict[str, str]]:
    columns = ["title", "publisher", "date", "url"]
    return list(sources[columns].to_dict("records"))


def _events(gazetteer: Gazetteer, sources: list[str]) -> list[dict[str, Any]]:
    index = {source: k for k, source in enumerate(sources)}
    events = gazetteer.events.sort_values("day", kind="stable").to_dict("records")
    return [
        {
            "id": event["event_id"],
            "day": int(event["day"]),
            "when": dates.in_words(event["date"]),
            "title": event["title"],
            "bases": list(event["base_ids"]),
            "sources": [index[s] for s in event["sources"] if s in index],
        }
        for event in events
    ]
