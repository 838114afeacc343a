"""The rules that reach across rows and tables of a gazetteer: one function each."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from geopy.distance import geodesic
from numpy.typing import NDArray

from geo import places, presence
from geo.dates import OPEN, bounds
from geo.errors import Problem
from geo.names import fold, parse_local_names
from geo.parameters import problems_with_parameters
from geo.tables import numbers

Tables = dict[str, pd.DataFrame]

PLACE_COLUMNS = (
    "name",
    "local_names",
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
PERIOD_PROPERTIES = ("start", "end", "operator", "status")
HELD = ("active", "closing")


def problems_across(
    tables: Tables, wrong: Mapping[str, Collection[int]] | None = None
) -> Iterator[Problem]:
    """Give everything that the tables contradict each other or themselves in.

    ``wrong`` names the rows (lines of each file) with a cell that cannot be read: what they refer
    to is still looked at, what their values say is not.
    """
    for rule in REFERENCE_RULES:
        yield from rule(tables)
    sound = _sound(tables, wrong or {})
    lines = {name: table.index.to_numpy() + 2 for name, table in sound.items()}
    plain = {name: table.reset_index(drop=True) for name, table in sound.items()}
    plain["bases.csv"] = presence.ensure_bounds(plain["bases.csv"])
    for rule in VALUE_RULES:
        for problem in rule(plain):
            yield replace(problem, row=int(lines[problem.file][(problem.row or 2) - 2]))


def _sound(tables: Tables, wrong: Mapping[str, Collection[int]]) -> Tables:
    """The tables without rows that are wrong, nor those that the wrong ones are about."""
    sound = {
        name: table[~(table.index + 2).isin(list(wrong[name]))] if wrong.get(name) else table
        for name, table in tables.items()
    }
    if "claims.csv" in tables:
        periods, claims = sound["bases.csv"], sound["claims.csv"]
        lost = tables["claims.csv"].drop(claims.index)["period_id"]
        periods = periods[~periods["period_id"].isin(lost)]
        about = claims["period_id"].isin(["", *periods["period_id"]])
        sound["claims.csv"] = claims[about & claims["base_id"].isin(periods["base_id"])]
        sound["bases.csv"] = periods
    return sound


def unknown_sources(tables: Tables) -> Iterator[Problem]:
    """Sources that no row of sources.csv explains."""
    known = set(tables["sources.csv"]["source_id"])
    mend = "Add the source to sources.csv, or correct the identifier."
    for name, column in _source_columns(tables):
        cells = tables[name][column]
        strange = [cell for cell in cells.unique() if not set(cell.split()) <= known]
        for place in np.flatnonzero(cells.isin(strange)):
            for source in cells.iloc[place].split():
                if source not in known:
                    yield _at(name, place, column, source, "is not in sources.csv.", mend)


def unknown_countries(tables: Tables) -> Iterator[Problem]:
    """Countries that have no borders here."""
    periods = tables["bases.csv"]
    mend = "Use the English short name, as in Kyrgyzstan."
    for place in np.flatnonzero(~periods["country"].isin(places.countries())):
        value = periods["country"].iloc[place]
        yield _at("bases.csv", place, "country", value, "is not a country known here.", mend)


def outside_their_country(tables: Tables) -> Iterator[Problem]:
    """Points further from their country than their own uncertainty."""
    periods = tables["bases.csv"]
    latitudes, longitudes = numbers(periods["latitude"]), numbers(periods["longitude"])
    far = places.outside_m(periods["country"], latitudes, longitudes)
    wrong = far > numbers(periods["coordinate_uncertainty_m"])
    mend = "Correct the coordinates (are they swapped?), the country, or the uncertainty."
    for place in np.flatnonzero(wrong):
        row = periods.iloc[place]
        value = f"{row['latitude']}, {row['longitude']}"
        message = f"lies {far[place] / 1000:.0f} km outside {row['country']}."
        yield _at("bases.csv", place, "latitude", value, message, mend)


def ends_before_starts(tables: Tables) -> Iterator[Problem]:
    """Periods whose end lies before their start, whatever the doubt."""
    periods = tables["bases.csv"]
    for place in np.flatnonzero(periods["end_latest"] < periods["start_earliest"]):
        start, end = periods["start"].iloc[place], periods["end"].iloc[place]
        message = f"ends before it starts ({start})."
        yield _at("bases.csv", place, "end", end, message, "Correct the start or the end.")


def differing_places(tables: Tables) -> Iterator[Problem]:
    """Rows of one base that disagree about its name or place."""
    periods = tables["bases.csv"]
    later, first = _later_rows(periods)
    for column in PLACE_COLUMNS:
        cells = periods[column].array
        for k in np.flatnonzero(cells.take(later) != cells.take(first)):
            message = f"differs from {cells[first[k]]!r}, which the base's first row has."
            mend = "Make all rows of the base agree."
            yield _at("bases.csv", later[k], column, cells[later[k]], message, mend)


def _later_rows(periods: pd.DataFrame) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Places of the rows that follow another of their base, and of the first row of that base."""
    base = pd.factorize(periods["base_number"])[0]
    # Bases are numbered as they first come, so a row is a base's first where its number is new.
    highest = np.maximum.accumulate(np.append(-1, base))
    again = base <= highest[:-1]
    later = np.flatnonzero(again)
    return later, np.flatnonzero(~again)[base[later]]


