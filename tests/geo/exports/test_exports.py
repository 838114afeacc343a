"""Every export, read back by an independent reader and equal to the view."""

import codecs
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import fastkml
import fastkml.validator
import geopandas
import jsonschema
import pandas as pd
import pytest
from csvw import CSVW
from frictionless import Package, Resource
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pyld import jsonld

from geo.answers.selection import Selection
from geo.answers.view import View, look
from geo.errors import ExportError
from geo.exports import csv, csvw, geojson, html, kml, lpf, package, write
from geo.exports.places import WIDER_THAN_A_MARKER_M
from geo.gazetteer.load import load
from geo.gazetteer.model import Gazetteer
from geo.importer.formats import read_sheet
from geo.paths import DATA
from geo.spreadsheet import guarded, unguarded
from geo.time.presence import with_bounds

GAZETTEER = load()
KML = "{http://www.opengis.net/kml/2.2}"

# The parts of the Linked Places format 1.3 that a reader of it relies on, after its description.
EDGE = {
    "type": "object",
    "properties": {k: {"type": "string"} for k in ("in", "earliest", "latest")},
    "minProperties": 1,
    "additionalProperties": False,
}
SPAN = {
    "type": "object",
    "properties": {"start": EDGE, "end": EDGE},
    # Without an end the format reads "on the day of the start only".
    "required": ["start", "end"],
    "additionalProperties": False,
}
CERTAINTY = {"enum": ["certain", "less-certain", "uncertain"]}
WHEN = {
    "type": "object",
    "properties": {
        "timespans": {"type": "array", "items": SPAN, "minItems": 1},
        "certainty": CERTAINTY,
    },
    "required": ["timespans"],
}
LPF = {
    "type": "object",
    "required": ["type", "@context", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["@id", "type", "properties", "when", "names", "types", "geometry"],
                "properties": {
                    "@id": {"type": "string", "format": "uri"},
                    "type": {"const": "Feature"},
                    "properties": {
                        "type": "object",
                        "required": ["title"],
                        "properties": {
                            "ccodes": {"type": "array", "items": {"pattern": "^[A-Z]{2}$"}}
                        },
                    },
                    "when": WHEN,
                    "names": {
                        "type": "array",
                        "minItems": 1,
                        "items": {"type": "object", "required": ["toponym"]},
                    },
                    "types": {
                        "type": "array",
                        "items": {"type": "object", "required": ["identifier", "label"]},
                    },
                    "geometry": {
                        "type": "object",
                        "required": ["type"],
                        "anyOf": [{"required": ["coordinates"]}, {"required": ["geometries"]}],
                    },
                    "links": {
                        "type": "array",
                        "items": {"type": "object", "required": ["type", "identifier"]},
                    },
                },
            },
        },
    },
}


@pytest.fixture
def view() -> View:
    return look(GAZETTEER, Selection(date(2005, 6, 1)))


def test_csv_reads_back_as_the_rows_of_the_view(view: View) -> None:
    read = pd.read_csv(io.StringIO(csv.render(view)), dtype=str, keep_default_na=False)
    ours = pd.read_csv(DATA / "bases.csv", dtype=str, keep_default_na=False)
    expected = ours[ours["period_id"].isin(view.present["period_id"])].reset_index(drop=True)
    numbers = ["latitude", "longitude", "coordinate_uncertainty_m"]
    assert read.map(unguarded).drop(columns=numbers).equals(expected.drop(columns=numbers))
    assert read[numbers].astype(float).equals(expected[numbers].astype(float))


