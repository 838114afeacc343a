"""Every engine answers as the plain as-of rule does on the same rows."""

import gzip
import json
from collections.abc import Iterator

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from benchmarks import crowded
from engines_at_hand import ENGINES, with_engine
from geo.engines.columns import GRID_BITS, months_of, table_of
from geo.engines.questions import NARROWING, Asked
from geo.engines.table import EXPORTED, FEW, NEAREST, PAGE, Table, days_of, steps_of
from geo.importer.derived import propose
from geo.importer.read import interpret
from geo.importer.sheet import Sheet
from geo.place.distance import between as distance
from geo.place.names import search_form
from geo.time import dates
from geo.time.presence import Presence, as_of, between

ROWS = 1_500
HOSTILE = "Power '; DROP TABLE periods; --"
WORDS = {
    "operator": ["Power 3", "Power 17", HOSTILE, "%", "No such"],
    "country": ["Country 11", "Country 5", "Country 40"],
    "status": ["active", "closing", "proposed"],
    "kind": ["garrison", "air base"],
}
# Asked of one table over and over; an engine on two cores need not be asked as often.
EXAMPLES = {"spark": 6}


def rows() -> pd.DataFrame:
    """Crowded rows with every kind of doubt: open, unknown, overlapping; and with odd names."""
    (texts,) = crowded.pieces(ROWS)
    table = texts.to_pandas().astype(str)
    table.loc[::40, "operator"] = HOSTILE
    table.loc[::50, "name"] = 'Ақтөбе 100% "A\\B"'
    table.loc[::23, "start"] = ".."
    table.loc[::29, "end"] = ""
    table.loc[::31, "start"] = "1950-01-01"
    table.loc[::37, "end"] = "1999-12-31"
    table.loc[::41, ["start", "end"]] = ["1950~/1960", "1955?"]
    wrong = table["end"].str[:4] < table["start"].str[:4]
    table.loc[wrong & ~table["end"].isin(["", ".."]), "end"] = ".."
    sheet = Sheet("crowd", table)
    made = interpret(sheet, propose(sheet), blank_end="").gazetteer
    assert made is not None
    return table_of(made.periods, made.sources).to_pandas()


@pytest.fixture(scope="module")
def periods() -> pd.DataFrame:
    return rows()


@pytest.fixture(scope="module", params=ENGINES)
def table(
    request: pytest.FixtureRequest,
    periods: pd.DataFrame,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Table]:
    made = with_engine(request.param, periods, tmp_path_factory.mktemp("engine"))
    made.engine = request.param  # type: ignore[attr-defined]
    yield made
    made.close()


DAYS = st.integers(-27_000, 22_000) | st.sampled_from([-7305, -7306, 10956, 10957, 0])
SIDE = 1 << GRID_BITS


@st.composite
def questions(draw: st.DrawFn) -> Asked:
    days = sorted(draw(st.lists(DAYS, min_size=1, max_size=2, unique=True)))
    keys = draw(st.sets(st.sampled_from(sorted(NARROWING))))
    words = {
        key: draw(st.lists(st.sampled_from(WORDS[key]), min_size=1, unique=True)) for key in keys
    }
    text = draw(st.sampled_from(["", "", "place 7", "100%", "ақтөбе", '"a\\b', "'; --"]))
    part = None
    if draw(st.booleans()):
        x, y = (sorted(draw(st.lists(st.integers(0, SIDE), min_size=2, max_size=2))) for _ in "xy")
        part = (x[0], y[0], x[1], y[1])
    return Asked(tuple(days), words, text, part)


def matching(periods: pd.DataFrame, asked: Asked, without: str = "") -> pd.DataFrame:
    found = np.ones(len(periods), dtype=bool)
    for key, words in asked.words.items():
        if key != without:
            found &= periods[key].isin(words).to_numpy()
    for word in search_form(asked.text).split():
        found &= periods["searched"].str.contains(word, regex=False).to_numpy()
    if asked.part:
        west, north, east, south = asked.part
        found &= ((periods["cell_x"] >= west) & (periods["cell_x"] < east)).to_numpy()
        found &= ((periods["cell_y"] >= north) & (periods["cell_y"] < south)).to_numpy()
    return periods[found]


def codes(periods: pd.DataFrame, asked: Asked) -> np.ndarray:
    return between(periods, asked.days[0], asked.days[-1])


def asks(table: Table) -> settings:
    return settings(
        max_examples=EXAMPLES.get(table.engine, 12),  # type: ignore[attr-defined]
        suppress_health_check=[HealthCheck.function_scoped_fixture],
        # Looking for a smaller question takes an engine minutes.
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
    )