def contradicting_status(tables: Tables) -> Iterator[Problem]:
    """Periods of one operator at one base that certainly overlap with different status."""
    periods = tables["bases.csv"]
    for _, group in _of_several_statuses(periods).groupby(["base_id", "operator"]):
        rows = list(group.itertuples())
        for k, one in enumerate(rows):
            for other in rows[k + 1 :]:
                starts = max(one.start_latest, other.start_latest)
                ends = min(one.end_earliest, other.end_earliest)
                if one.status != other.status and starts <= ends:
                    message = f"contradicts {one.period_id} ({one.status}) at the same time."
                    mend = "Let one period end on the day on which the other begins."
                    yield _at("bases.csv", other.Index, "status", other.status, message, mend)


def _of_several_statuses(periods: pd.DataFrame) -> pd.DataFrame:
    """The periods of bases whose periods do not all have the same status."""
    base, status = (pd.factorize(periods[name])[0] for name in ("base_number", "status"))
    some = np.zeros(len(base), dtype=np.intp)
    some[base] = status
    several = np.zeros(len(base), dtype=bool)
    several[base[status != some[base]]] = True
    return periods.iloc[np.flatnonzero(several[base])]


def claims_about_nothing(tables: Tables) -> Iterator[Problem]:
    """Claims about bases or periods that do not exist."""
    periods, claims = tables["bases.csv"], tables.get("claims.csv")
    if claims is None:
        return
    mend = "Correct the identifier."
    for place in np.flatnonzero(~claims["base_id"].isin(periods["base_id"])):
        value = claims["base_id"].iloc[place]
        yield _at("claims.csv", place, "base_id", value, "is not in bases.csv.", mend)
    owner = periods.drop_duplicates("period_id").set_index("period_id")["base_id"]
    of_period = claims["property"].isin(PERIOD_PROPERTIES) | (claims["period_id"] != "")
    wrong = of_period & (claims["period_id"].map(owner) != claims["base_id"])
    for place in np.flatnonzero(wrong):
        value = claims["period_id"].iloc[place]
        yield _at("claims.csv", place, "period_id", value, "is no period of this base.", mend)


def used_claims_that_disagree(tables: Tables) -> Iterator[Problem]:
    """Claims marked as used that say something else than bases.csv."""
    claims = tables.get("claims.csv")
    if claims is None:
        return
    periods = tables["bases.csv"].drop_duplicates("period_id").set_index("period_id")
    used = claims[(claims["used"] == "yes") & claims["property"].isin(PERIOD_PROPERTIES)]
    for place, claim in used[used["period_id"].isin(periods.index)].iterrows():
        held = periods.at[claim["period_id"], claim["property"]]
        if not _compatible(claim["property"], claim["value"], held):
            message = f"is marked as used, but bases.csv has {held!r}."
            mend = "Change bases.csv, or mark the claim as not used and say why."
            yield _at("claims.csv", place, "value", claim["value"], message, mend)