def test_the_csv_is_described_beside_it_for_programs(view: View, tmp_path: Path) -> None:
    told = json.loads(csvw.render(view, "https://atlas.example"))
    assert told["url"] == "base-atlas-2005-06-01.csv"
    assert write.file_name(view, "csvw") == f"{told['url']}-metadata.json"
    assert told["dc:license"] == "CC BY 4.0"
    assert "https://atlas.example/?date=2005-06-01" in told["dc:bibliographicCitation"]
    assert told["dc:description"].startswith("1 June 2005: 20 to 21 bases held.")
    columns = told["tableSchema"]["columns"]
    read = pd.read_csv(io.StringIO(csv.render(view)), dtype=str, keep_default_na=False)
    assert [column["name"] for column in columns] == list(read.columns)
    for column in columns:
        assert all(fits(cell, column) for cell in read[column["name"]].map(unguarded)), column


def fits(cell: str, column: dict[str, Any]) -> bool:
    """Whether a cell is what its column's description says; cells are those of a CSVW reader."""
    kind = column["datatype"] if isinstance(column["datatype"], dict) else {}
    if cell == "":
        return not column["required"]
    if "minimum" in kind:
        return kind["minimum"] <= float(cell) <= kind["maximum"]
    if kind.get("base") == "boolean":
        return cell in kind["format"].split("|")
    return "format" not in kind or re.fullmatch(kind["format"], cell) is not None


@pytest.mark.slow
def test_the_command_writes_the_description_beside_the_csv(tmp_path: Path) -> None:
    told = export("--format", "csv", "--on", "2005-06-01", str(tmp_path / "mine.csv"))
    assert told.returncode == 0, told.stderr
    described = json.loads((tmp_path / "mine.csv-metadata.json").read_text(encoding="utf-8"))
    assert described["url"] == "mine.csv"
    assert export("--format", "csv", "/dev/stdout").stdout.startswith("\ufeffperiod_id,")


@pytest.mark.slow
def test_a_csv_file_opens_in_excel_with_its_letters_and_in_other_tools(
    view: View, tmp_path: Path
) -> None:
    path = tmp_path / write.file_name(view, "csv")
    path.write_bytes(write.content(view, "csv"))
    # By this mark Excel knows that the text is UTF-8; no cell of it changes.
    assert path.read_bytes() == codecs.BOM_UTF8 + csv.render(view).encode()
    plain = pd.read_csv(io.StringIO(csv.render(view)), dtype=str, keep_default_na=False)
    assert "Кант" in plain["local_names"].iloc[0]
    assert pd.read_csv(path, dtype=str, keep_default_na=False).equals(plain)
    rows = Resource(path=path.name, basepath=str(tmp_path)).read_rows()
    assert rows[0]["period_id"] == plain["period_id"].iloc[0]
    sheet = read_sheet(path.read_bytes(), path.name)
    assert sheet.table["local_names"].tolist() == plain["local_names"].map(unguarded).tolist()


