"""The periods of a base in one line: a bar for each, soft where its dates are in doubt."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from geo.gazetteer.model import Gazetteer
from geo.style import OperatorStyle, operator_styles
from geo.time import dates
from geo.time.calendar import day_number, year_in_words
from geo.vocabulary import HELD

FAINT = 0.35
_BAR = Markup(
    '<i class="{kind}" style="left:{left}%;width:{wide}%;background:{colour};color:{colour};'
    'opacity:{opacity}"></i>'
)
# years from one line of the axis to the next, the first that leaves no more lines than MOST_LINES
STEPS, MOST_LINES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000), 6


@dataclass(frozen=True, eq=False)
class Strips:
    """Draws strips over the range of a gazetteer."""

    gazetteer: Gazetteer
    styles: Mapping[str, OperatorStyle]
    first: int
    last: int

    def of(self, periods: Iterable[Mapping[str, Any]]) -> Markup:
        """Return the strip of some periods as HTML, for eyes only: words stand beside it."""
        bars = Markup("").join(bar for row in periods for bar in self._bars(row))
        return Markup('<span class="strip" aria-hidden="true">{}</span>').format(bars)

    def years(self) -> list[tuple[float, str]]:
        """Return the years that the axis names, each with its place in per cent."""
        first, last = (dates.from_day(day).year for day in (self.first, self.last))
        step = next((s for s in STEPS if (last - first) / s <= MOST_LINES), STEPS[-1])
        named = range(-(-first // step) * step, last + 1, step)
        return [(self._x(day_number(year, 1, 1)), year_in_words(year)) for year in named]

    def _bars(self, row: Mapping[str, Any]) -> Iterable[Markup]:
        start, sure = row["start_earliest"], row["start_latest"]
        until, end = row["end_earliest"], row["end_latest"]
        spans = [(sure, until, 1.0)] if sure <= until else []
        spans += [(start, min(sure, end + 1), FAINT), (max(until, start - 1), end, FAINT)]
        colour = self.styles[row["operator"]].colour
        kind = "" if row["status"] in HELD else "rumour"
        for low, high, opacity in spans:
            left, right = self._x(low), self._x(high + 1)
            if low > self.last or high < self.first or (low >= high and opacity < 1):
                continue
            wide = max(round(right - left, 2), 0.4)
            yield _BAR.format(kind=kind, left=left, wide=wide, colour=colour, opacity=opacity)

    def _x(self, day: int) -> float:
        share = (int(day) - self.first) / (self.last + 1 - self.first)
        return round(100 * min(max(share, 0.0), 1.0), 2)


def strips(gazetteer: Gazetteer) -> Strips:
    """Return what draws the strips of a gazetteer."""
    return Strips(
        gazetteer,
        operator_styles(gazetteer.coded["operator"].words),
        dates.to_day(gazetteer.first),
        dates.to_day(gazetteer.last),
    )
