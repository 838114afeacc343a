"""The rules that reach across rows and tables of a gazetteer: one function each."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pandas as pd
from geopy.distance import geodesic
from numpy.typing import NDArray

from geo.errors import Problem
from geo.gazetteer import backing
from geo.gazetteer.backing import unmarked
from geo.gazetteer.columns import BASE_COLUMNS
from geo.gazetteer.statement_parameters import problems_with_parameters
from geo.gazetteer.tables import numbers
from geo.place import geography
from geo.place.names import fold, parse_local_names
from geo.time import presence
from geo.time.dates import OPEN, bounds, to_day
from geo.vocabulary import EDGES, KINDS, LABEL_LANGUAGES, LABELLED, STATUSES

Tables = dict[str, pd.DataFrame]

PERIOD_PROPERTIES = ("start", "end", "operator", "status")


def problems_across(
    tables: Tables, wrong: Mapping[str, Collection[int]] | None = None
) -> Iterator[Problem]:
    """Return everything that the tables contradict each other or themselves in.

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
    fix = "Add the source to sources.csv, or correct the identifier."
    for name, column in _source_columns(tables):
        cells = tables[name][column]
        strange = [cell for cell in cells.unique() if not set(cell.split()) <= known]
        for place in np.flatnonzero(cells.isin(strange)):
            for source in cells.iloc[place].split():
                if source not in known:
                    yield _at(name, place, column, source, "is not in sources.csv.", fix)


def unknown_countries(tables: Tables) -> Iterator[Problem]:
    """Countries that have no borders here."""
    fix = "Use the English short name, as in Kyrgyzstan."
    for name in ("bases.csv", "searches.csv"):
        if name not in tables:
            continue
        cells = tables[name]["country"]
        for place in np.flatnonzero(~cells.isin(geography.countries())):
            value = cells.iloc[place]
            yield _at(name, place, "country", value, "is not a known country.", fix)


def outside_their_country(tables: Tables) -> Iterator[Problem]:
    """Points further from their country than their own uncertainty."""
    periods = tables["bases.csv"]
    latitudes, longitudes = numbers(periods["latitude"]), numbers(periods["longitude"])
    far = geography.outside_m(periods["country"], latitudes, longitudes)
    wrong = far > numbers(periods["coordinate_uncertainty_m"])
    fix = "Correct the coordinates (are they swapped?), the country, or the uncertainty."
    for place in np.flatnonzero(wrong):
        row = periods.iloc[place]
        value = f"{row['latitude']}, {row['longitude']}"
        message = f"is {far[place] / 1000:.0f} km outside {row['country']}."
        yield _at("bases.csv", place, "latitude", value, message, fix)


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
    for column in BASE_COLUMNS:
        cells = periods[column].array
        for k in np.flatnonzero(cells.take(later) != cells.take(first)):
            message = f"differs from {cells[first[k]]!r}, which the base's first row has."
            fix = "Make all rows of the base agree."
            yield _at("bases.csv", later[k], column, cells[later[k]], message, fix)


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
                    fix = "Let one period end on the day on which the other begins."
                    yield _at("bases.csv", other.Index, "status", other.status, message, fix)


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
    fix = "Correct the identifier."
    for place in np.flatnonzero(~claims["base_id"].isin(periods["base_id"])):
        value = claims["base_id"].iloc[place]
        yield _at("claims.csv", place, "base_id", value, "is not in bases.csv.", fix)
    owner = periods.drop_duplicates("period_id").set_index("period_id")["base_id"]
    of_period = claims["property"].isin(PERIOD_PROPERTIES) | (claims["period_id"] != "")
    wrong = of_period & (claims["period_id"].map(owner) != claims["base_id"])
    for place in np.flatnonzero(wrong):
        value = claims["period_id"].iloc[place]
        yield _at("claims.csv", place, "period_id", value, "is not a period of this base.", fix)


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
            fix = "Change bases.csv, or mark the claim as not used and say why."
            yield _at("claims.csv", place, "value", claim["value"], message, fix)


