"""Lines and areas keep their shape: from a file onto the map, and out again."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import fastkml
import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.answers.selection import Selection
from geo.answers.view import View, look
from geo.errors import GazetteerError
from geo.exports import write
from geo.gazetteer.load import load
from geo.gazetteer.model import Gazetteer
from geo.importer.columns import REQUIRED
from geo.importer.derived import propose
from geo.importer.formats import read_sheet
from geo.importer.read import Imported, interpret
from geo.maps.payload import payload
from geo.place import footprint

AREA = shapely.Polygon(
    [(74.1, 42.1), (74.9, 42.1), (74.9, 42.8), (74.1, 42.8)],
    [[(74.3, 42.3), (74.3, 42.5), (74.5, 42.5), (74.5, 42.3)]],
)
LINE = shapely.LineString([(71, 41), (71.25, 41.5), (71.5, 41.25)])
TWO = shapely.MultiPolygon([shapely.box(69, 40, 69.5, 40.5), shapely.box(70, 40, 70.25, 40.5)])
SHAPES = [AREA, LINE, TWO, shapely.Point(72, 42)]
FRAME = geopandas.GeoDataFrame(
    {
        "name": ["Range", "Railway", "Two halves", "Dot"],
        "operator": ["Russia", "Russia", "India", "China"],
        "country": "Kyrgyzstan",
        "start": ["2001", "2002", "2003", "2004"],
        "end": "2015",
    },
    geometry=SHAPES,
    crs=4326,
)


def saved(kind: str, folder: Path) -> bytes:
    path = folder / f"own.{kind}"
    if kind == "geoparquet":
        FRAME.to_parquet(path)
    elif kind == "gpkg":
        FRAME.to_file(path, layer="bases")
    elif kind == "geojson":
        FRAME.to_file(path, driver="GeoJSON")
    elif kind == "kml":
        FRAME.rename(columns={"start": "since", "end": "until"}).to_file(path, driver="LIBKML")
    elif kind == "csv":
        points = FRAME.geometry.representative_point()
        wkt = ["" if shape.geom_type == "Point" else shape.wkt for shape in SHAPES]
        plain = pd.DataFrame(FRAME.drop(columns="geometry"))
        plain.assign(WKT=wkt, lat=points.y, lon=points.x).to_csv(path, index=False)
    else:
        # A shapefile holds one kind of shape.
        FRAME.iloc[[0, 2]].to_file(folder / "bases.shp", encoding="UTF-8")
        with zipfile.ZipFile(path, "w") as packed:
            for part in folder.glob("bases.*"):
                packed.write(part, part.name)
    return path.read_bytes()


def opened(content: bytes, name: str) -> Imported:
    sheet = read_sheet(content, name)
    found = propose(sheet)
    return interpret(sheet, found)


def gazetteer_of(content: bytes, name: str) -> Gazetteer:
    imported = opened(content, name)
    assert imported.gazetteer is not None, imported.problems
    assert imported.problems == ()
    return imported.gazetteer


def shapes_of(gazetteer: Gazetteer) -> dict[str, shapely.Geometry]:
    rows = gazetteer.periods[["name", footprint.COLUMN]].itertuples(index=False, name=None)
    return {name: shapely.from_wkt(text) if text else None for name, text in rows}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    content = saved("geojson", tmp_path_factory.mktemp("own"))
    return gazetteer_of(content, "own.geojson")


def view_of(gazetteer: Gazetteer) -> View:
    return look(gazetteer, Selection(date(2010, 6, 1)))


@pytest.mark.parametrize("kind", ["geojson", "gpkg", "geoparquet", "kml", "csv", "zip"])
def test_lines_and_areas_keep_their_shape_and_points_have_none(kind: str, tmp_path: Path) -> None:
    shapes = shapes_of(gazetteer_of(saved(kind, tmp_path), f"own.{kind}"))
    expected = dict(zip(FRAME["name"], [AREA, LINE, TWO, None], strict=True))
    for name, shape in shapes.items():
        wanted = expected[name]
        assert shape is wanted if wanted is None else shape.equals(wanted), name


def test_a_footprint_is_told_before_the_file_opens(tmp_path: Path) -> None:
    decisions = read_sheet(saved("geojson", tmp_path), "own.geojson").decisions
    (told,) = [d for d in decisions if d.about == "footprints"]
    assert told.words == "3 lines and areas will be drawn on the map."


def test_points_alone_make_no_column_no_part_of_the_map_and_no_word_in_any_export() -> None:
    points = FRAME.set_geometry(FRAME.geometry.representative_point())
    made = gazetteer_of(points.to_json().encode(), "own.geojson")
    assert footprint.COLUMN not in made.periods
    assert "footprints" not in payload(made)
    for kind in ("csv", "csvw", "geojson", "kml", "lpf"):
        assert b"footprint" not in write.content(view_of(made), kind).lower()
        assert b"the ground that" not in write.content(view_of(made), kind)


@pytest.mark.parametrize("kind", ["csv", "geojson", "kml", "lpf", "zip"])
def test_what_goes_out_with_footprints_comes_back_with_them(kind: str, own: Gazetteer) -> None:
    back = gazetteer_of(write.content(view_of(own), kind), f"own.{kind}")
    columns = ["name", "latitude", "longitude", "coordinate_uncertainty_m"]
    for made in (back, own):
        made.periods.sort_values("name", inplace=True)
    assert back.periods[columns].to_numpy().tolist() == own.periods[columns].to_numpy().tolist()
    there, here = shapes_of(own), shapes_of(back)
    for name, shape in there.items():
        assert here[name] is shape if shape is None else here[name].normalize().equals(shape)


def test_geojson_of_a_footprint_is_that_shape_to_other_programs(
    own: Gazetteer, tmp_path: Path
) -> None:
    path = tmp_path / "out.geojson"
    path.write_bytes(write.content(view_of(own), "geojson"))
    frame = geopandas.read_file(path).set_index("name")
    assert frame.geometry["Range"].equals(AREA)
    assert frame.geometry["Dot"].geom_type == "Point"
    # RFC 7946: outer rings run counterclockwise.
    assert frame.geometry["Range"].exterior.is_ccw
    assert frame.loc["Range", "latitude"] == pytest.approx(AREA.representative_point().y)


def test_kml_of_a_footprint_opens_in_gdal_and_holds_its_shape(
    own: Gazetteer, tmp_path: Path
) -> None:
    path = tmp_path / "out.kml"
    path.write_bytes(write.content(view_of(own), "kml"))
    frame = geopandas.read_file(path, driver="LIBKML")
    (area,) = frame[frame["Name"] == "Range"].geometry
    assert area.geom_type == "GeometryCollection"
    assert any(shapely.force_2d(part).equals(AREA) for part in area.geoms)


def test_kml_of_footprints_holds_against_its_schema_and_opens_with_fastkml(
    own: Gazetteer, tmp_path: Path
) -> None:
    path = tmp_path / "out.kml"
    path.write_bytes(write.content(view_of(own), "kml"))
    assert fastkml.validator.validate(file_to_validate=path)
    (document,) = fastkml.KML.parse(path).features
    assert len(document.features) == 4


def test_the_point_of_a_line_is_its_middle(own: Gazetteer) -> None:
    (road,) = own.periods[own.periods["name"] == "Railway"].to_dict("records")
    assert LINE.distance(shapely.Point(road["longitude"], road["latitude"])) < 1e-6
    assert road["coordinate_uncertainty_m"] < 60_000


def test_a_folder_of_tables_with_footprints_is_read_and_a_wrong_one_is_named(
    own: Gazetteer, tmp_path: Path
) -> None:
    with zipfile.ZipFile(io.BytesIO(write.content(view_of(own), "zip"))) as packed:
        packed.extractall(tmp_path)
    (folder,) = tmp_path.iterdir()
    bases = pd.read_csv(folder / "bases.csv", dtype=str, keep_default_na=False)
    assert [*bases.columns][-1] == footprint.COLUMN
    # The tables of an own file are no folder that holds all rules; its footprints do.
    told = [p for p in _problems(folder) if p.column == footprint.COLUMN]
    assert told == []
    bases.loc[1, footprint.COLUMN] = "POLYGON((200 0, 210 0, 210 5, 200 0))"
    bases.to_csv(folder / "bases.csv", index=False)
    told = [p for p in _problems(folder) if p.column == footprint.COLUMN]
    assert [(p.row, p.message) for p in told] == [(3, "is not a footprint.")]


def _problems(folder: Path) -> tuple[object, ...]:
    try:
        load(folder)
    except GazetteerError as error:
        return error.problems
    return ()


def test_a_wrong_footprint_in_a_table_is_told_and_its_row_stays() -> None:
    head = ",".join((*REQUIRED, "footprint"))
    rows = [
        "A,43,74,U,K,2001,2002,POLYGON((1 2",
        'B,43,75,U,K,2001,2002,"LINESTRING(1 2, 3 4)"',
    ]
    imported = opened("\n".join([head, *rows]).encode(), "own.csv")
    assert imported.problems == ()
    assert imported.gazetteer is not None
    assert imported.gazetteer.periods[footprint.COLUMN].tolist() == ["", "LINESTRING (1 2, 3 4)"]
    (told,) = [d for d in imported.decisions if d.about == "footprints"]
    assert told.words.startswith("1 footprint could not be drawn; the first is in row 2")


def test_a_coast_of_a_million_corners_is_drawn_with_a_few_hundred() -> None:
    angles = np.linspace(0, 2 * np.pi, 1_000_000)
    reach = 5 + 0.1 * np.sin(40 * angles)
    coast = shapely.Polygon(np.column_stack([reach * np.cos(angles), reach * np.sin(angles)]))
    (text,), count = footprint.texts_of([coast])
    kept = shapely.from_wkt(text)
    assert count == 1
    assert shapely.get_num_coordinates(kept) <= footprint.MAX_CORNERS
    assert kept.is_valid
    assert shapely.hausdorff_distance(kept, coast) < 0.1


def test_very_many_small_parts_become_what_is_around_them() -> None:
    islands = shapely.MultiPolygon([shapely.box(k, 0, k + 0.5, 1) for k in range(170)])
    (text,), _ = footprint.texts_of([islands])
    assert shapely.get_num_coordinates(shapely.from_wkt(text)) <= footprint.MAX_CORNERS
    assert shapely.from_wkt(text).covers(islands.centroid)


CORNER = st.tuples(st.floats(-179, 179), st.floats(-89, 89))


@given(st.lists(CORNER, min_size=3, max_size=900), st.booleans())
def test_a_footprint_read_again_is_the_same(corners: list[tuple[float, float]], area: bool) -> None:
    shape = shapely.Polygon(corners) if area else shapely.LineString(corners)
    (text,), _ = footprint.texts_of([shape])
    assert footprint.read_all([text]) == ([text], 0, 0)


def test_too_many_footprints_are_told_and_the_points_stay(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(footprint, "MAX_FOOTPRINTS", 2)
    sheet = read_sheet(saved("geojson", tmp_path), "own.geojson")
    assert footprint.COLUMN not in sheet.table
    (told,) = [d for d in sheet.decisions if d.about == "footprints"]
    assert told.doubtful
    assert len(sheet.table) == 4


def test_an_area_across_180_degrees_lies_beside_its_point_on_the_map() -> None:
    halves = [shapely.box(178, -19, 180, -17), shapely.box(-180, -19, -179, -17)]
    rings, lines = footprint.rings_and_lines(shapely.MultiPolygon(halves).wkt, 178.5)
    assert lines == []
    assert [(min(ring[::2]), max(ring[::2])) for ring in rings] == [(178, 180), (180, 181)]


def test_the_map_gets_each_footprint_with_its_period(own: Gazetteer) -> None:
    sent = payload(own)
    names = {entry["period"]: entry for entry in sent["footprints"]}
    by_name = {
        sent["bases"][sent["periods"][period][0]]["name"]: entry for period, entry in names.items()
    }
    assert set(by_name) == {"Range", "Railway", "Two halves"}
    assert [len(by_name["Range"][part]) for part in ("rings", "lines")] == [2, 0]
    assert by_name["Railway"]["lines"] == [[71.0, 41.0, 71.25, 41.5, 71.5, 41.25]]
    assert json.loads(json.dumps(sent["footprints"]))