def unpacked(content: bytes) -> tuple[dict, pd.DataFrame]:
    """What packed() has written, as a row for each change."""
    line, _, rest = gzip.decompress(content).partition(b"\n")
    head, arrays, offset = json.loads(line), {}, 0
    for name, width, length in head["arrays"]:
        arrays[name] = np.frombuffer(rest, f"<u{width}", length, offset).astype(int)
        offset += width * length
    assert offset == len(rest)
    pair = np.repeat(np.arange(len(arrays["x"])), arrays["length"])
    corner = head["corner"]
    return head, pd.DataFrame(
        {
            "x": arrays["x"][pair] + corner[0],
            "y": arrays["y"][pair] + corner[1],
            "operator": arrays["operator"][pair],
            **{name: arrays[name] for name in list(arrays)[4:]},
        }
    )


def test_the_changes_of_a_view_add_up_to_the_as_of_rule_in_every_cell_on_every_step(
    table: Table, periods: pd.DataFrame
) -> None:
    names = table.facts().operators

    @asks(table)
    @given(questions(), st.integers(12, GRID_BITS), st.data())
    def added_up(asked: Asked, shift: int, data: st.DataObject) -> None:
        head, changes = unpacked(table.cells(asked, shift))
        assert head["shift"] == shift
        held = matching(periods, asked)
        held = held[held["held"] == 1]
        place = data.draw(st.integers(0, len(head["days"]) - 1))
        day = head["days"][place]
        found = as_of(held, day)
        cells = [held[name].to_numpy() >> shift for name in ("cell_x", "cell_y")]
        keys = [*cells, held["operator"].to_numpy()]
        wanted = pd.DataFrame({"certain": found == 2, "there": found > 0}).groupby(keys).sum()
        wanted = wanted[wanted["there"] > 0]
        told = changes[changes["step"] <= place].groupby(["x", "y", "operator"]).sum()
        certain = told["certain_begins"] - told["certain_ends"]
        there = told["there_begins"] - told["there_ends"]
        here = {
            (x, y, names[o]): (int(certain[x, y, o]), int(there[x, y, o]))
            for x, y, o in told.index[there > 0]
        }
        assert here == {key: (int(row.certain), int(row.there)) for key, row in wanted.iterrows()}

    added_up()


def test_what_was_there_at_its_begin_and_what_began_in_it_make_a_window(
    table: Table, periods: pd.DataFrame
) -> None:
    @asks(table)
    @given(questions())
    def added_up(asked: Asked) -> None:
        head, changes = unpacked(table.cells(asked, GRID_BITS))
        first, last = (
            head["days"].index(min(max(day, head["days"][0]), head["days"][-1]))
            for day in (asked.days[0], asked.days[-1])
        )
        before, within = changes[changes["step"] <= first], changes[changes["step"] <= last]
        within = within[within["step"] > first]
        sums = [
            int((before[f"{kind}_begins"] - before[f"{kind}_ends"]).sum())
            + int(within[f"{kind}_begins"].sum())
            for kind in ("certain", "there")
        ]
        held = matching(periods, asked)
        found = between(held[held["held"] == 1], head["days"][first], head["days"][last])
        assert sums == [int((found == 2).sum()), int((found > 0).sum())]

    added_up()


def test_the_words_of_a_filter_are_counted_with_that_filter_left_aside(
    table: Table, periods: pd.DataFrame
) -> None:
    @asks(table)
    @given(questions())
    def counted(asked: Asked) -> None:
        # As it is sent.
        for key, told in json.loads(json.dumps(table.counts(asked))).items():
            held = matching(periods, asked, without=key)
            held = held[held["held"] == 1]
            found = codes(held, asked)
            wanted = {
                word: (int((found[held[key] == word] == 2).sum()), int(n))
                for word, n in held[key][found > 0].value_counts().items()
            }
            assert {row["word"]: (row["certain"], row["there"]) for row in told} == wanted
            assert [row["there"] for row in told] == sorted(wanted_n(wanted), reverse=True)

    def wanted_n(wanted: dict) -> list[int]:
        return [there for _, there in wanted.values()]

    counted()


def test_a_page_of_the_table_goes_on_where_the_last_one_ended(
    table: Table, periods: pd.DataFrame
) -> None:
    asked = Asked((8_000,), {"status": ["active"]})
    rows = matching(periods, asked)
    wanted = sorted(rows["period_id"][codes(rows, asked) > 0])
    found: list[str] = []
    while page := table.page(asked, found[-1] if found else ""):
        assert len(page) <= PAGE
        found += [row["period_id"] for row in page]
    # Engines have orders of letters of their own; none loses or repeats a row.
    assert sorted(found) == wanted