@pytest.mark.slow
def test_a_csv_file_is_valid_by_its_description_for_csvw(
    view: View, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / write.file_name(view, "csv")
    path.write_bytes(write.content(view, "csv"))
    path.with_name(f"{path.name}-metadata.json").write_bytes(write.content(view, "csvw"))
    made = CSVW(str(path), validate=True)
    assert made.is_valid
    (table,) = made.to_json()["tables"]
    assert len(table["row"]) == len(view.present)
    row = table["row"][0]["describes"][0]
    assert row["reference"] is False
    assert isinstance(row["latitude"], float)
    # The pattern of dates holds: a date of another form is told.
    path.write_bytes(path.read_bytes().replace(b",2003-10-23,", b",23.10.2003,", 1))
    assert not CSVW(str(path), validate=True).is_valid
    assert "start: invalid lexical value for string: 23.10.2003" in caplog.text


@given(st.sampled_from("=+-@＝＋－＠\t\r\n"), st.text(max_size=20))
def test_no_cell_of_a_csv_begins_as_a_formula_does(sign: str, rest: str) -> None:
    cell = f"{sign}{rest}"
    shown = guarded(cell)
    numeric = re.fullmatch(r"[+-]?[\d_.eE+-]+|[+-]?(?:nan|inf|infinity)", cell.strip(), re.I)
    assert shown == f"'{cell}" or numeric
    assert unguarded(shown) == cell


@given(st.text())
def test_a_guarded_cell_never_runs_and_always_comes_back(cell: str) -> None:
    safe = guarded(cell)
    assert unguarded(safe) == cell
    if safe[:1] in "=+-@\t\r" and safe:
        assert float(safe) is not None


def test_a_western_longitude_stays_a_number() -> None:
    assert guarded("-71.5") == "-71.5"
    assert guarded("-cmd") == "'-cmd"


def test_geojson_reads_back_with_times(view: View, tmp_path: Path) -> None:
    path = tmp_path / "view.geojson"
    path.write_text(geojson.render(view), encoding="utf-8")
    read = geopandas.read_file(path)
    assert list(read["period_id"]) == list(view.present["period_id"])
    assert read.crs.to_epsg() == 4326
    assert (read.geometry.y.round(4) == view.present["latitude"].to_numpy().round(4)).all()
    starts, ends = (pd.to_datetime(read[column]) for column in ("start", "end"))
    assert ((starts <= "2005-06-01") & (ends >= "2005-06-01")).all()
    about = json.loads(path.read_text(encoding="utf-8"))["metadata"]
    assert about["selection"] == "1 June 2005"
    assert about["version"] == GAZETTEER.version


def test_kml_reads_back_with_time_spans(view: View, tmp_path: Path) -> None:
    path = tmp_path / "view.kml"
    path.write_text(kml.render(view), encoding="utf-8")
    read = geopandas.read_file(path)
    assert sorted(read["Name"]) == sorted(view.present["name"])
    spans = ElementTree.fromstring(path.read_text(encoding="utf-8")).iter(f"{KML}TimeSpan")
    assert len(list(spans)) == len(view.present)


def test_kml_holds_against_its_own_schema_and_opens_with_fastkml(
    view: View, tmp_path: Path
) -> None:
    path = tmp_path / "view.kml"
    path.write_text(kml.render(view), encoding="utf-8")
    assert fastkml.validator.validate(file_to_validate=path)
    (document,) = fastkml.KML.parse(path).features
    assert len(document.features) == len(view.present)
    assert "<Icon" not in path.read_text(encoding="utf-8").replace("<IconStyle", "")


def test_kml_draws_a_circle_around_a_point_that_is_known_no_closer(
    view: View, tmp_path: Path
) -> None:
    path = tmp_path / "view.kml"
    path.write_text(kml.render(view), encoding="utf-8")
    read = geopandas.read_file(path).set_index("period_id")
    rows = view.present.set_index("period_id")
    wide = rows.index[rows["coordinate_uncertainty_m"] > WIDER_THAN_A_MARKER_M]
    assert {"sary-shagan-russia-1991", "border-panj-russia-2004"} <= set(wide)
    assert set(read.index[read.geometry.geom_type != "Point"]) == set(wide)
    for period in wide:
        centre, circle = read.geometry[period].geoms
        row = rows.loc[period]
        assert (centre.y, centre.x) == pytest.approx((row["latitude"], row["longitude"]))
        for longitude, latitude, *_ in circle.exterior.coords:
            metres = geodesic((centre.y, centre.x), (latitude, longitude)).meters
            assert metres == pytest.approx(row["coordinate_uncertainty_m"], abs=1)


@pytest.mark.parametrize("kind", ["geojson", "lpf"])
def test_how_far_a_point_may_be_off_is_said_of_each_place(view: View, kind: str) -> None:
    made = json.loads(write.content(view, kind))
    name = {"geojson": "coordinate_uncertainty_m", "lpf": lpf.WITHIN}[kind]
    title = {"geojson": "name", "lpf": "title"}[kind]
    told = {f["properties"][title]: f["properties"][name] for f in made["features"]}
    bases = view.present.drop_duplicates("base_id")
    assert told == dict(zip(bases["name"], bases["coordinate_uncertainty_m"], strict=True))
    if kind == "geojson":
        assert "within so many metres" in made["metadata"]["places"]
    else:
        assert made["@context"][1]["dwc"] == "http://rs.tdwg.org/dwc/terms/"


def dated(start: str, end: str) -> View:
    """The view of one period with dates of its own, in a gazetteer of 2001 to 2021."""
    row = GAZETTEER.periods.iloc[:1].assign(start=start, end=end)
    periods = with_bounds(row).reset_index(drop=True)
    return look(replace(GAZETTEER, periods=periods), Selection(date(2005, 6, 1)))


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("1991-12-25", "..", ("1991-12-25", "2021-12-31")),
        ("1991", "2030-05", ("1991-01-01", "2030-05-31")),
        ("..", "2006", ("2001-01-01", "2006-12-31")),
        ("", "2006", ("2001-01-01", "2006-12-31")),
        ("2004~", "", ("2003-01-01", "2021-12-31")),
    ],
)
def test_only_an_open_or_unknown_edge_is_that_of_the_range(
    start: str, end: str, days: tuple[str, str]
) -> None:
    view = dated(start, end)
    made = json.loads(geojson.render(view))
    properties = made["features"][0]["properties"]
    assert (properties["start"], properties["end"]) == days
    assert (properties["start_edtf"], properties["end_edtf"]) == (start, end)
    document = ElementTree.fromstring(kml.render(view))
    found = {e.tag.split("}")[1]: e.text for e in document.iter() if e.text}
    for edge, text, day in zip(("begin", "end"), (start, end), days, strict=True):
        assert found.get(edge) == (day if text not in ("", "..") else None)
    data = {e.get("name"): "".join(e.itertext()).strip() for e in document.iter(f"{KML}Data")}
    assert (data["start_edtf"], data["end_edtf"]) == (start, end)
    for told in (made["metadata"]["times"], "".join(document.itertext())):
        assert "successor begins on its last day" in told