def used_names_and_places_that_disagree(tables: Tables) -> Iterator[Problem]:
    """Claims marked as used that name or place a base otherwise than bases.csv does."""
    claims = tables.get("claims.csv")
    if claims is None:
        return
    bases = tables["bases.csv"].drop_duplicates("base_id").set_index("base_id")
    used = claims[(claims["used"] == "yes") & claims["base_id"].isin(bases.index)]
    for place, claim in used[used["property"] == "name"].iterrows():
        base = bases.loc[claim["base_id"]]
        names = [base["name"], *(name for _, name in parse_local_names(base["local_names"]))]
        if fold(claim["value"]) not in map(fold, names):
            message = "is marked as used, but is no name of the base in bases.csv."
            mend = "Add it to local_names, or mark the claim as not used and say why."
            yield _at("claims.csv", place, "value", claim["value"], message, mend)
    for place, claim in used[used["property"] == "position"].iterrows():
        base = bases.loc[claim["base_id"]]
        apart = _apart_m(claim["value"], base)
        if apart is None or apart > float(base["coordinate_uncertainty_m"]):
            told = (
                "is not a latitude and a longitude" if apart is None else f"lies {apart:.0f} m off"
            )
            message = f"is marked as used, but {told}."
            mend = "Widen the uncertainty, or mark the claim as not used and say why."
            yield _at("claims.csv", place, "value", claim["value"], message, mend)


def dates_without_a_claim(tables: Tables) -> Iterator[Problem]:
    """Dates of bases.csv that no used claim backs."""
    claims = tables.get("claims.csv")
    if claims is None:
        return
    used = claims[claims["used"] == "yes"]
    said = used["value"].map(_unmarked)
    backed = set(zip(used["period_id"], used["property"], said, strict=True))
    periods = tables["bases.csv"]
    mend = "Add a claim with this very date to claims.csv, or correct the date."
    for column in ("start", "end"):
        for place, (period, value) in enumerate(
            zip(periods["period_id"], periods[column], strict=True)
        ):
            if value and (period, column, _unmarked(value)) not in backed:
                message = "is not backed by any used claim."
                yield _at("bases.csv", place, column, value, message, mend)


def unused_without_a_reason(tables: Tables) -> Iterator[Problem]:
    """Claims that are not used, without a word why."""
    claims = tables.get("claims.csv")
    if claims is None:
        return
    silent = (claims["used"] == "no") & (claims["reason"].str.strip() == "")
    for place in np.flatnonzero(silent):
        yield _at("claims.csv", place, "reason", "", "is blank.", "Say why it is not used.")


def events_about_nothing(tables: Tables) -> Iterator[Problem]:
    """Events that name bases which do not exist."""
    events = tables.get("events.csv")
    if events is None:
        return
    known = set(tables["bases.csv"]["base_id"])
    for place, cell in enumerate(events["base_ids"]):
        for base in cell.split():
            if base not in known:
                mend = "Correct the identifier."
                yield _at("events.csv", place, "base_ids", base, "is not in bases.csv.", mend)


Rules = tuple[Callable[[Tables], Iterator[Problem]], ...]

REFERENCE_RULES: Rules = (
    unknown_sources,
    unknown_countries,
    claims_about_nothing,
    unused_without_a_reason,
    events_about_nothing,
    problems_with_parameters,
)
# These find the columns of :mod:`geo.presence` among those of bases.csv.
VALUE_RULES: Rules = (
    differing_places,
    outside_their_country,
    ends_before_starts,
    contradicting_status,
    used_claims_that_disagree,
    used_names_and_places_that_disagree,
    dates_without_a_claim,
)


def _source_columns(tables: Tables) -> Iterator[tuple[str, str]]:
    for name, column in (
        ("bases.csv", "sources"),
        ("claims.csv", "source_id"),
        ("events.csv", "sources"),
        ("statements.csv", "sources"),
    ):
        if name in tables:
            yield name, column


def _apart_m(value: str, base: pd.Series) -> float | None:
    """Metres from a claimed "latitude, longitude" to the base's point; None where it is none."""
    try:
        latitude, longitude = (float(part) for part in value.split(","))
        point = (float(base["latitude"]), float(base["longitude"]))
        return float(geodesic((latitude, longitude), point).meters)
    except ValueError:
        return None


def _compatible(prop: str, claimed: str, held: str) -> bool:
    """Words must be equal; two dates must have a day in common."""
    if prop in ("operator", "status") or claimed == held:
        return claimed == held
    if held == OPEN and prop == "end":
        return True
    if held in ("", OPEN) or claimed == OPEN:
        return False
    low, high = bounds(claimed)
    held_low, held_high = bounds(held)
    return low <= held_high and held_low <= high


def _unmarked(text: str) -> str:
    """The date without ``~ ? %``: the gazetteer may doubt what a source says without doubt."""
    return text.rstrip("~?%")


def _at(name: str, place: Any, column: str, value: str, message: str, mend: str) -> Problem:
    return Problem(name, int(place) + 2, column, str(value), message, mend)
