"""The names of the app and its pages, and the sentences that say what a page shows.

The app, its addresses, link previews and the interface for programs take them from here, so that
they say the same thing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from textwrap import shorten

import numpy as np

from geo.answers import changes, distances
from geo.answers.link import write_link
from geo.answers.selection import Selection
from geo.answers.view import View, look
from geo.plural import counted, counted_range
from geo.time import dates
from geo.time.presence import Presence
from geo.vocabulary import HELD, Status

APP = "Base Atlas"


@dataclass(frozen=True)
class Page:
    """A page of the app: its title in navigation and tab, and what it is for in one sentence."""

    title: str
    purpose: str


# stem of the file in pages/ = address = id in tests -> page
PAGES = {
    "map": Page("Map", "Who held which base, and where, on a date or between two."),
    "bases": Page("Bases", "Every base’s periods on one chart, and a profile of each base."),
    "compare": Page("Compare", "What changed between two dates."),
    "events": Page("Events", "A timeline of treaties, votes, notices, openings and closings."),
    "distances": Page("Distances", "How far a base is from a border, a city or another base."),
    "article": Page(
        "Article", "The claims of the article behind this project, checked against the data."
    ),
    "download": Page("Download", "The view as a file, a picture, a citation or code to embed."),
    "your_data": Page("Your data", "Your own file on the same map, visible only to you."),
    "health": Page("Data health", "How well each date and place is supported."),
}
# Pages that only a published site has: the app shows the same in other places.
SITE_PAGES = {
    "sources": Page("Sources", "Every publication behind the data, and what each of them says."),
    "operators": Page("Operators", "Who held bases, where and when."),
    "countries": Page("Countries", "The bases of each country, and what was looked for there."),
    "changes": Page("Changes", "Every day on which a base opened, closed or changed hands."),
    "editions": Page(
        "Editions", "Every published version of the data, and what each of them changed."
    ),
    "dictionary": Page("Data dictionary", "What each column of the data means."),
}
# The page at the root of the app.
HOME = "map"
# What became of bases between two dates, as headings.
COMPARED = {
    changes.OPENED: "Opened",
    changes.CLOSED: "Closed",
    changes.CHANGED: "Changed",
    changes.DOUBTFUL: "In doubt",
}
# How drawings of evidence are read.
EVIDENCE = (
    "Each mark is a source, placed at the date it gives: starts above the bar, ends below. "
    "Filled ones give the date, pale ones fit it, dashed ones had announced it, hollow ones are "
    "not used. Faint ends of a bar show doubt."
)
SEARCHES = "What was looked for"
WHY_SEARCHES = (
    "“No base” is worth as much as the search behind it: what was looked for, in which "
    "publications, and when."
)
_LANGUAGES = {
    "kk": "Kazakh",
    "ky": "Kyrgyz",
    "tg": "Tajik",
    "tk": "Turkmen",
    "uz": "Uzbek",
    "ru": "Russian",
    "en": "English",
    "fa": "Dari",
    "ps": "Pashto",
    "de": "German",
    "fr": "French",
}
_SCRIPTS = {"Latn": "Latin letters", "Cyrl": "Cyrillic letters"}
# The page of two dates.
COMPARING = "compare"
# Pages about the gazetteer as a whole, which no filter changes.
UNFILTERED = ("article", "your_data", "health")
# The map page has its filters on its map.
WITHOUT_SIDE_BAR = (HOME, *UNFILTERED)
# How a reader has laid out a page.
_LAYOUT = ("at", "closed", "order", "maps", "stop", "ring")
# operators that a summary names before it counts the others
NAMED = 5
# the numbers that the card writes as words, and the countries it names
_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
MOST_COUNTRIES = 3
# bases that a list in words names before it counts the others
LISTED = 300
# letters of a description, of which previews of links show no more
LONGEST_PREVIEW = 300
# distances that a description is made of
MEASURED = 4


def tab_title(stem: str, view: View) -> str:
    """Return the title of a browser's tab for a page, the same before and after its scripts run.

    It says what is shown: "Manas, 1 June 2005: United States · Base Atlas"; of a page as it opens
    it is the page's own, "Compare · Base Atlas".
    """
    if what_is_shown(stem, view):
        return f"{preview_title(stem, view)} · {APP}"
    return f"{APP}: {view.gazetteer.title}" if stem == HOME else f"{PAGES[stem].title} · {APP}"


def what_is_shown(stem: str, view: View) -> dict[str, list[str]]:
    """Return of a page's link what makes it another page: nothing where it is as it opens.

    How it is laid out does not, nor does a date that waits behind a window.
    """
    if stem in UNFILTERED:
        return {}
    selection = view.selection
    if stem == COMPARING:
        selection = replace(selection, window=None)
    query = {key: words for key, words in write_link(selection).items() if key not in _LAYOUT}
    if selection.window is not None or selection.date == view.gazetteer.opening:
        del query["date"]
    return query


def preview_title(stem: str, view: View) -> str:
    """Return the title that a link to a page has where it is shown."""
    title = PAGES[stem].title
    if stem in UNFILTERED:
        return f"{title} · {view.gazetteer.title}"
    if stem == HOME or (stem == "bases" and view.base is not None):
        return headline(view)
    if stem == COMPARING:
        days = changes.two_dates(view.selection, view.gazetteer)
        return f"{title}: {' and '.join(map(dates.day_in_words, days))}"
    return f"{title}: {_chosen_on(stem, view) or headline(view)}"


def preview(stem: str, view: View) -> str:
    """Return what a link to a page says of it, in a sentence or two."""
    purpose = PAGES[stem].purpose
    if stem in UNFILTERED:
        return purpose
    if stem == HOME or (stem == "bases" and view.base is not None):
        return summary(view) if view.base is None else story(view)
    if stem == COMPARING:
        return compared(view)
    if stem == "distances" and not view.present.empty:
        return _measured(view)
    return purpose if _chosen_on(stem, view) else f"{purpose} {summary(view)}"


def compared(view: View) -> str:
    """Return what changed between the two dates of the page that compares them."""
    days = changes.two_dates(view.selection, view.gazetteer)
    views = [look(view.gazetteer, replace(view.selection, date=day, window=None)) for day in days]
    told = changes.sentence(changes.compare(*views), *days)
    return shorten(told, LONGEST_PREVIEW, placeholder=" …")


def _measured(view: View) -> str:
    """The distances that the page shows, where they are few; else its purpose."""
    starts, targets = distances.starts(view), distances.targets(view)
    if not 0 < len(starts) * len(targets) <= MEASURED:
        return PAGES["distances"].purpose
    ways = list(distances.ways(view.gazetteer, starts, targets))
    names = view.gazetteer.bases["name"]
    told = [
        f"{names[way.base_id]} to {way.name}: {way.found}, {distances.direction(way.found)}"
        for way in sorted(ways, key=lambda way: way.found.metres)
    ]
    return shorten(f"{'; '.join(told)}.", LONGEST_PREVIEW, placeholder=" …")


def _chosen_on(stem: str, view: View) -> str:
    """What a reader has chosen on a page besides the date and the filters, blank for nothing."""
    selection, names = view.selection, view.gazetteer.bases["name"]
    if stem == "distances" and not view.present.empty:
        return f"from {_listed([str(names[base]) for base in distances.starts(view)])}"
    if stem == "events":
        parts = (*selection.event_kinds, *(str(names[base]) for base in selection.event_bases))
        return _listed(parts)
    return ""


def _listed(words: Sequence[str]) -> str:
    """Some words, and how many more there are."""
    rest = len(words) - NAMED
    return ", ".join([*words[:NAMED], *([f"{rest} more"] if rest > 0 else [])])


def headline(view: View) -> str:
    """Return what a view shows in one line: "Manas, 1 June 2005: United States"."""
    time = time_in_words(view.selection)
    if view.base is not None:
        return f"{view.base['name']}, {time}: {holders_in_words(view)}"
    filters = view.selection.describe_filters()
    return f"{time}: {held_in_words(view)}" + (f" ({filters})" if filters else "")


def summary(view: View) -> str:
    """Return who holds how many bases of a view: "13 bases held: Russia 9, United States 2."""
    ordered = sorted(view.by_operator.items(), key=lambda item: (-item[1].possible, item[0]))
    named = [f"{name} {count}" for name, count in ordered[:NAMED]]
    rest = len(ordered) - len(named)
    named += [f"{rest} more operators"] if rest else []
    held = held_in_words(view)
    return f"{held}: {', '.join(named)}." if named else f"{held}."


