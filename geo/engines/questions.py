"""What is asked of a table of periods, once for all engines, as expressions of Ibis.

Values that a reader chose are parameters: a driver hands them over beside the text of the query.
The as-of rule of :mod:`geo.time.presence` stands here once more, in the words of tables; a test
holds the two together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import ibis
import ibis.expr.datashape as ds
import ibis.expr.datatypes as dt
import ibis.expr.operations as ops
import ibis.expr.types as ir
import sqlglot.expressions as sge

from geo.engines.columns import SCHEMA
from geo.place.names import search_form
from geo.time.dates import OPEN_FUTURE, OPEN_PAST

# The columns that are narrowed by words, by their keys in an address.
NARROWING = {"country": "country", "operator": "operator", "status": "status", "kind": "kind"}
# What is known of a period where it is shown alone.
SHOWN = (
    "period_id",
    "base_id",
    "name",
    "country",
    "kind",
    "operator",
    "unit",
    "status",
    "start",
    "end",
    "latitude",
    "longitude",
    "coordinate_uncertainty_m",
    "held",
    "start_earliest",
    "start_latest",
    "end_earliest",
    "end_latest",
    "sources",
    "note",
)


@dataclass(frozen=True)
class Asked:
    """What a reader asks for: a day or two of them (numbers), words that narrow, a part of the map.

    ``words`` are those of columns of NARROWING; ``part`` is west, north, east, south on the grid of
    :mod:`geo.engines.columns`, east and south excluded, None for the whole world.
    """

    days: tuple[int, ...]
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    text: str = ""
    part: tuple[int, int, int, int] | None = None


@dataclass(frozen=True)
class Steps:
    """The days on which a count is known: the first of the range, each so many months, its last.

    The first is the first of a month, whose number is ``first_month``; ``more`` are days between.
    """

    first: int
    last: int
    months: int
    first_month: int
    more: tuple[int, ...] = ()


class Values:
    """The values of one query, by the names under which a driver gets them."""

    def __init__(self) -> None:
        self.found: dict[str, Any] = {}

    def add(self, value: Any, kind: str) -> Any:
        """Return the place of a value in an expression."""
        name = f"reader_{len(self.found)}"
        self.found[name] = value
        return Given(name, ibis.dtype(kind)).to_expr()


class Given(ops.Value):
    """A value that is given beside a query: Ibis would write its own parameters into the text."""

    name: str
    dtype: dt.DataType
    shape = ds.scalar


def compiled(compiler: Any, question: ir.Table) -> str:
    """Return the text of a query for an engine, with marks where its values go."""
    made = _marking(compiler)
    return made.to_sqlglot(question).sql(dialect=made.dialect)


def _marking(compiler: Any) -> Any:
    """The compiler of an engine, which marks the places of values."""

    class Marking(compiler):
        def visit_Given(self, op: Any, *, name: str, dtype: Any) -> Any:  # noqa: N802
            mark = sge.Var(this=f"@{name}@")
            return sge.Cast(this=mark, to=self.type_mapper.from_ibis(dtype))

    return Marking()


def table_of(name: Sequence[str], columns: Sequence[str]) -> ir.Table:
    """Return the table that an engine has under a name, with the columns that are known of it."""
    known = ibis.Schema.from_pyarrow(SCHEMA)
    kinds = {column: known[column] for column in known.names if column in columns}
    *above, own = name
    within = {"database": above[0] if len(above) == 1 else tuple(above)} if above else {}
    return ibis.table(kinds, name=own, **within)


def narrowed(table: ir.Table, asked: Asked, values: Values, without: str = "") -> ir.Table:
    """Return the rows that the filters let through at any time; ``without`` leaves one out."""
    found = table
    for key, column in NARROWING.items():
        words = asked.words.get(key, ())
        if words and key != without:
            found = found.filter(found[column].isin([values.add(word, "string") for word in words]))
    for word in search_form(asked.text).split():
        found = found.filter(found.searched.contains(values.add(word, "string")))
    if asked.part is not None:
        west, north, east, south = (values.add(int(edge), "int32") for edge in asked.part)
        found = found.filter(
            found.cell_x >= west, found.cell_x < east, found.cell_y >= north, found.cell_y < south
        )
    return found


def certain(table: ir.Table, asked: Asked, values: Values) -> Any:
    """Return whether a period is certainly there on the day, or on some day of the window."""
    return _within(table.start_latest, table.end_earliest, asked, values)


def there(table: ir.Table, asked: Asked, values: Values) -> Any:
    """Return whether a period is there, certainly or possibly."""
    return _within(table.start_earliest, table.end_latest, asked, values)


def _within(start: Any, end: Any, asked: Asked, values: Values) -> Any:
    first, last = (values.add(int(day), "int32") for day in (asked.days[0], asked.days[-1]))
    return (start <= last) & (end >= first) & (start <= end)


def changes(table: ir.Table, asked: Asked, values: Values, shift: int, steps: Steps) -> ir.Table:
    """Return what changes in each cell for each operator at each step, of the periods held.

    Cells are 2 ** ``shift`` of the grid wide. Of what is certain and of what is there (certainly or
    possibly) it says how many begin and how many have ended. A change counts at the first step on
    or after its day; all before the first step count there.
    """
    held = narrowed(table, asked, values).filter(lambda t: t.held == 1)
    cell = {
        "x": (held.cell_x >> shift).cast("int32"),
        "y": (held.cell_y >> shift).cast("int32"),
    }
    kinds = (
        ("certain_begins", "start_latest", 0),
        ("certain_ends", "end_earliest", 1),
        ("there_begins", "start_earliest", 0),
        ("there_ends", "end_latest", 1),
    )
    counted = {
        "certain": held.start_latest <= held.end_earliest,
        "there": held.start_earliest <= held.end_latest,
    }
    parts = []
    for name, bound, after in kinds:
        day = held[bound] + after
        own = held.filter(counted[name.partition("_")[0]], day <= steps.last).select(
            **cell,
            operator=held.operator,
            step=step_of(day, held[f"{bound}_month"], steps),
            **{kind: ibis.literal(int(kind == name), "int64") for kind, _, _ in kinds},
        )
        parts.append(own)
    return (
        ibis.union(*parts)
        .group_by("x", "y", "operator", "step")
        .agg(**{kind: (lambda t, kind=kind: t[kind].sum().cast("int64")) for kind, _, _ in kinds})
    )


def step_of(day: Any, month: Any, steps: Steps) -> Any:
    """Return the number of the first step on or after a day; ``month`` is as in MONTHS."""
    number = ibis.greatest(month - steps.first_month, 0)
    if steps.months > 1:
        number = (number + (steps.months - 1)) // steps.months
    for more in steps.more:
        number = number + (day > more).cast("int32")
    return number.cast("int32")


def counts(table: ir.Table, asked: Asked, values: Values, key: str, without: str) -> ir.Table:
    """Return for each word of a filter how many periods are held: certainly, and in all.

    ``without`` is a filter to leave aside: this one, where its words are to be chosen.
    """
    rows = narrowed(table, asked, values, without=without)
    rows = rows.filter(rows.held == 1, there(rows, asked, values))
    return (
        rows.group_by(word=rows[NARROWING[key]])
        .agg(
            certain=ibis.ifelse(certain(rows, asked, values), 1, 0).sum().cast("int64"),
            there=rows.count().cast("int64"),
        )
        .order_by(ibis.desc("there"), "word")
    )


def page(table: ir.Table, asked: Asked, values: Values, limit: int, after: str = "") -> ir.Table:
    """Return the periods that are there, in the order of their identifiers, from after one."""
    rows = narrowed(table, asked, values)
    rows = rows.filter(there(rows, asked, values))
    if after:
        rows = rows.filter(rows.period_id > values.add(after, "string"))
    return _shown(rows).order_by("period_id").limit(limit)


def singles(table: ir.Table, asked: Asked, values: Values, limit: int) -> ir.Table:
    """Return the periods of a part of the map, whenever they are there."""
    return _shown(narrowed(table, asked, values)).limit(limit)


def exported(table: ir.Table, asked: Asked, values: Values, limit: int) -> ir.Table:
    """Return the periods that are there as they are written to a file, in no order."""
    rows = narrowed(table, asked, values)
    rows = rows.filter(there(rows, asked, values))
    return _shown(rows).limit(limit)


def named(table: ir.Table, text: str, values: Values, limit: int) -> ir.Table:
    """Return bases whose names hold every word of a text: those with few letters more first."""
    rows = narrowed(table, Asked((0,), text=text), values)
    return (
        rows.group_by("base_id")
        .agg(
            name=rows.name.min(),
            country=rows.country.min(),
            latitude=rows.latitude.min(),
            longitude=rows.longitude.min(),
            periods=rows.count().cast("int64"),
        )
        .mutate(letters=lambda t: t.name.length())
        .order_by("letters", "name", "base_id")
        .limit(limit)
        .drop("letters")
    )


def of_base(table: ir.Table, base: str, values: Values, limit: int) -> ir.Table:
    """Return the periods of a base, the earliest first."""
    rows = table.filter(table.base_id == values.add(base, "string"))
    return _shown(rows).order_by("start_earliest", "period_id").limit(limit)


def nearest(
    table: ir.Table, asked: Asked, place: tuple[float, float], values: Values, limit: int
) -> ir.Table:
    """Return the periods there that are nearest to a place (latitude, longitude), on a sphere."""
    rows = narrowed(table, asked, values)
    rows = rows.filter(there(rows, asked, values))
    latitude, longitude = (values.add(float(degrees), "float64") for degrees in place)
    half = 0.5
    across = ((rows.longitude - longitude).radians() * half).sin()
    along = ((rows.latitude - latitude).radians() * half).sin()
    cosines = rows.latitude.radians().cos() * latitude.radians().cos()
    chord = along * along + cosines * across * across
    return (
        _shown(rows.mutate(chord=chord), "chord")
        .order_by("chord", "period_id")
        .limit(limit)
        .drop("chord")
    )


def extent(table: ir.Table) -> ir.Table:
    """Return how many periods there are, and the first and the last day that any of them names."""
    bounds = [table[name] for name in ("start_earliest", "start_latest")]
    bounds += [table[name] for name in ("end_earliest", "end_latest")]
    lows = {f"low_{k}": _dated(b).min() for k, b in enumerate(bounds)}
    highs = {f"high_{k}": _dated(b).max() for k, b in enumerate(bounds)}
    return table.agg(periods=table.count(), **lows, **highs)


def _dated(bound: Any) -> Any:
    known = (bound > OPEN_PAST // 2) & (bound < OPEN_FUTURE // 2)
    return ibis.ifelse(known, bound, ibis.null("int32"))


def operators(table: ir.Table) -> ir.Table:
    """Return the operators and the number of their periods, the largest first."""
    return (
        table.group_by("operator")
        .agg(periods=table.count())
        .order_by(ibis.desc("periods"), "operator")
    )


def crowd(table: ir.Table, shift: int) -> ir.Table:
    """Return how many periods are in each cell of 2 ** ``shift`` of the grid."""
    return table.group_by(
        x=(table.cell_x >> shift).cast("int32"), y=(table.cell_y >> shift).cast("int32")
    ).agg(periods=table.count())


def _shown(rows: ir.Table, *more: str) -> ir.Table:
    return rows.select(*(name for name in (*SHOWN, *more) if name in rows.columns))
