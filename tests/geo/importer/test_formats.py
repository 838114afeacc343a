"""The formats that people have: each is read as the same table, or refused in one sentence."""

import io
import json
import zipfile
from datetime import date, datetime
from pathlib import Path

import geopandas
import openpyxl
import pandas as pd
import pytest
import shapely

from geo.answers.selection import Selection
from geo.answers.view import look
from geo.errors import GazetteerError
from geo.exports import csv, write
from geo.gazetteer.load import load
from geo.importer.columns import REQUIRED
from geo.importer.derived import propose
from geo.importer.formats import apart, archive, read_sheet
from geo.importer.opening import open_path
from geo.importer.read import interpret
from geo.importer.sheet import Sheet

RECORDS = [
    ("Кант", 42.85, 74.85, "Russia", "Kyrgyzstan", "2003-10-23", ""),
    ("Manas", 43.06, 74.48, "United States", "Kyrgyzstan", "2001-12-16", "2014-06-03"),
]
FRAME = pd.DataFrame(RECORDS, columns=list(REQUIRED))
TEXTS = [[str(cell) for cell in record] for record in RECORDS]


def texts(sheet: Sheet) -> list[list[str]]:
    return sheet.table[list(REQUIRED)].to_numpy().tolist()


def taken(sheet: Sheet, about: str) -> str:
    return next(decision.taken for decision in sheet.decisions if decision.about == about)


def features() -> geopandas.GeoDataFrame:
    points = geopandas.points_from_xy(FRAME["longitude"], FRAME["latitude"])
    plain = FRAME.drop(columns=["latitude", "longitude"])
    return geopandas.GeoDataFrame(plain, geometry=points, crs=4326)


def saved(kind: str, folder: Path) -> bytes:
    """The same two periods, as another program writes them."""
    path = folder / f"file.{kind}"
    if kind in ("xlsx", "ods"):
        FRAME.to_excel(path, index=False)
    elif kind == "tsv":
        FRAME.to_csv(path, index=False, sep="\t")
    elif kind == "json":
        path.write_text(json.dumps(FRAME.to_dict("records")), encoding="utf-8")
    elif kind == "jsonl":
        FRAME.to_json(path, orient="records", lines=True, force_ascii=False)
    elif kind == "parquet":
        FRAME.to_parquet(path)
    elif kind == "geoparquet":
        features().to_parquet(path)
    elif kind == "gpkg":
        features().to_file(path, layer="bases")
    elif kind == "geojson":
        features().to_file(path, driver="GeoJSON")
    elif kind == "kml":
        features().rename(columns={"start": "since", "end": "until"}).to_file(path, driver="LIBKML")
    else:
        features().to_file(folder / "bases.shp", encoding="UTF-8")
        with zipfile.ZipFile(path, "w") as packed:
            for part in folder.glob("bases.*"):
                packed.write(part, f"bases/{part.name}")
    return path.read_bytes()


KINDS = ("xlsx", "ods", "tsv", "json", "jsonl", "parquet", "geoparquet", "gpkg", "geojson", "zip")


@pytest.mark.parametrize("kind", KINDS)
def test_every_format_is_read_as_the_same_table(kind: str, tmp_path: Path) -> None:
    sheet = read_sheet(saved(kind, tmp_path), f"own.{kind}")
    assert texts(sheet) == TEXTS


def test_a_kml_file_of_another_program_is_read(tmp_path: Path) -> None:
    sheet = read_sheet(saved("kml", tmp_path), "own.kml")
    assert sheet.table[propose(sheet)["name"]].tolist() == ["Кант", "Manas"]
    assert sheet.table["latitude"].tolist() == ["42.85", "43.06"]
    found = propose(sheet)
    assert sheet.table[found["start"]].tolist() == ["2003-10-23", "2001-12-16"]


