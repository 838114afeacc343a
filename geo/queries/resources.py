"""What can be asked for: each resource with its parameters, its items and what each field means."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.answers import changes, distances, editions
from geo.answers.events import listed, naming
from geo.answers.searches import matching
from geo.answers.statements import AGREES, DIFFERS, UNCHECKABLE, verdicts
from geo.answers.view import View, look
from geo.gazetteer.columns import TABLES
from geo.gazetteer.model import Gazetteer
from geo.place.geography import BORDERS_CREDIT
from geo.place.names import parse_local_names
from geo.queries.parameters import (
    FILTERS,
    MEASURED,
    MEASURED_TO_BORDERS,
    PAGE,
    TIME,
    Asked,
    QueryError,
    Schema,
    Wrong,
)
from geo.time import calendar, dates, presence
from geo.time.presence import BOUND_COLUMNS, Presence
from geo.vocabulary import LABELLED

Item = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}
WHOLE: Schema = {"type": "integer"}
YES_NO: Schema = {"type": "boolean"}
TEXTS: Schema = {"type": "array", "items": TEXT}
TEXT_OR_NONE: Schema = {"type": ["string", "null"]}
HOW_SURE: Schema = {"enum": ["certain", "possible"]}
# periods whose items are kept ready to be given out
HELD_READY = 5_000
_ready: WeakKeyDictionary[Gazetteer, list[Item]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Field:
    """One field of an item: its name, the JSON Schema of its value, and what it means."""

    name: str
    schema: Schema
    meaning: str


@dataclass(frozen=True)
class Resource:
    """One resource: what it is, how it may be narrowed, and what its items hold.

    ``find`` returns all items of a question, in order.
    """

    name: str
    summary: str
    find: Callable[[Asked], Sequence[Item]]
    fields: tuple[Field, ...]
    parameters: tuple[str, ...]
    formats: tuple[str, ...] = ("json", "csv")
    required: tuple[str, ...] = ()

    @property
    def is_view(self) -> bool:
        """Whether its items are those of one date or window."""
        return "date" in self.parameters and "with" not in self.parameters


def base_view(asked: Asked) -> View:
    """Return the view of one base at all times. Raises QueryError where it is not known."""
    gazetteer = asked.gazetteer
    if asked.path not in gazetteer.bases.index:
        raise QueryError(404, [Wrong("base", f"There is no base {asked.path[:60]!r}.")])
    selection = replace(asked.selection, window=(gazetteer.first, gazetteer.last), base=asked.path)
    periods = gazetteer.periods[gazetteer.periods["base_id"] == asked.path]
    codes = presence.between(periods, dates.OPEN_PAST, dates.OPEN_FUTURE)
    view = look(gazetteer, selection, alone=True)
    return replace(view, periods=periods.assign(presence=codes))


class Periods(Sequence[Item]):
    """The periods of some rows as items, made when they are wanted."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked

    def __len__(self) -> int:
        return len(self._asked.rows)

    def __getitem__(self, wanted: Any) -> Any:
        """Return the items of a slice, or one item."""
        if not isinstance(wanted, slice):
            return self[wanted : wanted + 1][0]
        return _present_items(self._asked, self._asked.rows[wanted])


