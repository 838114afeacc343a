"""Files of geographic information systems: coordinate systems, and what a file may not reach."""

import io
import json
from pathlib import Path

import geopandas
import pyarrow.parquet as parquet
import pytest
import shapely
import simplekml

from geo.errors import GazetteerError
from geo.importer.columns import REQUIRED
from geo.importer.derived import propose
from geo.importer.formats import read_sheet
from geo.importer.formats.archive import packed
from geo.importer.read import Imported, interpret
from geo.importer.sheet import Sheet

ROW = {
    "name": "Кант",
    "operator": "Russia",
    "country": "Kyrgyzstan",
    "start": "2003-10-23",
    "end": "",
}
POINT = shapely.Point(74.85, 42.85)


def features(system: str | int | None = 4326) -> geopandas.GeoDataFrame:
    made = geopandas.GeoDataFrame([ROW], geometry=[POINT], crs=4326)
    return made.to_crs(system) if system else made.set_crs(None, allow_override=True)


def saved(made: geopandas.GeoDataFrame, kind: str, folder: Path) -> bytes:
    path = folder / f"own.{kind}"
    if kind == "parquet":
        made.to_parquet(path)
    elif kind == "shp":
        made.to_file(path, encoding="UTF-8")
        return packed({part.name: part.read_bytes() for part in folder.glob("own.*")})
    else:
        made.to_file(path)
    return path.read_bytes()


def place(sheet: Sheet) -> list[float]:
    return [float(sheet.table[axis].iloc[0]) for axis in ("latitude", "longitude")]


def words(sheet: Sheet, about: str) -> str:
    return next((d.words for d in sheet.decisions if d.about == about), "")


def opened(sheet: Sheet, **values: str) -> Imported:
    return interpret(sheet, propose(sheet), values=values)


# Web Mercator, a metre grid on an older ellipsoid with another datum, and degrees of that datum.
@pytest.mark.parametrize("system", [3857, 28473, 4284])
@pytest.mark.parametrize("kind", ["parquet", "gpkg", "shp"])
def test_other_coordinate_systems_become_degrees_of_wgs_84(
    kind: str, system: int, tmp_path: Path
) -> None:
    sheet = read_sheet(saved(features(system), kind, tmp_path), f"own.{kind}")
    assert place(sheet) == pytest.approx([42.85, 74.85], abs=1e-4)
    assert "to degrees of WGS 84" in words(sheet, "coordinate system")


@pytest.mark.parametrize("kind", ["parquet", "gpkg", "shp"])
def test_a_file_that_names_no_coordinate_system_is_reported(kind: str, tmp_path: Path) -> None:
    sheet = read_sheet(saved(features(None), kind, tmp_path), f"own.{kind}")
    assert place(sheet) == [42.85, 74.85]
    assert "does not say its coordinate system" in words(sheet, "coordinate system")


def test_metres_without_a_coordinate_system_are_no_degrees(tmp_path: Path) -> None:
    metres = features(3857).set_crs(None, allow_override=True)
    sheet = read_sheet(saved(metres, "gpkg", tmp_path), "own.gpkg")
    found = opened(sheet)
    assert found.gazetteer is None
    assert "is not a latitude" in found.problems[0].message


def geojson(crs: object, coordinates: list[float]) -> bytes:
    geometry = {"type": "Point", "coordinates": coordinates}
    feature = {"type": "Feature", "properties": ROW, "geometry": geometry}
    return json.dumps({"type": "FeatureCollection", "crs": crs, "features": [feature]}).encode()


def named(system: str) -> dict[str, object]:
    return {"type": "name", "properties": {"name": system}}


def test_geojson_of_before_2016_may_name_another_coordinate_system() -> None:
    x, y = features(3857).geometry.iloc[0].coords[0]
    sheet = read_sheet(geojson(named("urn:ogc:def:crs:EPSG::3857"), [x, y]), "own.geojson")
    assert place(sheet) == pytest.approx([42.85, 74.85])
    plain = read_sheet(geojson(named("urn:ogc:def:crs:OGC:1.3:CRS84"), [74.85, 42.85]), "own.json")
    assert place(plain) == [42.85, 74.85]


@pytest.mark.parametrize("crs", [named("nowhere"), {"type": "link", "properties": {"href": "a"}}])
def test_geojson_in_a_system_that_nobody_knows_is_refused(crs: object) -> None:
    with pytest.raises(GazetteerError, match="coordinate system"):
        read_sheet(geojson(crs, [1, 2]), "own.geojson")


def test_geoparquet_that_keeps_its_shapes_in_another_way_is_refused(tmp_path: Path) -> None:
    features().to_parquet(tmp_path / "own.parquet", geometry_encoding="geoarrow")
    with pytest.raises(GazetteerError, match="has its shapes in the encoding point"):
        read_sheet((tmp_path / "own.parquet").read_bytes(), "own.parquet")


def test_geoparquet_may_leave_its_coordinate_system_out(tmp_path: Path) -> None:
    table = parquet.read_table(io.BytesIO(saved(features(), "parquet", tmp_path)))
    about = json.loads(table.schema.metadata[b"geo"])
    del about["columns"]["geometry"]["crs"]
    plain = table.replace_schema_metadata({b"geo": json.dumps(about).encode()})
    parquet.write_table(plain, tmp_path / "plain.parquet")
    sheet = read_sheet((tmp_path / "plain.parquet").read_bytes(), "own.parquet")
    assert place(sheet) == [42.85, 74.85]
    assert words(sheet, "coordinate system") == ""