def sentence(view: View) -> str:
    """Return the answer that the card on the map gives below the date (answer/sentence.js).

    "20 to 21 bases of five powers; 4 more reported; 4 in Afghanistan, not counted".
    """
    rows = view.present.assign(
        rank=np.select(
            [~view.present["status"].isin(HELD), ~view.present["held"]], [1, 2], default=3
        )
    )
    best = rows.groupby("base_id")["rank"].transform("max")
    said, aside = rows[best == 1], rows[best == 2]
    held = counted_range(view.held.certain, view.held.possible, "base")
    powers = rows.loc[rows["rank"] == 3, "operator"].nunique()
    told = "no base held"
    if view.held.possible:
        number = _NUMBERS[powers] if powers < len(_NUMBERS) else f"{powers:,}"
        told = f"{held} of {number} {'power' if powers == 1 else 'powers'}"
    parts = [f"{told} at some time" if view.selection.window else told]
    if len(said):
        words = _joined(list(dict.fromkeys(said["status"])), "or")
        parts.append(f"{said['base_id'].nunique():,} more {words}")
    if len(aside):
        countries = sorted(set(aside["country"]))
        few = len(countries) <= MOST_COUNTRIES
        where = f"in {_joined(countries, 'and')}" if few else "outside the region"
        parts.append(f"{aside['base_id'].nunique():,} {where}, not counted")
    filtered = " (with these filters)" if view.selection.describe_filters() else ""
    return "; ".join(parts) + filtered