class Bases(Sequence[Item]):
    """The bases of some periods as items, made when they are wanted."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        codes = asked.gazetteer.coded["base_id"].codes[asked.rows]
        # In the order in which they come first.
        numbers, firsts = np.unique(codes, return_index=True)
        self._numbers, self._codes = numbers[np.argsort(firsts)], codes

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, wanted: Any) -> Any:
        """Return the items of a slice, or one item."""
        if not isinstance(wanted, slice):
            return self[wanted : wanted + 1][0]
        rows = self._asked.rows[np.isin(self._codes, self._numbers[wanted])]
        found: dict[str, list[Item]] = {}
        for item in _present_items(self._asked, rows):
            found.setdefault(item["base_id"], []).append(item)
        return [_base_item(items) for items in found.values()]


def base(asked: Asked) -> Item:
    """Return everything that is known of one base."""
    view = base_view(asked)
    gazetteer = asked.gazetteer
    claims = gazetteer.claims[gazetteer.claims["base_id"] == asked.path]
    own = naming(gazetteer.events, [asked.path])
    cited = [source for sources in view.periods["sources"] for source in sources]
    named = _labels_of(gazetteer, view.periods)
    cited += filter(None, named["source_id"])
    cited += [*claims["source_id"], *(s for sources in own["sources"] for s in sources)]
    own_periods = period_items(view.periods)
    facts = {
        key: value
        for key, value in _base_item(own_periods).items()
        if key not in ("operators", "periods", "presence")
    }
    return {
        **facts,
        "labels": table_items(named, "labels.csv"),
        "periods": [
            {key: value for key, value in item.items() if key != "name"} for item in own_periods
        ],
        "claims": table_items(claims, "claims.csv"),
        "events": table_items(own, "events.csv"),
        "sources": source_items(gazetteer, cited),
    }


def sources(asked: Asked) -> list[Item]:
    """Return the sources of the periods and claims that the filters let through."""
    if _narrowed(asked):
        mine = _matching(asked)
        cited = [source for row in mine["sources"] for source in row]
        claimed = asked.gazetteer.claims
        cited += list(claimed[claimed["period_id"].isin(mine["period_id"])]["source_id"])
        return source_items(asked.gazetteer, cited)
    return source_items(asked.gazetteer, list(asked.gazetteer.sources.index))


def claims(asked: Asked) -> list[Item]:
    """Return what sources say, of the bases that the filters let through."""
    found = asked.gazetteer.claims
    if _narrowed(asked):
        found = found[found["base_id"].isin(_matching(asked)["base_id"])]
    return table_items(found, "claims.csv")


def labels(asked: Asked) -> list[Item]:
    """Return what things are called in the languages of the region, narrowed by the filters."""
    found = asked.gazetteer.labels
    if _narrowed(asked):
        found = _labels_of(asked.gazetteer, _matching(asked))
    return table_items(found, "labels.csv")


def _labels_of(gazetteer: Gazetteer, periods: pd.DataFrame) -> pd.DataFrame:
    """The labels of some periods' bases, and of the words in their cells."""
    found = gazetteer.labels
    own = np.zeros(len(found), dtype=bool)
    for thing in LABELLED:
        words = periods["base_id" if thing == "base" else thing].unique()
        own |= ((found["thing"] == thing) & found["key"].isin(words)).to_numpy()
    return found[own]


def searches(asked: Asked) -> list[Item]:
    """Return what was looked for, of the countries and with the words that are asked for."""
    return table_items(matching(asked.gazetteer, asked.selection), "searches.csv")


def events(asked: Asked) -> list[Item]:
    """Return the events, of a window, of some kinds, and of the bases that are asked for."""
    selection = asked.selection
    found = listed(asked.gazetteer.events, selection.event_kinds, selection.event_bases)
    if selection.window is not None:
        first, last = (dates.to_day(edge) for edge in selection.window)
        bounds = [dates.bounds(text) for text in found["date"]]
        inside = [low <= last and high >= first for low, high in bounds]
        found = found[np.array(inside, dtype=bool)]
    if _narrowed(asked):
        found = naming(found, set(_matching(asked)["base_id"]))
    return table_items(found, "events.csv")


def changed(asked: Asked) -> list[Item]:
    """Return what became of each base between two dates: those held, and then the others."""
    selection = asked.selection
    assert selection.other is not None
    days = sorted((selection.date, selection.other), key=dates.to_day)
    sides = [replace(asked, selection=replace(selection, date=day)).view for day in days]
    return [
        {
            "base_id": found.base_id,
            "name": found.name,
            "country": found.country,
            "among": among,
            "what": found.what,
            "before": found.before,
            "after": found.after,
        }
        for among in changes.AMONG
        for found in changes.compare(*sides, among=among)
    ]


def how_far(asked: Asked) -> list[Item]:
    """Return how far bases are from borders, cities, or bases: all that is named, or is there."""
    starts = asked.starts or _bases_there(asked)
    targets = _targets(asked, starts)
    to_borders = sum(kind == distances.BORDER for kind, _ in targets)
    for count, most, what in (
        (len(starts) * len(targets), MEASURED, "distances"),
        (len(starts) * to_borders, MEASURED_TO_BORDERS, "distances to borders"),
    ):
        if count > most:
            detail = f"At most {most:,} {what} are measured at once; name fewer bases."
            raise QueryError(400, [Wrong("start", detail)])
    return [
        _distance_item(asked.gazetteer, start, kind, target)
        for start, (kind, target) in product(starts, targets)
        if (kind, target) != (distances.BASE, start)
    ]


