"""What a view shows as a sentence that a reporter can quote, with the sources it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from geo.answers import article, changes, citation, distances, evidence
from geo.answers.changes import Difference
from geo.answers.view import Count, View, look
from geo.gazetteer.model import Gazetteer
from geo.plural import counted, counted_range
from geo.time import dates
from geo.time.presence import Presence
from geo.vocabulary import HELD, Status
from geo.wording import APP, time_in_words

# operators and countries that a sentence names before it counts the others
NAMED = 6
# sources that are named in brackets before the others are counted
NAMED_SOURCES = 3
# Kinds of sources that are named after those they draw on.
LAST = ("reference", "dataset")
_NUMBERS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]


@dataclass(frozen=True)
class Group:
    """The sources of a part of a sentence: of a base, or of an event.

    ``sources`` are rows of the gazetteer's sources, encyclopaedias and the like last.
    """

    about: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Quotable:
    """A sentence of fact, and what it rests on."""

    sentence: str
    groups: tuple[Group, ...]


def of_page(stem: str, view: View) -> Quotable:
    """Return the sentence for what a page shows: a base, two dates, a distance, a stop, or all."""
    if stem == "compare":
        return of_two_dates(view)
    if stem == "distances" and not view.present.empty:
        return of_distances(view)
    if stem == "events" and view.selection.stop:
        return of_stop(view)
    return of_bases(view) if view.base is None else of_base(view)


def of_bases(view: View) -> Quotable:
    """Return who held how many bases where, as a sentence; each base has its sources."""
    time = _at(view)
    if not view.held.possible:
        told = f"{time} no base is known to have been held{_where(view.selection.countries)}"
    else:
        powers = len(view.by_operator)
        power = "power" if powers == 1 else "powers"
        bases = counted_range(view.held.certain, view.held.possible, "base")
        once = " at some time" if view.selection.window else ""
        held = view.present[view.present["held"]]
        told = (
            f"{time} {_number(powers)} {power} held {bases}{once}"
            f"{_where(sorted(held['country'].unique()))}: {_by_operator(view.by_operator)}"
        )
    parts = [told, *_not_counted(view)]
    return Quotable("; ".join(parts) + f"{_filters(view)}.", _groups(view, view.present))


def of_base(view: View) -> Quotable:
    """Return who had the chosen base of a view, and from when to when."""
    assert view.base is not None
    own = view.gazetteer.periods
    own = own[own["base_id"] == view.selection.base].sort_values("start_earliest", kind="stable")
    codes = pd.Series(view.codes, index=view.gazetteer.periods.index)
    there = own[codes[own.index] > Presence.ABSENT]
    name = f"{view.base['name']} in {view.base['country']}"
    if there.empty:
        whole = "; ".join(dict.fromkeys(_tenure(row) for row in own.to_dict("records")))
        told = f"{_at(view)} nobody is known to have held {name}, where there was: {whole}"
        return Quotable(f"{told}.", _groups(view, own))
    rows = there.assign(presence=codes[there.index]).to_dict("records")
    # The dates told are those of the whole tenure, of which this may be a part.
    tenure = ["operator", "since", "until"]
    whole = own[own.set_index(tenure).index.isin(there.set_index(tenure).index)]
    return Quotable(f"{_at(view)} {name} was {_holders(rows)}.", _groups(view, whole))


def of_two_dates(view: View) -> Quotable:
    """Return what changed between the two dates of a view; what changed has its sources."""
    days = changes.two_dates(view.selection, view.gazetteer)
    views = [look(view.gazetteer, replace(view.selection, date=day, window=None)) for day in days]
    found = changes.compare(*views)
    changed = {d.base_id for d in found if d.what != changes.UNCHANGED}
    periods = view.periods[view.periods["base_id"].isin(changed) & view.periods["held"]]
    spans = [set(each.present.index) for each in views]
    periods = periods[periods.index.isin(spans[0] ^ spans[1])]
    told = f"Between {_listed([dates.day_in_words(day) for day in days])}, {_changes(found)}"
    return Quotable(f"{told}{_filters(view)}.", _groups(view, periods))


def of_distances(view: View) -> Quotable:
    """Return the distances of a view as a sentence, the shortest first.

    Each base has the sources of its position.
    """
    found = distances.ways(view.gazetteer, distances.starts(view), distances.targets(view))
    ways = sorted(found, key=lambda way: way.found.metres)
    if not ways:
        return of_bases(view)
    bases = view.gazetteer.bases
    by_start: dict[str, list[str]] = {}
    for way in ways[:NAMED]:
        border = way.kind == distances.BORDER
        inside = border and not way.found.metres
        there = f"the border of {way.name}" if border else way.name
        told = f"within {way.name}" if inside else f"{way.found} from {there}"
        by_start.setdefault(way.base_id, []).append(told)
    parts = [
        f"{bases.at[start, 'name']} in {bases.at[start, 'country']} is {_listed(own)}"
        for start, own in by_start.items()
    ]
    rest = len(ways) - NAMED
    parts += [f"{rest:,} more {'was' if rest == 1 else 'were'} measured"] if rest > 0 else []
    groups = (Group(str(bases.at[s, "name"]), _of_position(view.gazetteer, s)) for s in by_start)
    told = f"In a straight line, {'; '.join(parts)}."
    return Quotable(told, tuple(sorted(groups, key=lambda group: group.about)))


def _of_position(gazetteer: Gazetteer, base_id: str) -> tuple[str, ...]:
    """The sources that give the place of a base as the gazetteer has it."""
    claims = gazetteer.claims
    own = claims[(claims["base_id"] == base_id) & (claims["property"] == "position")]
    return tuple(dict.fromkeys(own.loc[own["used"] == "yes", "source_id"]))


def of_stop(view: View) -> Quotable:
    """Return the event at the tour's stop, as it was written, with its sources."""
    events = view.gazetteer.events
    stops = events[events["tour"] != ""].sort_values("tour", key=pd.to_numeric)
    event = stops.iloc[min(view.selection.stop, len(stops)) - 1]
    claim = article.claim_of(view.gazetteer) if event["event_id"] == article.EVENT else ()
    if claim:
        told = " ".join(sentence for _, sentence, _ in claim)
        return Quotable(told, tuple(Group(label, sources) for label, _, sources in claim))
    told = f"{dates.in_words(event['date'])}: {event['title']}. {event['note']}".strip()
    return Quotable(told, (Group(str(event["title"]), tuple(event["sources"])),))


