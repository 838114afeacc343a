"""The app over a table: what it answers over HTTP, and what it says where it cannot."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette

from asked_in_process import Client
from benchmarks import crowded
from geo.engines import prepare
from geo.engines import table as tables
from geo.engines.address import table_at
from geo.engines.questions import Asked
from geo.engines.table import MOST_BYTES, open_table
from geo.style import REST, own_colours
from geo.time import dates
from web import table as served
from web.middleware import MIDDLEWARE
from web.remaining import register_remaining

WORLD = "part=0,0,4194304,4194304"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crowd")
    prepare.prepare(crowded.write(folder / "c.csv", 30_000), folder / "crowd.parquet")
    return folder / "crowd.parquet"


@pytest.fixture
def client(file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    monkeypatch.setenv("BASES", str(file))
    yield begun()
    served._table.cache_clear()


def begun() -> Client:
    register_remaining()
    served._table.cache_clear()
    app = Starlette(routes=served.table_routes(), middleware=MIDDLEWARE)
    return Client(app)


def held(file: Path, date: str) -> tuple[int, int]:
    address = table_at(str(file))
    assert address is not None
    found = open_table(address).held(Asked((dates.to_day(dates.parse_day(date)),)))
    return found["certain"], found["there"]


def test_a_map_is_told_what_the_table_is(client: Client) -> None:
    about = client.get("/table/about").json()
    assert about["periods"] == 30_000
    assert about["first"] <= about["opening"] <= about["last"]
    colours = [look["colour"] for look in about["operators"]]
    own = [colour for colour in colours if colour != REST]
    assert len(own) == len(set(own)) == 8
    assert own == colours[:8], "the largest have a colour of their own"


def test_colours_of_known_operators_are_taken_by_no_other() -> None:
    colours = own_colours(["Power", "Russia", "Other"])
    assert len(set(colours.values())) == 3


def test_the_changes_of_a_view_are_compressed_and_within_their_limit(client: Client) -> None:
    answer = client.get(f"/table/cells?{WORLD}&shift=17")
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) <= MOST_BYTES
    line, _, rest = answer.content.partition(b"\n")
    head = json.loads(line)
    assert sum(width * length for _, width, length in head["arrays"]) == len(rest)
    assert head["shift"] >= 17


def test_a_view_that_would_be_too_large_has_wider_cells_and_steps(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    fine = client.get(f"/table/cells?{WORLD}&shift=13").content
    monkeypatch.setattr(tables, "MOST_BYTES", 20_000)
    monkeypatch.setattr(tables, "MOST_CHANGES", 8_000)
    answer = client.get(f"/table/cells?{WORLD}&shift=13&q=place")
    head = json.loads(answer.content.partition(b"\n")[0])
    assert int(answer.headers["content-length"]) <= 20_000
    assert head["shift"] > 13
    assert len(head["days"]) < len(json.loads(fine.partition(b"\n")[0])["days"])


def test_counts_are_those_of_the_engine(client: Client, file: Path) -> None:
    told = client.get("/table/counts?date=1990-06-01").json()
    certain, there = held(file, "1990-06-01")
    assert sum(row["certain"] for row in told["status"]) == certain
    assert sum(row["there"] for row in told["status"]) == there


def test_a_page_of_the_table_ends_where_the_next_begins(client: Client) -> None:
    first = client.get("/table/periods?date=1990-06-01").json()
    after = first[-1]["period_id"]
    second = client.get(f"/table/periods?date=1990-06-01&after={after}").json()
    assert len(first) == len(second) == tables.PAGE
    assert second[0]["period_id"] > after


def test_a_base_has_its_periods_with_their_dates_in_words(client: Client) -> None:
    (found, *_) = client.get("/table/bases?name=place+100").json()
    rows = client.get(f"/table/bases/{found['base_id']}").json()
    assert len(rows) == found["periods"]
    assert all(row["when"] for row in rows)
    near = client.get(f"/table/nearest?point={found['latitude']},{found['longitude']}").json()
    assert near[0]["km"] <= near[-1]["km"]


def test_an_export_has_what_is_held_in_view_and_says_where_it_ends(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = client.get("/table/periods.csv?date=1990-06-01&operator=Power+3")
    rows = list(csv.DictReader(io.StringIO(whole.text)))
    assert {row["operator"] for row in rows} == {"Power 3"}
    assert whole.headers["content-disposition"] == 'attachment; filename="periods.csv"'
    monkeypatch.setattr(tables, "EXPORTED", 20)
    monkeypatch.setattr(served, "EXPORTED", 20)
    *_, last = client.get("/table/periods.csv?date=1990-06-01").text.splitlines()
    assert last == "Only the first 20 periods: zoom in or filter."


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("cells?shift=99", "shift is a number from 0 to 22."),
        ("cells?shift=4&part=a,b", "part is west, north, east and south"),
        ("counts?date=never", "date is not a date like 2005-06-01."),
        ("nearest?point=here", "point is a latitude and a longitude"),
        ("nearest?point=100,0", "point is not on the globe."),
        ("periods?" + "&".join(f"country=C{k}" for k in range(101)), "more than 100 values"),
    ],
)
def test_what_makes_no_sense_is_told_in_a_sentence(
    client: Client, question: str, told: str
) -> None:
    answer = client.get(f"/table/{question}")
    assert answer.status == 400
    assert told in answer.json()["detail"]


def test_what_readers_type_finds_nothing_and_breaks_nothing(client: Client) -> None:
    for text in ("'; DROP VIEW periods; --", '"', "\x00", "%", "$reader_0", "@reader_0@"):
        answer = client.get("/table/counts", operator=text, q=text, date="1990")
        assert answer.status == 200
        assert answer.json()["country"] == []
    assert client.get("/table/about").json()["periods"] == 30_000


def test_pages_that_are_not_made_of_a_table_say_so(client: Client) -> None:
    for path, words in (
        ("/compare?date=1990-06-01", "The page Compare is not made of a table"),
        ("/nowhere", "There is no page here"),
    ):
        answer = client.get(path, accept="text/html")
        assert answer.status == 404
        assert words in answer.text
    assert client.get("/").status == 200


def test_a_table_that_is_away_is_told_and_back_when_it_is_there_again(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "crowd.parquet"
    path.write_bytes(file.read_bytes())
    monkeypatch.setenv("BASES", str(path))
    client = begun()
    assert client.get("/table/counts?date=1990").status == 200
    path.rename(tmp_path / "away")
    answer = client.get("/table/counts?date=1991")
    assert (answer.status, answer.headers["retry-after"]) == (503, "5")
    assert str(tmp_path) not in answer.text
    (tmp_path / "away").rename(path)
    assert client.get("/table/counts?date=1991").status == 200
    served._table.cache_clear()


def test_a_question_that_takes_too_long_is_told_with_what_helps(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get("/table/about").status == 200
    monkeypatch.setattr(tables, "READERS", 0.0005)
    answer = client.get(f"/table/cells?{WORLD}&shift=5&q=place")
    assert answer.status == 504
    assert answer.json()["detail"].endswith("Zoom in, or choose more filters.")


def test_the_page_and_its_script_come_from_this_server_alone(client: Client) -> None:
    page = client.get("/")
    assert "https://" not in page.text.replace(page.headers["content-security-policy"], "")
    (script,) = [part.split('"')[0] for part in page.text.split('script defer src="')[1:]]
    assert "immutable" in client.get(script).headers["cache-control"]
    assert client.get("/assets/outline.geojson").json()["type"] == "FeatureCollection"