def _targets(asked: Asked, starts: Sequence[str]) -> list[tuple[str, str]]:
    """What is measured to: of one kind where that is asked for, else all that is named."""
    named = {distances.BORDER: asked.borders, distances.CITY: asked.cities}
    if "target" not in asked.given:
        found = [(kind, target) for kind, targets in named.items() for target in targets]
        return found or [(distances.BASE, base_id) for base_id in starts]
    kind = asked.selection.target
    return [(kind, target) for target in named.get(kind) or _only(kind, asked)]


def _only(kind: str, asked: Asked) -> Sequence[str]:
    return _bases_there(asked) if kind == distances.BASE else ()


def _bases_there(asked: Asked) -> tuple[str, ...]:
    """The bases that are there, no more than can be measured between."""
    return tuple(item["base_id"] for item in Bases(asked)[: MEASURED + 1])


def revisions(asked: Asked) -> list[Item]:
    """Return what changed in the data since an edition, or edition by edition, newest first."""
    gazetteer = asked.gazetteer
    found = (
        [(gazetteer.version, editions.since(gazetteer, asked.since))]
        if asked.since
        else editions.history(gazetteer)
    )
    return [
        {
            "edition": version,
            "base_id": one.base_id,
            "name": one.name,
            "period_id": one.period_id,
            "what": one.what,
            "old": one.old,
            "new": one.new,
            "why": one.why,
            "sources": list(one.sources),
        }
        for version, some in found
        for one in some
        if asked.selection.base in (None, one.base_id)
    ]


def statements(asked: Asked) -> list[Item]:
    """Return the article's statements, each with the verdict of the present data."""
    return [
        {
            "statement_id": verdict.statement_id,
            "statement": verdict.statement,
            "claimed": verdict.claimed,
            "in_article_paragraph": verdict.paragraph,
            "outcome": verdict.outcome,
            "found": verdict.finding.found,
            "why": verdict.finding.why,
            "sources": list(verdict.sources),
        }
        for verdict in verdicts(asked.gazetteer)
    ]


def _present_items(asked: Asked, rows: NDArray[np.int64]) -> list[Item]:
    """Periods by their row numbers as items that say how sure each is."""
    gazetteer, codes = asked.gazetteer, asked.presences[1]
    if len(gazetteer.periods) > HELD_READY:
        made = period_items(gazetteer.periods.iloc[rows])
    else:
        if gazetteer not in _ready:
            _ready[gazetteer] = period_items(gazetteer.periods)
        made = [_ready[gazetteer][row] for row in rows.tolist()]
    sure = map(_sure, codes[rows].tolist())
    return [{**item, "presence": how} for item, how in zip(made, sure, strict=True)]


