"""Degrees and points as people write them."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.importer import cells
from geo.importer.coordinates import is_degrees, is_point, read_degrees, read_point


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("42.85", 42.85),
        ("-42.85", -42.85),
        ("+42.85", 42.85),
        ("−42.85", -42.85),
        ("42,85", 42.85),
        ("74.84°", 74.84),
        ("4.285e1", 42.85),
        ("37.826305°N", 37.826305),
        ("122.422213°W", -122.422213),
        ("N 42.5", 42.5),
        ("S42.5", -42.5),
        ("42 51 10 N", 42.852778),
        ("42°51'10\"N", 42.852778),
        ("42°51′10″ N", 42.852778),
        ("42° 51′ 10.5″ S", -42.852917),
        ("42:51:10", 42.852778),
        ("42d51m10s", 42.852778),
        ("42 51 10 S", -42.852778),
        ("42d51m10sS", -42.852778),
        ("0 0 1 S", -1 / 3600),
        ("N 42°51.5'", 42.858333),
        ("38°30'N", 38.5),
        ("42°51' с.ш.", 42.85),
        ("74°50' в. д.", 74.833333),
        ("74°50′ з.д.", -74.833333),
        ("425110N", 42.852778),
        ("0745000E", 74.833333),
        ("42° Nord", 42),
    ],
)
def test_degrees_are_read_as_they_are_written(text: str, value: float) -> None:
    found = read_degrees(text)
    assert found is not None
    assert found.value == pytest.approx(value, abs=5e-7)
    assert float(found.text()) == pytest.approx(value, abs=5e-7)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "-42 S",
        "42.5 51",
        "42 61 00",
        "42.850.000",
        "O 42",
        "N 42 S",
        "1941-12-07",
        "nan",
    ],
)
def test_what_is_no_degrees_or_could_be_two_is_refused(text: str) -> None:
    assert read_degrees(text) is None


def test_a_letter_of_the_other_axis_is_refused() -> None:
    assert is_degrees("42 E", "longitude")
    assert not is_degrees("42 E", "latitude")
    assert is_degrees("121", "longitude")
    assert not is_degrees("121", "latitude")


@pytest.mark.parametrize(
    ("text", "unit"), [("42", 1), ("42.85", 0.01), ("42°51'", 1 / 60), ("42°51'10\"", 1 / 3600)]
)
def test_the_unit_is_that_of_what_was_written_last(text: str, unit: float) -> None:
    found = read_degrees(text)
    assert found is not None
    assert found.unit == pytest.approx(unit)


@pytest.mark.parametrize(
    "text",
    [
        "Point(74.47 43.06)",
        "POINT (74.47 43.06)",
        "POINT Z (74.47 43.06 627)",
        "SRID=4326;POINT(74.47 43.06)",
        "<http://www.wikidata.org/entity/Q2> Point(74.47 43.06)",
        '{"type": "Point", "coordinates": [74.47, 43.06]}',
        "43.06, 74.47",
        "43.06,74.47",
        "43.06 74.47",
        "43.06; 74.47",
        "43,06; 74,47",
        "(43.06, 74.47)",
        "@43.06,74.47",
        "N43.06 E74.47",
        "74.47 E, 43.06 N",
    ],
)
def test_a_point_in_one_cell_is_a_latitude_and_a_longitude(text: str) -> None:
    point = read_point(text)
    assert point is not None
    assert [degrees.value for degrees in point] == [43.06, 74.47]


def test_two_numbers_alone_are_read_in_the_order_that_is_asked_for() -> None:
    point = read_point("74.47, 43.06", longitude_first=True)
    assert point is not None
    assert point[0].value == 43.06
    assert is_point("174.47, 43.06")


@pytest.mark.parametrize("text", ["", "here", "43.06", "43.06, 74.47, 12", "LINESTRING(1 2, 3 4)"])
def test_what_is_no_point_is_refused(text: str) -> None:
    assert read_point(text) is None


@given(
    st.integers(0, 89), st.integers(0, 59), st.integers(0, 59), st.sampled_from("NS"), st.booleans()
)
def test_minutes_and_seconds_are_parts_of_sixty(
    degrees: int, minutes: int, seconds: int, letter: str, marked: bool
) -> None:
    marks = ("°", "′", "″") if marked else (" ", " ", " ")
    text = "".join(
        f"{part}{mark}" for part, mark in zip((degrees, minutes, seconds), marks, strict=True)
    )
    found = read_degrees(text + letter)
    assert found is not None
    value = degrees + minutes / 60 + seconds / 3600
    assert found.value == pytest.approx(value if letter == "N" else -value)


@given(st.text(max_size=24))
def test_any_text_is_degrees_a_point_or_refused(text: str) -> None:
    read_degrees(text)
    read_point(text)


@pytest.mark.parametrize(
    ("text", "value"), [(".5", 0.5), ("5.", 5), ("+7.25", 7.25), ("-0.50", -0.5)]
)
@pytest.mark.parametrize("beside", ["1", "1°", ""])
def test_a_plain_number_is_the_same_whatever_stands_in_the_other_cells(
    text: str, value: float, beside: str
) -> None:
    read = cells.read_degrees(pd.Series([text, beside], dtype=str), "latitude")
    assert (read.values[0], read.units[0]) == (value, 10.0 ** -len(text.partition(".")[2]))