def used_names_and_places_that_disagree(tables: Tables) -> Iterator[Problem]:
    """Claims marked as used that name or place a base otherwise than bases.csv does."""
    claims = tables.get("claims.csv")
    if claims is None:
        return
    bases = tables["bases.csv"].drop_duplicates("base_id").set_index("base_id")
    used = claims[(claims["used"] == "yes") & claims["base_id"].isin(bases.index)]
    for place, claim in used[used["property"] == "name"].iterrows():
        base = bases.loc[claim["base_id"]]
        cells = (base["local_names"], base["also_found_by"])
        names = [base["name"], *(name for c in cells for _, name in parse_local_names(c))]
        if fold(claim["value"]) not in map(fold, names):
            message = "is marked as used, but is not a name of the base in bases.csv."
            fix = (
                "Add it to local_names or also_found_by, or mark the claim as not used and say why."
            )
            yield _at("claims.csv", place, "value", claim["value"], message, fix)
    for place, claim in used[used["property"] == "position"].iterrows():
        base = bases.loc[claim["base_id"]]
        apart = _apart_m(claim["value"], base)
        if apart is None or apart > float(base["coordinate_uncertainty_m"]):
            told = (
                "is not a latitude and a longitude" if apart is None else f"is {apart:.0f} m away"
            )
            message = f"is marked as used, but {told}."
            fix = "Widen the uncertainty, or mark the claim as not used and say why."
            yield _at("claims.csv", place, "value", claim["value"], message, fix)


def dates_without_a_claim(tables: Tables) -> Iterator[Problem]:
    """Dates of bases.csv that no used claim backs."""
    claims = tables.get("claims.csv")
    if claims is None:
        return
    used = claims[claims["used"] == "yes"]
    said = used["value"].map(unmarked)
    backed = set(zip(used["period_id"], used["property"], said, strict=True))
    periods = tables["bases.csv"]
    fix = "Add a claim with this very date to claims.csv, or correct the date."
    for column in ("start", "end"):
        for place, (period, value) in enumerate(
            zip(periods["period_id"], periods[column], strict=True)
        ):
            if value and (period, column, unmarked(value)) not in backed:
                message = "is not backed by any used claim."
                yield _at("bases.csv", place, column, value, message, fix)


def unused_without_a_reason(tables: Tables) -> Iterator[Problem]:
    """Claims that are not used, or that only follow from a source, without a word why."""
    claims = tables.get("claims.csv")
    if claims is None:
        return
    silent = claims["reason"].str.strip() == ""
    for place in np.flatnonzero(silent & (claims["used"] == "no")):
        yield _at("claims.csv", place, "reason", "", "is blank.", "Say why it is not used.")
    inferred = silent & (claims["used"] == "yes") & (claims["inferred"] == "yes")
    for place in np.flatnonzero(inferred):
        fix = "Say what the source says, and how the value follows from it."
        yield _at("claims.csv", place, "reason", "", "is blank.", fix)


def events_about_nothing(tables: Tables) -> Iterator[Problem]:
    """Events that name bases which do not exist."""
    events = tables.get("events.csv")
    if events is None:
        return
    known = set(tables["bases.csv"]["base_id"])
    for place, cell in enumerate(events["base_ids"]):
        for base in cell.split():
            if base not in known:
                fix = "Correct the identifier."
                yield _at("events.csv", place, "base_ids", base, "is not in bases.csv.", fix)


def places_searched_twice(tables: Tables) -> Iterator[Problem]:
    """Searches of a place, or of a whole country, that another row has already."""
    searches = tables.get("searches.csv")
    if searches is None:
        return
    names = searches["country"] + "|" + searches["place"].map(fold)
    fix = "Combine both rows into one."
    for place in np.flatnonzero(names.duplicated()):
        value = searches["place"].iloc[place] or searches["country"].iloc[place]
        yield _at("searches.csv", place, "place", value, "is already in another row.", fix)


def works_in_a_circle(tables: Tables) -> Iterator[Problem]:
    """Works named like a source that itself repeats another, perhaps the very one it is behind."""
    sources = tables["sources.csv"]
    behind = dict(zip(sources["source_id"], sources["work"], strict=True))
    for place, work in enumerate(sources["work"]):
        root = behind.get(work, work)
        if root != work:
            message = f"is a source that itself repeats {root}."
            fix = "Name the original text, which repeats no other."
            yield _at("sources.csv", place, "work", work, message, fix)


def works_of_nothing(tables: Tables) -> Iterator[Problem]:
    """Works that are no source, and that no second source repeats: misspelt ones."""
    sources = tables["sources.csv"]
    alone = ~sources["work"].duplicated(keep=False) & ~sources["work"].isin(sources["source_id"])
    fix = "Name the source itself, or the text that others repeat, spelt as they have it."
    for place in np.flatnonzero(alone & (sources["work"] != "")):
        value = sources["work"].iloc[place]
        message = "is neither a source nor behind a second one."
        yield _at("sources.csv", place, "work", value, message, fix)


