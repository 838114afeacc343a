"""Maps of places on both sides of 180 degrees."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.answers.selection import Selection
from geo.answers.view import look
from geo.exports.picture import frame_of
from geo.importer.derived import propose
from geo.importer.formats import read_sheet
from geo.importer.read import interpret
from geo.maps.payload import payload
from geo.place.antimeridian import side_by_side

FIJI = (
    "name,latitude,longitude,operator,country,start,end\n"
    "Suva,-18.1,178.4,UK,Fiji,1940,1946\nTaveuni,-16.8,-179.9,UK,Fiji,1941,1946\n"
)


@pytest.mark.parametrize(
    ("longitudes", "placed"),
    [
        ([178.4, -179.9], [178.4, 180.1]),
        ([170, 179, -170, -150], [170, 179, 190, 210]),
        ([60, 75], [60, 75]),
        ([-120, 10, 140], [-120, 10, 140]),
        ([-5, 5], [-5, 5]),
        ([178.4], [178.4]),
        ([], []),
    ],
)
def test_places_across_180_degrees_stand_side_by_side(
    longitudes: list[float], placed: list[float]
) -> None:
    assert side_by_side(longitudes).tolist() == pytest.approx(placed)


@given(st.lists(st.floats(-180, 180), min_size=1, max_size=12))
def test_every_place_stays_where_it_is_on_the_globe_and_the_map_grows_no_wider(
    longitudes: list[float],
) -> None:
    placed = side_by_side(longitudes)
    assert np.allclose((placed - longitudes) % 360, 0)
    assert np.ptp(placed) <= np.ptp(longitudes) + 1e-9


def test_map_and_picture_show_such_places_at_once() -> None:
    sheet = read_sheet(FIJI.encode(), "fiji.csv")
    made = interpret(sheet, propose(sheet)).gazetteer
    assert made is not None
    assert [base["lon"] for base in payload(made)["bases"]] == pytest.approx([178.4, 180.1])
    west, east, *_ = frame_of(look(made, Selection(date(1942, 1, 1))))
    assert east - west < 60
    # The data keep the longitude as it was written.
    assert made.bases["longitude"].tolist() == [178.4, -179.9]
