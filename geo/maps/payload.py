"""What is sent of a gazetteer to the map's document: one JSON object, once."""

import json
from typing import Any

import numpy as np
import pandas as pd

from geo.answers import data_health
from geo.answers.searches import (
    evidence_in_words,
    in_words,
    searched_days,
    searched_text,
)
from geo.gazetteer import labels
from geo.gazetteer.model import Gazetteer
from geo.place import footprint
from geo.place.antimeridian import side_by_side
from geo.place.names import parse_local_names, search_form
from geo.style import operator_styles
from geo.time import dates
from geo.time.presence import BOUND_COLUMNS
from geo.vocabulary import STATUSES
from geo.wording import language_in_words

# JavaScript keeps the days in 32 bits; the open ends of geo.time.dates fit and mean the same.

# Whatever of a base a search looks at.
SEARCHED = ("name", "local_names", "also_found_by", "country")


def payload(gazetteer: Gazetteer) -> dict[str, Any]:
    """Return bases, periods, events and sources of a gazetteer as the map's scripts read them.

    Days are whole numbers since 1970-01-01; the periods of one base follow each other.
    """
    bases = gazetteer.bases.index
    order = _order(gazetteer.periods, bases)
    periods = gazetteer.periods.iloc[order]
    sources = list(gazetteer.sources.index)
    operators = sorted(gazetteer.periods["operator"].unique())
    in_range = _in_range(gazetteer)
    footprints = _footprints(gazetteer, periods)
    return {
        "title": gazetteer.title,
        "first": dates.to_day(gazetteer.first),
        "last": dates.to_day(gazetteer.last),
        "opening": dates.to_day(gazetteer.opening),
        "statuses": list(STATUSES),
        "operators": [_operator(style, in_range) for style in _styles(operators)],
        "bases": _bases(gazetteer),
        "periods": _period_rows(periods, bases, operators),
        "text": _texts(gazetteer, periods, sources),
        "sources": _sources(gazetteer.sources),
        "events": _events(gazetteer, sources),
        "searches": _searches(gazetteer, sources),
        "languages": _languages(gazetteer),
        "labels": _facet_labels(gazetteer),
        "stops": [{"label": label, "day": dates.to_day(day)} for day, label in gazetteer.stops],
        **({"footprints": footprints} if footprints else {}),
    }


def to_json(data: object) -> str:
    """Return data as JSON that may stand inside a script element of an HTML document."""
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
    longitudes = side_by_side(gazetteer.bases["longitude"]).tolist()
    labelled = labels.of_bases(gazetteer.labels)
    words = labels.search_words(gazetteer.labels)
    sources = {source: k for k, source in enumerate(gazetteer.sources.index)}
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
            "lon": longitude,
            "uncertainty_m": base["coordinate_uncertainty_m"],
            "reference": bool(base["reference"]),
            **_labels(labelled.get(base["base_id"], []), sources),
            "search": _each_once(
                search_form(" ".join(base[column] for column in SEARCHED)),
                words.get(("base", base["base_id"]), ""),
            ),
        }
        for base, longitude in zip(records, longitudes, strict=True)
    ]


def _labels(own: list[labels.Label], sources: dict[str, int]) -> dict[str, Any]:
    """What a base is called in other languages; nothing where no label is known."""
    rows = [
        [label.language, label.label, sources.get(label.source_id, -1), int(not label.mark)]
        for label in own
    ]
    return {"labels": rows} if rows else {}


def _each_once(*texts: str) -> str:
    """Texts as one, without the words that come again."""
    return " ".join(dict.fromkeys(" ".join(texts).split()))


def _languages(gazetteer: Gazetteer) -> dict[str, str]:
    return {tag: language_in_words(tag) for tag in sorted(set(gazetteer.labels["language"]))}


def _facet_labels(gazetteer: Gazetteer) -> dict[str, dict[str, str]]:
    """The labels of countries, operators, kinds and statuses, as they are searched."""
    found: dict[str, dict[str, str]] = {}
    for (thing, key), text in labels.search_words(gazetteer.labels).items():
        if thing != "base":
            found.setdefault(thing, {})[key] = _each_once(text)
    return found


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


def _footprints(gazetteer: Gazetteer, periods: pd.DataFrame) -> list[dict[str, Any]]:
    """The footprints, each with the number of its period, beside the point of its base."""
    if footprint.COLUMN not in periods:
        return []
    longitudes = side_by_side(gazetteer.bases["longitude"])
    places = longitudes[gazetteer.bases.index.get_indexer(pd.Index(periods["base_id"]))]
    texts = periods[footprint.COLUMN].tolist()
    found = []
    for period, (text, longitude) in enumerate(zip(texts, places.tolist(), strict=True)):
        if text:
            rings, lines = footprint.rings_and_lines(text, longitude)
            found.append({"period": period, "rings": rings, "lines": lines})
    return found


def _texts(gazetteer: Gazetteer, periods: pd.DataFrame, sources: list[str]) -> list[dict[str, Any]]:
    index = {source: k for k, source in enumerate(sources)}
    columns = ("period_id", "unit", "start", "end", "since", "until", "note", "sources")
    rows = zip(*(periods[name] for name in columns), strict=True)
    return [
        {
            "unit": unit,
            "when": dates.span_in_words(start, end),
            "tenure": dates.span_in_words(since, until),
            "note": note,
            "sources": [index[s] for s in used if s in index],
            "claims": _claims(gazetteer, period, index),
            "marks": data_health.marks(gazetteer, period),
            "search": search_form(unit),
        }
        for period, unit, start, end, since, until, note, used in rows
    ]


def _claims(gazetteer: Gazetteer, period: str, index: dict[str, int]) -> list[dict[str, Any]]:
    """What sources say of the two dates of a period, those that it follows first."""
    return [
        {
            "edge": claim.prop,
            "value": dates.in_words(claim.value, end=claim.prop == "end"),
            "source": index[claim.source_id],
            "use": claim.use,
            "reason": claim.reason,
        }
        for claim in data_health.dates_and_sources(gazetteer, period)
        if claim.source_id in index
    ]


def _sources(sources: pd.DataFrame) -> list[dict[str, str]]:
    columns = ["title", "publisher", "date", "url"]
    # A source without a date says none, rather than "unknown".
    words = [dates.in_words(date) if date else "" for date in sources["date"]]
    shown = sources[columns].assign(date=words)
    return list(shown.to_dict("records"))


def _searches(gazetteer: Gazetteer, sources: list[str]) -> list[dict[str, Any]]:
    """Countries (their ``place`` is empty) and places that were searched, each as a sentence.

    Those of countries have the days that were searched, and how.
    """
    index = {source: k for k, source in enumerate(sources)}
    found = gazetteer.searches
    rows = zip(found.to_dict("records"), searched_text(gazetteer, found), strict=True)
    return [
        {
            "country": search["country"],
            "place": search["place"],
            "found": search["found"],
            "text": in_words(search),
            "search": text,
            **({} if search["place"] else _evidence(search, index)),
        }
        for search, text in rows
    ]


def _evidence(search: dict[str, Any], index: dict[str, int]) -> dict[str, Any]:
    return {
        "days": list(searched_days(search)),
        "how": evidence_in_words(search),
        "sources": [index[source] for source in search["sources"] if source in index],
    }


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
