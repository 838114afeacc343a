"""The gazetteer: periods, bases, sources, claims, events and statements as typed tables."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo import dates, rules, schema, tables
from geo.errors import GazetteerError, Problem
from geo.names import fold, slug
from geo.presence import ensure_bounds, with_bounds
from geo.style import HELD
from geo.tenure import with_tenures

DATA = Path(__file__).parents[1] / "data"
REQUIRED = ("bases.csv", "sources.csv")
OPTIONAL = ("claims.csv", "events.csv", "statements.csv")

BASE_COLUMNS = [*rules.PLACE_COLUMNS]
COUNTED_COLUMNS = ("base_id", "country", "operator", "status", "kind")


@dataclass(frozen=True, eq=False)
class Coded:
    """A column of the periods as numbers: ``words[codes[k]]`` is the cell of row k."""

    codes: NDArray[np.int64]
    words: list[str]

    def code_of(self, wanted: Sequence[str]) -> list[int]:
        """Give the numbers of some words; those that do not occur have none."""
        return [k for k, word in enumerate(self.words) if word in wanted]


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Everything known of some bases.

    ``periods`` has a row for each period: the columns of bases.csv typed (coordinates in degrees
    WGS 84, uncertainty in metres, ``sources`` as tuples, ``reference`` as bool), the columns of
    :func:`geo.presence.with_bounds` (bounds in days, ``base_number``), ``held`` (counted where it
    is present), ``row`` (its line in the file), and the tenure of :mod:`geo.tenure` it belongs to,
    ``since`` and ``until``.

    ``bases`` has a row for each base, indexed by base_id; ``sources`` is indexed by source_id.
    ``first`` and ``last`` are the range of the time slider, ``opening`` is where it starts,
    ``stops`` are dates to jump to. ``name`` begins the names of files; ``created`` is the day of
    release, where one is known.
    """

    periods: pd.DataFrame
    bases: pd.DataFrame
    sources: pd.DataFrame
    claims: pd.DataFrame
    events: pd.DataFrame
    statements: pd.DataFrame
    title: str
    version: str
    author: str
    licence: str
    first: date
    last: date
    opening: date
    stops: tuple[tuple[date, str], ...] = ()
    name: str = "gazetteer"
    created: date | None = None

    @cached_property
    def coded(self) -> dict[str, Coded]:
        """The columns that periods are filtered and counted by, their words in order."""
        return {name: _coded(self.periods[name]) for name in COUNTED_COLUMNS}

    @cached_property
    def searched(self) -> pd.Series:
        """For each period the names of its base and its unit, as :func:`geo.names.fold` has it."""
        texts = (
            self.periods["name"] + " " + self.periods["local_names"] + " " + self.periods["unit"]
        )
        return texts.map(fold)


def load(path: Path | str | None = None) -> Gazetteer:
    """Give the gazetteer of a folder (or of the bases.csv in it); by default our own.

    Raises GazetteerError with everything that is wrong, in one go.
    """
    where = DATA if path is None else Path(path)
    if where.name == "bases.csv":
        where = where.parent
    texts = _read_all(where)
    found = [
        problem for name, table in texts.items() for problem in schema.problems_of(name, table)
    ]
    if not found:
        texts["bases.csv"] = with_bounds(texts["bases.csv"])
    found = _with_problems_across(texts, found)
    if found:
        raise GazetteerError(found)
    return build(texts, _about(where))


def _with_problems_across(texts: dict[str, pd.DataFrame], found: list[Problem]) -> list[Problem]:
    """Everything that is wrong, file by file and row by row, each cell told once."""
    # Without all its columns a table cannot be compared with another.
    if not any(problem.row == 1 for problem in found):
        wrong: dict[str, set[int]] = {}
        for problem in found:
            wrong.setdefault(problem.file, set()).add(problem.row or 0)
        told = {(problem.file, problem.row, problem.column) for problem in found}
        across = rules.problems_across(texts, wrong)
        found += [p for p in across if (p.file, p.row, p.column) not in told]
    order = list(texts)
    return sorted(found, key=lambda problem: (order.index(problem.file), problem.row or 0))