# Archives of the web that write the moment of a capture, and then the address, into theirs.
WEB_ARCHIVES = (
    "web.archive.org",
    "wayback.archive-it.org",
    "webarchive.loc.gov",
    "webarchive.nationalarchives.gov.uk",
    "archive.ph",
    "archive.today",
    "archive.is",
)
_CAPTURE = re.compile(
    r"https?://(?P<host>[^/?#]+)/(?:[\w-]+/)?(?P<stamp>\d{14})(?:[a-z]{2}_)?/(?P<url>.+)"
)


def captures_of_other_pages(tables: Tables) -> Iterator[Problem]:
    """Captures that are not of url, at a moment that cannot be, or without their day."""
    sources = tables["sources.csv"]
    cells = (sources[name] for name in ("url", "archived_url", "archived_on", "date"))
    for place, (url, archived, day, published) in enumerate(zip(*cells, strict=True)):
        for column, message, fix in _wrong_capture(url, archived, day, published):
            value = {"archived_url": archived, "archived_on": day}[column]
            yield _at("sources.csv", place, column, value, message, fix)


def _wrong_capture(
    url: str, archived: str, day: str, published: str
) -> Iterator[tuple[str, str, str]]:
    if not archived:
        if day:
            fix = "Give the address of the capture, or leave the cell blank."
            yield "archived_on", "is given, but no capture is.", fix
        return
    leave = "Give the capture of url, or leave both columns of the archive blank."
    found = _CAPTURE.fullmatch(archived)
    moment = _moment(found["stamp"]) if found else None
    if not url or not found or found["host"] not in WEB_ARCHIVES or found["url"] != url:
        message = "is not a capture of url: an archive's address, a moment, and then url itself."
        yield "archived_url", message, leave
    elif moment is None:
        message = f"is of a moment that does not exist: {found['stamp']}."
        yield "archived_url", message, "Copy the address from the archive."
    elif _is_before(moment, published):
        message = f"was captured before the source came out ({published})."
        yield "archived_url", message, "Correct the date of the source, or give a later capture."
    if not day:
        fix = "Write the day of the capture, as the archive gives it."
        yield "archived_on", "is blank, though a capture is given.", fix
    elif moment is not None and not _holds(day, moment):
        message = f"is not the day of the capture, {moment.date()}."
        yield "archived_on", message, "Write the day of the capture, as the archive gives it."


def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def _is_before(moment: datetime, published: str) -> bool:
    """Whether a moment lies before a date, wherever on earth that was written."""
    edges = _bounds_or_none(published)
    return edges is not None and to_day(moment.date()) < edges[0] - 1


def _holds(day: str, moment: datetime) -> bool:
    edges = _bounds_or_none(day)
    return edges is None or edges[0] <= to_day(moment.date()) <= edges[1]


def _bounds_or_none(text: str) -> tuple[int, int] | None:
    """The bounds of a date, None of one that is blank or cannot be read."""
    try:
        return bounds(text) if text else None
    except ValueError:
        return None


def dates_on_one_work(tables: Tables) -> Iterator[Problem]:
    """Dates of the article's bases that no two works give, without a word why; needless words."""
    reasons, claims = tables.get("single_works.csv"), tables.get("claims.csv")
    if reasons is None or claims is None:
        return
    # A source with a faulty row is reported elsewhere, and still counts as a work.
    sources = tables["sources.csv"].drop_duplicates("source_id").set_index("source_id")
    periods = tables["bases.csv"]
    few = backing.dates_given_by_fewer_than_two(claims, sources, periods)
    single = set(zip(few["period_id"], few["property"], strict=True))
    known = set(periods["period_id"])
    said = set(zip(reasons["period_id"], reasons["property"], strict=True))
    for place, about in enumerate(zip(reasons["period_id"], reasons["property"], strict=True)):
        if about[0] in known and about not in single:
            message = f"has no {about[1]} that fewer than two works give."
            fix = "Correct the identifier, or remove the row: a second work was found."
            yield _at("single_works.csv", place, "period_id", about[0], message, fix)
    fix = "Find a second work that gives it, or say in single_works.csv why none was found."
    for place, period in enumerate(periods["period_id"]):
        for edge in EDGES:
            named = periods["in_article"].iloc[place] != "no"
            if named and (period, edge) in single - said:
                value = periods[edge].iloc[place]
                message = "is given by fewer than two independent works."
                yield _at("bases.csv", place, edge, value, message, fix)