def _joined(words: list[str], joint: str) -> str:
    return f" {joint} ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def who_was_where(view: View) -> list[tuple[str, list[str]]]:
    """Return the operators there, each with its bases: "Kant Air Base, Kyrgyzstan (possibly)".

    At most LISTED bases are named; a last entry says how many more there are.
    """
    rows = view.present.sort_values(["operator", "country", "name"], kind="stable")
    rows = rows.drop_duplicates(["operator", "base_id"], keep="first")
    found: dict[str, list[str]] = {}
    for row in rows.head(LISTED).to_dict("records"):
        told = [
            "possibly" if row["presence"] != Presence.CERTAIN else "",
            _status(row["status"]).strip(" ()"),
            "not counted" if row["reference"] else "",
        ]
        doubts = ", ".join(filter(None, told))
        named = f"{row['name']}, {row['country']}" + (f" ({doubts})" if doubts else "")
        found.setdefault(row["operator"], []).append(named)
    rest = len(rows) - LISTED
    return [*found.items(), *([("and", [counted(rest, "more base")])] if rest > 0 else [])]


def story(view: View) -> str:
    """Return what the chosen base of a view is, and who had it from when to when."""
    assert view.base is not None
    kind = str(view.base["kind"])
    periods = view.gazetteer.periods
    own = periods[periods["base_id"] == view.selection.base].sort_values("start_earliest")
    tenures = dict.fromkeys(
        (row["operator"], "" if row["held"] else _status(row["status"]), row["since"], row["until"])
        for row in own.to_dict("records")
    )
    named = [
        f"{operator}{status}, {dates.span_in_words(since, until)}"
        for operator, status, since, until in tenures
    ]
    rest = len(named) - NAMED
    told = "; ".join([*named[:NAMED], *([f"{rest} more"] if rest > 0 else [])])
    return f"{kind[:1].upper()}{kind[1:]} in {view.base['country']}. {told}."


def language_in_words(tag: str) -> str:
    """Return a language by its tag: "Kyrgyz, Latin letters" for ky-Latn."""
    language, _, script = tag.partition("-")
    name = _LANGUAGES.get(language, language)
    return f"{name}, {_SCRIPTS.get(script, script)}" if script else name


def position_in_words(latitude: float, longitude: float, digits: int) -> str:
    """Return a point (degrees) in words: "42.85° N, 74.85° E"."""
    north, east = "N" if latitude >= 0 else "S", "E" if longitude >= 0 else "W"
    return f"{abs(latitude):.{digits}f}° {north}, {abs(longitude):.{digits}f}° {east}"


def time_in_words(selection: Selection) -> str:
    """Return the date or the window of a selection: "1 June 2005", "1 June 2005 to 4 May 2006"."""
    if selection.window is None:
        return dates.day_in_words(selection.date)
    return " to ".join(dates.day_in_words(edge) for edge in selection.window)


def held_in_words(view: View) -> str:
    """Return the number of bases held: "1 base held", "9 to 11 bases held", "No bases held"."""
    if view.held.possible == 0:
        return "No bases held"
    return f"{counted_range(view.held.certain, view.held.possible, 'base')} held"


def holders_in_words(view: View) -> str:
    """Return who has the chosen base of a view: "United States and possibly France (closing)"."""
    rows = view.present[view.present["base_id"] == view.selection.base]
    named = []
    for row in rows.to_dict("records"):
        doubt = "" if row["presence"] == Presence.CERTAIN else "possibly "
        named.append(f"{doubt}{row['operator']}{_status(row['status'])}")
    distinct = list(dict.fromkeys(named))
    if not distinct:
        return "not there"
    *first, last = distinct
    return f"{', '.join(first)} and {last}" if first else last


def _status(status: str) -> str:
    return "" if status == Status.ACTIVE else f" ({status})"