ADDRESS = "https://atlas.example"


# A moving picture is of many dates: test_moving_picture.py.
@pytest.mark.parametrize("kind", [kind for kind in write.FORMATS if kind not in ("csv", "gif")])
def test_every_export_says_what_it_is_and_how_to_cite_it(kind: str) -> None:
    view = look(GAZETTEER, Selection(date(2005, 6, 1), countries=("Kyrgyzstan",), base="kant"))
    told = words_of(write.content(view, kind, ADDRESS), kind)
    link = f"{ADDRESS}/?date=2005-06-01&country=Kyrgyzstan&v={GAZETTEER.version}"
    for words in ("1 June 2005 · Kyrgyzstan", f"version {GAZETTEER.version}", "CC BY 4.0", link):
        assert words in told
    assert ADDRESS not in words_of(write.content(view, kind), kind)


def words_of(made: bytes, kind: str) -> str:
    """What a reader or a program finds in an export, its escapes resolved."""
    if kind == "png":
        return " ".join(str(value) for value in Image.open(io.BytesIO(made)).info.values())
    if kind == "gif":
        return bytes(Image.open(io.BytesIO(made)).info["comment"]).decode()
    if kind == "zip":
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            return archive.read("base-atlas/README.txt").decode()
    text = made.decode()
    if kind in ("geojson", "lpf", "csvw"):
        return json.dumps(json.loads(text), ensure_ascii=False)
    if kind == "html":
        return unescape(text.split("</main>")[1])  # the foot, which a reader sees
    return unescape("".join(ElementTree.fromstring(text).itertext()))


@pytest.mark.parametrize("kind", list(write.FORMATS))
def test_no_export_shows_a_blank_where_a_licence_is_missing(kind: str) -> None:
    bare = replace(GAZETTEER, licence="", author="", created=None, title="Bare")
    made = write.content(look(bare, Selection(date(2005, 6, 1))), kind)
    if kind not in ("zip", "html"):
        told = words_of(made, kind) if kind != "csv" else made.decode()
        assert "()" not in told
        assert "licence" not in told
    else:
        assert "licence: " not in words_of(made, kind)


