"""Limits, faults and hostile addresses: what an engine does when things go wrong."""

import os
import sqlite3
import threading
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from benchmarks import crowded
from engines_at_hand import ENGINES, opened, with_engine
from geo.__main__ import main as shell
from geo.engines import drivers, prepare
from geo.engines import table as tables
from geo.engines.address import table_at
from geo.engines.drivers import EngineError, Stop, StoppedError, TooLongError
from geo.engines.questions import Asked
from geo.engines.table import Table
from geo.paths import DATA


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crowd")
    path = crowded.write(folder / "crowd.csv", 40_000)
    prepare.prepare(path, folder / "crowd.parquet")
    return folder / "crowd.parquet"


@pytest.fixture(scope="module", params=[name for name in ENGINES if name != "duckdb-file"])
def table(
    request: pytest.FixtureRequest, file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Table:
    rows = pq.read_table(file).to_pandas()
    return with_engine(request.param, rows, tmp_path_factory.mktemp("engine"))


def test_a_question_that_takes_longer_than_its_limit_is_cancelled_in_the_engine(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    table.facts()
    monkeypatch.setattr(tables, "READERS", 0.001)
    with pytest.raises(TooLongError, match="was stopped"):
        table.cells(Asked((8_000,)), 4)
    monkeypatch.undo()
    assert len(table.nearest(Asked((8_000,)), 45, 9)) == tables.NEAREST


def test_a_question_that_nobody_waits_for_is_cancelled(table: Table) -> None:
    stop = Stop()
    stop.stop()
    with pytest.raises(StoppedError):
        table.held(Asked((8_000,)), stop)
    assert table.held(Asked((8_000,)))["there"] > 0


def test_many_readers_ask_at_a_time_and_each_gets_an_own_answer(table: Table) -> None:
    alone = {day: table.held(Asked((day,))) for day in range(0, 9_000, 1_500)}
    found: dict[int, object] = {}

    def ask(day: int) -> None:
        found[day] = table.held(Asked((day,)))

    threads = [threading.Thread(target=ask, args=(day,)) for day in alone]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == alone


def test_a_file_that_has_gone_is_told_and_asked_again_when_it_is_back(
    file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "here.parquet"
    path.write_bytes(file.read_bytes())
    table = opened(str(path))
    before = table.held(Asked((8_000,)))
    path.rename(tmp_path / "away")
    with pytest.raises(EngineError, match="not there at the moment"):
        table.facts()
    (tmp_path / "away").rename(path)
    assert table.facts().periods == 40_000
    assert table.held(Asked((8_000,))) == before


def test_no_question_reaches_another_file_or_changes_a_setting(file: Path, tmp_path: Path) -> None:
    driver = drivers.DuckDB([file])
    (tmp_path / "secret.csv").write_text("a\n1\n")
    for text in (
        f"SELECT * FROM read_csv('{tmp_path / 'secret.csv'}')",
        f"COPY periods TO '{tmp_path / 'out.csv'}'",
        "SET enable_external_access = true",
    ):
        with pytest.raises(EngineError):
            list(driver.batches(text, {}, 5, Stop()))
    assert not (tmp_path / "out.csv").exists()


def test_databases_are_only_read(file: Path, tmp_path: Path) -> None:
    rows = pq.read_table(file).slice(0, 10).to_pandas()
    for engine, name in (("duckdb-file", '"some periods"'), ("sqlite", "periods")):
        table = with_engine(engine, rows, tmp_path)
        with pytest.raises(EngineError):
            list(table._driver.batches(f"DELETE FROM {name}", {}, 5, Stop()))
        assert table.facts().periods == 10
        table.close()


def test_a_table_without_a_column_that_is_needed_is_refused_by_name(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "poor.sqlite") as connection:
        connection.execute("CREATE TABLE periods (period_id TEXT, base_id TEXT, name TEXT)")
    connection.close()
    with pytest.raises(EngineError, match=r"no column country.*python -m geo prepare"):
        opened(str(tmp_path / "poor.sqlite"))
    with duckdb.connect(str(tmp_path / "a.duckdb")):
        pass
    with pytest.raises(EngineError, match="There is no table nowhere"):
        opened(f"{tmp_path / 'a.duckdb'}#nowhere")
    (tmp_path / "b.duckdb").write_bytes(b"no database")
    with pytest.raises(EngineError, match="cannot be opened"):
        opened(str(tmp_path / "b.duckdb"))


def test_only_what_has_been_prepared_is_a_table(file: Path, tmp_path: Path) -> None:
    assert table_at(str(file))
    assert table_at(str(file.parent))
    assert table_at(str(file.parent / "*.parquet"))
    plain = crowded.write(tmp_path / "plain.csv", 10)
    for other in (DATA, plain, tmp_path / "none.parquet", tmp_path / "none.duckdb", ""):
        assert table_at(str(other)) is None


def test_credentials_are_in_no_message_and_no_text_of_an_address() -> None:
    address = table_at("postgresql://me:s3cret@127.0.0.1:1/db?table=a.periods&connect_timeout=1")
    assert address is not None
    assert address.table == "a.periods"
    assert "s3cret" in address.server
    assert "table=" not in address.server
    assert "s3cret" not in repr(address) + str(address) + address.name


@pytest.mark.skipif("postgresql" not in ENGINES, reason="`make engines` has a server")
def test_a_server_that_does_not_answer_is_told_without_its_address(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(EngineError) as told:
        opened("postgresql://me:s3cret@127.0.0.1:1/db")
    assert str(told.value) == drivers.GONE
    chain, error = "", told.value
    while error is not None:
        chain += repr(error)
        error = None if error.__suppress_context__ else error.__context__  # type: ignore[assignment]
    assert "s3cret" not in chain + caplog.text


@pytest.mark.skipif("postgresql" not in ENGINES, reason="`make engines` has a server")
def test_a_server_that_was_away_is_asked_again_and_lets_nobody_write(file: Path) -> None:
    import psycopg

    rows = pq.read_table(file).slice(0, 100).to_pandas()
    table = with_engine("postgresql", rows, file.parent)
    before = table.held(Asked((8_000,)))
    with psycopg.connect(os.environ["POSTGRESQL"], autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name = 'base-atlas'"
        )
    assert table.held(Asked((8_000,))) == before
    with pytest.raises(EngineError):
        list(table._driver.batches("DELETE FROM periods", {}, 5, Stop()))


def test_the_shell_counts_what_was_held_in_a_table(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["active", "--on", "1990-06-01", "--data", str(file)]
    assert shell([*arguments, "--operator", "Power 3"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("1 June 1990: ")
    assert told[1].startswith("Power 3: ")
    assert shell([*arguments, "--operator", "No such"]) == 0
    assert capsys.readouterr().out == "1 June 1990: no period held\n"
