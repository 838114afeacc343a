"""Loading a gazetteer: its files read, checked and typed."""

import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.errors import GazetteerError, Problem
from geo.gazetteer import rules, schema, tables
from geo.gazetteer.columns import BASE_COLUMNS, TABLES
from geo.gazetteer.model import Gazetteer
from geo.paths import DATA
from geo.place.names import slug
from geo.time import dates
from geo.time.calendar import day_number
from geo.time.dates import Day
from geo.time.presence import ensure_bounds, with_bounds
from geo.time.tenure import with_tenures
from geo.vocabulary import HELD

REQUIRED = ("bases.csv", "sources.csv")
OPTIONAL = (
    "claims.csv",
    "events.csv",
    "searches.csv",
    "labels.csv",
    "single_works.csv",
    "statements.csv",
)


def load(path: Path | str | None = None) -> Gazetteer:
    """Return the gazetteer of a folder (or of the bases.csv in it); by default our own.

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
    return replace(build(texts, _about(where)), folder=where)


def _with_problems_across(texts: dict[str, pd.DataFrame], found: list[Problem]) -> list[Problem]:
    """Every problem, file by file and row by row, each cell reported once."""
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
    """Return the gazetteer of checked tables of text and what a data package says about them."""
    periods = typed_periods(texts["bases.csv"])
    settings = about.get("baseAtlas", {})
    first, last = _range(periods, settings)
    return Gazetteer(
        periods=periods,
        bases=_bases(periods),
        sources=texts["sources.csv"].set_index("source_id"),
        claims=_or_empty(texts, "claims.csv"),
        events=_typed_events(_or_empty(texts, "events.csv")),
        searches=_typed_searches(_or_empty(texts, "searches.csv")),
        labels=_or_empty(texts, "labels.csv"),
        single_works=_or_empty(texts, "single_works.csv"),
        statements=_or_empty(texts, "statements.csv"),
        title=about.get("title", "Gazetteer"),
        version=about.get("version", "1"),
        author=about.get("author", ""),
        licence=about.get("licence", ""),
        first=first,
        last=last,
        opening=min(max(dates.parse_day(settings.get("opening", str(last))), first), last),
        stops=tuple(
            (dates.parse_day(stop["date"]), str(stop["label"]))
            for stop in settings.get("stops", ())
        ),
        name=slug(about.get("name") or about.get("title", "")),
        created=_released(about.get("created", "")),
        description=about.get("description", ""),
        citation=about.get("citation", ""),
    )


def _bases(periods: pd.DataFrame) -> pd.DataFrame:
    first = ~periods["base_number"].duplicated()
    return periods.loc[first, ["base_id", *BASE_COLUMNS]].set_index("base_id")


def typed_periods(texts: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of bases.csv with typed columns, their bounds in days and ``held``."""
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
        fix = "Check its commas and brackets."
        problem = Problem(file.name, None, None, None, "is not JSON.", fix)
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
    return _empty(name).copy()


@cache
def _empty(name: str) -> pd.DataFrame:
    return pd.DataFrame(columns=list(TABLES[name].names), dtype=str)


def _typed_searches(texts: pd.DataFrame) -> pd.DataFrame:
    return texts.assign(sources=_identifiers(texts["sources"]))


def _typed_events(texts: pd.DataFrame) -> pd.DataFrame:
    days = [dates.bounds(text)[0] for text in texts["date"]]
    events = texts.assign(day=pd.array(days, dtype="int64"))
    for column in ("base_ids", "sources"):
        events[column] = _identifiers(events[column])
    return events.sort_values("day", kind="stable").reset_index(drop=True)


def _range(periods: pd.DataFrame, settings: dict[str, str]) -> tuple[Day, Day]:
    """The stated range, or the years from the earliest to the latest date in the data."""
    if "first" in settings and "last" in settings:
        return dates.parse_day(settings["first"]), dates.parse_day(settings["last"])
    columns = ("start_earliest", "start_latest", "end_earliest", "end_latest")
    days = pd.concat([periods[column] for column in columns])
    known = days[(days > dates.OPEN_PAST) & (days < dates.OPEN_FUTURE)]
    if known.empty:
        return date(2001, 1, 1), date(2021, 12, 31)
    years = (dates.from_day(day).year for day in (known.min(), known.max()))
    edges = zip(years, ((1, 1), (12, 31)), strict=True)
    first, last = (dates.from_day(day_number(year, *rest)) for year, rest in edges)
    return first, last
