"""A stretch of time as an axis: where a day lies on it, and which days get a label."""

from collections.abc import Iterator
from dataclasses import dataclass

from geo.time import dates
from geo.time.calendar import day_number, year_in_words

# days that an axis spans at least, and what is left blank at both ends, as a part of it
SHORTEST, BLANK = 60, 0.04
LABELS = 5
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# months from one label to the next
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)


@dataclass(frozen=True)
class TimeAxis:
    """The days from ``first`` to ``last``, both inclusive."""

    first: int
    last: int

    def x(self, day: int) -> float:
        """Return where a day lies, in per cent; days beyond the axis lie at its ends."""
        share = (day - self.first) / (self.last - self.first)
        return round(100 * min(max(share, 0.0), 1.0), 2)

    def labels(self) -> list[tuple[int, str]]:
        """Return the days that get a label, and what it says: "2005" or "Oct 2001"."""
        for step in _STEPS:
            found = list(self._first_days(step))
            if len(found) <= LABELS:
                break
        return found

    def _first_days(self, step: int) -> Iterator[tuple[int, str]]:
        start = dates.from_day(self.first)
        month = (start.year * 12 + start.month - 1) // step * step
        while True:
            year, number = divmod(month, 12)
            day = day_number(year, number + 1, 1)
            if day > self.last:
                return
            if day >= self.first:
                named = year_in_words(year)
                yield day, named if step >= 12 else f"{_MONTHS[number]} {named}"
            month += step


def around(first: int, last: int) -> TimeAxis:
    """Return the axis of some days, with room at both ends."""
    middle, half = (first + last) // 2, max(last - first, SHORTEST) / 2
    reach = int(half * (1 + 2 * BLANK)) + 1
    return TimeAxis(middle - reach, middle + reach)