def test_what_is_nearest_is_in_the_order_of_the_ellipsoid(
    table: Table, periods: pd.DataFrame
) -> None:
    asked, place = Asked((3_000,)), (45.0, 9.0)
    there = periods[codes(periods, asked) > 0]
    points = there[["latitude", "longitude"]].itertuples(index=False, name=None)
    km = [distance(place, point).km for point in points]
    wanted = sorted(km)[:NEAREST]
    assert [row["km"] for row in table.nearest(asked, *place)] == pytest.approx(wanted, abs=0.001)


def test_a_base_is_found_by_every_word_of_its_name_however_it_is_typed(
    table: Table, periods: pd.DataFrame
) -> None:
    (first, *_) = table.named("100% АКТОБЕ")
    assert first["name"].startswith("Ақтөбе")
    own = table.base(first["base_id"])
    known = periods[periods["base_id"] == first["base_id"]]
    assert {row["period_id"] for row in own} == set(known["period_id"])
    assert own[0]["start_earliest"] == known["start_earliest"].min()
    assert table.named("no such place") == table.named("  ") == table.base("no-such") == []


def test_what_readers_type_is_never_part_of_a_query(table: Table, periods: pd.DataFrame) -> None:
    hostile = "'; DROP TABLE periods; --"
    for text in (hostile, '" OR 1=1 --', "$reader_0", "@reader_0@", ":x", "%(x)s", "\\", "%", "_"):
        asked = Asked((8_000,), {"operator": [text]}, text)
        assert table.held(asked)["there"] == 0
        assert table.base(text) == []
    assert table.held(Asked((8_000,), {"operator": [HOSTILE]}))["there"] > 0
    # "_" and "%" are letters like any other, and the table is still there.
    assert len(table.page(Asked((8_000,), text="100%"))) > 0
    assert table.facts().periods == len(periods)


def test_few_periods_come_one_by_one(table: Table, periods: pd.DataFrame) -> None:
    x, y = (int(periods[name].iloc[0]) for name in ("cell_x", "cell_y"))
    part = (x - 50, y - 50, x + 50, y + 50)
    asked = Asked((8_000,), part=part)
    head, _ = unpacked(table.cells(asked, 12))
    near = matching(periods, asked)
    assert {row["period_id"] for row in head["singles"]} == set(near["period_id"])
    assert 0 < len(near) <= FEW
    assert "singles" not in unpacked(table.cells(Asked((8_000,)), 12))[0]


def test_an_export_has_what_is_there_and_no_more_than_its_limit(
    table: Table, periods: pd.DataFrame
) -> None:
    asked = Asked((8_000,), {"kind": ["garrison"]})
    made = pa.Table.from_batches(list(table.export(asked)))
    rows = matching(periods, asked)
    assert len(made) == int((codes(rows, asked) > Presence.ABSENT).sum()) < EXPORTED


def test_the_range_and_the_operators_are_known_without_the_rows(
    table: Table, periods: pd.DataFrame
) -> None:
    facts = table.facts()
    known = periods["start_earliest"]
    first = dates.from_day(int(known[known > dates.OPEN_PAST].min()))
    assert (facts.first.year, facts.first.month, facts.first.day) == (first.year, 1, 1)
    assert (facts.last.month, facts.last.day) == (12, 31)
    assert facts.last.year >= 2025
    assert facts.operators[0] == periods["operator"].value_counts().index[0]
    held = periods[periods["held"] == 1]
    assert (as_of(held, dates.to_day(facts.opening)) == 2).sum() > 0.2 * len(held)


@given(DAYS, st.sampled_from([1, 3, 12, 24, 120]), st.lists(DAYS, max_size=2))
def test_a_day_counts_at_the_first_step_on_or_after_it(
    day: int, months: int, more: list[int]
) -> None:
    """The numbers of months in the table lead to the same step as the calendar does."""
    steps = steps_of(dates.parse_day("1900-01-01"), dates.parse_day("2025-12-31"), months, more)
    days = days_of(steps)
    assert days == sorted(set(days))
    if day > days[-1]:
        return
    number = max(int(months_of(np.array([day]))[0]) - steps.first_month, 0)
    step = -(-number // months) + sum(day > other for other in steps.more)
    assert step == next(place for place, known in enumerate(days) if known >= day)
