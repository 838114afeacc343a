"""Distances against published figures and cases checked by hand."""

import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import DistanceError
from geo.gazetteer.load import load
from geo.place import distance, geography
from geo.place.geography import WGS84

K2 = (38.8336, 65.9215)

# Karney's GeodTest data set (doi:10.5281/zenodo.32156), first case: latitude and azimuth at the
# start (longitude 0), latitude and longitude at the end, length in metres.
GEOD_TEST = (
    36.530042355041,
    176.125875162171,
    -48.164270779097769,
    5.762344694676510,
    9398502.0434687,
)

# C. F. F. Karney, "Algorithms for geodesics", J. Geod. 87 (2013), table 2 and the text beside it:
# from 40 N 0 E with azimuth 30 degrees over 10,000,000 m one comes to 41.79331020506 N,
# 137.84490004377 E.
DIRECT = ((40.0, 0.0), 30.0, 10_000_000.0, (41.79331020506, 137.84490004377))


def test_the_geodesic_agrees_with_karney_2013() -> None:
    start, azimuth, metres, end = DIRECT
    found = distance.between(start, end)
    assert found.metres == pytest.approx(metres, abs=0.001)
    assert found.bearing == pytest.approx(azimuth, abs=1e-8)


def test_the_geodesic_agrees_with_the_first_case_of_geodtest() -> None:
    latitude, azimuth, other_latitude, longitude, metres = GEOD_TEST
    found = distance.between((latitude, 0.0), (other_latitude, longitude))
    assert found.metres == pytest.approx(metres, abs=0.001)
    assert found.bearing == pytest.approx(azimuth, abs=1e-8)


def test_a_quarter_of_a_meridian_is_as_long_as_wgs_84_says() -> None:
    assert distance.between((0, 0), (90, 0)).metres == pytest.approx(10_001_965.729, abs=0.01)


def test_a_degree_of_the_equator_is_a_360th_of_its_length() -> None:
    expected = 2 * math.pi * 6_378_137 / 360
    assert distance.between((0, 0), (0, 1)).metres == pytest.approx(expected, abs=0.001)


def test_karshi_khanabad_lies_about_143_km_from_afghanistan() -> None:
    found = distance.to_border(K2, "Afghanistan", uncertainty_m=1500)
    assert found.km == pytest.approx(143.1, abs=0.2)
    assert str(found) == "143 ± 5 km"
    assert found.direction == "south"


REFERENCES = pd.read_csv(Path(__file__).with_name("reference_distances.csv"))


@pytest.mark.slow
@pytest.mark.parametrize("reference", REFERENCES["reference"].unique())
def test_95_of_100_distances_to_a_border_lie_within_their_doubt_of_another_map(
    reference: str,
) -> None:
    rows = REFERENCES[REFERENCES["reference"] == reference]
    within = []
    for row in rows.to_dict("records"):
        point, doubt = (row["latitude"], row["longitude"]), row["point_uncertainty_m"]
        found = distance.to_border(point, row["country"], uncertainty_m=doubt)
        within.append(abs(found.km - row["km"]) <= found.uncertainty_m / 1000)
    assert len(within) > 200
    assert sum(within) / len(within) >= 0.95


@pytest.mark.parametrize(
    ("place", "point", "country"),
    [
        ("Issyk-Kul, a lake", (42.4, 77.3), "Kyrgyzstan"),
        ("Khujand airport, beside water", (40.2154, 69.6947), "Tajikistan"),
        ("Vorukh, a Tajik village inside Kyrgyzstan", (39.84, 70.63), "Tajikistan"),
        ("Sokh, Uzbek inside Kyrgyzstan", (40.02, 71.10), "Uzbekistan"),
        ("Pamir land that Tajikistan handed over in 2011", (38.6, 74.6), "China"),
        ("Moscow, beyond the region", (55.75, 37.62), "Russia"),
        ("Beijing, beyond the region", (39.9, 116.4), "China"),
    ],
)
def test_a_place_lies_in_one_country_and_no_other(
    place: str, point: tuple[float, float], country: str
) -> None:
    holders = [name for name in geography.countries() if geography.contains(name, *point)]
    assert holders == [country], place


def test_no_country_is_measured_to_twice_where_the_two_files_of_borders_meet() -> None:
    region = shapely.box(*geography.REGION)
    of_region = geography.features(geography.BORDERS_OF_REGION)
    beyond = set(geography.countries()) - set(of_region)
    assert set(of_region) <= set(geography.countries())
    assert not [n for n in beyond if shapely.intersects(geography.countries()[n], region)]


