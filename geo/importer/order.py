"""How the dates of a whole file are meant, and the notes on that."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from geo.importer import written_dates
from geo.importer.cells import DateColumn
from geo.importer.sheet import Decision
from geo.importer.written_dates import DateRules, UnreadableDateError
from geo.time import dates

ORDERS = {"day-first": "Day first", "month-first": "Month first"}
_SENTENCES = {
    written_dates.SPAN: "{text} is read as a span of years or days: {words}.",
    written_dates.FRACTION: "{text} is read as {words}: what follows the year is not used.",
    written_dates.THOUSANDS: "{text} is read as the year {words}.",
    written_dates.SHORT: "{text} is read as the year {words}, as the file has such years.",
    written_dates.BEFORE_ONE: "{text} is read as {words}.",
    written_dates.FUTURE: "{text} is far in the future. If it means “no end”, write .. instead.",
    written_dates.SENTINEL: "{text} is read as no end: many databases write such years for it.",
}


@dataclass(frozen=True)
class DateOrder:
    """Which comes first in dates such as 3/4/1950, and how that is known.

    ``example`` is such a date, blank where there is none. Where it is ``shown``, the example can be
    read one way only (13/4/1950); else it can be read two ways, and nothing in the file decides.
    ``mixed`` has one of each where the file writes both 13/4/1950 and 4/13/1950.
    """

    day_first: bool = True
    example: str = ""
    shown: bool = False
    mixed: tuple[str, ...] = ()

    @property
    def undecided(self) -> bool:
        """Whether some date can be read two ways."""
        return bool(self.example) and not self.shown

    def in_words(self) -> str:
        """Return a sentence on how dates in figures were read, blank where there are none."""
        order = "day first" if self.day_first else "month first"
        both = " and ".join(self.mixed)
        if self.undecided:
            rules = DateRules(day_first=self.day_first)
            edtf = written_dates.read(self.example, "start", rules).edtf
            told = f"The file writes both {both}. " if both else ""
            return (
                f"{told}{self.example} can be read two ways; it was read {order}, "
                f"as {dates.in_words(edtf)}."
            )
        if both:
            return f"The file writes both {both}; each was read in the only way it can be."
        return f"Dates in figures were read {order}, as {self.example} shows." if self.shown else ""


def date_order(texts: Iterable[str], *, asked: bool | None = None) -> DateOrder:
    """Return how dates such as 3/4/1950 are read: as asked, else as a number above 12 shows.

    ``asked`` is True for the day first and False for the month first. Where neither is set and
    nothing shows it, the day comes first.
    """
    pairs = [(text, *found) for text in texts if (found := written_dates.figures(text))]
    days = [text for text, one, other in pairs if 12 < one <= 31 and other <= 12 and _is_read(text)]
    months = [text for text, one, other in pairs if one <= 12 < other <= 31 and _is_read(text)]
    first = asked if asked is not None else bool(days) or not months
    witness = days if first else months
    mixed = (days[0], months[0]) if days and months else ()
    if witness and not mixed:
        return DateOrder(first, witness[0], shown=True)
    either = (
        text for text, one, other in pairs if 1 <= one <= 12 and 1 <= other <= 12 and one != other
    )
    return DateOrder(first, next(filter(_is_read, either), ""), mixed=mixed)


def has_early_years(texts: Iterable[str]) -> bool:
    """Return whether some date shows that a file is about years before 1000."""
    return any(map(written_dates.has_short_or_early_years, texts))


def decisions(order: DateOrder, start: DateColumn, end: DateColumn) -> Iterator[Decision]:
    """Return what a reader should see of how dates were read."""
    told = order.in_words()
    if told:
        taken = "day-first" if order.day_first else "month-first"
        doubtful = order.undecided or bool(order.mixed)
        yield Decision("dates", taken, told, ORDERS, doubtful=doubtful)
    examples = {**end.examples, **start.examples}
    for kind, sentence in _SENTENCES.items():
        if kind in examples:
            text, edtf = examples[kind]
            read = dates.in_words(edtf, end=True)
            if kind == written_dates.BEFORE_ONE and read == text:
                continue
            words = sentence.format(text=text, words=read)
            yield Decision(kind, text, words, doubtful=True)
    if day := _first_day_of_a_calendar(start, end):
        words = f"{day} is read as that day. Some programs write it where no date is known."
        yield Decision("no date", day, words, doubtful=True)
    if part := examples.get(written_dates.PART):
        text, edtf = part
        options = {"season": "Parts of a year", "span": "Years from one to the other"}
        is_span = "/" in edtf
        words = f"{text} is read as {dates.in_words(edtf)}."
        yield Decision("years", "span" if is_span else "season", words, options, doubtful=True)
    if first := examples.get(written_dates.FIRST_DAY):
        text, edtf = first
        options = {"day": "That day", "wider": "The year, or the month"}
        words = f"{text} is read as {dates.in_words(edtf)}. Wikidata and others write the first of "
        words += "January where they know the year alone, and the first of a month for the month."
        wide = re.fullmatch(r"-?\d+(-\d\d)?", edtf) is not None
        taken = "wider" if wide else "day"
        yield Decision("first-days", taken, words, options, doubtful=True)
    if written_dates.SPAN in examples and (words := _months_or_years(start, end)):
        yield Decision("months", "", words, doubtful=True)
    numbers = [
        column.written[code]
        for column in (start, end)
        for code in column.wrong
        if written_dates.is_day_number(column.written[code])
    ]
    if numbers:
        day = written_dates.day_in_words(numbers[0])
        words = f"{numbers[0]} looks like the number of a day in a spreadsheet: {day}. "
        count = len(set(numbers))
        words += f"{'It was' if count == 1 else f'{count:,} such numbers were'} not read."
        options = {"": "Not read", "1900": "Days from 1900", "1904": "Days from 1904 (Macintosh)"}
        yield Decision("day-numbers", "", words, options, doubtful=True)


def _first_day_of_a_calendar(start: DateColumn, end: DateColumn) -> str:
    """A text for a day that programs write where no date is known; blank where there is none."""
    for column in (start, end):
        for place in np.flatnonzero(np.isin(column.low, _FIRST_DAYS)).tolist():
            if place < len(column.written) and column.low[place] == column.high[place]:
                return column.written[place]
    return ""


def _months_or_years(start: DateColumn, end: DateColumn) -> str:
    """What is told of 2003-04 beside 2003-14, which can only be years; blank without both."""
    span = month = ""
    for column in (start, end):
        for text, edtf in zip(column.written, column.texts, strict=False):
            found = _YEAR_AND_TWO.fullmatch(text)
            if found and "/" in edtf:
                span = span or text
            elif found and 1 <= int(found[2]) <= 12 and int(found[2]) > int(found[1][2:]):
                month = month or text
    if not span or not month:
        return ""
    years = f"{month[:4]}/{month[:2]}{month[5:]}"
    told = (
        f"{month} is read as {dates.in_words(month)}, though {span} stands for years in this file. "
    )
    return f"{told}Write {years} where years are meant."


_FIRST_DAYS = [dates.bounds(day)[0] for day in written_dates.FIRST_DAYS]
_YEAR_AND_TWO = re.compile(r"(\d{4})[-–](\d{2})")


def _is_read(text: str) -> bool:
    try:
        written_dates.read(text, "start", DateRules())
    except UnreadableDateError:
        return False
    return True
