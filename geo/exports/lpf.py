"""The bases of a view in the Linked Places format (LPF 1.3), with bounds and certainty of dates.

The format: https://github.com/LinkedPasts/linked-places-format
"""

import json
import re
from typing import Any
from urllib.parse import urlencode

from geo.answers.view import View
from geo.exports import time_span
from geo.exports.about import about, said
from geo.exports.places import WIDER_THAN_A_MARKER_M
from geo.place import footprint
from geo.place.distance import ring
from geo.place.geography import country_codes
from geo.place.names import parse_local_names
from geo.time import dates

CONTEXT = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
PREFIXES = {
    "dct": "http://purl.org/dc/terms/",
    "dwc": "http://rs.tdwg.org/dwc/terms/",
    "schema": "https://schema.org/",
}
# The format has no word of its own for how far a point may be off; Darwin Core has.
WITHIN = "dwc:coordinateUncertaintyInMeters"
# Identifiers must be addresses; this one is promised to lead nowhere (RFC 2606).
NOWHERE = "https://base-atlas.invalid"
# Of Wikidata; the states that hold bases in our data.
WIKIDATA = {
    "China": "Q148",
    "France": "Q142",
    "Germany": "Q183",
    "India": "Q668",
    "Russia": "Q159",
    "Soviet Union": "Q15180",
    "United States": "Q30",
}
# A host of two letters or more before its ending, and a path or nothing behind it.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]{2,256}\.[a-z]{2,63}(?::\d{1,5})?(?:/.*)?")


def render(view: View, address: str = "") -> str:
    """Return the bases there on the date as an LPF FeatureCollection, one feature a base.

    ``address`` is where the app runs, for the permanent link and the identifiers of the bases.
    """
    features = [
        _feature(view, str(base_id), rows.to_dict("records"), address or NOWHERE)
        for base_id, rows in view.present.groupby("base_id", sort=False)
    ]
    facts = about(view, address)
    collection = {
        "type": "FeatureCollection",
        "@context": [CONTEXT, PREFIXES],
        # Terms of schema.org and Dublin Core, so that linked data keep them.
        "dct:title": facts["title"],
        "dct:description": f"{facts['selection']}: {facts['held']}. {said(view)}{time_span.NOTE}",
        "dct:license": facts.get("licence", ""),
        "dct:bibliographicCitation": facts["cite"],
        "schema:version": facts["version"],
        "features": features,
    }
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def timespan(view: View, period: dict[str, Any]) -> dict[str, Any]:
    """Return a period's dates as an LPF time span.

    The format reads a missing end as "on the day of the start only", so that every period has one:
    where it is open or unknown, no earlier than the last day of which the gazetteer is certain.
    """
    start, end = time_span.edges(view, period)
    return {"start": start, "end": end}


def _certainty(period: dict[str, Any]) -> str:
    if period["status"] in ("reported", "proposed"):
        return "uncertain"
    doubtful = any(dates.is_doubtful(period[edge]) for edge in ("start", "end"))
    return "less-certain" if doubtful else "certain"


def _feature(
    view: View, base_id: str, periods: list[dict[str, Any]], address: str
) -> dict[str, Any]:
    first = periods[0]
    sources = view.gazetteer.sources
    cited = [sources.loc[s] for s in dict.fromkeys(s for p in periods for s in p["sources"])]
    citations = [
        {"label": _label(s), **({"@id": s["url"]} if _is_address(s["url"]) else {})} for s in cited
    ]
    names = [{"toponym": first["name"], "lang": "en", "citations": citations[:1]}]
    names += [
        {"toponym": name, **({"lang": language} if language else {})}
        for language, name in parse_local_names(first["local_names"])
    ]
    code = country_codes().get(first["country"])
    return {
        "@id": f"{address.rstrip('/')}/bases?base={base_id}",
        "type": "Feature",
        "properties": {
            "title": first["name"],
            **({"ccodes": [code]} if code else {}),
            # GeoNames' class of spots, buildings and farms, to which military bases belong.
            "fclasses": ["S"],
            WITHIN: first["coordinate_uncertainty_m"],
        },
        "when": {
            "timespans": [timespan(view, period) for period in periods],
            "certainty": _worst([_certainty(period) for period in periods]),
        },
        "names": names,
        "types": [
            {
                "identifier": "aat:300000455",
                "label": "military bases",
                "sourceLabels": [{"label": first["kind"], "lang": "en"}],
            }
        ],
        "geometry": _geometry(periods),
        "relations": [
            {
                # Getty's "related to": no vocabulary of the format has "held by".
                "relationType": "gvp:tgn3000_related_to",
                "relationTo": _operator(period["operator"], address),
                "label": f"held by {period['operator']} ({period['status']})",
                "when": {
                    "timespans": [timespan(view, period)],
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
        "links": [
            {"type": "subjectOf", "identifier": s["url"]} for s in cited if _is_address(s["url"])
        ],
    }


def _is_address(text: str) -> bool:
    """Whether the World Historical Gazetteer takes a text as an address."""
    return _ADDRESS.fullmatch(text) is not None


def _geometry(periods: list[dict[str, Any]]) -> dict[str, Any]:
    """The point of a base, beside the grounds that it covers where these are known."""
    first = periods[0]
    sure = first["coordinate_uncertainty_m"] <= 2_000
    point = {
        "type": "Point",
        "coordinates": [first["longitude"], first["latitude"]],
        "certainty": "certain" if sure else "less-certain",
    }
    covered = dict.fromkeys(period.get(footprint.COLUMN, "") for period in periods)
    areas = [footprint.geometry(text) for text in covered if text]
    if not areas and first["coordinate_uncertainty_m"] > WIDER_THAN_A_MARKER_M:
        areas = [_circle(first)]
    return {"type": "GeometryCollection", "geometries": [point, *areas]} if areas else point


def _circle(place: dict[str, Any]) -> dict[str, Any]:
    """The circle within which a place lies that is known no closer."""
    middle = (place["latitude"], place["longitude"])
    corners = ring(middle, place["coordinate_uncertainty_m"], corners=72)
    # Counterclockwise, as RFC 7946 wants it.
    drawn = [[round(longitude, 5), round(latitude, 5)] for latitude, longitude in corners][::-1]
    return {"type": "Polygon", "coordinates": [drawn], "certainty": "uncertain"}


def _operator(name: str, address: str) -> str:
    """An operator as the format wants it: an identifier, else an address."""
    if name in WIKIDATA:
        return f"wd:{WIKIDATA[name]}"
    return f"{address.rstrip('/')}/?{urlencode({'operator': name})}"


def _label(source: Any) -> str:
    return ", ".join(filter(None, [source["title"], source["publisher"], source["date"]]))


def _worst(found: list[str]) -> str:
    return max(found, key=["certain", "less-certain", "uncertain"].index)