def period_items(found: pd.DataFrame) -> list[Item]:
    """Return periods as items: the columns of bases.csv, and bounds as days."""
    names = TABLES["bases.csv"].names
    columns = [found[name].tolist() for name in names]
    items = [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
    bounds = {name: _days(found[name].to_numpy()) for name in BOUND_COLUMNS}
    since, until = (found[name].tolist() for name in ("since", "until"))
    for k, item in enumerate(items):
        item["sources"] = list(item["sources"])
        item |= {name: _named(item[name]) for name in ("local_names", "also_found_by")}
        item |= {name: days[k] for name, days in bounds.items()}
        item |= {"since": since[k], "until": until[k]}
    return items


def table_items(found: pd.DataFrame, table: str) -> list[Item]:
    """Return rows of a table as items with its columns, lists as lists."""
    names = TABLES[table].names
    return [
        {name: _plain(row[name]) for name in names}
        for row in found.reset_index()[list(names)].to_dict("records")
    ]


def source_items(gazetteer: Gazetteer, ids: Sequence[str]) -> list[Item]:
    """Return sources by their identifiers, each once."""
    wanted = list(dict.fromkeys(ids))
    return table_items(gazetteer.sources.loc[wanted], "sources.csv")


def _base_item(rows: list[dict[str, Any]]) -> Item:
    first = rows[0]
    sure = any(row.get("presence") == "certain" for row in rows)
    return {
        "base_id": first["base_id"],
        "name": first["name"],
        "local_names": first["local_names"],
        **{name: first[name] for name in PLACE},
        "operators": list(dict.fromkeys(row["operator"] for row in rows)),
        "presence": "certain" if sure else "possible",
        "periods": [row["period_id"] for row in rows],
    }


@lru_cache(HELD_READY)
def _named(cell: str) -> list[Item]:
    return [{"language": language, "name": name} for language, name in parse_local_names(cell)]


def _distance_item(gazetteer: Gazetteer, start: str, kind: str, target: str) -> Item:
    way = distances.measure(gazetteer, start, kind, target)
    return {
        "base_id": start,
        "name": str(gazetteer.bases.at[start, "name"]),
        "target": kind,
        "to": target,
        "to_name": way.name,
        "km": round(way.found.km, 3),
        "uncertainty_km": round(way.found.uncertainty_m / 1000, 3),
        "direction": distances.direction(way.found),
        "words": str(way.found),
        "credit": BORDERS_CREDIT if kind == "border" else "",
    }


def _narrowed(asked: Asked) -> bool:
    """Return whether a question narrows the bases it is about."""
    return bool(asked.given & set(FILTERS))


def _matching(asked: Asked) -> pd.DataFrame:
    """The periods that the filters let through, at any time."""
    found = asked.gazetteer.periods[asked.selection.matches(asked.gazetteer)]
    base_id = asked.selection.base
    return found if base_id is None else found[found["base_id"] == base_id]


def _days(numbers: np.ndarray) -> list[str | None]:
    return [
        None if abs(day) >= dates.OPEN_FUTURE - 1 else calendar.from_day(day).isoformat()
        for day in numbers.tolist()
    ]


def _sure(code: int) -> str:
    return "certain" if code == Presence.CERTAIN else "possible"


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return list(value)
    return value.item() if isinstance(value, np.generic) else value


def _columns(table: str, **schemas: Schema) -> tuple[Field, ...]:
    """The columns of a table as fields; ``schemas`` are those whose values are not as written."""
    kinds = {"number": NUMBER, "integer": WHOLE, "string": TEXT}
    return tuple(
        Field(
            column.name,
            schemas.get(column.name) or kinds[column.rule.kind],
            column.description,
        )
        for column in TABLES[table].columns
    )


PLACE = (
    "country",
    "kind",
    "latitude",
    "longitude",
    "coordinate_uncertainty_m",
    "coordinate_type",
    "icao",
    "in_article",
    "reference",
)
NAMES: Schema = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"language": TEXT, "name": TEXT},
        "required": ["language", "name"],
    },
}
PERIOD_FIELDS = (
    *_columns("bases.csv", sources=TEXTS, reference=YES_NO, local_names=NAMES, also_found_by=NAMES),
    *(
        Field(name, TEXT_OR_NONE, "A day the edge cannot lie before or after; null: no bound.")
        for name in BOUND_COLUMNS
    ),
    Field("since", TEXT, "First day of the operator's unbroken tenure, EDTF."),
    Field("until", TEXT, "Last day of the operator's unbroken tenure, EDTF."),
    Field("presence", HOW_SURE, "Whether it was certainly or possibly there."),
)
_MEANINGS = {field.name: field for field in PERIOD_FIELDS}
BASE_FIELDS = (
    _MEANINGS["base_id"],
    _MEANINGS["name"],
    Field("local_names", NAMES, "Other names, each with its language."),
    *(_MEANINGS[name] for name in PLACE),
)
CLAIM_FIELDS = _columns("claims.csv")
LABEL_FIELDS = _columns("labels.csv")
SEARCH_FIELDS = _columns("searches.csv", sources=TEXTS)
EVENT_FIELDS = _columns("events.csv", base_ids=TEXTS, sources=TEXTS, tour=TEXT)
SOURCE_FIELDS = _columns("sources.csv")
VIEWED = (*TIME, *FILTERS, *PAGE)