def in_text(quotable: Quotable, view: View, address: str) -> str:
    """Return the sentence with its source in brackets, as it is quoted.

    Where it rests on the sources of one base or event they are named; else the atlas is, which
    names them.
    """
    gazetteer = view.gazetteer
    groups = [group for group in quotable.groups if group.sources]
    own = dict.fromkeys(_short(gazetteer, s) for group in groups[:1] for s in group.sources)
    named = "; ".join(list(own)[:NAMED_SOURCES]) if len(groups) == 1 else ""
    if named and len(own) > NAMED_SOURCES:
        named += f" and {counted(len(own) - NAMED_SOURCES, 'more source')}"
    atlas = ", ".join(
        filter(
            None,
            (
                gazetteer.citation.strip().rstrip(".") or f"{APP}, “{gazetteer.title}”",
                f"version {gazetteer.version}",
                citation.link(view, address),
            ),
        )
    )
    return f"{quotable.sentence} ({'; '.join(filter(None, (named, atlas)))})"


def sources_in_text(quotable: Quotable, gazetteer: Gazetteer) -> str:
    """Return the sources of a sentence as lines: each base, and under it who says so."""
    lines = []
    for group in quotable.groups:
        lines.append(group.about)
        lines += [f"  {_long(gazetteer, source)}" for source in group.sources]
    return "\n".join(lines)


def _groups(view: View, periods: pd.DataFrame) -> tuple[Group, ...]:
    """The sources of the dates of some periods, by base."""
    names = view.gazetteer.bases["name"]
    found = []
    for base_id, rows in periods.groupby("base_id", sort=False):
        used: dict[str, str] = {}
        wanted = set(rows["period_id"])
        for item in evidence.of_base(view.gazetteer, str(base_id)):
            if item.period_id in wanted:
                for claim in (c for edge in item.edges for c in edge.claims if c.used):
                    # Works that repeat one text are named once.
                    used.setdefault(claim.work or claim.source_id, claim.source_id)
        every = used.values() or dict.fromkeys(s for own in rows["sources"] for s in own)
        kinds = view.gazetteer.sources["kind"]
        sources = sorted(every, key=lambda source: kinds[source] in LAST)
        found.append(Group(str(names[base_id]), tuple(sources)))
    return tuple(sorted(found, key=lambda group: group.about))


def _at(view: View) -> str:
    words = time_in_words(view.selection)
    if view.selection.window:
        return f"Between {words.replace(' to ', ' and ')}"
    return f"On {words}"


