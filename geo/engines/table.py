"""A gazetteer in a table: what it is, and the answers to what a reader asks of it.

Nothing here knows one engine from another (:mod:`geo.engines.drivers` does), or loads the table:
every answer is a question to the engine, and small.
"""

import gzip
import hashlib
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from geo.engines import questions
from geo.engines.address import Address, said_of_itself
from geo.engines.columns import GRID_BITS, NEEDED
from geo.engines.drivers import Driver, DuckDB, EngineError, PostgreSQL, SQLite, Stop
from geo.engines.packed import COUNTS, packed
from geo.engines.questions import Asked, Steps, Values
from geo.place.distance import between
from geo.time import dates
from geo.time.calendar import day_number
from geo.time.dates import Day

# seconds that a question of a reader may take, and one that is asked once for all of them
READERS, ONCE = 10.0, 120.0
# seconds after which what is known of a table is looked up again, where nothing tells of changes
FRESH = 600.0
# bytes of a view as it is sent, and changes in it: a browser sums these in a millisecond
MOST_BYTES, MOST_CHANGES = 500_000, 240_000
# periods that are shown one by one
FEW = 300
# Operators that have a colour of their own; one byte says which.
MOST_OPERATORS = 200
# rows of a page of the table, of a search, of a base, of what is nearest, words of a filter
PAGE, FOUND, OF_BASE, NEAREST, WORDS = 50, 20, 200, 10, 200
# rows of a file of what is in view
EXPORTED = 100_000
_MONTHS = (1, 3, 12, 24, 60, 120, 240, 600)
# Cells by whose crowds the number of periods in a view is guessed: 2 ** 7 a side.
_CROWD_SHIFT = GRID_BITS - 7


@dataclass(frozen=True, eq=False)
class Facts:
    """What is known of a table without asking it again.

    ``operators`` are those with a colour of their own, the largest first, ``others`` whether there
    are more. ``opening`` is the day on which most was certainly held.
    """

    title: str
    version: str
    licence: str
    description: str
    author: str
    citation: str
    periods: int
    first: Day
    last: Day
    opening: Day
    operators: tuple[str, ...]
    others: bool
    crowd: Mapping[tuple[int, int], int]


