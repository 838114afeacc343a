"""Anybody's file as sorted Parquet: the same periods as the importer reads, in bounded memory."""

import csv
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from benchmarks import crowded
from geo.__main__ import main as shell
from geo.engines import pieces, prepare
from geo.engines.columns import BOUND_COLUMNS, CELLS, GRID_BITS, SCHEMA, cells_of, curve
from geo.engines.prepare import CURVE_BITS
from geo.errors import GazetteerError
from geo.importer.opening import open_path
from geo.importer.reading import Reading
from geo.paths import DATA

HEADER = ["name", "latitude", "longitude", "country", "operator", "start", "end", "note"]
SILENT = lambda line: None  # noqa: E731
# A row of a base, wherever it stands; identifiers are made anew where a file is cut into pieces.
SAME = [
    "name",
    "operator",
    "status",
    "latitude",
    "longitude",
    "start",
    "end",
    *BOUND_COLUMNS,
    "held",
]


def prepared(source: Path, out: Path, **more: object) -> pd.DataFrame:
    prepare.prepare(source, out, **more)  # type: ignore[arg-type]
    return pq.read_table(out).to_pandas()


def written(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    return path


def as_read(path: Path) -> pd.DataFrame:
    return open_path(path, tell=SILENT).periods


def same_rows(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    ordered = [
        frame[SAME].astype({"held": int}).sort_values(SAME, ignore_index=True)
        for frame in (one, other)
    ]
    return bool((ordered[0].to_numpy() == ordered[1].to_numpy()).all())


def test_our_own_gazetteer_is_prepared_with_every_period_and_its_bounds(tmp_path: Path) -> None:
    made = prepared(DATA, tmp_path / "ours.parquet").set_index("period_id")
    ours = open_path(None).periods.set_index("period_id")
    assert sorted(made.index) == sorted(ours.index)
    for name in (*BOUND_COLUMNS, "held", "latitude", "operator", "start"):
        assert (made[name] == ours[name].loc[made.index]).all(), name
    assert pq.read_schema(tmp_path / "ours.parquet").names[2:] == SCHEMA.names[2:]


def test_a_source_is_told_in_words_beside_its_period(tmp_path: Path) -> None:
    made = prepared(DATA, tmp_path / "ours.parquet")
    assert made["sources"].str.contains("https://").any()
    assert (made["sources"] != "").all()


def test_a_file_in_many_pieces_gives_the_rows_of_the_file_as_a_whole(tmp_path: Path) -> None:
    path = crowded.write(tmp_path / "crowd.csv", 3_000)
    made = prepared(path, tmp_path / "crowd.parquet", size=20_000)
    read = as_read(path)
    assert same_rows(made, read)
    assert made["period_id"].is_unique
    # A base of the one is a base of the other.
    places = ["name", "country", "latitude", "longitude"]
    assert (made.groupby("base_id")[places].nunique() == 1).all(axis=None)
    assert made["base_id"].nunique() == read["base_id"].nunique()


def test_a_base_that_changes_hands_far_apart_in_the_file_has_one_holder_a_day(
    tmp_path: Path,
) -> None:
    place = ["Camp", "42.5", "74.5", "Kyrgyzstan"]
    others = [[f"Other {k}", "43", "75", "Kyrgyzstan", "X", "1950", "1960", ""] for k in range(500)]
    first = [*place, "Russia", "2000-01-01", "2005-06-01", ""]
    then = ["camp", "42.50", *place[2:], "France", "2005-06-01", "2009-01-01", ""]
    path = written(tmp_path / "camp.csv", [first, *others, then])
    made = prepared(path, tmp_path / "camp.parquet", size=2_000)
    camp = made[made["name"].str.lower() == "camp"].set_index("operator")
    assert camp.loc["Russia", "base_id"] == camp.loc["France", "base_id"]
    assert camp.loc["Russia", "end_latest"] == camp.loc["France", "start_earliest"] - 1


def test_parquet_in_pieces_is_read_as_the_same_table_of_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = crowded.write(tmp_path / "crowd.csv", 2_000)
    frame = pd.read_csv(path, dtype={"start": str, "end": str})
    frame["start"] = pd.to_datetime(frame["start"].str[:4] + "-01-01")
    frame.to_parquet(tmp_path / "crowd.input.parquet")
    monkeypatch.setattr(pieces, "ROWS", 300)
    made = prepared(tmp_path / "crowd.input.parquet", tmp_path / "made.parquet")
    assert same_rows(made, as_read(tmp_path / "crowd.input.parquet"))


def test_a_row_that_is_wrong_is_named_by_its_number_in_the_file(tmp_path: Path) -> None:
    rows = [
        [f"A {k}", "40", "70", "X", "Y", "2001", "2002", 'a "quoted"\nnote'] for k in range(400)
    ]
    rows[333][1] = "140"
    path = written(tmp_path / "wrong.csv", rows)
    out = tmp_path / "wrong.parquet"
    with pytest.raises(GazetteerError) as whole:
        open_path(path, tell=SILENT)
    with pytest.raises(GazetteerError) as in_pieces:
        prepare.prepare(path, out, size=3_000)
    assert [str(p) for p in in_pieces.value.problems] == [str(p) for p in whole.value.problems]
    assert not out.exists()
    assert [entry.name for entry in tmp_path.iterdir()] == ["wrong.csv"]


def test_the_good_rows_are_taken_where_that_is_asked_for(tmp_path: Path) -> None:
    rows = [[f"A {k}", "40", "70", "X", "Y", "2001", "2002", ""] for k in range(400)]
    rows[7][4] = ""
    path = written(tmp_path / "some.csv", rows)
    made = prepare.prepare(path, tmp_path / "o.parquet", Reading(good_rows=True), size=3_000)
    assert made == prepare.Prepared(399, 1)


def test_what_the_first_piece_shows_of_dates_holds_for_the_whole_file(tmp_path: Path) -> None:
    rows = [["A", "40", "70", "X", "Y", "25/12/2001", "", ""]]
    rows += [[f"B {k}", "40", "70", "X", "Y", "03/04/2001", "", ""] for k in range(300)]
    made = prepared(written(tmp_path / "d.csv", rows), tmp_path / "d.parquet", size=2_000)
    assert set(made["start"]) == {"2001-12-25", "2001-04-03"}


def test_rows_follow_the_curve_and_those_of_a_tile_time(tmp_path: Path) -> None:
    made = prepared(crowded.write(tmp_path / "c.csv", 2_000), tmp_path / "c.parquet", size=20_000)
    x, y = (made[name].to_numpy().astype(np.int64) for name in CELLS)
    order = pd.DataFrame({"curve": curve(x, y, CURVE_BITS), "start": made["start_earliest"]})
    assert order.equals(order.sort_values(["curve", "start"], kind="stable"))


def test_places_have_the_cells_that_web_maps_give_them() -> None:
    # Tiles of zoom 10 by the formula of OpenStreetMap: Bishkek, Quito, and both ends of the globe.
    x, y = cells_of(np.array([42.87, -0.18, 90, -90]), np.array([74.59, -78.47, -180, 180]))
    tiles = list(zip(x >> (GRID_BITS - 10), y >> (GRID_BITS - 10), strict=True))
    assert tiles == [(724, 376), (288, 512), (0, 0), (1023, 1023)]


def test_a_prepared_file_says_what_it_is(tmp_path: Path) -> None:
    path = crowded.write(tmp_path / "c.csv", 100)
    prepare.prepare(path, tmp_path / "c.parquet", Reading(about={"title": "A crowd's places"}))
    about = json.loads(pq.read_metadata(tmp_path / "c.parquet").metadata[b"base_atlas"])
    assert about["title"] == "A crowd's places"
    assert len(about["version"]) == 8


def test_the_shell_prepares_a_file_and_says_how_many_periods_it_has(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = crowded.write(tmp_path / "c.csv", 1_200)
    assert shell(["prepare", str(path), str(tmp_path / "c.parquet")]) == 0
    assert "1,200 periods, sorted by place and time" in capsys.readouterr().out
    assert shell(["prepare", str(tmp_path / "none.csv"), str(tmp_path / "n.parquet")]) == 1
    assert "does not exist" in capsys.readouterr().err
    assert shell(["prepare", str(path), str(tmp_path / "no" / "folder.parquet")]) == 1
    assert "could not be written" in capsys.readouterr().err