def workbook(
    rows: list[list[object]], *, title: str = "Bases", epoch: datetime | None = None
) -> bytes:
    book = openpyxl.Workbook()
    if epoch:
        book.epoch = epoch
    book.active.title = title
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("epoch", [None, openpyxl.utils.datetime.CALENDAR_MAC_1904])
def test_dates_of_a_workbook_are_the_days_it_shows_from_1900_or_1904(
    epoch: datetime | None,
) -> None:
    row = ["Kant", 42.85, 74.85, "Russia", "Kyrgyzstan", date(2003, 10, 23), datetime(2014, 6, 3)]
    sheet = read_sheet(workbook([list(REQUIRED), row], epoch=epoch), "own.xlsx")
    assert sheet.table[["start", "end"]].to_numpy().tolist() == [["2003-10-23", "2014-06-03"]]


def test_rows_of_a_workbook_have_the_numbers_that_it_shows() -> None:
    rows = [["A list of bases"], [], list(REQUIRED), list(RECORDS[0]), [], list(RECORDS[1])]
    sheet = read_sheet(workbook(rows), "own.xlsx")
    assert sheet.table.index.tolist() == [4, 6]
    assert texts(sheet) == TEXTS


def test_the_sheet_of_a_workbook_can_be_chosen() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook([["Notes"]], title="Read me")))
    for title in ("Bases", "Others"):
        book.create_sheet(title)
        for row in (list(REQUIRED), [title, *RECORDS[0][1:]]):
            book[title].append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    sheet = read_sheet(buffer.getvalue(), "own.xlsx")
    assert taken(sheet, "sheet") == "Bases"
    (decision,) = [d for d in sheet.decisions if d.about == "sheet"]
    assert list(decision.choices) == ["Read me", "Bases", "Others"]
    assert decision.doubtful
    other = read_sheet(buffer.getvalue(), "own.xlsx", {"sheet": "Others"})
    assert other.table["name"].tolist() == ["Others"]
    with pytest.raises(GazetteerError, match="has no sheet 'None'"):
        read_sheet(buffer.getvalue(), "own.xlsx", {"sheet": "None"})


def test_the_layer_of_a_geopackage_can_be_chosen(tmp_path: Path) -> None:
    for layer in ("first", "second"):
        features().assign(name=layer).to_file(tmp_path / "own.gpkg", layer=layer)
    content = (tmp_path / "own.gpkg").read_bytes()
    assert taken(read_sheet(content, "own.gpkg"), "layer") == "first"
    second = read_sheet(content, "own.gpkg", {"layer": "second"})
    assert second.table["name"].tolist() == ["second", "second"]


def test_an_area_becomes_a_point_inside_with_its_reach_as_uncertainty(tmp_path: Path) -> None:
    shape = shapely.box(74, 42, 75, 43)
    areas = features().iloc[:1].set_geometry([shape], crs=4326)
    areas.to_file(tmp_path / "own.gpkg")
    sheet = read_sheet((tmp_path / "own.gpkg").read_bytes(), "own.gpkg")
    row = sheet.table.iloc[0]
    assert shape.contains(shapely.Point(float(row["longitude"]), float(row["latitude"])))
    assert float(row["coordinate_uncertainty_m"]) == pytest.approx(69_000, rel=0.02)
    assert "1 shape" in next(d.words for d in sheet.decisions if d.about == "shapes")


def test_other_coordinate_systems_become_degrees(tmp_path: Path) -> None:
    features().to_crs(32643).to_file(tmp_path / "own.gpkg")
    sheet = read_sheet((tmp_path / "own.gpkg").read_bytes(), "own.gpkg")
    assert sheet.table["latitude"].astype(float).tolist() == pytest.approx([42.85, 43.06])


GAZETTEER = load()
PLACE = ("latitude", "longitude", "coordinate_uncertainty_m")
WHOLE = ("name", "country", "operator", "status", "start", "end", "kind", "unit", "note", *PLACE)
# What cannot come back is in docs/formats.md.
KEPT = {
    **dict.fromkeys(("csv", "geojson", "kml", "zip"), WHOLE),
    "lpf": ("name", "operator", "status", "kind", "country", *PLACE),
}