class Table:
    """A gazetteer in a table; any number of threads may ask it."""

    def __init__(self, driver: Driver, name: str, said: Mapping[str, Any] | None = None) -> None:
        self._driver = driver
        self._name, self._said = name, said or {}
        self._known: tuple[float, object, Facts] | None = None
        self._lock = threading.Lock()
        columns = driver.schema().names
        missing = [column for column in NEEDED if column not in columns]
        if missing:
            raise EngineError(
                f"The table {name} has no column {missing[0]}. Make it of what "
                "“python -m geo prepare” writes."
            )
        self._periods = questions.table_of(driver.table, columns)

    def facts(self) -> Facts:
        """Return what is known of the table; looked up again when it has changed, or may have."""
        with self._lock:
            stamp = self._driver.stamp()
            if self._known is not None:
                since, seen, facts = self._known
                if stamp == seen and (stamp is not None or time.monotonic() - since < FRESH):
                    return facts
            facts = self._look()
            self._known = (time.monotonic(), stamp, facts)
            return facts

    def close(self) -> None:
        """Let go of the engine."""
        self._driver.close()

    # ---- what is asked ----

    def cells(self, asked: Asked, shift: int, stop: Stop | None = None) -> bytes:
        """Return what changes in a part of the map, compressed (gzip) and at most MOST_BYTES.

        Cells are 2 ** ``shift`` of the grid wide; they and the steps of time are made wider until
        it fits. Where there are FEW periods they come one by one in the line at its head.
        """
        facts = self.facts()
        # Over the globe as one cell there are as many changes as months at most.
        many = shift < GRID_BITS and self._guess(asked, facts) * 4 > MOST_CHANGES
        place = _MONTHS.index(12) if many else 0
        while True:
            steps = steps_of(facts.first, facts.last, _MONTHS[place], asked.days)
            found = self._ask(
                lambda values, shift=shift, steps=steps: questions.changes(
                    self._periods, asked, values, shift, steps
                ),
                stop,
            )
            ratio = len(found) / MOST_CHANGES
            if ratio <= 1:
                about = {"shift": shift, "days": days_of(steps), "others": facts.others}
                begun = (
                    sum(found.column("there_begins").to_pylist()) if len(found) < 2_000 else FEW + 1
                )
                if begun <= FEW and asked.part is not None:
                    about["singles"] = self.singles(asked, stop)
                made = gzip.compress(packed(found, facts.operators, about), 5, mtime=0)
                if len(made) <= MOST_BYTES:
                    return made
                ratio = len(made) / MOST_BYTES
            # Time is made coarser up to some years a step, then the cells, then time to the end.
            if place < _MONTHS.index(24) or shift >= GRID_BITS - 4:
                place = min(place + (2 if ratio > 3 else 1), len(_MONTHS) - 1)
            else:
                shift += 1

    def held(self, asked: Asked, stop: Stop | None = None) -> dict[str, Any]:
        """Return how many periods are held on the days asked for, in all and by operator."""
        rows = self._counted(asked, "operator", stop, without=False)
        certain, there = (sum(row[name] for row in rows) for name in ("certain", "there"))
        return {"certain": certain, "there": there, "operators": rows}

    def counts(self, asked: Asked, stop: Stop | None = None) -> dict[str, list[dict[str, Any]]]:
        """Return for each filter its words, each with how many are held, the largest first."""
        return {key: self._counted(asked, key, stop)[:WORDS] for key in questions.NARROWING}

    def singles(self, asked: Asked, stop: Stop | None = None) -> list[dict[str, Any]]:
        """Return the periods of a part of the map, at most FEW, whenever they are there."""
        return self._rows(lambda values: questions.singles(self._periods, asked, values, FEW), stop)

    def page(
        self, asked: Asked, after: str = "", limit: int = PAGE, stop: Stop | None = None
    ) -> list[dict[str, Any]]:
        """Return the periods that are there, by identifier, from after one."""
        return self._rows(
            lambda values: questions.page(self._periods, asked, values, limit, after), stop
        )

    def named(self, text: str, stop: Stop | None = None) -> list[dict[str, Any]]:
        """Return the bases whose names hold every word of a text, the shortest names first."""
        if not text.strip():
            return []
        return self._rows(lambda values: questions.named(self._periods, text, values, FOUND), stop)

    def base(self, base: str, stop: Stop | None = None) -> list[dict[str, Any]]:
        """Return the periods of a base, the earliest first; none where there is no such base."""
        return self._rows(
            lambda values: questions.of_base(self._periods, base, values, OF_BASE), stop
        )

    def nearest(
        self, asked: Asked, latitude: float, longitude: float, stop: Stop | None = None
    ) -> list[dict[str, Any]]:
        """Return the periods there that are nearest to a place, with ``km`` on the ellipsoid.

        The engine measures on a sphere, within some thousandths; what is near the last is asked for
        as well, and the order is then that of the ellipsoid.
        """
        place = (latitude, longitude)
        rows = self._rows(
            lambda values: questions.nearest(self._periods, asked, place, values, NEAREST * 4),
            stop,
        )
        for row in rows:
            row["km"] = round(between(place, (row["latitude"], row["longitude"])).km, 3)
        return sorted(rows, key=lambda row: (row["km"], row["period_id"]))[:NEAREST]

    def export(self, asked: Asked, stop: Stop | None = None) -> Iterator[pa.RecordBatch]:
        """Yield the periods that are there, at most EXPORTED and one more if there are more."""
        values = Values()
        rows = questions.exported(self._periods, asked, values, EXPORTED + 1)
        text = questions.compiled(self._driver.compiler, rows)
        yield from self._driver.batches(text, values.found, ONCE, stop or Stop())

    # ---- how ----

    def _counted(
        self, asked: Asked, key: str, stop: Stop | None, *, without: bool = True
    ) -> list[dict[str, Any]]:
        aside = key if without else ""
        return self._rows(
            lambda values: questions.counts(self._periods, asked, values, key, aside), stop
        )

    def _rows(self, question: Any, stop: Stop | None = None) -> list[dict[str, Any]]:
        return self._ask(question, stop).to_pylist()

    def _ask(self, question: Any, stop: Stop | None = None, seconds: float = 0) -> pa.Table:
        values = Values()
        asked = question(values)
        text = questions.compiled(self._driver.compiler, asked)
        batches = list(self._driver.batches(text, values.found, seconds or READERS, stop or Stop()))
        if batches:
            return _whole_numbers(pa.Table.from_batches(batches))
        return pa.table({name: [] for name in asked.columns})

    def _guess(self, asked: Asked, facts: Facts) -> int:
        """About how many periods a part of the map has."""
        if asked.part is None:
            return facts.periods
        west, north, east, south = (edge >> _CROWD_SHIFT for edge in asked.part)
        return sum(
            count
            for (x, y), count in facts.crowd.items()
            if west <= x <= east and north <= y <= south
        )

    def _look(self) -> Facts:
        (row,) = self._ask(lambda values: questions.extent(self._periods), seconds=ONCE).to_pylist()
        lows = [row[f"low_{k}"] for k in range(4) if row[f"low_{k}"] is not None]
        highs = [row[f"high_{k}"] for k in range(4) if row[f"high_{k}"] is not None]
        first: Day = date(2001, 1, 1)
        last: Day = date(2021, 12, 31)
        if lows:
            years = [dates.from_day(int(day)).year for day in (min(lows), max(highs))]
            first = dates.from_day(day_number(years[0], 1, 1))
            last = dates.from_day(day_number(years[1], 12, 31))
        of_operators = self._ask(lambda values: questions.operators(self._periods), seconds=ONCE)
        names = [str(name) for name in of_operators.column("operator").to_pylist()]
        crowd = self._ask(
            lambda values: questions.crowd(self._periods, _CROWD_SHIFT), seconds=ONCE
        ).to_pylist()
        said = {key: str(self._said.get(key, "")) for key in _SAID}
        found = hashlib.blake2b(repr((self._driver.stamp(), row)).encode(), digest_size=4)
        facts = Facts(
            **{**said, "title": said["title"] or self._name},
            version=str(self._said.get("version", "")) or found.hexdigest(),
            periods=int(row["periods"]),
            first=first,
            last=last,
            opening=last,
            operators=tuple(names[:MOST_OPERATORS]),
            others=len(names) > MOST_OPERATORS,
            crowd={(cell["x"], cell["y"]): int(cell["periods"]) for cell in crowd},
        )
        return replace(facts, opening=self._busiest(facts))

    def _busiest(self, facts: Facts) -> Day:
        """The last of the days, a year apart, on which most was certainly held."""
        steps = steps_of(facts.first, facts.last, 12, ())
        asked = Asked((steps.last,))
        found = self._ask(
            lambda values: questions.changes(self._periods, asked, values, GRID_BITS, steps),
            seconds=ONCE,
        )
        days = days_of(steps)
        begins, ends = (
            np.bincount(
                found.column("step").to_numpy().astype(int),
                weights=found.column(name).to_numpy().astype(float),
                minlength=len(days),
            )
            for name in COUNTS[:2]
        )
        held = np.cumsum(begins - ends)
        return dates.from_day(days[len(held) - 1 - int(np.argmax(held[::-1]))])