def test_a_kmz_file_is_read(tmp_path: Path) -> None:
    document = simplekml.Kml()
    point = document.newpoint(name="Кант", coords=[(74.85, 42.85)])
    point.timespan.begin, point.timespan.end = "2003-10-23", "2016-01-01"
    document.savekmz(str(tmp_path / "own.kmz"))
    sheet = read_sheet((tmp_path / "own.kmz").read_bytes(), "own.kmz")
    found = opened(sheet, operator="Russia", country="Kyrgyzstan").gazetteer
    assert found is not None
    row = found.periods.iloc[0]
    assert [row[c] for c in ("name", "start", "end")] == ["Кант", "2003-10-23", "2016-01-01"]


def test_waypoints_of_gpx_are_read() -> None:
    content = (
        '<?xml version="1.0"?><gpx version="1.1" creator="own" xmlns="http://www.topografix.com/GPX'
        '/1/1"><wpt lat="42.85" lon="74.85"><time>2003-10-23T00:00:00Z</time><name>Кант</name>'
        "</wpt></gpx>"
    )
    sheet = read_sheet(content.encode(), "own.gpx")
    found = opened(sheet, operator="Russia", country="Kyrgyzstan", start="2003").gazetteer
    assert found is not None
    assert found.periods[["name", "latitude"]].iloc[0].tolist() == ["Кант", 42.85]


def test_a_file_cannot_have_another_file_of_the_machine_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text(f"{','.join(REQUIRED)}\nSecret,1,2,A,B,2001,2002\n")
    layer = (
        f'<OGRVRTLayer name="secret"><SrcDataSource>{secret}</SrcDataSource>'
        '<GeometryType>wkbPoint</GeometryType><GeometryField encoding="PointFromColumns" '
        'x="longitude" y="latitude"/></OGRVRTLayer>'
    )
    virtual = f"<OGRVRTDataSource><!-- <gpx> -->{layer}</OGRVRTDataSource>".encode()
    for content in (virtual, packed({"a.shp": virtual}), packed({"doc.kml": virtual})):
        with pytest.raises(GazetteerError, match=r"cannot be read|no place in it"):
            read_sheet(content, "own.gpx")


def test_a_zip_of_two_shapefiles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="more than one shapefile"):
        read_sheet(packed({"a.shp": b"", "b.shp": b""}), "own.zip")


def kml(*places: str, head: str = "") -> bytes:
    document = f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{"".join(places)}</Document>'
    return f'<?xml version="1.0" encoding="UTF-8"?>{head}{document}</kml>'.encode()


PLACE = (
    "<Placemark><name>Кант</name><TimeSpan><begin>{begin}</begin><end>{end}</end></TimeSpan>"
    "<Point><coordinates>74.85,42.85,700</coordinates></Point></Placemark>"
)


@pytest.mark.parametrize(
    ("begin", "end"),
    [("2003", "2016"), ("2003-10", "2016-02"), ("2003-10-23", "2016-02-29"), ("1979", "2016")],
)
def test_times_of_kml_are_read_as_they_are_written(begin: str, end: str) -> None:
    sheet = read_sheet(kml(PLACE.format(begin=begin, end=end)), "own.kml")
    found = opened(sheet, operator="Russia", country="Kyrgyzstan").gazetteer
    assert found is not None
    assert found.periods[["name", "start", "end"]].iloc[0].tolist() == ["Кант", begin, end]


def test_placemarks_of_all_folders_of_kml_are_read() -> None:
    folders = [
        f"<Folder><name>{name}</name>{PLACE.format(begin=2003, end=2016)}</Folder>"
        for name in ("Russia", "United States")
    ]
    sheet = read_sheet(kml(*folders), "own.kml")
    assert sheet.table["folder"].tolist() == ["Russia", "United States"]


def test_kml_of_another_encoding_is_read_as_it_says() -> None:
    text = kml(PLACE.format(begin=2003, end=2016)).decode().replace("UTF-8", "windows-1251")
    sheet = read_sheet(text.encode("cp1251"), "own.kml")
    assert sheet.table["name"].tolist() == ["Кант"]


def test_kml_that_grows_or_asks_for_another_file_is_refused(tmp_path: Path) -> None:
    grown = "".join(f'<!ENTITY e{k} "{f"&e{k - 1};" * 10}">' for k in range(1, 12))
    head = f'<!DOCTYPE kml [<!ENTITY e0 "0123456789">{grown}]>'
    with pytest.raises(GazetteerError, match="cannot be read"):
        read_sheet(kml("<Placemark><name>&e11;</name></Placemark>", head=head), "own.kml")
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    head = f'<!DOCTYPE kml [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    with pytest.raises(GazetteerError, match="cannot be read"):
        read_sheet(kml("<Placemark><name>&e;</name></Placemark>", head=head), "own.kml")


def test_the_encoding_of_a_shapefile_that_does_not_say_it_is_guessed_and_told(
    tmp_path: Path,
) -> None:
    features().to_file(tmp_path / "own.shp", encoding="cp1251")
    parts = {p.name: p.read_bytes() for p in tmp_path.glob("own.*") if p.suffix != ".cpg"}
    # As programs of old write it: "the encoding of this machine".
    for mark in (b"\0", b"\x57"):
        parts["own.dbf"] = parts["own.dbf"][:29] + mark + parts["own.dbf"][30:]
        sheet = read_sheet(packed(parts), "own.zip")
        assert sheet.table["name"].tolist() == ["Кант"]
        assert "guessed as Cyrillic (Windows), as in “Кант”" in words(sheet, "encoding")
        chosen = read_sheet(packed(parts), "own.zip", {"encoding": "koi8_r"})
        assert chosen.table["name"].tolist() == ["йЮМР"]