def test_linked_places_follow_their_format(view: View) -> None:
    places = json.loads(lpf.render(view))
    jsonschema.validate(places, LPF)
    by_name = {f["properties"]["title"]: f for f in places["features"]}
    assert len(by_name) == view.present["base_id"].nunique()
    k2 = by_name[GAZETTEER.bases.at["karshi-khanabad", "name"]]
    assert k2["when"] == {
        "timespans": [
            {
                "start": {"earliest": "2001-10-04", "latest": "2001-10-06"},
                "end": {"in": "2005-07-28"},
            }
        ],
        "certainty": "less-certain",
    }
    assert any(name["toponym"] == "Qarshi Xonobod" for name in k2["names"])


# What the validator of the World Historical Gazetteer takes (its lpf_v2.0 schema).
LINKS = {"closeMatch", "exactMatch", "primaryTopicOf", "subjectOf", "seeAlso"}
TERM = re.compile(r"\w+:[^\s]+|https?://[\w.-]+\.[a-z]{2,63}(:\d{1,5})?(/.*)?")


@pytest.mark.parametrize("window", [None, (date(2001, 1, 1), date(2021, 12, 31))])
def test_linked_places_use_the_terms_their_addressee_knows(
    window: tuple[date, date] | None,
) -> None:
    view = look(GAZETTEER, Selection(date(2005, 6, 1), window=window))
    for feature in json.loads(lpf.render(view, ADDRESS))["features"]:
        assert TERM.fullmatch(feature["@id"])
        assert feature["properties"]["fclasses"] == ["S"]
        assert feature["types"][0]["identifier"] == "aat:300000455"
        assert {link["type"] for link in feature["links"]} <= LINKS
        for relation in feature["relations"]:
            assert TERM.fullmatch(relation["relationType"])
            assert TERM.fullmatch(relation["relationTo"])


def test_an_address_that_no_gazetteer_takes_is_no_link_in_linked_places() -> None:
    addresses = ["https://t.co", "https://atlas.example.org?x=1", "https://atlas.example.org/a?x=1"]
    sources = GAZETTEER.sources.assign(url="https://a.example.org").copy()
    used = GAZETTEER.periods.iloc[[0]].assign(start="2005", end="..")
    used["sources"] = [tuple(sources.index[:3])]
    sources.loc[sources.index[:3], "url"] = addresses
    periods = with_bounds(used).reset_index(drop=True)
    view = look(replace(GAZETTEER, periods=periods, sources=sources), Selection(date(2005, 6, 1)))
    (feature,) = json.loads(lpf.render(view))["features"]
    assert [link["identifier"] for link in feature["links"]] == addresses[2:]


def test_linked_places_give_the_code_of_any_country_that_has_one() -> None:
    rows = GAZETTEER.periods.iloc[:3].copy()
    rows["country"] = ["Côte d'Ivoire", "Djibouti", "Somaliland"]
    rows["base_id"] = ["a", "b", "c"]
    rows["start"], rows["end"] = "2005", ".."
    periods = with_bounds(rows).reset_index(drop=True)
    view = look(replace(GAZETTEER, periods=periods), Selection(date(2005, 6, 1)))
    made = json.loads(lpf.render(view))
    codes = [feature["properties"].get("ccodes") for feature in made["features"]]
    assert codes == [["CI"], ["DJ"], None]


def test_a_period_that_goes_on_ends_no_earlier_than_the_range_in_linked_places() -> None:
    (feature,) = json.loads(lpf.render(dated("1991-12-25", "..")))["features"]
    (span,) = feature["when"]["timespans"]
    assert span == {"start": {"in": "1991-12-25"}, "end": {"earliest": "2021-12-31"}}