def _whole_numbers(found: pa.Table) -> pa.Table:
    """Sums as whole numbers: some engines give them as decimal ones, wider than any sum here."""
    fields = [
        pa.field(f.name, pa.int64()) if pa.types.is_decimal(f.type) else f for f in found.schema
    ]
    return found.cast(pa.schema(fields))


_SAID = ("title", "licence", "description", "author", "citation")


def open_table(address: Address) -> Table:
    """Return the gazetteer at an address; raises EngineError where it cannot be asked."""
    if address.kind == "postgresql":
        driver: Driver = PostgreSQL(address.server, address.table)
    elif address.kind == "sqlite":
        driver = SQLite(address.files[0], address.table)
    else:
        table = "" if address.kind == "parquet" else address.table
        driver = DuckDB(list(address.files), table)
    return Table(driver, address.name, said_of_itself(address))


def steps_of(first: Day, last: Day, months: int, days: Sequence[int]) -> Steps:
    """Return the steps of a range, so many months each, and the days asked for between them."""
    begin, end = dates.to_day(first), dates.to_day(last)
    steps = Steps(begin, end, months, first.year * 12 + first.month - 1)
    known = set(days_of(steps))
    more = sorted({day for day in days if begin < day < end} - known)
    return replace(steps, more=tuple(more))


def days_of(steps: Steps) -> list[int]:
    """Return the day of each step, in order."""
    begin, found = steps.first_month, [steps.first]
    month = begin + steps.months
    while (day := day_number(month // 12, month % 12 + 1, 1)) < steps.last:
        found.append(day)
        month += steps.months
    return sorted({*found, steps.last, *steps.more})
