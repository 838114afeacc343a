"""The picture that a page shows before its map."""

import gzip
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from geo.answers.selection import Selection
from geo.answers.view import View, look
from geo.drawings import first_sight, signs
from geo.drawings.first_sight import CELLS, MOST_BYTES
from geo.gazetteer.load import load
from geo.importer.derived import propose
from geo.importer.formats import read_sheet
from geo.importer.read import interpret
from geo.wording import sentence, who_was_where

ROOT = Path(__file__).parents[3]
GAZETTEER = load()


def view_on(day: date, **more: object) -> View:
    return look(GAZETTEER, replace(Selection(day), **more))  # type: ignore[arg-type]


def drawn(view: View) -> str:
    found = first_sight.draw(view)
    assert found
    return found.svg


def looks(svg: str) -> list[str]:
    """The looks of the signs drawn, those of closed bases first."""
    kinds = {
        number: re.findall(r'class="sight-sign sight-(\w+)"', made)
        for number, made in re.findall(r'<g id="sign-(\d+)">(.*?)</g>(?=<g id=|</defs>)', svg)
    }
    return [look for number in re.findall(r'href="#sign-(\d+)"', svg) for look in kinds[number]]


@pytest.mark.parametrize("year", [2001, 2005, 2009, 2014, 2021])
def test_a_picture_is_small_and_well_formed(year: int) -> None:
    svg = drawn(view_on(date(year, 11, 1)))
    assert len(gzip.compress(svg.encode(), 6)) <= MOST_BYTES
    ET.fromstring(svg)


def test_each_base_there_has_a_sign_with_the_look_of_its_presence() -> None:
    view = view_on(date(2005, 6, 1), closed=False)
    found = looks(drawn(view))
    pairs = view.present.drop_duplicates(["base_id", "operator"])
    assert len(found) == len(pairs)
    rumoured = pairs["status"].isin(["proposed", "reported"])
    assert found.count("dashed") == rumoured.sum()
    assert found.count("solid") == ((pairs["presence"] == 2) & ~rumoured).sum()


def test_closed_bases_are_grey_unless_they_are_hidden() -> None:
    day = date(2014, 7, 1)
    assert "closed" in looks(drawn(view_on(day)))
    assert "closed" not in looks(drawn(view_on(day, closed=False)))


def test_a_picture_is_fitted_to_what_the_filters_let_by() -> None:
    day = date(2005, 6, 1)
    whole, part = (
        first_sight.draw(view_on(day, countries=countries)) for countries in ((), ("Tajikistan",))
    )
    assert whole
    assert part
    west, north, east, south = part.bounds
    assert east - west < (whole.bounds[2] - whole.bounds[0]) / 2
    assert south - north < (whole.bounds[3] - whole.bounds[1]) / 2
    assert len(looks(part.svg)) < len(looks(whole.svg))


def test_a_single_base_that_is_left_is_seen_with_some_of_its_country() -> None:
    found = first_sight.draw(view_on(date(2009, 7, 7), countries=("Turkmenistan",)))
    assert found
    west, north, east, south = found.bounds
    degree = first_sight.WORLD / 360
    assert east - west == pytest.approx(6 * degree, rel=0.01)
    assert south - north > 4 * degree


def test_no_base_no_picture() -> None:
    assert first_sight.draw(view_on(date(2005, 6, 1), text="nowhere at all")) is None


def own(text: str) -> View:
    sheet = read_sheet(text.encode(), "own.csv")
    gazetteer = interpret(sheet, propose(sheet)).gazetteer
    assert gazetteer
    return look(gazetteer, Selection(gazetteer.opening))


def test_names_of_others_are_text_and_nothing_else() -> None:
    hostile = '<script>alert(1)</script>"'
    head = "name,operator,country,latitude,longitude,start,end\n"
    quoted = '"' + hostile.replace('"', '""') + '"'
    view = own(f"{head}{quoted},{quoted},Kazakhstan,45,65,2001,\nB,C,Kazakhstan,46,66,2001,\n")
    svg = drawn(view)
    assert "<script" not in svg
    ET.fromstring(svg)


def test_thousands_of_bases_are_points_and_still_small() -> None:
    head = "name,operator,country,latitude,longitude,start,end"
    rows = [
        f"Base {k},Power {k % 5},Kazakhstan,{40 + k % 97 / 9:.4f},{50 + k % 1013 / 40:.4f},2001,"
        for k in range(5_000)
    ]
    svg = drawn(own("\n".join([head, *rows])))
    assert len(gzip.compress(svg.encode(), 6)) <= MOST_BYTES
    assert "sight-crowd" in svg
    assert svg.count("h0") <= CELLS**2


def test_bases_on_both_sides_of_180_degrees_lie_side_by_side() -> None:
    head = "name,operator,country,latitude,longitude,start,end\n"
    found = first_sight.draw(own(f"{head}A,B,Fiji,-17,178,2001,\nC,B,Fiji,-16,-179,2001,\n"))
    assert found
    west, _, east, _ = found.bounds
    assert east - west == pytest.approx(3 / 360 * first_sight.WORLD, rel=0.01)


def test_signs_have_the_shapes_that_the_map_draws() -> None:
    script = (ROOT / "geo/maps/scripts/draw/marker_icons.js").read_text(encoding="utf-8")
    made = {"pentagon": "polygon(5, 12)", "hexagon": "polygon(6, 12)"}
    made["star"] = "polygon(6, 13, 0, 9)"
    for name, path in signs.SHAPES.items():
        drawn_as = made.get(name, f"'{path}'")
        assert f"{name}: {drawn_as}," in script


def test_the_sentence_says_what_is_held_reported_and_not_counted() -> None:
    assert sentence(view_on(date(2005, 6, 1))) == (
        "20 to 21 bases of five powers; 4 more reported; 4 in Afghanistan, not counted"
    )
    german = view_on(date(2021, 7, 19), operators=("Germany",))
    assert sentence(german) == "no base held (with these filters)"


def test_who_was_where_names_every_base_there_once_for_each_operator() -> None:
    view = view_on(date(2005, 6, 1))
    told = dict(who_was_where(view))
    pairs = view.present.drop_duplicates(["base_id", "operator"])
    assert sum(map(len, told.values())) == len(pairs)
    assert "Kant Air Base, Kyrgyzstan" in told["Russia"]
    assert "Ashgabat airport, Turkmenistan (reported)" in told["United States"]