def build(texts: dict[str, pd.DataFrame], about: dict[str, Any]) -> Gazetteer:
    """Give the gazetteer of checked tables of text and what a data package says about them."""
    periods = typed_periods(texts["bases.csv"])
    settings = about.get("baseAtlas", {})
    first, last = _range(periods, settings)
    return Gazetteer(
        periods=periods,
        bases=_bases(periods),
        sources=texts["sources.csv"].set_index("source_id"),
        claims=_or_empty(texts, "claims.csv"),
        events=_typed_events(_or_empty(texts, "events.csv")),
        statements=_or_empty(texts, "statements.csv"),
        title=about.get("title", "Gazetteer"),
        version=about.get("version", "1"),
        author=about.get("author", ""),
        licence=about.get("licence", ""),
        first=first,
        last=last,
        opening=min(max(date.fromisoformat(settings.get("opening", str(last))), first), last),
        stops=tuple(
            (date.fromisoformat(stop["date"]), str(stop["label"]))
            for stop in settings.get("stops", ())
        ),
        name=slug(about.get("name") or about.get("title", "")),
        created=_released(about.get("created", "")),
    )


def _bases(periods: pd.DataFrame) -> pd.DataFrame:
    first = ~periods["base_number"].duplicated()
    return periods.loc[first, ["base_id", *BASE_COLUMNS]].set_index("base_id")


def typed_periods(texts: pd.DataFrame) -> pd.DataFrame:
    """Give the rows of bases.csv with typed columns, their bounds in days and ``held``."""
    periods = ensure_bounds(texts.reset_index(drop=True))
    for column in ("latitude", "longitude", "coordinate_uncertainty_m"):
        periods[column] = tables.numbers(periods[column])
    periods["sources"] = _identifiers(periods["sources"])
    periods["reference"] = periods["reference"] == "yes"
    periods["held"] = periods["status"].isin(HELD) & ~periods["reference"]
    periods["row"] = range(2, len(periods) + 2)
    return with_tenures(periods)


def _identifiers(cells: pd.Series) -> NDArray[np.object_]:
    """Cells of identifiers separated by blanks as tuples, each distinct cell cut once."""
    codes, distinct = pd.factorize(cells)
    cut = np.empty(len(distinct), dtype=object)
    cut[:] = [tuple(cell.split()) for cell in distinct]
    return cut[codes]


def _released(text: str) -> date | None:
    """The day of a data package's ``created``, which may go on with a time of day."""
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None


def _coded(column: pd.Series) -> Coded:
    codes, words = pd.factorize(column, sort=True)
    return Coded(codes.astype(np.int64), [str(word) for word in words])


def _read_all(folder: Path) -> dict[str, pd.DataFrame]:
    texts: dict[str, pd.DataFrame] = {}
    problems: list[Problem] = []
    for name in (*REQUIRED, *OPTIONAL):
        if name in OPTIONAL and not (folder / name).exists():
            continue
        try:
            texts[name] = tables.read(folder / name)
        except GazetteerError as error:
            problems += error.problems
    if problems:
        raise GazetteerError(problems)
    return texts


def _about(folder: Path) -> dict[str, Any]:
    file = folder / "datapackage.json"
    if not file.exists():
        return {}
    try:
        about = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        mend = "Check its commas and brackets."
        problem = Problem(file.name, None, None, None, "is not JSON.", mend)
        raise GazetteerError([problem]) from error
    names = [licence.get("title", "") for licence in about.get("licenses", [])]
    authors = [person.get("title", "") for person in about.get("contributors", [])]
    return {
        **about,
        "licence": "; ".join(filter(None, names)),
        "author": ", ".join(filter(None, authors)),
    }


def _or_empty(texts: dict[str, pd.DataFrame], name: str) -> pd.DataFrame:
    if name in texts:
        return texts[name]
    return pd.DataFrame(columns=list(schema.TABLES[name]), dtype=str)


def _typed_events(texts: pd.DataFrame) -> pd.DataFrame:
    days = [dates.bounds(text)[0] for text in texts["date"]]
    events = texts.assign(day=pd.array(days, dtype="int64"))
    for column in ("base_ids", "sources"):
        events[column] = _identifiers(events[column])
    return events.sort_values("day", kind="stable").reset_index(drop=True)


def _range(periods: pd.DataFrame, settings: dict[str, str]) -> tuple[date, date]:
    """The stated range, or the years from the earliest to the latest date in the data."""
    if "first" in settings and "last" in settings:
        return date.fromisoformat(settings["first"]), date.fromisoformat(settings["last"])
    columns = ("start_earliest", "start_latest", "end_earliest", "end_latest")
    days = pd.concat([periods[column] for column in columns])
    known = days[(days > dates.OPEN_PAST) & (days < dates.OPEN_FUTURE)]
    if known.empty:
        return date(2001, 1, 1), date(2021, 12, 31)
    first, last = dates.from_day(known.min()), dates.from_day(known.max())
    return date(first.year, 1, 1), date(last.year, 12, 31)