@pytest.mark.parametrize("kind", list(KEPT))
def test_what_goes_out_comes_back(kind: str) -> None:
    view = look(
        GAZETTEER, Selection(date(2005, 6, 1), window=(date(2001, 1, 1), date(2021, 12, 31)))
    )
    sheet = read_sheet(write.content(view, kind), f"own.{kind}")
    imported = interpret(sheet, propose(sheet))
    assert imported.problems == ()
    assert imported.gazetteer is not None
    columns = list(KEPT[kind])
    ours = GAZETTEER.periods if kind == "zip" else view.present
    back = imported.gazetteer.periods[columns].sort_values(columns).to_numpy().tolist()
    assert back == ours[columns].sort_values(columns).to_numpy().tolist()
    if kind != "lpf":
        assert set(imported.gazetteer.periods["period_id"]) == set(ours["period_id"])


@pytest.mark.parametrize("kind", ["xlsx", "parquet", "jsonl"])
def test_our_own_table_keeps_its_blank_ends_in_whatever_format(kind: str, tmp_path: Path) -> None:
    view = look(GAZETTEER, Selection(date(2005, 6, 1)))
    table = csv.table(view.present)
    table["end"] = ""
    path = tmp_path / f"own.{kind}"
    if kind == "xlsx":
        table.to_excel(path, index=False)
    elif kind == "parquet":
        table.to_parquet(path)
    else:
        table.to_json(path, orient="records", lines=True)
    sheet = read_sheet(path.read_bytes(), path.name)
    imported = interpret(sheet, propose(sheet))
    assert imported.gazetteer is not None
    assert set(imported.gazetteer.periods["end"]) == {""}


def test_a_workbook_opens_from_a_shell(tmp_path: Path) -> None:
    FRAME.to_excel(tmp_path / "own.xlsx", index=False)
    assert len(open_path(tmp_path / "own.xlsx").periods) == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7", "is a PDF document"),
        (b"PK\x03\x04broken", "is a workbook or an archive"),
        (b"PAR1 broken", "is a Parquet file"),
        (b"PAR1 broken PAR1", "is a Parquet file that cannot be read"),
        (b"SQLite format 3\0broken", "cannot be read"),
        (b"<kml><broken", "cannot be read"),
        (b'{"type": "FeatureCollection", "features": []}', "with no feature"),
        (b'{"a": 1}', "not a list of records"),
        (b'[{"a":' * 100_000, "nested too deeply"),
        (b"\x89PNG\r\n", "is a picture"),
    ],
)
def test_what_is_not_read_is_refused_in_one_sentence(content: bytes, words: str) -> None:
    with pytest.raises(GazetteerError, match=words) as refused:
        read_sheet(content, "own.file")
    assert len(refused.value.problems) == 1


def test_a_zip_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED", 1_000_000)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 50_000_000)
    with pytest.raises(GazetteerError, match="larger than 0 MB when unpacked"):
        read_sheet(buffer.getvalue(), "own.xlsx")


def test_a_workbook_with_a_cell_at_its_far_corner_costs_no_more_than_its_bounds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(apart, "MAX_SECONDS", 20)
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "name", "far"
    buffer = io.BytesIO()
    book.save(buffer)
    with pytest.raises(GazetteerError, match=r"more memory than 3 GB|takes more than 20 seconds"):
        read_sheet(buffer.getvalue(), "own.xlsx")


def test_ten_thousand_columns_and_a_cell_of_a_hundred_megabytes_are_refused() -> None:
    with pytest.raises(GazetteerError, match="more than 1,000 columns"):
        read_sheet(workbook([[f"c{k}" for k in range(10_000)], [1] * 10_000]), "own.xlsx")
    cell = json.dumps([{"name": "x" * 100_000_000}])
    with pytest.raises(GazetteerError, match="a cell of more than 100,000 characters"):
        read_sheet(cell.encode(), "own.json")