def things_without_a_label(tables: Tables) -> Iterator[Problem]:
    """Things of bases.csv that lack a label in a language that labels are given in."""
    labels, periods = tables.get("labels.csv"), tables["bases.csv"]
    if labels is None or labels.empty:
        return
    rows = labels.groupby(["thing", "key"])["language"].agg(list).to_dict()
    fixed = {"kind": KINDS, "status": STATUSES, "country": tuple(geography.countries())}
    for thing in LABELLED:
        cells = periods["base_id" if thing == "base" else thing]
        for key in cells[cells.isin(fixed[thing])].unique() if thing in fixed else cells.unique():
            own = rows.get((thing, key), [])
            missing = [name for name in LABEL_LANGUAGES if name not in own]
            # A second label in one language, or one in none, is told of itself.
            if missing and len(own) < len(LABEL_LANGUAGES):
                place = int(np.argmax((labels["thing"] == thing) & (labels["key"] == key)))
                message = f"has no label in {', '.join(missing)}."
                fix = "Add a row for each language."
                yield _at("labels.csv", place, "key", key, message, fix)


def countries_not_searched(tables: Tables) -> Iterator[Problem]:
    """Countries with bases that count, in a gazetteer that says how others were searched."""
    searches, periods = tables.get("searches.csv"), tables["bases.csv"]
    if searches is None or searches.empty:
        return
    searched = set(searches.loc[searches["place"] == "", "country"])
    counted = periods[periods["reference"] == "no"].drop_duplicates("country")
    fix = "Say in searches.csv what was looked for in the whole country."
    for place, country in counted["country"].items():
        if country not in searched and country in geography.countries():
            message = "has no search of the whole country."
            yield _at("bases.csv", place, "country", country, message, fix)


def reasons_about_nothing(tables: Tables) -> Iterator[Problem]:
    """Rows of single_works.csv about periods that do not exist."""
    reasons = tables.get("single_works.csv")
    if reasons is None:
        return
    strange = ~reasons["period_id"].isin(tables["bases.csv"]["period_id"])
    for place in np.flatnonzero(strange):
        value = reasons["period_id"].iloc[place]
        fix = "Correct the identifier."
        yield _at("single_works.csv", place, "period_id", value, "is not in bases.csv.", fix)


def labels_of_nothing(tables: Tables) -> Iterator[Problem]:
    """Labels of things that are not in bases.csv, and second labels of one in one language."""
    labels, periods = tables.get("labels.csv"), tables["bases.csv"]
    if labels is None:
        return
    known = {thing: set(periods["base_id" if thing == "base" else thing]) for thing in LABELLED}
    known["kind"] |= set(KINDS)
    known["status"] |= set(STATUSES)
    for place, (thing, key) in enumerate(zip(labels["thing"], labels["key"], strict=True)):
        if key not in known.get(thing, {key}):
            fix = "Spell it as bases.csv does, or remove the row."
            yield _at("labels.csv", place, "key", key, f"is not a {thing} in bases.csv.", fix)
    fix = "Keep one label for each language."
    for again in np.flatnonzero(labels.duplicated(["thing", "key", "language"])):
        value = labels["label"].iloc[again]
        yield _at("labels.csv", again, "label", value, "is a second label.", fix)


Rules = tuple[Callable[[Tables], Iterator[Problem]], ...]

REFERENCE_RULES: Rules = (
    unknown_sources,
    unknown_countries,
    claims_about_nothing,
    unused_without_a_reason,
    events_about_nothing,
    places_searched_twice,
    labels_of_nothing,
    things_without_a_label,
    countries_not_searched,
    reasons_about_nothing,
    works_in_a_circle,
    works_of_nothing,
    captures_of_other_pages,
    problems_with_parameters,
)
# These find the columns of :mod:`geo.time.presence` among those of bases.csv.
VALUE_RULES: Rules = (
    differing_places,
    outside_their_country,
    ends_before_starts,
    contradicting_status,
    used_claims_that_disagree,
    used_names_and_places_that_disagree,
    dates_without_a_claim,
    dates_on_one_work,
)


def _source_columns(tables: Tables) -> Iterator[tuple[str, str]]:
    for name, column in (
        ("bases.csv", "sources"),
        ("claims.csv", "source_id"),
        ("events.csv", "sources"),
        ("searches.csv", "sources"),
        ("labels.csv", "source_id"),
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


def _at(name: str, place: Any, column: str, value: str, message: str, fix: str) -> Problem:
    return Problem(name, int(place) + 2, column, str(value), message, fix)
