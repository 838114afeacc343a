"""The bases of a view in the Linked Places format (LPF 1.3), with bounds and certainty of dates.

The format: https://github.com/LinkedPasts/linked-places-format
"""

import json
from typing import Any

from geo import dates
from geo.dates import OPEN
from geo.exports.about import about
from geo.names import parse_local_names
from geo.view import View

CONTEXT = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
# Identifiers must be addresses; this one is promised to lead nowhere (RFC 2606).
NOWHERE = "https://base-atlas.invalid"
ISO_COUNTRIES = {
    "Kyrgyzstan": "KG",
    "Tajikistan": "TJ",
    "Uzbekistan": "UZ",
    "Kazakhstan": "KZ",
    "Turkmenistan": "TM",
    "Afghanistan": "AF",
}


def render(view: View, address: str = "") -> str:
    """Give the bases there on the date as an LPF FeatureCollection, one feature a base.

    ``address`` is where the app runs, for the permanent link and the identifiers of the bases.
    """
    features = [
        _feature(view, str(base_id), rows.to_dict("records"), address or NOWHERE)
        for base_id, rows in view.present.groupby("base_id", sort=False)
    ]
    collection = {
        "type": "FeatureCollection",
        "@context": CONTEXT,
        "indexing": about(view, address),
        "features": features,
    }
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def timespan(period: dict[str, Any]) -> dict[str, Any]:
    """Give a period's dates as an LPF time span: bounds of start and end, blank where open."""
    span: dict[str, Any] = {"start": _edge(period["start"])}
    if period["end"] not in ("", OPEN):
        span["end"] = _edge(period["end"])
    return span


def _edge(text: str) -> dict[str, str]:
    if text in ("", OPEN):
        return {"latest": ""} if text == "" else {"in": "-9999"}
    low, high = (dates.from_day(day).isoformat() for day in dates.bounds(text))
    return {"in": low} if low == high else {"earliest": low, "latest": high}


def _certainty(period: dict[str, Any]) -> str:
    if period["status"] in ("reported", "proposed"):
        return "uncertain"
    doubtful = any(mark in period["start"] + period["end"] for mark in "~?%")
    return "less-certain" if doubtful else "certain"


def _feature(
    view: View, base_id: str, periods: list[dict[str, Any]], address: str
) -> dict[str, Any]:
    first = periods[0]
    sources = view.gazetteer.sources
    cited = [sources.loc[s] for s in dict.fromkeys(s for p in periods for s in p["sources"])]
    citations = [{"label": _label(s), **({"@id": s["url"]} if s["url"] else {})} for s in cited]
    names = [{"toponym": first["name"], "lang": "en", "citations": citations[:1]}]
    names += [
        {"toponym": name, **({"lang": language} if language else {})}
        for language, name in parse_local_names(first["local_names"])
    ]
    code = ISO_COUNTRIES.get(first["country"])
    return {
        "@id": f"{address.rstrip('/')}/bases?base={base_id}",
        "type": "Feature",
        "properties": {"title": first["name"], **({"ccodes": [code]} if code else {})},
        "when": {
            "timespans": [timespan(period) for period in periods],
            "certainty": _worst([_certainty(period) for period in periods]),
        },
        "names": names,
        "types": [
            {
                "identifier": "aat:300000457",
                "label": "military bases",
                "sourceLabels": [{"label": first["kind"], "lang": "en"}],
            }
        ],
        "geometry": {
            "type": "Point",
            "coordinates": [first["longitude"], first["latitude"]],
            "certainty": "certain"
            if first["coordinate_uncertainty_m"] <= 2_000
            else "less-certain",
        },
        "relations": [
            {
                "relationType": "held by",
                "relationTo": period["operator"],
                "label": f"{period['operator']} ({period['status']})",
                "when": {
                    "timespans": [timespan(period)],
                    "certainty": _certainty(period),
                },
            }
            for period in periods
        ],
        "descriptions": [
            {"value": text, "lang": "en"}
            for text in dict.fromkeys(p[k] for p in periods for k in ("unit", "note"))
            if text
        ],
        "links": [{"type": "citation", "identifier": s["url"]} for s in cited if s["url"]],
    }


def _label(source: Any) -> str:
    return ", ".join(filter(None, [source["title"], source["publisher"], source["date"]]))


def _worst(found: list[str]) -> str:
    return max(found, key=["certain", "less-certain", "uncertain"].index)
