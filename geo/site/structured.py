"""What pages say of themselves to machines: schema.org as JSON-LD."""

from typing import Any

from geo.answers.article import ADDRESS, PUBLISHED, PUBLISHER
from geo.answers.statements import Verdict
from geo.exports.write import FORMATS
from geo.place.names import parse_local_names
from geo.site.context import Context
from geo.time import dates

Facts = tuple[dict[str, Any], ...]
# Licences by the names that data packages give them.
_LICENCES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
# degrees: the box of the bases, with a little around it
AROUND = 0.5


def of_dataset(context: Context, files: dict[str, str]) -> Facts:
    """Return the gazetteer as a Dataset, which data searches read; ``files`` are its downloads."""
    gazetteer = context.gazetteer
    bases = gazetteer.bases
    south, north = bases["latitude"].min() - AROUND, bases["latitude"].max() + AROUND
    west, east = bases["longitude"].min() - AROUND, bases["longitude"].max() + AROUND
    home = context.site.address("index.html")
    told = gazetteer.description or (
        f"{len(bases):,} bases in {len(gazetteer.coded['country'].words):,} countries, period by "
        f"period, from {gazetteer.first} to {gazetteer.last}."
    )
    return (
        _filled(
            {
                "@type": "Dataset",
                "@id": home and f"{home}#data",
                "name": gazetteer.title,
                "description": told,
                "url": home,
                "identifier": context.site.permanent("index.html"),
                "version": gazetteer.version,
                "datePublished": gazetteer.created.isoformat() if gazetteer.created else "",
                "license": _LICENCES.get(gazetteer.licence, gazetteer.licence),
                "creator": _maker(context),
                "citation": context.cite(gazetteer.title, "index.html"),
                "inLanguage": context.site.language,
                "isAccessibleForFree": True,
                "temporalCoverage": f"{gazetteer.first}/{gazetteer.last}",
                "spatialCoverage": {
                    "@type": "Place",
                    "name": ", ".join(gazetteer.coded["country"].words[:20]),
                    "geo": {
                        "@type": "GeoShape",
                        "box": f"{south:.2f} {west:.2f} {north:.2f} {east:.2f}",
                    },
                },
                "distribution": [
                    _filled(
                        {
                            "@type": "DataDownload",
                            "name": FORMATS[kind].title,
                            "encodingFormat": FORMATS[kind].media_type,
                            "contentUrl": context.site.address(path),
                        }
                    )
                    for kind, path in files.items()
                ],
            }
        ),
    )


def of_base(context: Context, base_id: str, told: str) -> Facts:
    """Return a base as a Place, and what is claimed of its dates as Claims."""
    base = context.bases[base_id]
    path = context.paths.base(base_id)
    names = dict.fromkeys(name for _, name in parse_local_names(base["local_names"]))
    place = _filled(
        {
            "@type": "Place",
            "@id": f"{context.site.address(path)}#place",
            "name": base["name"],
            "alternateName": list(names),
            "description": told,
            "url": context.site.address(path),
            "identifier": base_id,
            "geo": {
                "@type": "GeoCoordinates",
                "latitude": round(float(base["latitude"]), 5),
                "longitude": round(float(base["longitude"]), 5),
            },
            "containedInPlace": {"@type": "Country", "name": base["country"]},
        }
    )
    claims = [
        _filled(
            {
                "@type": "Claim",
                "name": f"{base['name']}, {row['operator']}: "
                f"{row['operator']} was there {_span(row)}",
                "about": {"@id": place["@id"]},
                "appearance": [
                    _filled({"@type": "CreativeWork", "name": cited.title, "url": cited.url})
                    for cited in context.sources.all(row["sources"])
                ],
            }
        )
        for row in context.periods[base_id]
    ]
    return place, *claims


def of_event(context: Context, event: dict[str, Any], path: str) -> Facts:
    """Return an event; its day only where it is known."""
    low, high = dates.bounds(event["date"])
    bases = context.gazetteer.bases
    return (
        _filled(
            {
                "@type": "Event",
                "name": event["title"],
                "description": event["note"],
                "url": context.site.address(path),
                "startDate": dates.from_day(low).isoformat() if low == high else "",
                "location": [
                    {"@type": "Place", "name": str(bases.at[base, "name"])}
                    for base in event["base_ids"]
                    if base in bases.index
                ],
            }
        ),
    )


def of_source(context: Context, source: dict[str, Any], path: str) -> Facts:
    """Return a source as a work."""
    return (
        _filled(
            {
                "@type": "CreativeWork",
                "name": source["title"],
                "author": source["author"],
                "publisher": source["publisher"],
                "datePublished": _day(source["date"]),
                "inLanguage": source["language"],
                "url": source["url"],
                "archivedAt": source["archived_url"],
                "mainEntityOfPage": context.site.address(path),
            }
        ),
    )


def of_statements(context: Context, found: list[Verdict]) -> Facts:
    """Return the verdict on each statement as a ClaimReview."""
    address = context.site.address("article.html")
    return tuple(
        _filled(
            {
                "@type": "ClaimReview",
                "url": f"{address}#{verdict.statement_id}",
                "claimReviewed": verdict.statement,
                "datePublished": _released(context),
                "author": _maker(context),
                "reviewBody": f"{verdict.finding.found}. {verdict.finding.why}",
                "reviewRating": {"@type": "Rating", "alternateName": verdict.outcome},
                "itemReviewed": {
                    "@type": "Claim",
                    "author": {"@type": "Organization", "name": PUBLISHER},
                    "datePublished": PUBLISHED,
                    "appearance": {"@type": "CreativeWork", "url": ADDRESS},
                },
            }
        )
        for verdict in found
    )


def _maker(context: Context) -> dict[str, Any]:
    return {"@type": "Organization", "name": context.gazetteer.author or context.site.brand}


def _released(context: Context) -> str:
    created = context.gazetteer.created
    return created.isoformat() if created else ""


def _span(row: dict[str, Any]) -> str:
    until = dates.in_words(row["end"], end=True)
    start = dates.in_words(row["start"])
    return f"since {start}" if row["end"] == dates.OPEN else f"{start} to {until}"


def _day(text: str) -> str:
    """A date for machines: an EDTF date without marks is one, others are left out."""
    return text if text.replace("-", "").isdigit() else ""


def _filled(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value not in ("", [], None)}