RESOURCES = {
    resource.name: resource
    for resource in (
        Resource(
            "bases",
            "The bases there on a date or in a window.",
            Bases,
            (
                *BASE_FIELDS,
                Field("operators", TEXTS, "Who has it."),
                Field("presence", HOW_SURE, "Whether it was certainly or possibly there."),
                Field("periods", TEXTS, "Identifiers of the periods that are there."),
            ),
            VIEWED,
            ("json", "csv", "geojson", "lpf"),
        ),
        Resource(
            "periods",
            "The periods there on a date or in a window: a base, held by one operator.",
            Periods,
            PERIOD_FIELDS,
            VIEWED,
            ("json", "csv", "geojson"),
        ),
        Resource(
            "sources",
            "The publications behind the data.",
            sources,
            SOURCE_FIELDS,
            (*FILTERS, *PAGE),
        ),
        Resource(
            "claims",
            "What each source says of a base, followed or not.",
            claims,
            CLAIM_FIELDS,
            (*FILTERS, *PAGE),
        ),
        Resource(
            "labels",
            "What bases, countries, operators, kinds and statuses are called in the languages of "
            "the region.",
            labels,
            LABEL_FIELDS,
            (*FILTERS, *PAGE),
        ),
        Resource(
            "searches",
            "What was looked for in each country and place, and what there was instead of a base.",
            searches,
            SEARCH_FIELDS,
            ("country", "q", *PAGE),
        ),
        Resource(
            "events",
            "The dated story.",
            events,
            EVENT_FIELDS,
            ("from", "to", "event_kind", "event_base", *FILTERS, *PAGE),
        ),
        Resource(
            "changes",
            "What became of each base between two dates.",
            changed,
            (
                _MEANINGS["base_id"],
                _MEANINGS["name"],
                _MEANINGS["country"],
                Field(
                    "among",
                    {"enum": [*changes.AMONG]},
                    "Whether it counts as held, was only proposed or reported, or is shown for "
                    "orientation.",
                ),
                Field(
                    "what",
                    {"enum": [*changes.KINDS]},
                    "What became of it; possible: one of the dates is in doubt.",
                ),
                Field("before", TEXT, "Who held it on the earlier date."),
                Field("after", TEXT, "Who held it on the later date."),
            ),
            ("date", "with", *FILTERS, *PAGE),
            required=("with",),
        ),
        Resource(
            "distance",
            "How far bases are from borders, from cities, or from each other.",
            how_far,
            (
                _MEANINGS["base_id"],
                _MEANINGS["name"],
                Field("target", {"enum": ["border", "city", "base"]}, "What is measured to."),
                Field("to", TEXT, "The country, or the identifier of the city or base."),
                Field("to_name", TEXT, "Its name."),
                Field("km", NUMBER, "Length of the geodesic on WGS 84; 0 inside the country."),
                Field("uncertainty_km", NUMBER, "Doubt of both ends together."),
                Field("direction", TEXT, "Where the target lies, or “inside”."),
                Field("words", TEXT, "The distance with no more digits than its doubt leaves."),
                Field("credit", TEXT, "Whose borders these are, and their licence, for a border."),
            ),
            (*TIME, "start", "target", "border", "city", *FILTERS, *PAGE),
        ),
        Resource(
            "revisions",
            "What changed in the data from one edition to the next, value by value.",
            revisions,
            (
                Field("edition", TEXT, "The edition that has the new value."),
                _MEANINGS["base_id"],
                _MEANINGS["name"],
                Field("period_id", TEXT, "The period; blank where it is about the base itself."),
                Field("what", TEXT, "The column, “position”, “added” or “removed”."),
                Field("old", TEXT, "The value before, in words."),
                Field("new", TEXT, "The value now, in words."),
                Field("why", TEXT, "What the list of changes or the ledger says of it."),
                Field("sources", TEXTS, "Identifiers of the sources that the new value follows."),
            ),
            ("since", "base", "limit", "offset", "format"),
        ),
        Resource(
            "statements",
            "The article's checkable statements, each checked against the data as they are.",
            statements,
            (
                Field("statement_id", TEXT, "Identifier of the statement."),
                Field("statement", TEXT, "The statement, in our words."),
                Field("claimed", TEXT, "What the article says, in short."),
                Field("in_article_paragraph", WHOLE, "Paragraph of the article's text."),
                Field("outcome", {"enum": [AGREES, DIFFERS, UNCHECKABLE]}, "The verdict."),
                Field("found", TEXT, "What the data give."),
                Field("why", TEXT, "Why the verdict is what it is."),
                Field("sources", TEXTS, "Identifiers of sources."),
            ),
            PAGE,
        ),
    )
}
BASE_FORMATS = ("json", "csv", "geojson", "lpf")
# What /bases/{base_id} holds beside the facts of the base.
PARTS = {
    "periods": tuple(f for f in PERIOD_FIELDS if f.name not in ("name", "presence")),
    "labels": LABEL_FIELDS,
    "claims": CLAIM_FIELDS,
    "events": EVENT_FIELDS,
    "sources": SOURCE_FIELDS,
}
