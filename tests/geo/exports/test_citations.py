"""How views, bases and the files of a gazetteer are named and cited."""

from datetime import date

import pytest

from geo.exports import write
from geo.gazetteer import Gazetteer, load
from geo.importer.columns import recognise
from geo.importer.read import interpret
from geo.importer.sheet import read_sheet
from geo.selection import Selection
from geo.view import View, look

GAZETTEER = load()
OWN_FILE = (
    "name,latitude,longitude,operator,country,start,end\n"
    "Example Field,12.345,-45.678,Exampleland,Somewhere,1941-12-07,1950\n"
)


def own(name: str = "Bases of the Pacific.csv") -> Gazetteer:
    sheet = read_sheet(OWN_FILE.encode(), name)
    made = interpret(sheet, recognise(sheet.table.columns)).gazetteer
    assert made is not None
    return made


def view(**fields: object) -> View:
    return look(GAZETTEER, Selection(**{"date": date(2005, 6, 1), **fields}))


def test_our_gazetteer_knows_its_day_of_release_and_an_own_file_has_none() -> None:
    assert GAZETTEER.created == date(2026, 11, 24)
    assert own().created is None


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("Bases of the Pacific.csv", "bases-of-the-pacific"),
        ("../../Éire & co.csv", "eire-co"),
        ("базы.csv", "gazetteer"),
    ],
)
def test_files_made_of_an_own_file_are_named_after_it(file: str, name: str) -> None:
    gazetteer = own(file)
    made = look(gazetteer, Selection(date(1945, 1, 1)))
    assert write.file_name(made, "csv") == f"{name}-1945-01-01.csv"


def test_files_of_our_gazetteer_are_named_after_the_atlas_and_the_time() -> None:
    assert write.file_name(view(), "html") == "base-atlas-2005-06-01.html"
    window = (date(2002, 1, 1), date(2003, 6, 30))
    assert write.file_name(view(window=window), "png") == (
        "base-atlas-2002-01-01-to-2003-06-30.png"
    )
