"""What is well formed is read at once, the rest with care: both ways give the same."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager

import pandas as pd
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from geo.errors import GazetteerError, Problem
from geo.importer.derived import propose
from geo.importer.formats import read_sheet, text
from geo.importer.read import Imported, interpret
from geo.importer.sheet import Sheet

NAMES = ("name", "latitude", "longitude", "operator", "country", "start", "end", "note", "status")
GIVEN = {
    "name": [
        "Manas",
        "Kant",
        "manas",
        "Camp “A”",
        "Кант",
        "Évreux",
        "O'Neil",
        "",
        "Camp  A",
        "name",
    ],
    "latitude": ["43.06", "42.850", "-12", "42°51′N", "43,06", "91", "", "０.5", "+7.25", "1e1"],
    "longitude": ["74.47", "74.8", "-170.5", "74°28′39″E", "74,47", "", "180", "0"],
    "operator": ["Russia", "USA", "usa", "Россия", "'=x", " U", ""],
    "country": ["Kyrgyzstan", "kyrgyzstan", "Киргизия", "K"],
    "start": [
        "2001",
        "2001-10-05",
        "2001-10",
        "2001~",
        "16.12.2001",
        "3/4/1950",
        "",
        "abc",
        "44 BC",
    ],
    "end": ["2014", "2014-06-03", "", "..", "н.в.", "unknown", "9999-12-31", "2013-02-30", "1999"],
    "note": ["", "a, b", 'said "so"', "two\nlines", "x;y", "tab\there", "\u200bx", "a\xa0b", "'-"],
    "status": ["", "active", "closed", "planned", "Закрыта"],
}
BEHIND = ["", "\n", "\n\n", ",,,,\n", "\r\n", "Total: 2\n", '"open', "x\0y", " \n"]


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """Tables as programs write them: mostly well formed, with a slip here and there."""
    header = draw(st.permutations(NAMES))
    count = draw(st.integers(0, 6))
    # The first cells of each column are ordinary: rows that can be read are the rule.
    few = {name: draw(st.sampled_from([1, 2, 3, len(GIVEN[name])])) for name in NAMES}
    rows = [
        [draw(st.sampled_from(GIVEN[name][: few[name]])) for name in header] for _ in range(count)
    ]
    sign = draw(st.sampled_from([",", ",", ";", "\t", "|"]))
    end = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=sign, lineterminator=end, quoting=quoting).writerows(
        [header, *rows]
    )
    plain = written.getvalue()
    if draw(st.integers(0, 3)) == 0:
        plain += draw(st.sampled_from(BEHIND))
    if draw(st.integers(0, 5)) == 0:
        place = draw(st.integers(0, len(plain)))
        plain = (
            plain[:place]
            + draw(st.sampled_from(['"', sign, "\n", " ", "\r", "\\"]))
            + plain[place:]
        )
    encoding = draw(st.sampled_from(["utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1251"]))
    return plain.encode(encoding, errors="replace")


@contextmanager
def with_care() -> Iterator[None]:
    """Read every table record by record."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text, "_at_once", lambda *_: None)
        yield


def sheet_of(content: bytes) -> Sheet | tuple[Problem, ...]:
    try:
        return read_sheet(content, "own.csv")
    except GazetteerError as error:
        return error.problems


def imported(sheet: Sheet) -> Imported:
    return interpret(sheet, propose(sheet))


@given(tables())
@settings(max_examples=60)
def test_a_table_read_at_once_is_the_one_that_is_read_with_care(content: bytes) -> None:
    quick = sheet_of(content)
    with with_care():
        careful = sheet_of(content)
    if not isinstance(quick, Sheet) or not isinstance(careful, Sheet):
        assert quick == careful
        return
    pd.testing.assert_frame_equal(quick.table, careful.table, check_index_type=False)
    assert (quick.problems, quick.decisions) == (careful.problems, careful.decisions)
    one, other = imported(quick), imported(careful)
    assert (one.problems, one.decisions) == (other.problems, other.decisions)
    pd.testing.assert_frame_equal(one.left_out, other.left_out, check_index_type=False)
    event("has a gazetteer" if one.gazetteer else "has none")
    if one.gazetteer is None or other.gazetteer is None:
        assert one.gazetteer is other.gazetteer
        return
    pd.testing.assert_frame_equal(one.gazetteer.periods, other.gazetteer.periods)
    pd.testing.assert_frame_equal(one.gazetteer.sources, other.gazetteer.sources)
    assert one.gazetteer.version == other.gazetteer.version


@pytest.mark.parametrize(
    "content",
    [
        "name,latitude,longitude,operator,country,start,end\nA,43,74,U,K,2001,\n",
        'name;latitude;longitude;operator;country;start;end\n"A; b";43,1;74;U;K;2001;"2 ""x"""\n',
        "name\tlatitude\tlongitude\toperator\tcountry\tstart\tend\r\nКант\t43\t74\tU\tK\t2001\t\r\n",
    ],
)
def test_what_is_well_formed_is_read_at_once(content: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("read with care")

    monkeypatch.setattr(text, "_by_records", refuse)
    assert len(read_sheet(content.encode(), "own.csv").table) == 1