def test_beyond_the_region_a_border_is_known_less_well() -> None:
    moscow = distance.to_border((55.75, 37.62), "Ukraine")
    kant = distance.to_border((42.8532, 74.8465), "Kazakhstan")
    assert moscow.uncertainty_m > kant.uncertainty_m


@given(st.floats(30, 55), st.floats(45, 90), st.sampled_from(["Kyrgyzstan", "Iran", "Mongolia"]))
def test_no_point_of_a_border_is_nearer_than_the_nearest(
    latitude: float, longitude: float, country: str
) -> None:
    point, shape = (latitude, longitude), geography.countries()[country]
    found = distance.between(point, distance.nearest(point, shape)).metres
    corners = shapely.get_coordinates(shape)
    lon, lat = np.full(len(corners), longitude), np.full(len(corners), latitude)
    every = np.asarray(WGS84.inv(lon, lat, corners[:, 0], corners[:, 1])[2])
    assert found <= every.min() + 1


def test_inside_the_country_the_distance_is_zero() -> None:
    assert distance.to_border(K2, "Uzbekistan").metres == 0


def test_a_point_on_the_border_is_at_distance_zero() -> None:
    found = distance.to_border(K2, "Afghanistan")
    assert distance.to_border(found.end, "Afghanistan").metres < 1


def test_the_nearest_point_may_lie_across_the_antimeridian() -> None:
    # Wrangel Island's waters: the Chukchi coast of Russia lies on both sides of 180 degrees.
    found = distance.to_border((67.0, -174.0), "Russia")
    assert found.km < 300
    east = distance.to_border((66.0, 179.99), "United States")
    west = distance.to_border((66.0, -179.99), "United States")
    assert abs(east.metres - west.metres) < 1_500


def test_near_a_pole_the_nearest_land_is_right() -> None:
    # Kaffeklubben, the northernmost land, lies about 83.66 N 29.8 W, some 706 km from the pole.
    assert distance.to_border((90.0, 0.0), "Greenland").km == pytest.approx(707, abs=12)


def test_an_unknown_country_or_a_point_off_the_globe_is_refused() -> None:
    with pytest.raises(DistanceError):
        distance.to_border(K2, "Atlantis")
    with pytest.raises(DistanceError):
        distance.between((91, 0), (0, 0))


@pytest.mark.parametrize(
    ("metres", "doubt", "words"),
    [
        (140_100, 2_500, "140 ± 3 km"),
        (31_234, 2_100, "31 ± 3 km"),
        (1_500, 2_500, "2 ± 3 km"),
        (103_400, 110_000, "100 ± 200 km"),
        (1_234_567, 20_000, "1,230 ± 20 km"),
        (13_400, 150, "13.4 ± 0.2 km"),
    ],
)
def test_a_distance_never_has_more_digits_than_its_doubt_leaves(
    metres: float, doubt: float, words: str
) -> None:
    assert distance.in_words(metres, doubt) == words


@given(
    st.floats(-89.9, 89.9),
    st.floats(-180, 180),
    st.floats(1_000, 3_000_000),
)
def test_every_corner_of_a_ring_is_at_its_radius(
    latitude: float, longitude: float, radius: float
) -> None:
    for corner in distance.ring((latitude, longitude), radius, corners=12):
        metres = WGS84.inv(longitude, latitude, corner[1], corner[0])[2]
        assert metres == pytest.approx(radius, abs=0.01)


def test_a_line_across_the_antimeridian_does_not_jump() -> None:
    line = distance.great_circle((60, 170), (60, -170))
    steps = [abs(b[1] - a[1]) for a, b in pairwise(line)]
    assert max(steps) < 2


def test_kant_and_manas_are_the_nearest_pair_of_different_operators_in_2005() -> None:
    gazetteer = load()
    held = gazetteer.periods[
        gazetteer.periods["period_id"].isin(
            ["kant-russia-2003", "manas-us-2001", "karshi-khanabad-us-2001"]
        )
    ]
    pairs = distance.nearest_of_other_operators(held)
    assert pairs.loc[0, "base"] in ("Kant Air Base", "Manas (Transit Center)")
    assert 30_000 < pairs.loc[0, "metres"] < 45_000


def test_the_matrix_agrees_with_single_distances() -> None:
    table = pd.DataFrame({"latitude": [38.8336, 42.8532], "longitude": [65.9215, 74.8465]})
    found = distance.matrix(table, table)
    single = distance.between(K2, (42.8532, 74.8465)).metres
    assert found[0, 1] == pytest.approx(single, abs=0.001)
    assert found[0, 0] == 0