def _by_operator(counts: dict[str, Count]) -> str:
    ordered = sorted(counts.items(), key=lambda item: (-item[1].possible, item[0]))
    named = [f"{name} {count}" for name, count in ordered[:NAMED]]
    rest = len(ordered) - len(named)
    return ", ".join([*named, *([f"{rest} more"] if rest else [])])


def _where(countries: Iterable[str]) -> str:
    named = list(countries)
    if not named or len(named) > NAMED:
        return f" in {len(named)} countries" if named else ""
    return f" in {_listed(named)}"


def _not_counted(view: View) -> list[str]:
    """What is there and no base held: proposals and reports, and what lies outside the region."""
    there = view.present
    rest = there[~there["base_id"].isin(there.loc[there["held"], "base_id"])]
    aside = rest[rest["status"].isin(HELD)]
    said = rest[~rest["base_id"].isin(aside["base_id"])]
    found = []
    if len(said):
        how = _listed(sorted(said["status"].unique()), "or")
        found.append(f"{said['base_id'].nunique():,} more {_were(said)} only {how}")
    if len(aside):
        where = _where(sorted(aside["country"].unique()))
        found.append(f"{aside['base_id'].nunique():,}{where} {_were(aside)} not counted")
    return found


def _were(rows: pd.DataFrame) -> str:
    return "was" if rows["base_id"].nunique() == 1 else "were"


def _filters(view: View) -> str:
    told = view.selection.describe_filters()
    return f" (counted: {told})" if told else ""


def _holders(rows: list[dict[str, Any]]) -> str:
    """Who has a base by its periods, as what follows "was"."""
    by_verb: dict[str, list[str]] = {}
    for row in rows:
        doubt = "" if row["presence"] == Presence.CERTAIN else "possibly "
        status = str(row["status"])
        verb = "held by" if status in HELD else f"only {status}, as used by"
        closing = f", {status}" if status in HELD and status != Status.ACTIVE else ""
        holder = f"{_with_article(row['operator'])} ({_span(row)}{closing})"
        by_verb.setdefault(f"{doubt}{verb}", []).append(holder)
    return _listed([f"{verb} {_listed(dict.fromkeys(own))}" for verb, own in by_verb.items()])


def _with_article(name: str) -> str:
    return f"the {name}" if name.partition(" ")[0] in ("United", "Soviet") else name


def _tenure(row: dict[str, Any]) -> str:
    status = "" if row["held"] else f" ({row['status']})"
    return f"{row['operator']}{status}, {_span(row)}"


def _span(row: dict[str, Any]) -> str:
    since, until = str(row["since"]), str(row["until"])
    if until == dates.OPEN and since not in ("", dates.OPEN):
        return f"since {dates.in_words(since)}"
    return f"{dates.in_words(since)} to {dates.in_words(until, end=True)}"


def _changes(found: list[Difference]) -> str:
    parts = []
    for what, words in (
        (changes.OPENED, "opened"),
        (changes.CLOSED, "closed"),
        (changes.CHANGED, "changed hands or status"),
        (changes.DOUBTFUL, "may have opened or closed"),
    ):
        names = [difference.name for difference in found if difference.what == what]
        if names:
            shown = [
                *names[:NAMED],
                *([f"{len(names) - NAMED} more"] if len(names) > NAMED else []),
            ]
            parts.append(f"{counted(len(names), 'base')} {words} ({', '.join(shown)})")
    stayed = sum(difference.what == changes.UNCHANGED for difference in found)
    parts.append(f"{counted(stayed, 'base')} stayed as {'it was' if stayed == 1 else 'they were'}")
    return "; ".join(parts)


def _short(gazetteer: Gazetteer, source_id: str) -> str:
    """A source as a paper names it: its publisher and its date."""
    source = gazetteer.sources.loc[source_id]
    when = dates.in_words(str(source["date"])) if source["date"] else ""
    return ", ".join(filter(None, (str(source["publisher"] or source["title"]), when)))


def _long(gazetteer: Gazetteer, source_id: str) -> str:
    source = gazetteer.sources.loc[source_id]
    when = dates.in_words(str(source["date"])) if source["date"] else "undated"
    named = filter(None, (str(source["publisher"]), str(source["title"]), when, str(source["url"])))
    return ", ".join(named)


def _listed(words: Iterable[str], joint: str = "and") -> str:
    *most, last = words
    return f"{', '.join(most)} {joint} {last}" if most else last


def _number(n: int) -> str:
    return _NUMBERS[n] if n < len(_NUMBERS) else f"{n:,}"