def test_an_open_start_is_no_year_in_linked_places() -> None:
    (feature,) = json.loads(lpf.render(dated("..", "2006")))["features"]
    (span,) = feature["when"]["timespans"]
    assert span["start"] == {"latest": "2001-01-01"}


def test_an_unknown_end_is_no_earlier_than_the_start_in_linked_places() -> None:
    (feature,) = json.loads(lpf.render(dated("2004", "")))["features"]
    (span,) = feature["when"]["timespans"]
    assert span["end"] == {"earliest": "2004-12-31"}


def test_linked_data_keep_licence_version_and_citation(view: View) -> None:
    made = json.loads(lpf.render(view, ADDRESS))
    # The format's own context lies on the web; ours is beside it.
    expanded = jsonld.expand({**made, "@context": made["@context"][1], "features": []})[0]
    assert expanded["http://purl.org/dc/terms/license"] == [{"@value": "CC BY 4.0"}]
    assert expanded["https://schema.org/version"] == [{"@value": GAZETTEER.version}]
    assert ADDRESS in expanded["http://purl.org/dc/terms/bibliographicCitation"][0]["@value"]


@pytest.mark.slow
def test_the_package_holds_the_data_and_says_how_to_cite_it(view: View, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(package.render(view))) as archive:
        archive.extractall(tmp_path)
    again = load(tmp_path / "base-atlas")
    assert again.periods["period_id"].equals(GAZETTEER.periods["period_id"])
    assert f"version {GAZETTEER.version}" in (tmp_path / "base-atlas" / "README.txt").read_text(
        encoding="utf-8"
    )


@pytest.mark.slow
def test_the_picture_is_good_enough_to_print(view: View) -> None:
    picture = Image.open(io.BytesIO(write.content(view, "png")))
    assert min(picture.size) >= 1800
    assert picture.info["dpi"][0] == pytest.approx(300, abs=1)


@pytest.mark.slow
def test_the_svg_holds_text_as_text_and_is_the_same_each_time(view: View) -> None:
    made = write.content(view, "svg")
    assert made == write.content(view, "svg")
    texts = "".join(ElementTree.fromstring(made.decode()).itertext())
    for words in (
        "1 June 2005: 20 to 21 bases held",
        "Termez",
        f"version {GAZETTEER.version}",
        "500 km",
    ):
        assert words in texts


@pytest.mark.slow
def test_two_dates_stand_side_by_side(view: View) -> None:
    texts = "".join(
        ElementTree.fromstring(write.two_dates(view, date(2014, 7, 1), "svg")).itertext()
    )
    assert "1 June 2005: 20 to 21 bases held" in texts
    assert "1 July 2014: 16 bases held" in texts


def test_the_html_file_is_small_and_forbids_any_network(view: View) -> None:
    made = html.render(view)
    assert len(made.encode()) <= 1_000_000
    policy = made.split('Content-Security-Policy" content="')[1].split('"')[0]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in policy


PAYLOADS = (
    "<script>window.hacked=1</script>",
    '"><img src=x onerror=alert(1)>',
    "</script><script>alert(1)</script>",
    '=HYPERLINK("http://evil")',
    "]]><svg onload=alert(1)>",
    "$\\input{x}$",
)


def poisoned(payload: str) -> Gazetteer:
    periods, bases, sources = (
        GAZETTEER.periods.copy(),
        GAZETTEER.bases.copy(),
        GAZETTEER.sources.copy(),
    )
    for column in ("name", "local_names", "unit", "note", "operator", "kind"):
        periods[column] = payload
    for column in ("name", "local_names", "kind"):
        bases[column] = payload
    for column in ("title", "publisher", "date"):
        sources[column] = payload
    return replace(GAZETTEER, periods=periods, bases=bases, sources=sources, title=payload)


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("kind", ["html", "kml", "svg", "csv", "geojson", "lpf"])
def test_no_text_of_the_data_becomes_code_in_an_export(payload: str, kind: str) -> None:
    made = write.content(look(poisoned(payload), Selection(date(2005, 6, 1))), kind).decode()
    if kind == "html":
        assert made.count("<script") == 2
        assert "<img" not in made
        assert "<svg onload" not in made
    elif kind in ("kml", "svg"):
        names = {element.tag.split("}")[-1] for element in ElementTree.fromstring(made).iter()}
        assert not names & {"script", "img"}
    elif kind == "csv":
        cells = pd.read_csv(io.StringIO(made), dtype=str, keep_default_na=False)
        assert not cells["name"].str.startswith("=").any()
    else:
        assert json.loads(made)["features"]


def export(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "geo", "export", *arguments],
        capture_output=True,
        text=True,
        cwd=DATA.parent,
    )


@pytest.mark.parametrize("kind", list(write.FORMATS))
@pytest.mark.slow
def test_the_command_writes_every_format(tmp_path: Path, kind: str) -> None:
    out = tmp_path / "out"
    told = export("--format", kind, "--on", "2005-06-01", str(out))
    assert told.returncode == 0, told.stderr
    assert out.stat().st_size > 1000


@pytest.mark.slow
def test_the_edges_of_a_window_are_put_in_order(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    told = export("--format", "csv", "--from", "2010-01-01", "--to", "2005-01-01", str(out))
    assert "1 January 2005 to 1 January 2010" in told.stdout


@pytest.mark.slow
def test_a_file_that_cannot_be_written_is_one_line_and_leaves_nothing(tmp_path: Path) -> None:
    told = export("--format", "csv", str(tmp_path / "missing" / "out.csv"))
    assert told.returncode == 1
    assert told.stderr.count("\n") == 1
    assert "could not be written" in told.stderr


@pytest.mark.slow
def test_a_full_disk_leaves_the_old_file_whole(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old")
    script = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64));"
        "from pathlib import Path; from geo.exports.write import write;"
        f"write(b'x' * 100000, Path({str(out)!r}))"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], cwd=DATA.parent, capture_output=True, text=True
    )
    assert ExportError.__name__ in told.stderr
    assert out.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_the_zip_of_a_corrected_copy_holds_the_copy_not_our_own_tables(tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(DATA, folder)
    bases = folder / "bases.csv"
    ours = bases.read_text("utf-8")
    bases.write_text(ours.replace(",Manas (Transit Center),", ",Manas Air Base,"), "utf-8")
    view = look(load(folder), Selection(date(2005, 6, 1)))
    with zipfile.ZipFile(io.BytesIO(package.render(view))) as archive:
        held = archive.read("base-atlas/bases.csv").decode()
    assert held == bases.read_text("utf-8")
    assert held != ours


def test_every_resource_that_the_package_names_is_in_the_zip(tmp_path: Path) -> None:
    view = look(GAZETTEER, Selection(date(2005, 6, 1)))
    with zipfile.ZipFile(io.BytesIO(package.render(view))) as archive:
        archive.extractall(tmp_path)
        modes = {info.external_attr >> 16 for info in archive.infolist()}
    assert modes == {0o644}
    report = Package(str(tmp_path / "base-atlas" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])


def test_files_that_are_no_part_of_a_gazetteer_stay_out_of_its_zip(tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(DATA, folder)
    (folder / "private.csv").write_text("secret\n")
    described = json.loads((folder / "datapackage.json").read_text("utf-8"))
    described["resources"].append({"name": "outside", "path": "../outside.csv"})
    (folder / "datapackage.json").write_text(json.dumps(described), "utf-8")
    (tmp_path / "outside.csv").write_text("secret\n")
    view = look(load(folder), Selection(date(2005, 6, 1)))
    with zipfile.ZipFile(io.BytesIO(package.render(view))) as archive:
        assert not [name for name in archive.namelist() if "private" in name or "outside" in name]
